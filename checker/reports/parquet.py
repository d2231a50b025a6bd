"""Tables for analysis as Parquet, by pyarrow: the library that pandas, Spark and DuckDB read and write it with."""

import io
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import BinaryIO

import pyarrow  # type: ignore[import-untyped]
from pyarrow import parquet

from checker.reports.tables import Row

BATCH = 65_536
"""Rows that are written at a time, as a row group of the file."""
WHOLE_NUMBERS = frozenset({"row"})
"""The columns that hold no text."""


def to_parquet(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return a table as the bytes of a Parquet file."""
    target = io.BytesIO()
    write_parquet(columns, rows, target)
    return target.getvalue()


def write_parquet(columns: Sequence[str], rows: Iterable[Row], target: BinaryIO) -> None:
    """Write a table to a Parquet file, so many rows at a time that their number does not matter."""
    kinds = [(name, pyarrow.int64() if name in WHOLE_NUMBERS else pyarrow.string()) for name in columns]
    schema = pyarrow.schema(kinds)
    left = iter(rows)
    with parquet.ParquetWriter(target, schema) as writer:
        while batch := list(islice(left, BATCH)):
            writer.write_batch(_batch(batch, schema))


def _batch(rows: list[Row], schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    columns = [list(column) for column in zip(*rows, strict=True)]
    arrays = [pyarrow.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)]
    return pyarrow.record_batch(arrays, schema=schema)
