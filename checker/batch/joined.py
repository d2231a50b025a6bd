"""Columns as lines of CSV or JSON, without a Python object for every cell: what is held once is written out once."""

from collections.abc import Callable, Iterator
from json.encoder import encode_basestring
from typing import Any

import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute

from checker.reports.tables import FORMULA

AT_ONCE = 10_000
"""Lines that are put together at once."""

Cells = Callable[[pyarrow.Array], pyarrow.Array]


def csv_lines(batch: pyarrow.RecordBatch) -> Iterator[pyarrow.Buffer]:
    """Yield the rows of a table as lines of CSV, many together; just as the csv module writes them."""
    return _lines(batch, _csv, [*[""] * (batch.num_columns > 0), *[","] * (batch.num_columns - 1), "\n"])


def json_lines(batch: pyarrow.RecordBatch) -> Iterator[pyarrow.Buffer]:
    """Yield the rows of a table as lines of JSON, many together: an object each, with the columns as keys."""
    keys = [f"{', ' if place else '{'}{encode_basestring(name)}: " for place, name in enumerate(batch.schema.names)]
    return _lines(batch, _json, [*keys, "}\n"])


def _lines(batch: pyarrow.RecordBatch, cells: Cells, between: list[str]) -> Iterator[pyarrow.Buffer]:
    """Yield lines made of columns, with these texts before, between and after them."""
    shared = [cells(c.dictionary) if pyarrow.types.is_dictionary(c.type) else None for c in batch.columns]
    for start in range(0, batch.num_rows, AT_ONCE):
        parts: list[Any] = []
        for text, column, held in zip(between, batch.slice(start, AT_ONCE).columns, shared, strict=False):
            parts += _text(text), cells(column) if held is None else held.take(column.indices)
        joined = compute.binary_join_element_wise(*parts, _text(between[-1]), _text(""))
        yield _octets(joined)


def _text(text: str) -> pyarrow.Scalar:
    return pyarrow.scalar(text, "large_string")


def _octets(lines: pyarrow.Array) -> pyarrow.Buffer:
    """Return the lines as they stand one after the other in memory."""
    _, _, data = lines.buffers()
    size = compute.sum(compute.binary_length(lines)).as_py()
    return data.slice(0, size)


def _csv(column: pyarrow.Array) -> pyarrow.Array:
    """Return a column as cells of CSV that no spreadsheet runs as a formula."""
    if not pyarrow.types.is_string(column.type):
        return column.cast("large_string")
    risky = compute.is_in(compute.utf8_slice_codeunits(column, 0, 1), value_set=pyarrow.array(FORMULA))
    guarded = compute.if_else(risky, compute.binary_join_element_wise("'", column, ""), column)
    texts = compute.replace_substring_regex(guarded, "\r\n?", "\n")
    marks = compute.match_substring_regex(texts, '[,"\n]')
    quoted = compute.binary_join_element_wise('"', compute.replace_substring(texts, '"', '""'), '"', "")
    return compute.if_else(marks, quoted, texts).cast("large_string")


def _json(column: pyarrow.Array) -> pyarrow.Array:
    """Return a column of texts or numbers as JSON."""
    if not pyarrow.types.is_string(column.type):
        return column.cast("large_string")
    return pyarrow.array([encode_basestring(text) for text in column.to_pylist()], "large_string")
