"""See the exchanges of a lot as parts of chains: in numbers, so that nothing is done for an exchange by itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
import numpy.typing as npt
from rdflib.term import Node

from checker.flows import Seen, Viewer, day
from checker.flows.flows import EVER, NEVER, Flow, Span
from checker.pack import Column, Pack
from checker.plan.footprints import listed_column
from checker.plan.outline import listed_terms
from checker.plan.rows import Numbers, Rows, distinct
from checker.terms.cellreader import Cell

Flags = npt.NDArray[np.bool_]
PART = 20_000
"""Sets of data that are told apart at a time: bounds memory."""


@dataclass(frozen=True, eq=False)
class SeenRows:
    """What is seen of different exchanges, a number each in every array. Parties, purposes and data are numbers."""

    terms: list[Node | None]
    """What each of those numbers stands for; the first is None, for what is not known."""
    times: Numbers
    """How many exchanges there are of each."""
    giver: Numbers
    taker: Numbers
    aim: Numbers
    first: Numbers
    """The day on which each starts, as an ordinal; `EVER` if it is not known."""
    last: Numbers
    """The day on which each ends; `NEVER` if it is not known, or lies before the first."""
    lacks: Flags
    """Whether data were not recognised, or none are declared."""
    exchange: Numbers
    """Of each category of data that an exchange carries: which exchange, in their order."""
    datum: Numbers
    """Of each category of data that an exchange carries: which."""

    def seen(self, place: int) -> Seen:
        """Return what is seen of one exchange."""
        start, end = np.searchsorted(self.exchange, [place, place + 1])
        data = (self.terms[number] for number in self.datum[start:end].tolist())
        first, last = int(self.first[place]), int(self.last[place])
        return Seen(
            giver=self.terms[self.giver[place]],
            taker=self.terms[self.taker[place]],
            aim=self.terms[self.aim[place]],
            data=frozenset(datum for datum in data if datum is not None),
            lacks=bool(self.lacks[place]),
            first=None if first == EVER else date.fromordinal(first),
            last=None if last == NEVER else date.fromordinal(last),
        )

    def flows(self) -> tuple[list[Flow], Numbers, Numbers]:
        """Return the different flows, where each datum that goes to a known party flows, and which flow that is."""
        where = np.flatnonzero(self.taker[self.exchange] > 0)
        of = self.exchange[where]
        numbers, first = distinct([self.giver[of], self.taker[of], self.aim[of], self.datum[where]])
        giver, taker, aim = (self._named(column[of[first]]) for column in (self.giver, self.taker, self.aim))
        datum = self._named(self.datum[where[first]])
        found = [(a, b, c, d) for a, b, c, d in zip(giver, taker, aim, datum, strict=True) if b and d]
        return found, where, numbers

    def spans(self) -> Iterator[tuple[Flow, Span]]:
        """Yield the different flows, each with when its exchanges run."""
        flows, where, numbers = self.flows()
        days = self.first[self.exchange[where]]
        first, rest = np.full((2, len(flows)), NEVER + 1)
        np.minimum.at(first, numbers, days)
        on_first = days == first[numbers]
        np.minimum.at(rest, numbers[~on_first], days[~on_first])
        of_each = self.times[self.exchange[where]]
        times = np.bincount(numbers[on_first], of_each[on_first], minlength=len(flows)).astype(np.int64)
        last = np.zeros(len(flows), dtype=np.int64)
        np.maximum.at(last, numbers, self.last[self.exchange[where]])
        for flow, *span in zip(flows, first.tolist(), times.tolist(), rest.tolist(), last.tolist(), strict=True):
            start, count, more, end = span
            yield flow, Span(start, count, None if more > NEVER else more, end)

    def _named(self, numbers: Numbers) -> list[Node | None]:
        return [self.terms[number] for number in numbers.tolist()]


class _Terms(dict[Node | None, int]):
    """Numbers terms as they are met."""

    def __missing__(self, term: Node | None) -> int:
        self[term] = len(self)
        return self[term]


def see(
    rows: Rows, pack: Pack, viewer: Viewer, *beside: Numbers, times: Numbers | None = None
) -> tuple[SeenRows, Numbers, Numbers]:  # fmt: skip
    """Return what is seen of exchanges, each different one once; see `Viewer.seen`, which sees one.

    Returns also which of them each exchange is, and the first exchange of each.

    Args:
        rows: the exchanges.
        pack: the pack.
        viewer: tells which columns are seen.
        beside: numbers in which different exchanges differ too.
        times: how often each exchange occurs; once if it is not told.
    """
    of = viewer.parts
    terms = _Terms({None: 0})
    giver, taker, aim = (
        _each(rows, column, lambda cell: terms[next(iter(cell.values), None)])
        for column in (of.giver, of.taker, of.aim)
    )
    first, last = (
        _each(rows, column, partial(_ordinal, unknown)) for column, unknown in ((of.first, EVER), (of.last, NEVER))
    )
    last[(first != EVER) & (last < first)] = NEVER
    unread = _each(rows, of.data, lambda cell: bool(cell.unread))
    sets, counts, data = _data(rows, pack, viewer, terms)
    numbers, place = distinct([giver, taker, aim, first, last, unread, sets, *beside])
    exchange, at = _spread(sets[place], counts)
    seen = SeenRows(
        terms=list(terms),
        times=np.bincount(numbers, times, minlength=len(place)).astype(np.int64),
        giver=giver[place],
        taker=taker[place],
        aim=aim[place],
        first=first[place],
        last=last[place],
        lacks=(unread[place] > 0) | (counts[sets[place]] == 0),
        exchange=exchange,
        datum=data[at],
    )
    return seen, numbers, place


def _each(rows: Rows, column: Column, of: Callable[[Cell], int]) -> Numbers:
    """Return for each exchange a number that its cell in a column gives; each different cell is asked once."""
    found = rows.columns.get(column.code)
    if found is None:
        return np.full(len(rows), of(Cell()), dtype=np.int64)
    numbers, first = distinct([found.numbers])
    return np.array([of(found.meanings[at]) for at in found.numbers[first].tolist()], dtype=np.int64)[numbers]


def _ordinal(unknown: int, cell: Cell) -> int:
    found = day(next(iter(cell.values), None))
    return unknown if found is None else found.toordinal()


def _data(rows: Rows, pack: Pack, viewer: Viewer, terms: _Terms) -> tuple[Numbers, Numbers, Numbers]:
    """Return of each exchange the number of its set of data, of each set how many these are, and those of all in turn.

    A group of data stands for all its data.
    """
    column, listed = viewer.parts.data, listed_column(pack)
    named = rows.sets if listed is not None and listed.code == column.code else None
    cells = rows.columns.get(column.code)
    nothing = np.zeros(len(rows), dtype=np.int64)
    numbers, first = distinct([
        nothing if cells is None else cells.numbers,
        nothing if named is None else named.numbers,
    ])  # fmt: skip
    found = []
    if cells is not None:
        # What stands in the cell beside the terms of a list.
        which, at = distinct([cells.numbers[first]])
        beside = [cells.meanings[place] for place in cells.numbers[first[at]].tolist()]
        found.append(_meant(np.arange(len(first)), which, [(*c.values, *c.groups) for c in beside], viewer, terms))
    masks = np.zeros((0, 1), dtype=np.uint64) if named is None else named.terms[named.numbers[first]]
    for start in range(0, len(masks), PART):
        # The bits of each set, the lowest first.
        octets = masks[start : start + PART].astype("<u8").view(np.uint8)
        of, bits = np.nonzero(np.unpackbits(octets, axis=1, bitorder="little"))
        found.append(_meant(of + start, bits, [(term,) for term in listed_terms(pack)], viewer, terms))
    keys = np.concatenate([nothing[:0], *(of * len(terms) + data for of, data in found)])
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) > 0]
    of, data = np.divmod(keys, max(len(terms), 1))
    return numbers, np.bincount(of, minlength=len(first)), data


def _meant(
    of: Numbers, which: Numbers, lists: Sequence[tuple[Node, ...]], viewer: Viewer, terms: _Terms
) -> tuple[Numbers, Numbers]:  # fmt: skip
    """Return all data that sets hold, `of` the number of a set and `which` the list that it holds; and of which set."""
    meant = [sorted({terms[datum] for term in named for datum in viewer.members(term)}) for named in lists]
    at, place = _spread(which, np.array([len(one) for one in meant], dtype=np.int64))
    return of[at], np.array([datum for one in meant for datum in one], dtype=np.int64)[place]


def _spread(which: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Lay out lists: for every member of each list that is asked for, by which ask, and its place among all members."""
    times = counts[which]
    at = np.repeat(np.arange(len(which)), times)
    before = np.cumsum(times) - times
    return at, (np.cumsum(counts) - counts)[which][at] + np.arange(len(at)) - before[at]
