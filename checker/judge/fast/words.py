"""The words of SHACL that are understood here. A shapes graph with any other is left to pySHACL, whole."""

from decimal import Decimal

from rdflib import OWL, RDF, RDFS, Graph, Literal
from rdflib.term import Node

from checker.vocabulary import SH

DESCRIBE = {SH.message, SH.name, SH.severity, SH.order}
"""What describes a shape and constrains nothing."""
TARGETS = {SH.targetClass, SH.targetNode, SH.targetSubjectsOf}
CONSTRAIN = {
    SH.maxCount,
    SH.minCount,
    SH["in"],
    SH["not"],
    SH.hasValue,
    SH.lessThanOrEquals,
    SH.qualifiedMaxCount,
    SH.qualifiedValueShape,
}
RULES = {SH.rule, SH.construct, SH.prefixes, SH.declare, SH.prefix, SH.namespace}
PREDICATES = DESCRIBE | TARGETS | CONSTRAIN | RULES | {SH.path}
CLASSES = {SH.NodeShape, SH.PropertyShape, SH.SPARQLRule, SH.PrefixDeclaration}
EXTENSION = "http://datashapes.org/"
"""The namespace of extensions to SHACL, which pySHACL knows as well."""


class Uncovered(Exception):  # noqa: N818 (not an error: a reason to leave the work to pySHACL)
    """Something in a shapes graph that is not understood here."""


def require_known_words(graph: Graph) -> None:
    """Raise Uncovered where a shapes graph uses SHACL in another way, or in a way that pySHACL objects to."""
    for predicate in set(graph.predicates()) - PREDICATES:
        if str(predicate).startswith((str(SH), EXTENSION)):
            raise Uncovered(predicate)
    for cls in set(graph.objects(None, RDF.type)) - CLASSES:
        if str(cls).startswith((str(SH), EXTENSION)):
            raise Uncovered(cls)
    for shape in shapes(graph):
        _require_shape(graph, shape)


def shapes(graph: Graph) -> set[Node]:
    """Return all that pySHACL takes for a shape."""
    typed = {shape for cls in (SH.NodeShape, SH.PropertyShape) for shape in graph.subjects(RDF.type, cls)}
    targeted = {shape for target in TARGETS for shape in graph.subjects(target)}
    nested = {shape for said in (SH["not"], SH.qualifiedValueShape) for shape in graph.objects(None, said)}
    return typed | targeted | nested


def _require_shape(graph: Graph, shape: Node) -> None:
    types, paths = set(graph.objects(shape, RDF.type)), len(list(graph.objects(shape, SH.path)))
    implicit = {RDFS.Class, OWL.Class}.union(graph.subjects(RDFS.subClassOf, RDFS.Class))
    if types & implicit or {SH.NodeShape, SH.PropertyShape} <= types:
        raise Uncovered(shape)
    if paths > 1 or (SH.NodeShape in types and paths) or (SH.PropertyShape in types and not paths):
        raise Uncovered(shape)


def single(graph: Graph, node: Node, predicate: Node) -> Node:
    """Return the only value of a property. Raises Uncovered where there is none, or another."""
    values = list(graph.objects(node, predicate))
    if len(values) != 1:
        raise Uncovered(predicate)
    return values[0]


def order(graph: Graph, node: Node) -> Decimal:
    """Return the order of a shape or rule; 0 if it has none."""
    if (node, SH.order, None) not in graph:
        return Decimal(0)
    return Decimal(number(single(graph, node, SH.order)))


def number(node: Node) -> int:
    """Return a whole number that is not negative."""
    value = node.value if isinstance(node, Literal) else None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Uncovered(node)
    return value
