"""Part lots of which the exchanges differ much: what is worded of each different one takes room."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from checker.batch.checked import Checked
from checker.batch.rows import Lot
from checker.plan.rows import Sets, distinct

MOST = 20_000
"""Different exchanges that are worded at a time, about: each takes some twenty kilobytes."""


def parted(lots: Iterable[Checked]) -> Iterator[Checked]:
    """Yield lots in parts of few different exchanges each, in their order."""
    for checked in lots:
        listed = np.zeros(len(checked.row), dtype=np.int64) if checked.listed is None else checked.listed.numbers
        _, different = distinct([checked.core, listed])
        count = -(-len(different) // MOST)
        edges = np.linspace(0, len(checked.lot.rows), max(count, 1) + 1).astype(np.int64).tolist()
        for start, end in pairwise(edges):
            yield _part(checked, start, end)


def _part(checked: Checked, start: int, end: int) -> Checked:
    """Return the exchanges of some rows of a lot."""
    first, last = np.searchsorted(checked.row, [start, end]).tolist()
    some = slice(first, last)
    lot, listed = checked.lot, checked.listed
    return replace(
        checked,
        lot=Lot(
            [column.slice(start, end - start) for column in lot.columns],
            lot.rows[start:end],
            None if lot.misshapen is None else lot.misshapen[start:end],
        ),
        row=checked.row[some] - start,
        id=checked.id.slice(first, last - first),
        answer=checked.answer[some],
        core=checked.core[some],
        listed=None if listed is None else Sets(listed.terms, listed.numbers[some]),
    )
