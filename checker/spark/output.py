"""Results as folders that Spark writes: whole or not at all."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from checker.errors import GrondslagError
from checker.reports.tables import FORMULA

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

VERDICTS = {"parquet": "parquet", "csv": "csv"}
"""By the form of a report with verdicts, the format of Spark."""
FINDINGS = {"findings-parquet": "parquet", "findings-csv": "csv", "findings-jsonl": "json"}
"""By the form of a report with findings, the format of Spark."""
FORMS = VERDICTS | FINDINGS
_UNFINISHED = "_temporary"
"""The folder in which Spark keeps an output until it is whole."""
_OPTIONS = {"csv": {"header": True, "escape": '"', "emptyValue": ""}}


def require_free(output: str, spark: "SparkSession") -> None:
    """Fail before the work rather than after it. Raises GrondslagError where an output exists."""
    files, path = _files(output, spark)
    if not files.exists(path):
        return
    if files.isDirectory(path) and {one.getPath().getName() for one in files.listStatus(path)} == {_UNFINISHED}:
        raise GrondslagError(
            f"{output} is van een toets die nog loopt of is afgebroken: wacht, of verwijder de map en toets opnieuw.",
            f"{output} is of a check that still runs or was broken off: wait, or remove the folder and check again.",
        )
    raise GrondslagError(
        f"{output} bestaat al, en wordt niet overschreven: noem een map die nog niet bestaat.",
        f"{output} exists already, and is not overwritten: name a folder that does not exist yet.",
    )


def write(found: "DataFrame", form: str, output: str) -> "DataFrame":
    """Write a table, and return it as it was written; of CSV no cell runs as a formula in a spreadsheet."""
    kind = FORMS[form]
    options: dict[str, Any] = _OPTIONS.get(kind, {})
    try:
        shown = _harmless(found) if kind == "csv" else found
        shown.write.format(kind).options(**options).mode("errorifexists").save(output)
    except Exception:
        _clean(output, found.sparkSession)
        raise
    return found.sparkSession.read.format(kind).options(**options).schema(found.schema).load(output)


def remove(outputs: Sequence[str], spark: "SparkSession") -> None:
    """Remove what this run has written, where another of its outputs could not be."""
    for output in outputs:
        files, path = _files(output, spark)
        files.delete(path, True)


def _harmless(found: "DataFrame") -> "DataFrame":
    """Return a table of which no cell begins as a formula does."""
    from pyspark.sql import functions as f

    guarded = {
        name: f.when(f.substring(f.col(f"`{name}`"), 1, 1).isin(*FORMULA), f.concat(f.lit("'"), f.col(f"`{name}`")))
        .otherwise(f.col(f"`{name}`"))
        for name in found.columns
    }  # fmt: skip
    return found.select(*(column.alias(name) for name, column in guarded.items()))


def _clean(output: str, spark: "SparkSession") -> None:
    """Remove the folder that a failed writing leaves, if nothing stands in it: then it can be written again."""
    files, path = _files(output, spark)
    if files.exists(path) and not files.listStatus(path):
        files.delete(path, False)


def _files(output: str, spark: "SparkSession") -> tuple[Any, Any]:
    """Return the file system of an output and its path there, as Hadoop knows them: PySpark has no way to ask."""
    path = spark._jvm.org.apache.hadoop.fs.Path(output)
    return path.getFileSystem(spark._jsc.hadoopConfiguration()), path
