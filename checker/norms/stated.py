"""The norms that a pack states: which rules bear on each, which exchanges it is about, what only a person can tell."""

from dataclasses import dataclass
from functools import lru_cache

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from checker.model import Text
from checker.pack import Pack
from checker.pack.schema import read_rules
from checker.vocabulary import GS, code, instances, label, texts


@dataclass(frozen=True)
class Part:
    """One thing that is asked of an exchange: one of these terms in one of these columns."""

    columns: frozenset[str]
    terms: frozenset[str]
    """Codes, with those of all narrower terms; none where any value will do."""


@dataclass(frozen=True)
class Norm:
    """A statement that can be held against an exchange or a decision."""

    code: str
    label: Text
    definition: Text
    articles: tuple[Text, ...]
    rules: tuple[tuple[str, Text], ...]
    """The code and name of each rule that bears on it, in the order of the codes."""
    families: tuple[tuple[str, Text], ...]
    """The families of which every rule bears on it."""
    elsewhere: bool
    """Whether all of its rules judge something else than exchanges."""
    reach: tuple[Part, ...]
    """What an exchange must have for the norm to be about it: every part."""
    scope: str | None
    """The scope in which alone it holds, if it does not hold everywhere."""
    question: Text
    asked_of: tuple[Part, ...]
    """What an exchange must have for the question to be asked of it."""
    out_of_reach: Text
    """Why neither a rule nor a question covers it."""
    caveat: Text


@lru_cache(maxsize=4)
def read_norms(pack: Pack) -> tuple[Norm, ...]:
    """Return the norms that a pack states, in their order."""
    rules = {iri: (rule.code, rule.name) for iri, rule in pack.rules.items()}
    apart = {iri: (rule.code, rule.name) for part in pack.apart.values() for iri, rule in read_rules(part).items()}
    found = sorted(instances(pack.graph, GS.StatedNorm), key=lambda norm: _place(pack.graph, norm))
    return tuple(_norm(pack.graph, norm, rules, apart) for norm in found)


def _place(graph: Graph, norm: URIRef) -> tuple[int, str]:
    order = graph.value(norm, GS.order)
    return (1_000_000 if order is None else int(str(order)), str(norm))


def _norm(
    graph: Graph, norm: URIRef, rules: dict[URIRef, tuple[str, Text]], apart: dict[URIRef, tuple[str, Text]]
) -> Norm:
    bearing = sorted(node for node in graph.objects(norm, GS.judgedBy) if isinstance(node, URIRef))
    named = [(rules | apart)[node] for node in bearing if node in rules | apart]
    families = [node for node in bearing if node not in rules | apart]
    reach = _parts(graph, norm, GS.reach)
    scope = graph.value(norm, GS.scope)
    return Norm(
        code=code(graph, norm),
        label=label(graph, norm),
        definition=texts(graph, norm, SKOS.definition),
        articles=tuple(label(graph, source) for source in sorted(graph.objects(norm, DCTERMS.source), key=str)),
        rules=tuple(sorted(named, key=lambda rule: rule[0])),
        families=tuple((code(graph, family), label(graph, family)) for family in families),
        elsewhere=bool(named) and not families and all(node in apart for node in bearing),
        reach=reach,
        scope=None if scope is None else code(graph, scope),
        question=texts(graph, norm, GS.question),
        asked_of=_parts(graph, norm, GS.askedOf) or reach,
        out_of_reach=texts(graph, norm, GS.outOfReach),
        caveat=texts(graph, norm, GS.caveat),
    )


def _parts(graph: Graph, norm: URIRef, predicate: URIRef) -> tuple[Part, ...]:
    found = [
        Part(
            frozenset(code(graph, column) for column in graph.objects(part, GS.column)),
            frozenset(
                code(graph, narrower) for term in graph.objects(part, GS["term"]) for narrower in _down(graph, term)
            ),
        )
        for part in graph.objects(norm, predicate)
    ]
    return tuple(sorted(found, key=lambda part: (sorted(part.columns), sorted(part.terms))))


def _down(graph: Graph, term: Node) -> set[Node]:
    """Return a term and all that is narrower."""
    return {term} | {node for node in graph.transitive_subjects(SKOS.broader, term) if node is not None}
