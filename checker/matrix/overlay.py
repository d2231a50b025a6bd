"""A registry laid over the matrix: the shapes say of each declared exchange what its norm carries and what not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rdflib import Graph, URIRef

from checker.model import Exchange
from checker.pack import Pack
from checker.suggest.asked import DATA, EXPORTER, IMPORTER, PURPOSE, Asked, Lane
from checker.suggest.constructed import different, iris
from checker.vocabulary import GS

WITHIN, BEYOND, OPEN, UNJUDGED = "within", "beyond", "open", "unjudged"
"""Declared data: the norm carries them; a strict norm does not; no strict norm speaks of them; they concern nobody."""
FITS, LACKS, UNSURE = "fits", "lacks", "unsure"
"""The grounds that an exchange cites: one fits; there is none; that is not established."""
_PLACES = ((GS.excess, BEYOND), (GS.unnormed, OPEN), (GS.insideNorm, WITHIN))


@dataclass
class Declared:
    """What a registry declares in a lane."""

    exchanges: list[tuple[Exchange, str]] = field(default_factory=list)
    """Each with whether the grounds that it cites fit."""
    data: dict[URIRef, dict[str, list[Exchange]]] = field(default_factory=dict)
    """By kind of data and place: the exchanges that declare it so."""


@dataclass
class Overlay:
    """A registry, by lane, and the exchanges that have none."""

    lanes: dict[Lane, Declared]
    unplaced: list[Exchange]
    """Those of which a party or the purpose was not read."""


def lay_over(exchanges: Sequence[Exchange], asked: Asked, day: date, pack: Pack) -> Overlay:
    """Return the exchanges of a registry in the lanes asked for."""
    found = Overlay({}, [])
    for graph, node, alike in different(exchanges, day, pack):
        lane = [graph.value(node, prop) for prop in (EXPORTER, IMPORTER, PURPOSE)]
        wanted = (asked.exporter, asked.importer, asked.aim)
        if any(want is not None and end not in (None, want) for end, want in zip(lane, wanted, strict=True)):
            continue
        sender, recipient, aim = lane
        if not (isinstance(sender, URIRef) and isinstance(recipient, URIRef) and isinstance(aim, URIRef)):
            found.unplaced += alike
            continue
        declared = found.lanes.setdefault((sender, recipient, aim), Declared())
        standing = _standing(graph, node)
        declared.exchanges += [(exchange, standing) for exchange in alike]
        for term, place in _data(graph, node).items():
            declared.data.setdefault(term, {}).setdefault(place, []).extend(alike)
    return found


def _standing(graph: Graph, node: URIRef) -> str:
    if (node, GS.fittingVersion, None) in graph:
        return FITS
    return LACKS if (node, GS.lacksBasis, None) in graph else UNSURE


def _data(graph: Graph, node: URIRef) -> dict[URIRef, str]:
    """Return the declared kinds of data with their place."""
    found = dict.fromkeys(iris(graph, node, DATA), UNJUDGED)
    for predicate, place in reversed(_PLACES):
        found |= dict.fromkeys(iris(graph, node, predicate), place)
    return found
