"""See the exchanges of a lot as parts of chains: in numbers, so that nothing is done for an exchange by itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt
from rdflib.term import Node

from checker.flows import Seen, Viewer, day
from checker.flows.flows import EVER, NEVER, Flow, Span
from checker.pack import Column, Pack
from checker.plan.footprints import listed_column
from checker.plan.outline import listed_terms
from checker.plan.plan import WORD, bits, meet, taken
from checker.plan.rows import Numbers, Rows, Words, distinct
from checker.terms.cellreader import Cell

Flags = npt.NDArray[np.bool_]
PART = 20_000
"""Sets of data that are laid out at a time: bounds memory."""


@dataclass(frozen=True, eq=False)
class SeenRows:
    """What is seen of exchanges: those of which the same is seen, but for their data, are a group. All by number."""

    terms: list[Node | None]
    """What the numbers of parties and purposes stand for; the first is None, for what is not known."""
    giver: Numbers
    """By group, as all that follow until `last`."""
    taker: Numbers
    aim: Numbers
    first: Numbers
    """The day on which each starts, as an ordinal; `EVER` if it is not known."""
    last: Numbers
    """The day on which each ends; `NEVER` if it is not known, or lies before the first."""
    example: Numbers
    """By group: one of its exchanges."""
    group: Numbers
    """By exchange, as all that follow."""
    lacks: Flags
    """Whether data were not recognised, or none are declared."""
    data: list[Node]
    """What the bits of a set of data stand for."""
    carried: Words
    """The data of each, as bits."""
    times: Numbers
    """How often each occurs."""

    def seen(self, place: int) -> Seen:
        """Return what is seen of one exchange."""
        group = self.group[place]
        _, held = laid_out(self.carried[place : place + 1])
        first, last = int(self.first[group]), int(self.last[group])
        return Seen(
            giver=self.terms[self.giver[group]],
            taker=self.terms[self.taker[group]],
            aim=self.terms[self.aim[group]],
            data=frozenset(self.data[bit] for bit in held.tolist()),
            lacks=bool(self.lacks[place]),
            first=None if first == EVER else date.fromordinal(first),
            last=None if last == NEVER else date.fromordinal(last),
        )

    def union(self, chosen: Flags) -> Words:
        """Return by group all data that its chosen exchanges carry."""
        found = np.zeros((len(self.giver), self.carried.shape[1]), dtype=np.uint64)
        order = self._order[chosen[self._order]]
        if len(order):
            start = np.flatnonzero(np.diff(self.group[order], prepend=-1))
            found[self.group[order[start]]] = np.bitwise_or.reduceat(self.carried[order], start, axis=0)
        return found

    @cached_property
    def _order(self) -> Numbers:
        """The exchanges group by group."""
        # Numbers of two bytes are sorted in one go.
        numbers = self.group.astype(np.uint16) if len(self.giver) < 2**16 else self.group
        return np.argsort(numbers, kind="stable")

    @cached_property
    def own(self) -> Flags:
        """By group: whether the giver may be the taker, so that an exchange might come before itself."""
        found: Flags = (self.taker > 0) & ((self.giver == 0) | (self.giver == self.taker))
        return found

    @cached_property
    def flows(self) -> tuple[list[Flow], Numbers, Numbers, Numbers]:
        """The different flows; and of data that flow by group: the group, the datum, and which flow that is."""
        group, datum = laid_out(self.union(self.taker[self.group] > 0))
        numbers, first = distinct([self.giver[group], self.taker[group], self.aim[group], datum])
        of, held = group[first], datum[first].tolist()
        giver, taker, aim = (self._named(column[of]) for column in (self.giver, self.taker, self.aim))
        found = [(a, b, c, self.data[d]) for a, b, c, d in zip(giver, taker, aim, held, strict=True) if b]
        return found, group, datum, numbers

    def spans(self) -> Iterator[tuple[Flow, Span]]:
        """Yield the different flows, each with when its exchanges run."""
        flows, group, datum, numbers = self.flows
        days = self.first[group]
        first, rest = np.full((2, len(flows)), NEVER + 1)
        np.minimum.at(first, numbers, days)
        on_first = days == first[numbers]
        np.minimum.at(rest, numbers[~on_first], days[~on_first])
        count = self._counted(group, datum)[on_first]
        times = np.bincount(numbers[on_first], count, minlength=len(flows)).astype(np.int64)
        last = np.zeros(len(flows), dtype=np.int64)
        np.maximum.at(last, numbers, self.last[group])
        for flow, *span in zip(flows, first.tolist(), times.tolist(), rest.tolist(), last.tolist(), strict=True):
            start, number, more, end = span
            yield flow, Span(start, number, None if more > NEVER else more, end)

    def _counted(self, group: Numbers, datum: Numbers) -> Numbers:
        """Return how many exchanges of a group carry a datum, for some of both; see `Span.times`."""
        size = len(self.data)
        counts = np.zeros(len(self.giver) * size)
        places = np.flatnonzero(self.own[self.group])
        for start in range(0, len(places), PART):
            part = places[start : start + PART]
            of, held = laid_out(self.carried[part])
            counts += np.bincount(self.group[part][of] * size + held, self.times[part][of], minlength=len(counts))
        found: Numbers = counts[group * size + datum].astype(np.int64)
        return found

    def _named(self, numbers: Numbers) -> list[Node | None]:
        return [self.terms[number] for number in numbers.tolist()]


class _Terms(dict[Node | None, int]):
    """Numbers terms as they are met."""

    def __missing__(self, term: Node | None) -> int:
        self[term] = len(self)
        return self[term]


def see(rows: Rows, pack: Pack, viewer: Viewer, *beside: Numbers, times: Numbers | None = None) -> SeenRows:
    """Return what is seen of exchanges; see `Viewer.seen`, which sees one.

    Args:
        rows: the exchanges.
        pack: the pack.
        viewer: tells which columns are seen.
        beside: numbers in which groups differ too.
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
    group, example = distinct([giver, taker, aim, first, last, *beside])
    data, carried = _data(rows, pack, viewer)
    unread = _each(rows, of.data, lambda cell: bool(cell.unread))
    return SeenRows(
        terms=list(terms),
        giver=giver[example],
        taker=taker[example],
        aim=aim[example],
        first=first[example],
        last=last[example],
        example=example,
        group=group,
        lacks=(unread > 0) | ~carried.any(axis=1),
        data=data,
        carried=carried,
        times=np.ones(len(rows), dtype=np.int64) if times is None else times,
    )


def laid_out(sets: Words) -> tuple[Numbers, Numbers]:
    """Return the members of sets of bits: of each the place of its set, and the bit, the lowest first."""
    octets = np.ascontiguousarray(sets).astype("<u8", copy=False).view(np.uint8)
    of, held = np.divmod(np.flatnonzero(np.unpackbits(octets, axis=1, bitorder="little")), 8 * octets.shape[1])
    return of, held


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


def _data(rows: Rows, pack: Pack, viewer: Viewer) -> tuple[list[Node], Words]:
    """Return the data that exchanges carry, and of each exchange which, as bits. A group stands for all its data."""
    column, listed = viewer.parts.data, listed_column(pack)
    named = rows.sets if listed is not None and listed.code == column.code else None
    scheme = listed_terms(pack) if named is not None else ()
    cells = rows.columns.get(column.code)
    which, first = distinct([np.zeros(len(rows), dtype=np.int64) if cells is None else cells.numbers])
    # What stands in the cell beside the terms of a list.
    beside = [Cell() if cells is None else cells.meanings[cells.numbers[at]] for at in first.tolist()]
    meant = [{m for term in (*cell.values, *cell.groups) for m in viewer.members(term)} for cell in beside]
    members = [viewer.members(term) for term in scheme]
    others = sorted(set().union(*meant, *members) - set(scheme), key=str)
    data: list[Node] = [*scheme, *others]
    place = {term: at for at, term in enumerate(data)}
    width = max(1, -(-len(data) // WORD))
    carried = taken(np.stack([bits((place[one] for one in some), width) for some in meant]), which)
    if named is None:
        return data, carried
    held = np.zeros((len(named.terms), width), dtype=np.uint64)
    held[:, : named.terms.shape[1]] = named.terms
    for at, (term, some) in enumerate(zip(scheme, members, strict=True)):
        if some != {term}:
            own = bits([at], width)
            hit = meet(held, own[None])
            held[hit] = held[hit] & ~own | bits((place[one] for one in some), width)
    return data, carried | taken(held, named.numbers)
