"""Check registries on Spark: the same plan, with its rows on many machines and its questions judged on one."""

from checker.spark.start import check_spark, run

__all__ = ["check_spark", "run"]
