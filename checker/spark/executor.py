"""What runs on an executor: the encoder and plan of one machine, over the rows of a partition."""

import io
import json
import pickle
from collections.abc import Callable, Iterable, Iterator
from csv import reader
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute

from checker.batch import tables
from checker.batch.answers import Answer
from checker.batch.columns import identifiers, to_text
from checker.batch.findings import Findings
from checker.batch.lots import ROWS, Stream
from checker.batch.rows import Lot, require_plain, whole
from checker.errors import GrondslagError
from checker.plan.asking import Recorder
from checker.report import FINDING_COLUMNS
from checker.spark.luggage import Luggage, Unasked

Batches = Iterator[pyarrow.RecordBatch]
Work = Callable[[Batches], Batches]

QUESTIONS = {"place": "int", "name": "string", "exchange": "binary"}
"""The columns of recorded questions: the place of their footprint, their name, and the exchange to judge."""
WORDED = {name: "string" for name in FINDING_COLUMNS if name != "row"}
"""The columns of findings: rows have no number, where a registry is in parts."""
EXAMPLES = {"answer": "string", "exchange": "binary"}
"""The columns of examples: the answer, as `answer_key` names it, and an exchange that has it."""
SENTENCE = "grondslag:"
"""Stands before what the user is to read in a message that Spark carries from an executor to the driver."""


@dataclass(frozen=True)
class Registry:
    """What of a registry is known beforehand."""

    source: str
    header: tuple[str, ...]
    delimiter: str = ""
    """Of CSV: then a last column holds the line of a row with more or fewer cells than the header."""


def answer_key(answer: Answer) -> str:
    """Return a name for an answer, the same on every machine."""
    return json.dumps([answer.verdict, answer.scope, *answer.outcomes.values(), ";".join(answer.rules)])


def headed(registry: Registry) -> Stream:
    """Return the header of a registry, as a stream without rows."""
    return Stream(registry.source, registry.header, None, lambda wanted: iter(()))


def identifying(luggage: Luggage, registry: Registry) -> Work:
    """Return what yields the identifiers in a partition, but for empty ones; the only column is that of them."""

    def work(batches: Batches) -> Batches:
        pack = luggage.pack
        for batch in batches:
            ids = identifiers(_texts(registry, batch)[0], pack)
            yield pyarrow.RecordBatch.from_arrays([ids.filter(compute.not_equal(ids, ""))], ["id"])

    return _told(work)


def asking(luggage: Luggage, registry: Registry, again: Iterable[str]) -> Work:
    """Return what yields the different questions of a partition; see `QUESTIONS`."""

    def work(batches: Batches) -> Batches:
        recorder = Recorder()
        check = luggage.check(recorder)
        stream = _stream(registry, batches)
        for _ in check.ask(stream, check.layout(stream), _array(again)):
            columns = [
                [place for place, _ in recorder.questions],
                [name for _, name in recorder.questions],
                [pickle.dumps(exchange) for exchange in recorder.questions.values()],
            ]
            recorder.questions.clear()
            arrays = [pyarrow.array(c, t) for c, t in zip(columns, ("int32", "string", "binary"), strict=True)]
            yield pyarrow.RecordBatch.from_arrays(arrays, list(QUESTIONS))

    return _told(work)


def answering(luggage: Luggage, registry: Registry, again: Iterable[str]) -> Work:
    """Return what yields the exchanges of a partition with their answers as columns."""

    def work(batches: Batches) -> Batches:
        check = luggage.check(Unasked())
        stream = _stream(registry, batches)
        for checked in check.read_once(stream, check.layout(stream), _array(again)):
            yield tables.plain(check.answers.batch(checked.id, checked.answer))

    return _told(work)


def exampling(luggage: Luggage, registry: Registry, again: Iterable[str]) -> Work:
    """Return what yields the first exchange of each different answer in a partition; see `EXAMPLES`."""

    def work(batches: Batches) -> Batches:
        check = luggage.check(Unasked())
        stream = _stream(registry, batches)
        layout, findings = check.layout(stream), Findings(check)
        seen: set[int] = set()
        for checked in check.read_once(stream, layout, _array(again)):
            numbers, first = np.unique(checked.answer, return_index=True)
            new = [(int(n), int(at)) for n, at in zip(numbers, first, strict=True) if int(n) not in seen]
            seen.update(number for number, _ in new)
            exchanges = findings.exchanges(checked, [at for _, at in new], layout)
            columns = [
                pyarrow.array([answer_key(check.answers.all[number]) for number, _ in new], "string"),
                pyarrow.array([pickle.dumps(replace(one, row=0)) for one in exchanges], "binary"),
            ]
            yield pyarrow.RecordBatch.from_arrays(columns, list(EXAMPLES))

    return _told(work)


def wording(luggage: Luggage, registry: Registry, again: Iterable[str]) -> Work:
    """Return what yields the findings of a partition, worded where its rows are; see `WORDED`."""

    def work(batches: Batches) -> Batches:
        check = luggage.check(Unasked())
        stream = _stream(registry, batches)
        layout, findings = check.layout(stream), Findings(check)
        for checked in check.read_once(stream, layout, _array(again), is_asked=False):
            yield tables.of(findings.of(checked, layout)).select(list(WORDED))

    return _told(work)


def _stream(registry: Registry, batches: Batches) -> Stream:
    return Stream(registry.source, registry.header, None, lambda wanted: _lots(registry, batches))


def _array(again: Iterable[str]) -> pyarrow.StringArray:
    return pyarrow.array(sorted(again), "string")


def _lots(registry: Registry, batches: Batches) -> Iterator[Lot]:
    for batch in _gathered(batches):
        columns = _texts(registry, batch)
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


def _texts(registry: Registry, batch: pyarrow.RecordBatch) -> list[Any]:
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


def _told(work: Work) -> Work:
    """Have an error for the user reach the driver in both languages."""

    def told(batches: Batches) -> Batches:
        try:
            yield from work(batches)
        except GrondslagError as error:
            raise RuntimeError(SENTENCE + json.dumps([error.texts["nl"], error.texts["en"]]) + "\n") from None

    return told
