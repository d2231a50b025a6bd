"""How the triples of a pack are told: properties by their names, values by their labels. Nothing of a pack is known."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from checker.catalogue.entries import Fact, Value
from checker.judge.wording import TRUTH
from checker.model import LANGUAGES, Text
from checker.vocabulary import GS, SH, code, label, texts

UNTOLD = frozenset({GS.mention, GS.versionOf, GS.page, GS.article, GS.paragraph, GS.point, GS.order, GS.exampleValue})
"""Properties with a name whose values are told in another way, or are of no use to a reader."""
LAST = 1_000


def facts(graph: Graph, node: Node, untold: Iterable[URIRef] = ()) -> tuple[Fact, ...]:
    """Return what the pack says of a node by properties that have a name, in their order."""
    left_out = UNTOLD.union(untold)
    properties = {p for p in graph.predicates(node) if isinstance(p, URIRef) and p not in left_out}
    return tuple(
        Fact(str(p), texts(graph, p, RDFS.label), values(graph, graph.objects(node, p)))
        for p in sorted(properties, key=lambda p: place(graph, p))
        if texts(graph, p, RDFS.label)
    )


def place(graph: Graph, node: URIRef) -> tuple[int, str]:
    """Return the place of a property in the order of telling."""
    order = graph.value(node, GS.order)
    return (LAST if order is None else int(str(order)), str(node))


def values(graph: Graph, nodes: Iterable[Node]) -> tuple[Value, ...]:
    """Return nodes as values, each once, in a fixed order."""
    told = {
        value.iri or f"{value.code} {sorted(value.text)}": value for node in nodes for value in [_value(graph, node)]
    }
    return tuple(sorted(told.values(), key=lambda value: (value.code, value.iri, sorted(value.text))))


def name(graph: Graph, node: Node) -> Text:
    """Return how a term, rule or class is called; empty where it has no name."""
    for predicate in (SKOS.prefLabel, SH.name, RDFS.label):
        if found := texts(graph, node, predicate):
            return {language: found.get(language, code(graph, node)) for language in LANGUAGES}
    return {}


def type_of(graph: Graph, node: Node) -> Text:
    """Return the name of the narrowest class of a node that has a name."""
    classes = {cls for cls in graph.objects(node, RDF.type) if texts(graph, cls, RDFS.label)}
    broader = {wide for cls in classes for wide in graph.transitive_objects(cls, RDFS.subClassOf) if wide != cls}
    return next((name(graph, cls) for cls in sorted(classes - broader, key=str)), {})


def spoken(literal: Literal) -> Text:
    """Return a literal in every language, or in its own."""
    if literal.language:
        return {literal.language: str(literal)}
    thing = literal.toPython()
    if isinstance(thing, bool):
        return TRUTH[thing]
    return {language: _spoken(thing, str(literal), language) for language in LANGUAGES}


def day(iso: str, language: str) -> str:
    """Return a day as it is written in a language."""
    return str(format_date(date.fromisoformat(iso), "d MMMM y", locale=language))


def _spoken(thing: object, text: str, language: str) -> str:
    if isinstance(thing, date):
        return day(thing.isoformat(), language)
    if isinstance(thing, Decimal):
        return str(format_decimal(thing, "#,##0.00", locale=language))
    return text


def _value(graph: Graph, node: Node) -> Value:
    if isinstance(node, Literal):
        return Value(spoken(node), str(node), "")
    identifier, page = graph.value(node, DCTERMS.identifier), graph.value(node, GS.page)
    return Value(
        text=_named(graph, node),
        code=code(graph, node),
        iri=str(node) if isinstance(node, URIRef) else "",
        identifier="" if identifier is None else str(identifier),
        url="" if page is None else str(page),
        listed=(node, SKOS.inScheme, None) in graph and graph.value(node, GS.law) is None,
    )


def _named(graph: Graph, node: Node) -> Text:
    """Return the name of a node, with its code where that is a name too; a pair is told by its two sides."""
    key = code(graph, node)
    if named := name(graph, node):
        return {language: coded(text, key) for language, text in named.items()}
    ends = [graph.value(node, GS[way]) for way in ("from", "to")]
    if all(end is not None for end in ends):
        pair = [label(graph, end) for end in ends if end is not None]
        return {language: " → ".join(end[language] for end in pair) for language in LANGUAGES}
    return dict.fromkeys(LANGUAGES, key)


def coded(text: str, key: str) -> str:
    """Return a label with the code that people use as a name too, such as that of a message: one in capitals."""
    plain = text.casefold().replace(" ", "-")
    return text if key != key.upper() or key.casefold() in plain or not key.strip(".0123456789") else f"{text} ({key})"


def joined(told: Iterable[Value], language: str) -> str:
    """Return values in one line."""
    return "; ".join(value.text[language] for value in told if language in value.text)
