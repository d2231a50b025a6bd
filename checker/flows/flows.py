"""The flows of a registry: each different one once, with the first day on which it ran and the last."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from rdflib.term import Node

from checker.flows.parts import Seen

EVER, NEVER = 0, date.max.toordinal() + 1
"""Days as ordinals: before any day, and after any."""

Flow = tuple[Node | None, Node, Node | None, Node]
"""Who gives, who takes, what for, which data; None for what is not known."""
Own = tuple[Flow, int]
"""A flow from a day on."""


class Span(NamedTuple):
    """When the exchanges of a flow ran."""

    first: int
    """The day on which the first of them started."""
    times: int
    """How many started on it; none is counted where giver and taker are different known parties, as nobody asks."""
    rest: int | None
    """The first day on which another one started."""
    last: int
    """The last day of any."""

    def __or__(self, other: "Span") -> "Span":
        """Return when the exchanges of both ran."""
        last = max(self.last, other.last)
        if self.first == other.first:
            rests = [span.rest for span in (self, other) if span.rest is not None]
            return Span(self.first, self.times + other.times, min(rests, default=None), last)
        early, late = sorted((self, other), key=lambda span: span.first)
        rest = late.first if early.rest is None else min(early.rest, late.first)
        return Span(early.first, early.times, rest, last)


class Flows:
    """Gathers flows from exchanges, in any order: equal sets of exchanges give equal flows."""

    def __init__(self) -> None:
        """Start without any."""
        self.spans: dict[Flow, Span] = {}

    def add(self, seen: Seen, times: int = 1) -> None:
        """Add exchanges of which this is seen. Without a known recipient they deliver to nobody that is known."""
        if seen.taker is None:
            return
        first = EVER if seen.first is None else seen.first.toordinal()
        last = NEVER if seen.last is None else seen.last.toordinal()
        span = Span(first, times if seen.giver in (None, seen.taker) else 0, None, last)
        for datum in seen.data:
            self._put((seen.giver, seen.taker, seen.aim, datum), span)

    def put(self, spans: Iterable[tuple[Flow, Span]]) -> None:
        """Add flows, each with when its exchanges ran."""
        for flow, span in spans:
            self._put(flow, span)

    def _put(self, flow: Flow, span: Span) -> None:
        known = self.spans.get(flow)
        self.spans[flow] = span if known is None else known | span

    def own(self, seen: Seen, datum: Node) -> Own | None:
        """Return the flow that consists of one such exchange alone, where it might be taken to come before itself."""
        if seen.taker is None or seen.giver not in (None, seen.taker):
            return None
        flow = (seen.giver, seen.taker, seen.aim, datum)
        span = self.spans.get(flow)
        if span is None:
            return None
        first = EVER if seen.first is None else seen.first.toordinal()
        return (flow, first) if span.first == first and span.times == 1 else None

    def parted(self) -> Iterable[Own]:
        """Yield every flow from its first day on; where that is one exchange's own, the others apart from it."""
        for flow, span in sorted(self.spans.items(), key=lambda item: [str(part or "") for part in item[0]]):
            yield flow, span.first
            if span.rest is not None and span.times == 1 and flow[0] in (None, flow[1]):
                yield flow, span.rest

    @cached_property
    def starts(self) -> dict[tuple[Node | None, Node | None], list[int]]:
        """The days on which data started to come to a party: by party and data, and for any of either."""
        found: dict[tuple[Node | None, Node | None], set[int]] = defaultdict(set)
        for (_, taker, _, datum), day in self.parted():
            for key in ((taker, datum), (None, datum), (taker, None), (None, None)):
                found[key].add(day)
        return {key: sorted(days) for key, days in found.items()}

    @cached_property
    def links(self) -> dict[Node, dict[Node, dict[Node | None, Span]]]:
        """By category of data and who takes them: who gives them, whatever for, and when."""
        found: dict[Node, dict[Node, dict[Node | None, Span]]] = defaultdict(lambda: defaultdict(dict))
        for (giver, taker, _, datum), span in self.spans.items():
            known = found[datum][taker].get(giver, span)
            found[datum][taker][giver] = Span(min(known.first, span.first), 1, None, max(known.last, span.last))
        return found
