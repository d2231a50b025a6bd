"""Let the faster engine answer where it is installed and covers the shapes; else pySHACL does, as where it declines."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain

from rdflib import Graph, URIRef
from rdflib.term import Node

from checker.judge.facts import exchange_node, law, told
from checker.judge.fast import available
from checker.judge.shapes import all_shapes
from checker.model import Exchange
from checker.pack import Pack, Rule

FEW = 200
"""Different exchanges below which making the engine ready takes longer than it saves."""


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


@lru_cache(maxsize=2)
def quick(pack: Pack, as_of: date) -> Quick | None:
    """Return the faster engine for a pack on a day, or nothing where there is none that covers its shapes."""
    if not available():
        return None
    engine = Quick(pack, law(pack, as_of))
    return engine if engine.covers(all_shapes(pack)) else None
