"""Put the questions of a footprint to the judge, each once, and keep its answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from rdflib import Graph, URIRef
from rdflib.term import Node

from checker.judge.engine import BATCH, validate, without_collection
from checker.judge.facts import exchange_node, law, tell
from checker.model import Exchange
from checker.pack import Pack, Rule
from checker.plan.footprints import Footprint, Footprints, Listed, footprints
from checker.vocabulary import SH

Answer = dict[str, list[str]]
"""The rules that have something to say, by code; with the terms that each is about, where terms are judged apart."""


@dataclass(frozen=True, eq=False)
class Judge:
    """Answers questions by the shapes of a pack, on one day."""

    pack: Pack
    as_of: date

    @cached_property
    def footprints(self) -> Footprints:
        """The footprints of the pack."""
        return footprints(self.pack)

    @cached_property
    def law(self) -> Graph:
        """The law, the run, and the facts that follow from these alone."""
        graph = law(self.pack, self.as_of)
        validate(graph, self.pack, self.footprints.law)
        return graph

    def answer(self, place: int, questions: Sequence[Exchange]) -> Iterable[Answer]:
        """Yield the answers to questions under the footprint at a place, in their order; the whole comes last."""
        footprint = (*self.footprints.parts, self.footprints.whole)[place]
        if footprint.listed is Listed.EACH and footprint.column is not None:
            scheme = footprint.column.scheme
            every = tuple(sorted(self.pack.schemes[scheme].codes)) if scheme else ()
            questions = [replace(q, values=q.values | {footprint.column.code: every}) for q in questions]
        for start in range(0, len(questions), BATCH):
            with without_collection():
                yield from self._answers(footprint, questions[start : start + BATCH])

    def _answers(self, footprint: Footprint, questions: Sequence[Exchange]) -> list[Answer]:
        graph = self.law
        nodes = [exchange_node(place) for place in range(len(questions))]
        for node, question in zip(nodes, questions, strict=True):
            tell(graph, node, question, self.pack)
        results = validate(graph, self.pack, footprint.shapes)
        answers = [self._answer(footprint, node, results[node]) for node in nodes]
        _forget(graph, nodes)
        return answers

    def _answer(self, footprint: Footprint, node: URIRef, rules: set[Rule]) -> Answer:
        said = {rule.code: rule for rule in rules}
        if footprint.listed is not Listed.EACH:
            return {code: [] for code in sorted(said)}
        return {code: sorted(map(str, self._about(node, said[code]))) for code in sorted(said)}

    def _about(self, node: URIRef, rule: Rule) -> Iterable[Node]:
        fact = self.pack.graph.value(rule.iri, SH.path)
        return self.law.objects(node, fact)


def _forget(graph: Graph, nodes: Iterable[URIRef]) -> None:
    """Leave only the law in a graph."""
    for node in nodes:
        for part in {o for o in graph.objects(node) if isinstance(o, URIRef) and o.startswith(f"{node}/")}:
            graph.remove((part, None, None))
        graph.remove((node, None, None))
