"""Put the different onward transfers of a registry to the judge, beside its flows, each once."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from checker.collection import without_collection
from checker.flows.flows import EVER, Flow, Flows, Own
from checker.flows.parts import JUDGED, Seen, parts
from checker.judge.engine import validate
from checker.judge.facts import RUN, Triple, law
from checker.judge.fast import available
from checker.pack import Pack, Rule
from checker.plan.cache import Cache, scope
from checker.vocabulary import GS, code, instances

if TYPE_CHECKING:
    from checker.judge.fast import Fast

Outcomes = tuple[str, ...]
"""How an exchange itself was judged, by the families that the pack names, in their order."""
Fact = tuple[Node, Node]
"""A property and its value."""
BATCH = 5_000
"""Transfers in one graph: bounds memory."""
TRANSFER = f"{RUN}/transfer/"
"""What the node of a transfer starts with."""
FEW = 60
"""Transfers and flows below which making the faster engine ready takes longer than it saves; once it is, it serves."""


@dataclass(frozen=True)
class Transfer:
    """One category of data of an exchange, as far as the flows before it can make a difference."""

    giver: Node | None
    datum: Node | None
    aim: Node | None
    last: int | None
    """The last day of the exchange, or one that lies between the same starts of flows."""
    own: tuple[Own, ...]
    outcomes: Outcomes


@dataclass(frozen=True)
class Answer:
    """The rules that have something to say of a transfer, and what was derived of it."""

    rules: frozenset[Rule]
    facts: tuple[Fact, ...]


class Transfers:
    """The onward transfers of a registry of which all flows are known, with the answers on them."""

    def __init__(self, flows: Flows, pack: Pack, shapes: Graph, as_of: date, cache: Cache) -> None:
        """Name the flows; `pack` is one as it judges onward transfers."""
        self.flows, self.pack, self.shapes, self.as_of, self.cache = flows, pack, shapes, as_of, cache
        self.answers: dict[Transfer, Answer] = {}
        self.parts = parts(pack)
        self.nodes = {own: URIRef(f"{RUN}/flow/{place}") for place, own in enumerate(flows.parted())}
        self._flows: dict[Node, Flow] = {node: flow for (flow, _), node in self.nodes.items()}
        self._rules: dict[Transfer, frozenset[Rule]] = {}

    @cached_property
    def graph(self) -> Graph:
        """The law and the flows."""
        graph = law(self.pack, self.as_of)
        for own, node in self.nodes.items():
            for triple in self._told_of_flow(node, own):
                graph.add(triple)
        return graph

    def of(self, seen: Seen, outcomes: Outcomes) -> tuple[Transfer, ...]:
        """Return the transfers of exchanges of which this is seen, and that were themselves judged so."""
        data: list[Node | None] = sorted(seen.data, key=str)
        found = []
        for datum in (*data, None) if seen.lacks else data:
            starts = self.flows.starts.get((seen.giver, datum))
            if starts is None:
                # Nothing that could be meant came to the sender: the rest makes no difference.
                found.append(Transfer(seen.giver, datum, None, None, (), outcomes))
                continue
            about = data if datum is None else [datum]
            own = [self.flows.own(seen, one) for one in about if one is not None]
            found.append(
                Transfer(seen.giver, datum, seen.aim, _place(seen.last, starts), tuple(o for o in own if o), outcomes)
            )
        return tuple(found)

    def flow(self, node: Node) -> Flow:
        """Return the flow at a node of the graph."""
        return self._flows[node]

    def ask(self, transfers: Iterable[Transfer]) -> None:
        """See to it that there is an answer to each of these."""
        new = [one for one in dict.fromkeys(transfers) if one not in self.answers]
        for start in range(0, len(new), BATCH):
            with without_collection():
                self._ask(new[start : start + BATCH])

    def rules(self, transfers: Sequence[Transfer]) -> list[frozenset[Rule]]:
        """Return the rules that have something to say of each of these, as an earlier run kept them or newly asked."""
        found = [self._rules.get(one) for one in transfers]
        new = list(dict.fromkeys(one for one, known in zip(transfers, found, strict=True) if known is None))
        if new:
            self._learn({one: _name(one) for one in new})
        return [self._rules[one] if known is None else known for one, known in zip(transfers, found, strict=True)]

    def _learn(self, names: Mapping[Transfer, str]) -> None:
        """Find the rules that have something to say of transfers, each with its name in the cache."""
        kept, rules = self._kept, {str(rule.iri): rule for rule in self.pack.rules.values()}
        open_ = [one for one, name in names.items() if name not in kept]
        self.ask(open_)
        for one, name in names.items():
            known = kept.get(name)
            self._rules[one] = self.answers[one].rules if known is None else frozenset(rules[iri] for iri in known)
        if open_:
            said = {names[one]: sorted(str(rule.iri) for rule in self._rules[one]) for one in open_}
            self.cache.keep(self._scope, said)

    def node(self, place: int) -> URIRef:
        """Return the node of the transfer at this place among those that are asked together."""
        return URIRef(f"{TRANSFER}{place}")

    def before(self, transfer: Transfer) -> list[URIRef]:
        """Return the flows that can make a difference to a transfer, by their nodes; see `of`."""
        return [
            node
            for ((_, taker, _, datum), _), node in self.nodes.items()
            if transfer.giver in (None, taker) and transfer.datum in (None, datum)
        ]

    def told(self, node: URIRef, transfer: Transfer) -> Iterator[Triple]:
        """Yield what is told of a transfer at this node."""
        of = self.parts
        yield node, RDF.type, JUDGED
        for column, value in ((of.giver, transfer.giver), (of.data, transfer.datum), (of.aim, transfer.aim)):
            if value is not None:
                yield node, column.property, value
        if transfer.last is not None:
            yield node, of.last.property, Literal(date.fromordinal(max(transfer.last, 1)))
        for own in transfer.own:
            yield node, GS.ownFlow, self.nodes[own]
        for (_, prop), outcome in zip(of.told, transfer.outcomes, strict=True):
            yield node, prop, self._results[outcome]

    def _told_of_flow(self, node: URIRef, own: Own) -> Iterator[Triple]:
        (giver, taker, aim, datum), first = own
        of = self.parts
        yield node, RDF.type, GS.Flow
        for column, value in ((of.giver, giver), (of.taker, taker), (of.aim, aim), (of.data, datum)):
            if value is not None:
                yield node, column.property, value
        if first != EVER:
            yield node, of.first.property, Literal(date.fromordinal(first))

    @cached_property
    def _results(self) -> dict[str, Node]:
        """The outcomes, by code."""
        return {code(self.pack.graph, node): node for node in instances(self.pack.graph, GS.Outcome)}

    @cached_property
    def _kept(self) -> Mapping[str, list[str]]:
        """What an earlier run kept."""
        return self.cache.find(self._scope)

    @cached_property
    def _scope(self) -> str:
        """Names what answers hold for: the pack, the day, and all flows."""
        flows = [[*(str(part or "") for part in flow), first] for flow, first in self.nodes]
        return scope(self.pack.sha256, self.pack.beside, str(self.as_of), flows)

    def _ask(self, transfers: Sequence[Transfer]) -> None:
        told = [triple for place, one in enumerate(transfers) for triple in self.told(self.node(place), one)]
        for place, answer in enumerate(self._quickly(told, len(transfers)) or self._plainly(told, len(transfers))):
            self.answers[transfers[place]] = answer

    def _plainly(self, told: Iterable[Triple], size: int) -> list[Answer]:
        """Have pySHACL judge: what any faster way must equal."""
        for triple in told:
            self.graph.add(triple)
        results = validate(self.graph, self.pack, self.shapes)
        nodes = [self.node(place) for place in range(size)]
        found = [_answer(results.get(node, set()), self.graph.predicate_objects(node)) for node in nodes]
        for node in nodes:
            self.graph.remove((node, None, None))
        return found

    def _quickly(self, told: Sequence[Triple], size: int) -> list[Answer] | None:
        """Have the faster engine judge, where it is installed and worth its start; nothing where it declines."""
        if not available() or ("_engine" not in vars(self) and size + len(self.nodes) < FEW):
            return None
        from checker.judge.fast import Inexact

        engine = self._engine
        try:
            if engine is None or not engine.covers(self.shapes):
                return None
            worded = {rule.iri for rule in self.pack.rules.values() if rule.message}
            spoken, derived = engine.run(self.shapes, told, spoken=worded)
        except Inexact:
            return None
        facts: dict[Node, list[Fact]] = defaultdict(list)
        for node, prop, value in chain(told, derived):
            facts[node].append((prop, value))
        rules = self.pack.rules
        nodes = [self.node(place) for place in range(size)]
        return [_answer({rules[one] for one in spoken.get(node, ()) if one in rules}, facts[node]) for node in nodes]

    @cached_property
    def _engine(self) -> "Fast | None":
        """The faster engine, which holds what follows from the flows alone; nothing where it does not cover all."""
        from checker.judge.fast import Fast, Inexact

        engine = Fast(self.graph)
        try:
            if engine.covers(self.shapes):
                engine.keep(engine.run(self.shapes, ())[1])
                return engine
        except Inexact:
            pass
        return None


def _answer(rules: set[Rule], facts: Iterable[Fact]) -> Answer:
    """Return an answer, with what was derived only where there is a message to be made of it."""
    return Answer(frozenset(rules), tuple(sorted(facts, key=str)) if any(rule.message for rule in rules) else ())


def _name(transfer: Transfer) -> str:
    """Return a transfer as a cache names it."""
    parts = (transfer.giver, transfer.datum, transfer.aim)
    own = [[*(str(part or "") for part in flow), first] for flow, first in transfer.own]
    return json.dumps([*(str(part or "") for part in parts), transfer.last, own, transfer.outcomes])


def _place(last: date | None, starts: Sequence[int]) -> int | None:
    """Return a day that stands between the same starts as this one, the same for all that do."""
    if last is None:
        return None
    at = bisect_right(starts, last.toordinal())
    return starts[at - 1] if at else starts[0] - 1
