"""Verdicts and findings of registries that stream, as columns of text."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow  # type: ignore[import-untyped]

from checker.audit.columns import mark_cells
from checker.batch.check import BatchCheck
from checker.batch.findings import Findings, Told
from checker.batch.lines import around, fingerprint, quote
from checker.batch.lots import Stream
from checker.batch.parts import parted
from checker.document import lay_out
from checker.plan.rows import Numbers
from checker.report import FINDING_COLUMNS, finding_row

FINDINGS = pyarrow.schema([(name, "int64" if name == "row" else "string") for name in FINDING_COLUMNS])
APART = ("id", "row", "fingerprint")
"""The columns in which exchanges that share all else differ."""


def verdicts(check: BatchCheck, streams: Sequence[Stream]) -> Iterator[pyarrow.RecordBatch]:
    """Yield the exchanges of registries with their answers; see `Answers.batch`."""
    return map(plain, check.batches(streams))


def plain(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
    """Return columns of which what is the same was held once, as text each."""
    return pyarrow.RecordBatch.from_arrays([column.cast("string") for column in batch.columns], batch.schema.names)


def findings(check: BatchCheck, streams: Sequence[Stream]) -> Iterator[pyarrow.RecordBatch]:
    """Yield the findings of registries, one a row; see `FINDING_COLUMNS`."""
    layouts = [check.layout(stream) for stream in streams]
    worded = Findings(check)
    for checked in parted(check.run(streams, is_asked=False)):
        yield of(worded.of(checked, layouts[checked.stream]))


def of(told: Told) -> pyarrow.RecordBatch:
    """Return the findings of a lot, one a row; see `FINDING_COLUMNS`."""
    found = shared(told)
    columns = [c.cast("string") if pyarrow.types.is_dictionary(c.type) else c for c in found.columns]
    return pyarrow.RecordBatch.from_arrays(columns, found.schema.names)


def shared(told: Told) -> pyarrow.RecordBatch:
    """Return the findings of a lot, one a row, with what exchanges share held once; see `FINDING_COLUMNS`."""
    laid = [lay_out(content.exchange, content.judgement, {})["findings"] for content in told.contents]
    rows = [_row(finding) for part in laid for finding in part]
    parts = [part for content in told.contents for part in around(content)]
    counts = np.array([len(part) for part in laid], dtype=np.int64)
    start = np.cumsum(counts) - counts
    times = counts[told.content]
    exchange = np.repeat(np.arange(len(times)), times)
    which = start[told.content][exchange] + np.arange(len(exchange)) - (np.cumsum(times) - times)[exchange]
    columns = {name: _once([row[name] for row in rows], which) for name in FINDING_COLUMNS if name not in APART}
    columns["id"] = told.checked.id.take(pyarrow.array(exchange))
    columns["row"] = pyarrow.array(told.checked.lot.rows[told.checked.row][exchange], "int64")
    quoted = [quote(name) for name in told.checked.id.to_pylist()]
    prints = [fingerprint(quoted[at], parts[of]) for at, of in zip(exchange.tolist(), which.tolist(), strict=True)]
    columns["fingerprint"] = pyarrow.array(prints, "string")
    batch = pyarrow.RecordBatch.from_arrays([columns[name] for name in FINDING_COLUMNS], FINDING_COLUMNS)
    return _beside(batch, told, times.tolist()) if told.columns else batch


def _once(texts: Sequence[str], which: Numbers) -> pyarrow.DictionaryArray:
    """Return the texts at these places, each different one held once."""
    found = pyarrow.array(texts, "string").dictionary_encode()
    return pyarrow.DictionaryArray.from_arrays(found.indices.take(pyarrow.array(which)), found.dictionary)


def _beside(batch: pyarrow.RecordBatch, told: Told, times: Sequence[int]) -> pyarrow.RecordBatch:
    """Return the findings of a lot with the columns that show how each is marked."""
    marks = [mark for at, count in enumerate(times) for mark in told.marks.get(at) or [{}] * count]
    cells = [mark_cells(mark, told.columns) for mark in marks]
    for place, name in enumerate(told.columns):
        batch = batch.append_column(name, pyarrow.array([row[place] for row in cells], "string"))
    return batch


def _row(finding: dict[str, Any]) -> dict[str, Any]:
    """Return a finding as a row of the table, without what differs from exchange to exchange."""
    return dict(zip(FINDING_COLUMNS, finding_row({"id": "", "row": 0}, finding), strict=True))
