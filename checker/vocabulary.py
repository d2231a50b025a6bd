"""The namespaces, and how a term of the ontology is named."""

from collections.abc import Iterator

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from checker.model import LANGUAGES, Text

BASE = "https://w3id.org/grondslag/"
GS = Namespace(BASE + "ns#")
SH = Namespace("http://www.w3.org/ns/shacl#")
PREFIXES = (GS, Namespace(str(DCTERMS)), Namespace(str(SKOS)))
"""Where a property that is named without its namespace is looked for, in this order."""


def texts(graph: Graph, node: Node, predicate: URIRef) -> Text:
    """Return the texts of a node by language; a language without a text is left out."""
    found = {o.language: str(o) for o in graph.objects(node, predicate) if isinstance(o, Literal) and o.language}
    return {language: found[language] for language in LANGUAGES if language in found}


def label(graph: Graph, node: Node) -> Text:
    """Return the preferred label of a term in every language, falling back on its code or IRI."""
    fallback = code(graph, node)
    found = texts(graph, node, SKOS.prefLabel)
    return {language: found.get(language, fallback) for language in LANGUAGES}


def code(graph: Graph, node: Node) -> str:
    """Return the code of a term (skos:notation), else the last part of its IRI, else the literal itself."""
    if isinstance(node, Literal):
        return str(node)
    notation = graph.value(node, SKOS.notation)
    return str(notation) if notation is not None else str(node).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def instances(graph: Graph, cls: URIRef) -> Iterator[URIRef]:
    """Yield the IRIs of a class, in a fixed order."""
    yield from sorted(node for node in graph.subjects(RDF.type, cls) if isinstance(node, URIRef))


def path(graph: Graph, node: Node) -> tuple[URIRef, ...]:
    """Return a SHACL path of one property or a sequence of them as a tuple."""
    if isinstance(node, URIRef) and node != RDF.nil and (node, RDF.first, None) not in graph:
        return (node,)
    return tuple(step for step in graph.items(node) if isinstance(step, URIRef))


def follow(graph: Graph, start: Node, steps: tuple[URIRef, ...]) -> list[Node]:
    """Return the nodes at the end of a path, each once, in a fixed order."""
    nodes: list[Node] = [start]
    for step in steps:
        nodes = sorted({end for node in nodes for end in graph.objects(node, step)}, key=str)
    return nodes
