"""Put the questions of a footprint to the judge, each once, and keep its answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Protocol

from rdflib import Graph, URIRef

from checker.collection import without_collection
from checker.graphs import copied
from checker.judge.engine import BATCH, validate
from checker.judge.facts import exchange_node, law, tell
from checker.judge.fast import available
from checker.judge.quick import Quick
from checker.model import Exchange
from checker.pack import Pack, Rule
from checker.plan.footprints import Footprint, Footprints, Listed, footprints
from checker.vocabulary import SH

Answer = dict[str, list[str]]
"""The rules that have something to say, by code; with the terms that each is about, where terms are judged apart."""


class Answers(Protocol):
    """Answers the questions that a plan puts."""

    def answer(self, place: int, questions: Mapping[str, Exchange]) -> Iterable[Answer]:
        """Yield the answers to questions by their names, in their order, under the footprint at a place."""
        ...


@dataclass(frozen=True, eq=False)
class Recorder:
    """Answers nothing, but keeps the questions, so that they can be put to a judge elsewhere."""

    questions: dict[tuple[int, str], Exchange] = field(default_factory=dict)
    """By the place of their footprint and their name."""

    def answer(self, place: int, questions: Mapping[str, Exchange]) -> Iterable[Answer]:
        """Keep questions; see `Answers`."""
        self.questions.update({(place, name): exchange for name, exchange in questions.items()})
        return [{} for _ in questions]


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
        return copied(_law(self.pack, self.as_of))

    def answer(self, place: int, questions: Mapping[str, Exchange]) -> Iterable[Answer]:
        """Yield the answers to questions under the footprint at a place, in their order; the whole comes last."""
        exchanges = list(questions.values())
        footprint = (*self.footprints.parts, self.footprints.whole)[place]
        if footprint.listed is Listed.EACH and footprint.column is not None:
            scheme = footprint.column.scheme
            every = tuple(sorted(self.pack.schemes[scheme].codes)) if scheme else ()
            exchanges = [replace(e, values=e.values | {footprint.column.code: every}) for e in exchanges]
        for start in range(0, len(exchanges), BATCH):
            with without_collection():
                yield from self._answers(footprint, exchanges[start : start + BATCH])

    @cached_property
    def _quick(self) -> Quick | None:
        return Quick(self.pack, self.law) if available() else None

    def _answers(self, footprint: Footprint, questions: Sequence[Exchange]) -> list[Answer]:
        nodes = [exchange_node(place) for place in range(len(questions))]
        quick = self._quick
        about = {rule.code: self.pack.graph.value(rule.iri, SH.path) for rule in footprint.rules}
        wanted = {fact for fact in about.values() if fact is not None} if footprint.listed is Listed.EACH else set()
        covered = quick is not None and quick.covers(footprint.shapes)
        told = Graph()
        found = quick.run(questions, footprint.shapes, told, wanted) if quick is not None and covered else None
        if found is not None:
            return [self._answer(footprint, node, found.get(node, set()), told) for node in nodes]
        graph = self.law
        for node, question in zip(nodes, questions, strict=True):
            tell(graph, node, question, self.pack)
        results = validate(graph, self.pack, footprint.shapes)
        answers = [self._answer(footprint, node, results.get(node, set()), graph) for node in nodes]
        _forget(graph, nodes)
        return answers

    def _answer(self, footprint: Footprint, node: URIRef, rules: set[Rule], told: Graph) -> Answer:
        if footprint.listed is not Listed.EACH:
            return {code: [] for code in sorted(rule.code for rule in rules)}
        facts = {rule.code: self.pack.graph.value(rule.iri, SH.path) for rule in rules}
        return {code: sorted(map(str, told.objects(node, facts[code]))) for code in sorted(facts)}


@lru_cache(maxsize=2)
def _law(pack: Pack, as_of: date) -> Graph:
    graph = law(pack, as_of)
    validate(graph, pack, footprints(pack).law)
    return graph


def _forget(graph: Graph, nodes: Iterable[URIRef]) -> None:
    """Leave only the law in a graph."""
    for node in nodes:
        for part in {o for o in graph.objects(node) if isinstance(o, URIRef) and o.startswith(f"{node}/")}:
            graph.remove((part, None, None))
        graph.remove((node, None, None))
