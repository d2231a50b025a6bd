"""Hold each different exchange of a registry once, however many rows repeat it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from checker.batch.shelf import Array, compact
from checker.plan.rows import Column, Numbers, Rows, Sets

MOST = 50_000
"""Different exchanges that are held together; a lot with more new ones than there is room for keeps its own."""


@dataclass(eq=False)
class Kinds:
    """The different exchanges of a registry, by number, and how often each occurs."""

    times: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _numbers: dict[bytes, int] = field(default_factory=dict)
    _parts: list[Rows] = field(default_factory=list)

    def number(self, rows: Rows) -> Numbers | None:
        """Return the numbers of exchanges; nothing where there is no room for the new ones."""
        if len(rows) > MOST:
            return None
        keys = _keys(rows)
        # Cells that mean the same may be written in different ways, so that there are equal ones among them.
        new = {key: at for at, key in reversed([*enumerate(keys)]) if key not in self._numbers}
        places = sorted(new.values())
        if len(self._numbers) + len(new) > MOST:
            return None
        for at in places:
            self._numbers[keys[at]] = len(self._numbers)
        if places:
            self._parts.append(taken(rows, np.array(places, dtype=np.int64)))
        return np.array([self._numbers[key] for key in keys], dtype=np.int64)

    def count(self, numbers: Numbers) -> None:
        """Count exchanges by their numbers."""
        found = np.bincount(numbers, minlength=len(self._numbers))
        found[: len(self.times)] += self.times
        self.times = found

    @property
    def rows(self) -> Rows:
        """The exchanges themselves, in the order of their numbers."""
        if len(self._parts) > 1:
            self._parts = [_joined(self._parts)]
        return self._parts[0]


def taken(rows: Rows, places: Numbers) -> Rows:
    """Return some exchanges, by their places."""
    sets = None
    if rows.sets is not None:
        used, numbers = np.unique(rows.sets.numbers[places], return_inverse=True)
        sets = Sets(rows.sets.terms[used], numbers)
    return replace(
        rows,
        columns={code: Column(one.meanings, one.numbers[places]) for code, one in rows.columns.items()},
        sets=sets,
        repeated=rows.repeated[places],
        misshapen=rows.misshapen[places],
        personal=rows.personal[places],
    )


def repeating(rows: Rows, places: Numbers) -> Rows:
    """Return some exchanges, by their places, as those whose identifier occurs more often."""
    found = taken(rows, places)
    return replace(found, repeated=np.ones(len(found), dtype=bool))


def to_arrays(rows: Rows) -> list[Array]:
    """Return exchanges as arrays, to be set aside."""
    sets = [] if rows.sets is None else [rows.sets.terms, compact(rows.sets.numbers)]
    columns = [compact(column.numbers) for column in rows.columns.values()]
    return [compact(rows.personal), rows.misshapen, *columns, *sets]


def from_arrays(arrays: Sequence[Array], like: Rows) -> Rows:
    """Return exchanges that were set aside, of the same registry as these."""
    personal, misshapen, *rest = arrays
    columns, sets = rest[: len(like.columns)], rest[len(like.columns) :]
    return Rows(
        columns={
            code: Column(column.meanings, numbers.astype(np.int64))
            for (code, column), numbers in zip(like.columns.items(), columns, strict=True)
        },
        sets=Sets(sets[0], sets[1].astype(np.int64)) if sets else None,
        repeated=np.zeros(len(personal), dtype=bool),
        misshapen=misshapen,
        personal=personal.astype(np.int64),
        patterns=like.patterns,
    )


def _keys(rows: Rows) -> list[bytes]:
    """Return a key for each exchange, the same for equal ones of any lot."""
    numbers = [rows.misshapen, rows.personal, *(column.numbers for column in rows.columns.values())]
    sets = np.zeros((len(rows), 0), dtype=np.uint64) if rows.sets is None else rows.sets.terms[rows.sets.numbers]
    table = np.column_stack([*(one.astype(np.uint64) for one in numbers), sets])
    keys: list[bytes] = np.ascontiguousarray(table).view(f"V{table.shape[1] * 8}").ravel().tolist()
    return keys


def _joined(parts: Sequence[Rows]) -> Rows:
    """Return exchanges of several lots together."""
    last = parts[-1]
    sets = None
    if last.sets is not None:
        held = [part.sets for part in parts if part.sets is not None]
        before = np.cumsum([0, *(len(one.terms) for one in held)])
        numbers = [one.numbers + start for one, start in zip(held, before, strict=False)]
        sets = Sets(np.concatenate([one.terms for one in held]), np.concatenate(numbers))
    return Rows(
        columns={
            code: Column(column.meanings, np.concatenate([part.columns[code].numbers for part in parts]))
            for code, column in last.columns.items()
        },
        sets=sets,
        repeated=np.concatenate([part.repeated for part in parts]),
        misshapen=np.concatenate([part.misshapen for part in parts]),
        personal=np.concatenate([part.personal for part in parts]),
        patterns=last.patterns,
    )
