"""Mark the findings of exchanges that stream. Only what waivers name is looked at, unless there is a baseline."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute

from checker.audit.columns import VERDICT_MARKS, marked_rules
from checker.audit.marks import GIVES, Found, Mark, Marker
from checker.batch.answers import Answers
from checker.batch.checked import Checked
from checker.batch.findings import Findings, Told
from checker.batch.lines import around, fingerprint, quote
from checker.model import Judgement
from checker.terms.columns import Layout

Marks = Mapping[int, Sequence[Mark]]
"""By exchange, as its place in the lot, where there is anything to mark."""


def mark_lot(
    marker: Marker, checked: Checked, told: Told | None, findings: Findings, layout: Layout, answers: Answers
) -> tuple[Marks, dict[int, tuple[str, ...]]]:
    """Return the marks on the findings of a lot, and the rules of each exchange that has any; count those left open.

    Args:
        marker: marks findings.
        checked: the lot.
        told: the lot with its findings, if it was worded; it is where every finding is to be looked at.
        findings: words them.
        layout: where the columns stand.
        answers: the answers of the check.
    """
    if told is not None and marker.asks_all:
        exchanges = _all(told)
    else:
        named = compute.is_in(checked.id, value_set=pyarrow.array(sorted(marker.names), "string"))
        places = np.flatnonzero(named.to_numpy(zero_copy_only=False)).tolist()
        # Their own names, so that they are judged as exchanges and not as what they share with others.
        exchanges = [
            (at, exchange.id, _found(judgement))
            for at, (exchange, judgement) in zip(places, findings.some(checked, places, layout), strict=True)
        ]
        _count_rest(marker, checked, set(places), answers)
    marks = marker.mark((name, found) for _, name, found in exchanges)
    return (
        {at: some for (at, _, _), some in zip(exchanges, marks, strict=True) if any(some)},
        {at: tuple(one.rule for one in found) for at, _, found in exchanges},
    )


def _all(told: Told) -> list[tuple[int, str, list[Found]]]:
    known = [
        [(one.rule, one.severity, part) for one, part in zip(content.judgement.findings, around(content), strict=True)]
        for content in told.contents
    ]
    names = told.checked.id.to_pylist()
    return [
        (at, name, [Found(rule, severity, fingerprint(quote(name), part)) for rule, severity, part in known[number]])
        for at, (number, name) in enumerate(zip(told.content.tolist(), names, strict=True))
    ]


def _found(judgement: Judgement) -> list[Found]:
    return [Found(one.rule, one.severity, one.fingerprint) for one in judgement.findings]


def _count_rest(marker: Marker, checked: Checked, named: set[int], answers: Answers) -> None:
    """Count as open the exchanges that no waiver names: all their findings count."""
    rest = np.ones(len(checked.answer), dtype=bool)
    rest[list(named)] = False
    times: Counter[str] = Counter()
    for number, count in enumerate(np.bincount(checked.answer[rest], minlength=len(answers.all)).tolist()):
        times[answers.all[number].verdict] += count
    marker.open.update({verdict: times[verdict] for verdict in GIVES.values()})


def add_columns(
    batch: pyarrow.RecordBatch, marks: Marks, rules: Mapping[int, tuple[str, ...]], columns: Sequence[str]
) -> pyarrow.RecordBatch:
    """Return exchanges as columns, with those beside them that tell which of the rules met are waived or new."""
    for column in columns:
        texts = [""] * batch.num_rows
        for at, some in marks.items():
            texts[at] = marked_rules(zip(rules[at], some, strict=True), VERDICT_MARKS[column])
        batch = batch.append_column(column, pyarrow.array(texts, "string").dictionary_encode())
    return batch
