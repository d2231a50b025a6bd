"""Verdicts as a folder that Spark writes: whole or not at all."""

from typing import TYPE_CHECKING, Any

from checker.errors import GrondslagError
from checker.spark.sources import format_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_UNFINISHED = "_temporary"
"""The folder in which Spark keeps an output until it is whole."""


def require_free(output: str, spark: "SparkSession") -> None:
    """Fail before the work rather than after it.

    Raises GrondslagError where an output exists, or is of no known format.
    """
    format_of(output)
    files, path = _files(output, spark)
    if not files.exists(path):
        return
    if {status.getPath().getName() for status in files.listStatus(path)} == {_UNFINISHED}:
        raise GrondslagError(
            f"{output} is van een toets die nog loopt of is afgebroken: wacht, of verwijder de map en toets opnieuw.",
            f"{output} is of a check that still runs or was broken off: wait, or remove the folder and check again.",
        )
    raise GrondslagError(
        f"{output} bestaat al, en wordt niet overschreven: noem een map die nog niet bestaat.",
        f"{output} exists already, and is not overwritten: name a folder that does not exist yet.",
    )


def write(found: "DataFrame", output: str) -> "DataFrame":
    """Write verdicts, and return them as they were written."""
    form = format_of(output)
    options = {"header": True, "escape": '"', "emptyValue": ""} if form == "csv" else {}
    try:
        found.write.format(form).options(**options).mode("errorifexists").save(output)
    except Exception:
        _clean(output, found.sparkSession)
        raise
    return found.sparkSession.read.format(form).options(**options).load(output)


def counts(found: "DataFrame") -> dict[str, int]:
    """Return the number of exchanges by verdict."""
    return {row["verdict"]: row["count"] for row in sorted(found.groupBy("verdict").count().collect())}


def _clean(output: str, spark: "SparkSession") -> None:
    """Remove the folder that a failed writing leaves, if nothing stands in it: then it can be written again."""
    files, path = _files(output, spark)
    if files.exists(path) and not files.listStatus(path):
        files.delete(path, False)


def _files(output: str, spark: "SparkSession") -> tuple[Any, Any]:
    """Return the file system of an output and its path there, as Hadoop knows them: PySpark has no way to ask."""
    path = spark._jvm.org.apache.hadoop.fs.Path(output)
    return path.getFileSystem(spark._jsc.hadoopConfiguration()), path
