"""Which flows of data are drawn: all, or where a drawing of all is no help, those with the most exchanges."""

from collections.abc import Sequence

Flow = tuple[str, str, int]
"""From, to, and how many exchanges."""
MOST_FLOWS, MOST_ASIDE = 40, 24
"""Flows in a drawing, and parties on a side of it: what an upright page holds."""


def largest(flows: Sequence[Flow]) -> tuple[Flow, ...]:
    """Return the flows that are drawn, in the order given."""
    kept: set[int] = set()
    sides: tuple[set[str], set[str]] = (set(), set())
    for place in sorted(range(len(flows)), key=lambda place: -flows[place][2]):
        one, other, _ = flows[place]
        wider = sides[0] | {one}, sides[1] | {other}
        if len(kept) < MOST_FLOWS and all(len(side) <= MOST_ASIDE for side in wider):
            kept.add(place)
            sides = wider
    return tuple(flow for place, flow in enumerate(flows) if place in kept)
