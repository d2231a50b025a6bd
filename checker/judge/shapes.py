"""Take part of the shapes of a pack: some rules that write facts, and some shapes that read them."""

from collections.abc import Iterable
from functools import lru_cache

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from checker.pack import Pack
from checker.vocabulary import SH

_TARGETS = (SH.order, SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
_LEADING = frozenset({SH.prefixes, SH.declare})


@lru_cache(maxsize=4)
def all_shapes(pack: Pack) -> Graph:
    """Return all that the pack judges by: what else it says in the words of SHACL is left out."""
    rules = [(shape, rule) for shape, rule in pack.graph.subject_objects(SH.rule)]
    return some_shapes(pack.graph, rules, pack.rules)


def some_shapes(graph: Graph, rules: Iterable[tuple[Node, Node]], shapes: Iterable[Node]) -> Graph:
    """Return these rules of SHACL, each within its shape (shape and rule), and these shapes with all inside them."""
    part = Graph()
    todo: list[Node] = list(shapes)
    for shape, rule in rules:
        part.add((shape, RDF.type, SH.NodeShape))
        part.add((shape, SH.rule, rule))
        for said in _TARGETS:
            for value in graph.objects(shape, said):
                part.add((shape, said, value))
        todo.append(rule)
    seen: set[Node] = set()
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        for predicate, value in graph.predicate_objects(node):
            if str(predicate).startswith((str(SH), str(RDF))):
                part.add((node, predicate, value))
                if not isinstance(value, URIRef) or predicate in _LEADING or _is_shape(graph, value):
                    todo.append(value)
    return part


def _is_shape(graph: Graph, node: Node) -> bool:
    return (node, RDF.type, SH.PropertyShape) in graph or (node, RDF.type, SH.NodeShape) in graph
