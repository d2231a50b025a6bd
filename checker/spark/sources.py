"""Registries that Spark reads, the format by the suffix of their path."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from checker.errors import GrondslagError
from checker.readers.delimited import plain_dialect
from checker.spark.partition import Registry

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

FORMATS = {
    "parquet": "parquet", "csv": "csv", "tsv": "csv", "txt": "csv", "json": "json", "jsonl": "json",
    "ndjson": "json", "orc": "orc",
}  # fmt: skip
PACKED = frozenset({"gz", "bz2", "zst", "snappy", "lz4", "deflate"})
FRAME = "DataFrame"
_LINE = "line beside the header"
"""The column for a line of CSV with more or fewer cells than the header."""
_SAMPLE = 200


@dataclass(frozen=True)
class Source:
    """A registry as Spark holds it, its columns named by their place."""

    frame: "DataFrame"
    registry: Registry


def read_frame(frame: "DataFrame", source: str = FRAME, delimiter: str = "") -> Source:
    """Return a frame as a registry."""
    header = tuple(frame.columns)
    # By place: a name may stand twice, or hold a sign that means something to Spark.
    placed = frame.toDF(*(f"c{place}" for place in range(len(header))))
    return Source(placed, Registry(source, header[:-1] if delimiter else header, delimiter))


def read(path: str, spark: "SparkSession", known: Collection[str]) -> Source:
    """Return what stands at a path: a file, a folder or a pattern of names.

    Raises GrondslagError where the format is none that is read so, or a CSV file leaves doubt.
    """
    readers: dict[str, Callable[[], Source]] = {
        "csv": lambda: _csv(path, spark, known),
        "json": lambda: read_frame(_json(path, spark), path),
    }
    form = format_of(path)
    return readers[form]() if form in readers else read_frame(spark.read.format(form).load(path), path)


def format_of(path: str) -> str:
    """Return the format of a path, by its suffix; that of a folder without one is Parquet.

    Raises GrondslagError where the suffix is that of another format.
    """
    suffixes = [suffix.lstrip(".").lower() for suffix in PurePosixPath(path.rstrip("/")).suffixes]
    plain = [suffix for suffix in suffixes if suffix not in PACKED]
    last = plain[-1] if plain else ""
    if not last:
        return "parquet"
    if last not in FORMATS:
        raise GrondslagError(
            f"{path}: met Spark gaat het om {', '.join(sorted(FORMATS))}; gebruik een van die vormen.",
            f"{path}: with Spark it takes {', '.join(sorted(FORMATS))}; use one of those forms.",
        )
    return FORMATS[last]


def _json(path: str, spark: "SparkSession") -> "DataFrame":
    first = next((row[0] for row in spark.read.text(path).take(_SAMPLE) if row[0].strip()), "")
    options: dict[str, Any] = {"primitivesAsString": True, "mode": "FAILFAST", "dropFieldIfAllNull": False}
    return spark.read.options(**options).json(path, multiLine=first.lstrip().startswith("["))


def _csv(path: str, spark: "SparkSession", known: Collection[str]) -> Source:
    from pyspark.sql.types import StringType, StructField, StructType

    lines = [row[0] for row in spark.read.text(path).take(_SAMPLE)]
    dialect = plain_dialect(("\n".join(lines) + "\n").encode(), path, known)
    if dialect is None:
        raise _not_plain(path)
    fields = [StructField(name, StringType()) for name in (*dialect.header, _LINE)]
    frame = spark.read.csv(
        path,
        schema=StructType(fields),
        sep=dialect.delimiter,
        header=True,
        enforceSchema=False,
        escape='"',
        mode="PERMISSIVE",
        columnNameOfCorruptRecord=_LINE,
        multiLine=_has_lines_in_cells(path, spark, dialect.delimiter),
    )
    return read_frame(frame, path, dialect.delimiter)


def _has_lines_in_cells(path: str, spark: "SparkSession", delimiter: str) -> bool:
    """Return whether a cell goes on on a next line, so that files cannot be parted. Spark itself is lenient, so first:

    Raises GrondslagError where a quotation mark leaves doubt, or the text is no UTF-8.
    """
    from pyspark.sql import functions as f

    line, mark = f.col("value"), "\\t" if delimiter == "\t" else delimiter
    quotes = f.length(line) - f.length(f.replace(line, f.lit('"'), f.lit("")))
    # Bytes that are no UTF-8 are replaced in what an expression sees.
    doubt = line.rlike(f'\ufffd|\\x00|[^{mark}"]"[^{mark}"]')
    lines = spark.read.text(path).withColumn("file", f.input_file_name())
    found = lines.groupBy("file").agg(f.max(doubt).alias("doubt"), f.sum(quotes % 2).alias("open"))
    told = found.agg(f.max("doubt"), f.max(f.col("open") % 2), f.max("open")).first()
    if told is None or told[0] or told[1]:
        raise _not_plain(path)
    return bool(told[2])


def _not_plain(path: str) -> GrondslagError:
    return GrondslagError(
        f"{path} kan Spark niet zonder twijfel lezen: nodig is CSV in UTF-8, met op de eerste regel de kop, en"
        " aanhalingstekens alleen om hele cellen. Sla het register op als Parquet, of toets zonder Spark.",
        f"{path} cannot be read by Spark without doubt: that takes CSV in UTF-8, with the header on the first line, and"
        " quotation marks around whole cells only. Save the registry as Parquet, or check without Spark.",
    )
