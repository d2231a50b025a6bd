"""The rows of a partition of Spark as a stream, such as those of one machine."""

import io
from collections.abc import Iterator
from csv import reader
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute

from checker.batch.columns import to_text
from checker.batch.lots import ROWS, Stream
from checker.batch.rows import Lot, require_plain, whole

Batches = Iterator[pyarrow.RecordBatch]


@dataclass(frozen=True)
class Registry:
    """What of a registry is known beforehand."""

    source: str
    header: tuple[str, ...]
    delimiter: str = ""
    """Of CSV: then a last column holds the line of a row with more or fewer cells than the header."""


def headed(registry: Registry) -> Stream:
    """Return the header of a registry, as a stream without rows."""
    return Stream(registry.source, registry.header, None, lambda wanted: iter(()))


def stream(registry: Registry, batches: Batches) -> Stream:
    """Return the rows of a partition as a stream."""
    return Stream(registry.source, registry.header, None, lambda wanted: _lots(registry, batches))


def _lots(registry: Registry, batches: Batches) -> Iterator[Lot]:
    for batch in _gathered(batches):
        columns = texts(registry, batch)
        misshapen = None
        if registry.delimiter:
            *columns, lines = columns
            misshapen, extra = _extra(lines, registry)
            columns += [] if extra is None else [extra]
        yield whole(columns, 2, registry.header, None, misshapen)


def _gathered(batches: Batches) -> Batches:
    """Yield as many rows at once as on one machine; Spark hands out few."""
    held: list[pyarrow.RecordBatch] = []
    size = 0
    for batch in batches:
        held.append(batch)
        size += batch.num_rows
        if size >= ROWS:
            yield from pyarrow.Table.from_batches(held).combine_chunks().to_batches()
            held, size = [], 0
    if size:
        yield from pyarrow.Table.from_batches(held).combine_chunks().to_batches()


def texts(registry: Registry, batch: pyarrow.RecordBatch) -> list[Any]:
    """Return the columns of a batch as text. Raises GrondslagError where one is of a kind that has no text."""
    require_plain(registry.source, batch.schema)
    return [to_text(column) for column in batch.columns]


def _extra(lines: Any, registry: Registry) -> tuple[Any, Any]:
    """Return which rows have more or fewer cells than the header, and the cells beyond it as text, if there are any."""
    found = compute.is_valid(lines).to_numpy(zero_copy_only=False)
    extra = np.full(len(lines), "", dtype=object)
    width = len(registry.header)
    for at in np.flatnonzero(found).tolist():
        cells = next(reader(io.StringIO(lines[at].as_py()), delimiter=registry.delimiter), [])
        found[at] = len(cells) != width
        extra[at] = "\n".join(cells[width:])
    return found, pyarrow.array(extra, "string") if any(extra) else None
