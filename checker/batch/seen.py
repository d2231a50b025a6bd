"""What is seen of the exchanges of a lot as parts of chains: in numbers, and nothing for an exchange by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rdflib.term import Node

from checker.flows import Seen
from checker.flows.flows import EVER, NEVER, Flow, Span
from checker.plan.rows import Numbers, Words, distinct

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


def laid_out(sets: Words) -> tuple[Numbers, Numbers]:
    """Return the members of sets of bits: of each the place of its set, and the bit, the lowest first."""
    octets = np.ascontiguousarray(sets).astype("<u8", copy=False).view(np.uint8)
    of, held = np.divmod(np.flatnonzero(np.unpackbits(octets, axis=1, bitorder="little")), 8 * octets.shape[1])
    return of, held
