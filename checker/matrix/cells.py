"""What stands in a lane: its grounds and norms, and a cell for each kind of data that a norm carries.

The shapes say which norms hold for a lane and how strictly, and what remains to be judged: each lane is put to them as
constructed exchanges. What a norm carries is read from the pack.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from checker.matrix.sides import messages_of
from checker.model import Exchange, Finding
from checker.pack import Pack
from checker.suggest.asked import DATA, Lane, column_of
from checker.suggest.constructed import BATCH, constructed, iris, judged
from checker.vocabulary import GS, code

Progress = Callable[[Iterable[Any], int], Iterable[Any]]

STRICT, LOOSE, NAMED = "strict", "loose", "named"
"""How a norm holds: nothing beyond it; this at least; or only where the exchange names this very message."""


@dataclass
class Standing:
    """What the shapes say of a lane."""

    bases: list[URIRef] = field(default_factory=list)
    """Those in force that would cover parties and purpose."""
    norms: dict[URIRef, str] = field(default_factory=dict)
    """By norm: how it holds."""
    pairs: set[URIRef] = field(default_factory=set)
    """The pairs of parties in the law under which it falls."""
    doubts: dict[URIRef, list[str]] = field(default_factory=dict)
    """By kind of data: the rules by which a person must judge it."""
    asked: set[URIRef] = field(default_factory=set)
    """The kinds of data of which that is known."""

    def data_of(self, graph: Graph, *holding: str) -> dict[URIRef, list[URIRef]]:
        """Return the kinds of data that norms, which hold so, carry: by their code, each with those norms."""
        found: dict[URIRef, list[URIRef]] = {}
        for norm in sorted(norm for norm, holds in self.norms.items() if holds in holding):
            for term in iris(graph, norm, GS.carries):
                found.setdefault(term, []).append(norm)
        return {term: found[term] for term in sorted(found, key=lambda term: code(graph, term))}


def standings(lanes: list[Lane], day: date, pack: Pack, progress: Progress | None = None) -> dict[Lane, Standing]:
    """Return what stands in each lane, those without a ground and a norm left out."""
    found = {lane: Standing() for lane in lanes}
    bare = [(lane, constructed(lane, None, (), day, pack)) for lane in lanes]
    for lane, graph, node, _ in _judged(bare, day, pack, progress):
        found[lane].bases = sorted(iris(graph, node, GS.candidate), key=lambda g: code(graph, g))
        found[lane].pairs = set(iris(graph, node, GS.pair))
        found[lane].norms = dict.fromkeys(iris(graph, node, GS.looseNorm), LOOSE)
        found[lane].norms |= dict.fromkeys(iris(graph, node, GS.strictNorm), STRICT)
    named = [(lane, constructed(lane, None, (), day, pack), message) for lane, message in messages_of(lanes, pack)]
    for lane, graph, node, _ in _judged([(lane, _naming(e, m, pack)) for lane, e, m in named], day, pack, progress):
        for norm in iris(graph, node, GS.strictNorm):
            found[lane].norms.setdefault(norm, NAMED)
    kept = {lane: standing for lane, standing in found.items() if standing.bases or standing.norms}
    for lane, graph, node, said in _judged(list(_cited(kept, day, pack)), day, pack, progress):
        new = set(iris(graph, node, DATA)) - kept[lane].asked
        kept[lane].doubts |= {term: sorted(set(r)) for term, r in _doubts(graph, said, pack).items() if term in new}
        kept[lane].asked |= new
    return kept


def _cited(kept: dict[Lane, Standing], day: date, pack: Pack) -> Iterator[tuple[Lane, Exchange]]:
    """Yield exchanges that cite all grounds of a lane and carry what its norms do, a message that is named apart."""
    for lane, standing in kept.items():
        grounds = tuple(standing.bases)
        usual = tuple(standing.data_of(pack.graph, STRICT, LOOSE))
        if usual:
            yield lane, constructed(lane, grounds, usual, day, pack)
        for norm in sorted(norm for norm, holds in standing.norms.items() if holds == NAMED):
            carried = tuple(sorted(iris(pack.graph, norm, GS.carries)))
            yield lane, _naming(constructed(lane, grounds, carried, day, pack), norm, pack)


def _judged(
    asked: list[tuple[Lane, Exchange]], day: date, pack: Pack, progress: Progress | None
) -> Iterator[tuple[Lane, Graph, URIRef, tuple[Finding, ...]]]:
    """Yield exchanges as judged, a batch at a time."""
    starts = range(0, len(asked), BATCH)
    for start in (progress or (lambda steps, total: steps))(starts, len(starts)):
        batch = asked[start : start + BATCH]
        answers = judged([exchange for _, exchange in batch], day, pack)
        for (lane, _), (graph, node, said) in zip(batch, answers, strict=True):
            yield lane, graph, node, said


def _naming(exchange: Exchange, message: URIRef, pack: Pack) -> Exchange:
    """Return an exchange that names a message beside all else."""
    values: dict[str, tuple[Node, ...]] = {column_of(pack, GS.message).code: (message,)}
    return replace(exchange, values=exchange.values | values)


def _doubts(graph: Graph, said: Iterable[Finding], pack: Pack) -> dict[URIRef, list[str]]:
    """Return by kind of data the rules that leave it undetermined, or forbid it, though a norm carries it."""
    column = column_of(pack, DATA)
    by_code = {code(graph, term): term for term in pack.schemes[column.scheme].codes} if column.scheme else {}
    found: dict[URIRef, list[str]] = {}
    for finding in said:
        for value in finding.values:
            if value.field == column.code and value.code in by_code and finding.severity != "info":
                found.setdefault(by_code[value.code], []).append(finding.rule)
    return found


def literal(graph: Graph, node: Node, predicate: URIRef) -> str:
    """Return a text or day of a node, or nothing."""
    value = graph.value(node, predicate)
    return str(value) if isinstance(value, Literal) else ""
