"""The proof of what goes beyond an exchange: its onward transfers, beside the flows of the registries.

An exchange makes a transfer for each category of its data. The family has the weightiest outcome of these, so its proof
is that of every transfer which decided it, and of every transfer why none weighed more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from rdflib import Graph, URIRef
from rdflib.term import Node

from checker.explain.derivations import Derivations, derivations
from checker.explain.families import FamilyProof, RuleProof, family_proof
from checker.explain.paths import Triple, ordered
from checker.explain.proof import Proof
from checker.explain.prover import Prover
from checker.explain.shape_rules import silent, spoken
from checker.flows import Beyond, Flows, Viewer
from checker.flows.naming import named
from checker.judge.engine import validate
from checker.judge.facts import RUN
from checker.model import Exchange, Finding, Judgement, Text
from checker.pack import Pack, Rule
from checker.vocabulary import GS

TOLD: Text = {"nl": "zo is de uitwisseling zelf beoordeeld", "en": "so the exchange itself was judged"}
"""Why an outcome of the exchange by itself is a fact of a transfer: its own proof stands with its family."""

Told = dict[URIRef, tuple[Triple, ...]]
"""What is told of flows and transfers, by their node."""


@dataclass(frozen=True, eq=False)
class ExplainedBeyond:
    """What goes beyond an exchange as it was judged, with the proof of each outcome."""

    graph: Graph
    node: URIRef
    """The transfer that is the exchange itself, where it makes but one."""
    families: tuple[FamilyProof, ...]
    findings: tuple[Finding, ...]
    names: Mapping[Node, Text]
    """What flows and transfers are called."""
    about: Mapping[Node, Node]
    """The category of data that each transfer is about: by it alone may one differ from the next."""
    told: frozenset[str]
    """The families on whose outcomes this rests."""


@dataclass(frozen=True, eq=False)
class Proving:
    """Proves what goes beyond the exchanges of registries, all of which must be known."""

    exchanges: Sequence[Exchange]
    pack: Pack
    as_of: date

    @cached_property
    def _beyond(self) -> Beyond:
        viewer, flows = Viewer(self.pack), Flows()
        for exchange in self.exchanges:
            flows.add(viewer.seen(exchange))
        return Beyond(flows, self.pack, self.as_of)

    @cached_property
    def _given(self) -> tuple[frozenset[Triple], Told]:
        """The law, and what is told of each flow, as they stand before any rule has run."""
        graph = Graph()
        graph += self._beyond.transfers.graph
        flows = _taken(graph, self._beyond.transfers.nodes.values())
        return frozenset(graph), flows

    @cached_property
    def _derivations(self) -> Derivations:
        return derivations(self._beyond.own)

    def __call__(self, cases: Sequence[tuple[Exchange, dict[str, str]]]) -> Iterator[ExplainedBeyond]:
        """Judge what goes beyond exchanges, each with its own outcomes, together, and prove it of each as if alone.

        All stand in one graph in turn: what is yielded holds until the next is asked for.
        """
        beyond, (law, flows) = self._beyond, self._given
        transfers = beyond.transfers
        asked = [transfers.of(beyond.viewer.seen(one), beyond.told(outcomes)) for one, outcomes in cases]
        nodes = {one: transfers.node(at) for at, one in enumerate(dict.fromkeys(t for some in asked for t in some))}
        before = {one: transfers.before(one) for one in nodes}
        declared: Told = {flow: flows[flow] for some in before.values() for flow in some}
        declared |= {node: tuple(transfers.told(node, one)) for one, node in nodes.items()}
        graph = Graph()
        graph += law
        _add(graph, declared)
        found = validate(graph, beyond.own, transfers.shapes)
        facts = _taken(graph, declared)
        alone = [Judgement("", "", outcomes, ()) for _, outcomes in cases]
        judged = beyond.on([exchange for exchange, _ in cases], alone)
        for judgement, some in zip(judged, asked, strict=True):
            firsts = {transfers.node(at): one for at, one in enumerate(some)}
            said = {first: frozenset(found[nodes[one]]) for first, one in firsts.items()}
            every = frozenset[Rule]().union(*said.values())
            families = [family_proof(family, every, beyond.own, lambda *_: ()) for family in beyond.own.families]
            proofs: dict[Rule, list[Proof]] = defaultdict(list)
            shown: Told = {}
            for first, one in firsts.items():
                seen: Told = {at: facts[at] for at in before[one]} | {first: _as(first, facts[nodes[one]])}
                rows = {at: declared[at] for at in before[one]} | {first: _as(first, declared[nodes[one]])}
                _add(graph, seen)
                prover = Prover(graph, law.union(*rows.values()), self._derivations, RUN, self._reasons)
                for told in (rule for family in families for rule in family.rules):
                    proofs[told.rule] += _proved(prover, first, told, said[first], beyond.own)
                _taken(graph, seen)
                shown |= seen
            _add(graph, shown)
            yield ExplainedBeyond(
                graph=graph,
                node=transfers.node(0),
                families=tuple(_with(family, proofs) for family in families),
                findings=judgement.findings,
                names=named(transfers, firsts, shown.keys() - firsts.keys()),
                about={first: one.datum for first, one in firsts.items() if one.datum is not None},
                told=frozenset(family for family, _ in transfers.parts.told),
            )
            _taken(graph, shown)

    @cached_property
    def _reasons(self) -> dict[Node, Text]:
        return {prop: TOLD for _, prop in self._beyond.transfers.parts.told}


def _with(family: FamilyProof, proofs: Mapping[Rule, Sequence[Proof]]) -> FamilyProof:
    return replace(family, rules=tuple(replace(told, proofs=tuple(proofs[told.rule])) for told in family.rules))


def _proved(
    prover: Prover, node: URIRef, told: RuleProof, said: frozenset[Rule], own: Pack
) -> Iterator[Proof]:  # fmt: skip
    """Prove of a transfer why a rule spoke of it, with every flow that its finding names, or why none like it spoke."""
    if not told.spoke:
        yield from silent(prover, node, told.rule, own.graph)
    elif told.rule in said:
        proofs = list(spoken(prover, node, told.rule, own.graph))
        if told.rule.message:
            proofs += map(prover.there, ordered(prover.graph.triples((node, GS.receivedIn, None))))
        yield from dict.fromkeys(proofs)


def _add(graph: Graph, told: Told) -> None:
    for triples in told.values():
        for triple in triples:
            graph.add(triple)


def _taken(graph: Graph, nodes: Iterable[URIRef]) -> Told:
    """Take what is told of these nodes out of a graph."""
    told = {node: tuple(graph.triples((node, None, None))) for node in nodes}
    for node in told:
        graph.remove((node, None, None))
    return told


def _as(node: URIRef, triples: Iterable[Triple]) -> tuple[Triple, ...]:
    """Return what is told of a transfer as told of this one."""
    return tuple((node, prop, value) for _, prop, value in triples)
