"""Judge registries in two worlds at once, a lot of rows at a time, and keep one example of each different change."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from sys import intern
from typing import Any

import numpy as np

from checker.batch.answers import Answer
from checker.batch.check import BatchCheck
from checker.batch.checked import Checked
from checker.batch.lots import Stream
from checker.plan.rows import Numbers, distinct

Aspects = tuple[tuple[str, str], ...]
"""What is reported of an exchange: verdict, scope and the outcome of each family; nothing where it does not exist."""
VERDICT, SCOPE = "verdict", "scope"
MOST_KEPT = 100_000
"""Different changes of which an example is kept."""


@dataclass(frozen=True, slots=True)
class Example:
    """A row with an exchange that changes."""

    stream: int
    cells: tuple[str, ...]
    place: int
    """Which it is of the exchanges that the row means, from 0."""
    id: str
    is_repeated: bool


@dataclass(eq=False, slots=True)
class Kind:
    """A change that exchanges share which look the same to every rule, in both worlds."""

    old: Aspects
    new: Aspects
    example: Example | None
    times: int = 0


@dataclass(frozen=True)
class Rows:
    """Changed exchanges of a lot."""

    stream: int
    row: Numbers
    id: list[str]
    kind: Numbers


@dataclass(eq=False)
class Comparison:
    """What changes between two worlds."""

    exchanges: list[int]
    """By registry."""
    times: Counter[tuple[Aspects, Aspects]] = field(default_factory=Counter)
    """All exchanges, those that stay the same too."""
    kinds: list[Kind] = field(default_factory=list)


def aspects(answer: Answer) -> Aspects:
    """Return what is reported of an exchange, without its findings."""
    return ((VERDICT, answer.verdict), (SCOPE, answer.scope), *answer.outcomes.items())


@dataclass(eq=False)
class Comparer:
    """Compares the answers of two checks of the same registries."""

    old: BatchCheck
    new: BatchCheck
    found: Comparison
    _aspects: list[Aspects] = field(default_factory=lambda: [()])
    _number: dict[Aspects, int] = field(default_factory=lambda: {(): 0})
    _of_old: list[int] = field(default_factory=lambda: [0])
    _of_new: list[int] = field(default_factory=lambda: [0])
    """By answer, from 1: the number of what it reports; 0 where there is no exchange."""
    _kinds: dict[Any, int] = field(default_factory=dict)
    _sets: dict[bytes, int] = field(default_factory=dict)
    _streams: Sequence[Stream] = ()

    def run(self, streams: Sequence[Stream], take: Callable[[Rows], None]) -> None:
        """Compare registries; what takes them is given the changed exchanges, a lot at a time."""
        self._streams = streams
        for one, other in zip(self.old.run(streams), self.new.run(streams), strict=True):
            take(self._lot(one, other))

    def _lot(self, one: Checked, other: Checked) -> Rows:
        a, b = _aligned(one, other)
        was = self._reported(self.old, self._of_old)[np.where(a < 0, 0, one.answer[a] + 1)]
        now = self._reported(self.new, self._of_new)[np.where(b < 0, 0, other.answer[b] + 1)]
        self.found.exchanges[one.stream] += len(a)
        numbers, first = distinct([was, now])
        for at, count in zip(first.tolist(), np.bincount(numbers).tolist(), strict=True):
            self.found.times[self._aspects[was[at]], self._aspects[now[at]]] += count
        changed = np.flatnonzero(was != now)
        a, b, was, now = a[changed], b[changed], was[changed], now[changed]
        if not len(changed):
            return Rows(one.stream, changed, [], changed)
        keys = [
            np.where(a < 0, 0, one.core[a] + 1), np.where(b < 0, 0, other.core[b] + 1),
            self._set(one, a), self._set(other, b), was, now,
        ]  # fmt: skip
        numbers, first = distinct(keys)
        kinds = np.array(
            [self._kind(tuple(int(key[at]) for key in keys), one, other, int(a[at]), int(b[at])) for at in first],
            dtype=np.int64,
        )
        for kind, count in zip(kinds.tolist(), np.bincount(numbers).tolist(), strict=True):
            self.found.kinds[kind].times += count
        row = np.where(a < 0, other.row[b], one.row[a])
        ids = [(one.id[x] if x >= 0 else other.id[y]).as_py() for x, y in zip(a.tolist(), b.tolist(), strict=True)]
        return Rows(one.stream, one.lot.rows[row], ids, kinds[numbers])

    def _reported(self, check: BatchCheck, known: list[int]) -> Numbers:
        for answer in check.answers.all[len(known) - 1 :]:
            told = aspects(answer)
            if told not in self._number:
                self._number[told] = len(self._aspects)
                self._aspects.append(told)
            known.append(self._number[told])
        return np.array(known, dtype=np.int64)

    def _set(self, checked: Checked, at: Numbers) -> Numbers:
        """Return the number of the set of listed terms of some exchanges; the same in both worlds' own counting."""
        if checked.listed is None:
            return np.zeros(len(at), dtype=np.int64)
        numbers = checked.listed.numbers[at]
        table = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.int64)
        for number in np.unique(numbers).tolist():
            key = checked.listed.terms[number].tobytes()
            if key not in self._sets and len(self._sets) < MOST_KEPT:
                self._sets[key] = len(self._sets)
            table[number] = self._sets.get(key, MOST_KEPT)
        return np.where(at < 0, 0, table[numbers])

    def _kind(self, key: tuple[int, ...], one: Checked, other: Checked, a: int, b: int) -> int:
        *_, was, now = key
        if len(self._kinds) >= MOST_KEPT or MOST_KEPT in key[2:4]:
            key = key if key in self._kinds else (was, now)
        if key not in self._kinds:
            self._kinds[key] = len(self.found.kinds)
            width = len(self._streams[one.stream].header)
            example = _example(one if a >= 0 else other, a if a >= 0 else b, width) if len(key) > 2 else None
            self.found.kinds.append(Kind(self._aspects[was], self._aspects[now], example))
        return self._kinds[key]


def _aligned(one: Checked, other: Checked) -> tuple[Numbers, Numbers]:
    """Return by exchange its place in both lots, -1 where it is not in one: a row may mean more in one world."""
    if np.array_equal(one.row, other.row):
        every = np.arange(len(one.row))
        return every, every
    places = [{key: at for at, key in enumerate(_keys(checked))} for checked in (one, other)]
    keys = sorted({*places[0], *places[1]})
    a, b = (np.array([place.get(key, -1) for key in keys], dtype=np.int64) for place in places)
    return a, b


def _keys(checked: Checked) -> Iterator[tuple[int, int]]:
    times: Counter[int] = Counter()
    for row in checked.row.tolist():
        yield row, times[row]
        times[row] += 1


def _example(checked: Checked, at: int, width: int) -> Example:
    row = int(checked.row[at])
    # Most cells say the same as those of other rows: held once, many examples take little room.
    cells = [intern(column[row].as_py() or "") for column in checked.lot.columns]
    shape = checked.lot.misshapen
    # Cells too many stand together in one more column; where there are too few, the last is filled in.
    extra = cells[width].split("\n") if len(cells) > width and cells[width] else []
    cells = [*cells[:width], *extra]
    if shape is not None and bool(shape[row]) and not extra:
        cells = cells[:-1]
    key = checked.id[at].as_py()
    place = int(np.count_nonzero(checked.row[:at] == row))
    whole = key.rsplit("/", 1)[0] if np.count_nonzero(checked.row == row) > 1 else key
    is_repeated = len(checked.again) > 0 and whole in set(checked.again.to_pylist())
    return Example(checked.stream, tuple(cells), place, whole, is_repeated)
