"""Let the faster engine answer where it is installed and covers the shapes; else pySHACL does, as where it declines."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import chain

from rdflib import Graph, URIRef
from rdflib.term import Node

from checker.judge.facts import exchange_node, law, told
from checker.judge.fast import available
from checker.judge.shapes import all_shapes
from checker.model import Exchange
from checker.pack import Pack, Rule

FEW = 20
"""Different exchanges below which making the engine ready takes longer than it saves."""
MOST_READY = 4
"""Engines that are kept ready in a process."""


class Quick:
    """The faster engine with the law loaded."""

    def __init__(self, pack: Pack, graph: Graph) -> None:
        """Make it ready for a law: the graph of a pack and a run, with what was derived of these, if anything."""
        from checker.judge.fast import Fast

        self.pack = pack
        self._fast = Fast(graph)

    def covers(self, shapes: Graph) -> bool:
        """Return whether it can run these shapes."""
        return self._fast.covers(shapes)

    def run(
        self, exchanges: Sequence[Exchange], shapes: Graph, into: Graph, wanted: Collection[Node] | None = None
    ) -> dict[URIRef, set[Rule]] | None:  # fmt: skip
        """Return the rules with something to say, by node; the exchanges and what was derived of them go into a graph.

        Of these only the triples with the wanted predicates, where such are given: a graph costs more than the answer.
        Nothing where the engine declines: then pySHACL is to judge.
        """
        from checker.judge.fast import Inexact

        triples = [
            triple
            for place, exchange in enumerate(exchanges)
            for triple in told(exchange_node(place), exchange, self.pack)
        ]
        try:
            found, derived = self._fast.run(shapes, triples, wanted)
        except Inexact:
            return None
        for triple in chain(triples, derived):
            if wanted is None or triple[1] in wanted:
                into.add(triple)
        rules = self.pack.rules
        return {node: {rules[one] for one in spoken if one in rules} for node, spoken in found.items()}


def quick(pack: Pack, as_of: date, size: int) -> Quick | None:
    """Return the faster engine for a pack on a day, or nothing where none covers its shapes or it is not worth it.

    Args:
        pack: the pack.
        as_of: the run date.
        size: the number of different exchanges; few are not worth making it ready, but once it is, it is for any.
    """
    if not available():
        return None
    key = (pack, as_of)
    if key not in _ready:
        if size < FEW:
            return None
        engine = Quick(pack, law(pack, as_of))
        while len(_ready) >= MOST_READY:
            _ready.pop(next(iter(_ready)), None)
        _ready[key] = engine if engine.covers(all_shapes(pack)) else None
    return _ready[key]


_ready: dict[tuple[Pack, date], Quick | None] = {}
