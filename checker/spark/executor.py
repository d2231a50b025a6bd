"""What runs on an executor: the encoder and plan of one machine, over the rows of a partition."""

import json
import pickle
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute

from checker.batch import tables
from checker.batch.answers import Answer
from checker.batch.columns import identifiers
from checker.batch.findings import Findings
from checker.errors import GrondslagError
from checker.plan.asking import Recorder
from checker.report import FINDING_COLUMNS
from checker.spark.luggage import Luggage, Unasked
from checker.spark.partition import Batches, Registry, stream, texts

Work = Callable[[Batches], Batches]

QUESTIONS = {"place": "int", "name": "string", "exchange": "binary"}
"""The columns of recorded questions: the place of their footprint, their name, and the exchange to judge."""
WORDED = {name: "string" for name in FINDING_COLUMNS if name != "row"}
"""The columns of findings: rows have no number, where a registry is in parts."""
FLOWS = {"flows": "binary"}
"""The column of the flows of a partition."""
EXAMPLES = {"answer": "string", "exchange": "binary"}
"""The columns of examples: the answer, as `answer_key` names it, and an exchange that has it."""
SENTENCE = "grondslag:"
"""Stands before what the user is to read in a message that Spark carries from an executor to the driver."""


def answer_key(answer: Answer) -> str:
    """Return a name for an answer, the same on every machine."""
    return json.dumps([answer.verdict, answer.scope, *answer.outcomes.values(), ";".join(answer.rules)])


def identifying(luggage: Luggage, registry: Registry) -> Work:
    """Return what yields the identifiers in a partition, but for empty ones; the only column is that of them."""

    def work(batches: Batches) -> Batches:
        pack = luggage.pack
        for batch in batches:
            ids = identifiers(texts(registry, batch)[0], pack)
            yield pyarrow.RecordBatch.from_arrays([ids.filter(compute.not_equal(ids, ""))], ["id"])

    return _told(work)


def asking(luggage: Luggage, registry: Registry, again: Iterable[str]) -> Work:
    """Return what yields the different questions of a partition; see `QUESTIONS`."""

    def work(batches: Batches) -> Batches:
        recorder = Recorder()
        check = luggage.check(recorder)
        rows = stream(registry, batches)
        for _ in check.ask(rows, check.layout(rows), _array(again)):
            columns = [
                [place for place, _ in recorder.questions],
                [name for _, name in recorder.questions],
                [pickle.dumps(exchange) for exchange in recorder.questions.values()],
            ]
            recorder.questions.clear()
            arrays = [pyarrow.array(c, t) for c, t in zip(columns, ("int32", "string", "binary"), strict=True)]
            yield pyarrow.RecordBatch.from_arrays(arrays, list(QUESTIONS))

    return _told(work)


def flowing(luggage: Luggage, registry: Registry) -> Work:
    """Return what yields the flows of a partition; see `FLOWS`."""

    def work(batches: Batches) -> Batches:
        check = luggage.check(Unasked())
        rows = stream(registry, batches)
        found = pickle.dumps(check.flows(rows, check.layout(rows)))
        yield pyarrow.RecordBatch.from_arrays([pyarrow.array([found], "binary")], list(FLOWS))

    return _told(work)


def answering(luggage: Luggage, registry: Registry, again: Iterable[str]) -> Work:
    """Return what yields the exchanges of a partition with their answers as columns."""

    def work(batches: Batches) -> Batches:
        check = luggage.check(Unasked())
        rows = stream(registry, batches)
        for checked in check.read_once(rows, check.layout(rows), _array(again)):
            yield tables.plain(check.answers.batch(checked.id, checked.answer))

    return _told(work)


def exampling(luggage: Luggage, registry: Registry, again: Iterable[str]) -> Work:
    """Return what yields the first exchange of each different answer in a partition; see `EXAMPLES`."""

    def work(batches: Batches) -> Batches:
        check = luggage.check(Unasked())
        rows = stream(registry, batches)
        layout, findings = check.layout(rows), Findings(check)
        seen: set[int] = set()
        for checked in check.read_once(rows, layout, _array(again)):
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
        rows = stream(registry, batches)
        layout, findings = check.layout(rows), Findings(check)
        for checked in check.read_once(rows, layout, _array(again), is_asked=False):
            yield tables.of(findings.of(checked, layout)).select(list(WORDED))

    return _told(work)


def _array(again: Iterable[str]) -> pyarrow.StringArray:
    return pyarrow.array(sorted(again), "string")


def _told(work: Work) -> Work:
    """Have an error for the user reach the driver in both languages."""

    def told(batches: Batches) -> Batches:
        try:
            yield from work(batches)
        except GrondslagError as error:
            raise RuntimeError(SENTENCE + json.dumps([error.texts["nl"], error.texts["en"]]) + "\n") from None

    return told
