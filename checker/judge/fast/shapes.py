"""The property shapes of a shapes graph as queries: each finds the nodes that do not conform."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import RDFS
from rdflib.term import Node

from checker.judge.fast.terms import kept, to_ox
from checker.judge.fast.words import DESCRIBE, TARGETS, Uncovered, number, shapes, single
from checker.vocabulary import SH

Test = Callable[[Node, Node], bool]


@dataclass(frozen=True)
class Check:
    """A query for ?this, the nodes of which a shape has something to say."""

    shape: URIRef
    query: str
    test: Test | None = None
    """Where given, the query finds suspects: ?this with ?v and ?w, and this is whether the two do not conform."""


def checks(graph: Graph) -> Iterator[Check]:
    """Yield what to ask for each shape that has targets and constraints, in a fixed order.

    Raises Uncovered for a shape that is not understood here.
    """
    for shape in sorted(shapes(graph), key=str):
        targets = [
            _target(kind, value) for kind in sorted(TARGETS) for value in sorted(graph.objects(shape, kind), key=str)
        ]
        constraints = sorted(set(graph.predicates(shape)) & CONSTRAINTS.keys(), key=str)
        if (shape, SH.qualifiedValueShape, None) in graph and SH.qualifiedMaxCount not in constraints:
            raise Uncovered(shape)
        if not targets or not constraints:
            continue
        if not isinstance(shape, URIRef):
            raise Uncovered(shape)
        path = _path(graph, single(graph, shape, SH.path))
        for constraint in constraints:
            parts = CONSTRAINTS[constraint](graph, shape, path, single(graph, shape, constraint))
            test, chosen = (_exceeds, "?this ?v ?w") if constraint == SH.lessThanOrEquals else (None, "?this")
            for target in targets:
                yield Check(shape, f"SELECT DISTINCT {chosen} WHERE {{ {target} {parts} }}", test)


def _target(kind: Node, value: Node) -> str:
    if kind == SH.targetSubjectsOf:
        return f"{{ SELECT DISTINCT ?this {{ ?this {_iri(value)} ?any }} }}"
    if kind == SH.targetClass:
        return f"?this <{RDF.type}>/<{RDFS.subClassOf}>* {_iri(value)} ."
    return f"VALUES ?this {{ {_iri(value)} }}"


def _iri(node: Node) -> str:
    if not isinstance(node, URIRef):
        raise Uncovered(node)
    return _constant(node)


def _constant(node: Node) -> str:
    """Return a term for in a query."""
    if not kept(node):
        raise Uncovered(node)
    return str(to_ox(node))


def _path(graph: Graph, node: Node) -> str:
    """Return the path of one property or a sequence of them."""
    steps = list(graph.items(node)) if (node, RDF.first, None) in graph else [node]
    if node == RDF.nil or (len(steps) == 1 and steps != [node]):
        raise Uncovered(node)
    return "/".join(_iri(step) for step in steps)


def _more(path: str, count: Node, where: str = "") -> str:
    """More than so many different values."""
    if number(count) == 0:
        return f"FILTER EXISTS {{ ?this {path} ?v . {where} }}"
    return (
        f"{{ SELECT ?this {{ {{ SELECT DISTINCT ?this ?v {{ ?this {path} ?v . {where} }} }} }}"
        f" GROUP BY ?this HAVING(COUNT(?v) > {number(count)}) }}"
    )


def _fewer(path: str, count: Node) -> str:
    """Fewer than so many values: none, or never."""
    if number(count) > 1:
        raise Uncovered(count)
    return f"FILTER NOT EXISTS {{ ?this {path} ?v }}" if number(count) else "FILTER(false)"


def _holds(graph: Graph, shape: Node) -> str:
    """A pattern that holds for ?v where it conforms to a nested shape of one value, its own or along a path."""
    if set(graph.predicates(shape)) - DESCRIBE - {SH.hasValue, SH.path, RDF.type}:
        raise Uncovered(shape)
    value = _constant(single(graph, shape, SH.hasValue))
    if (shape, SH.path, None) in graph:
        return f"?v {_path(graph, single(graph, shape, SH.path))} {value} ."
    return f"FILTER(sameTerm(?v, {value}))"


def _in(graph: Graph, path: str, values: Node) -> str:
    """A value that is not in a list. Not NOT IN, which compares values and not terms."""
    others = "".join(f" FILTER(!sameTerm(?v, {_constant(value)}))" for value in graph.items(values))
    return f"?this {path} ?v .{others}"


def _exceeds(value: Node, other: Node) -> bool:
    """Whether a value is not at most the other, as pySHACL sees it: IRIs and strings as text, a text beside no other.

    Raises TypeError where values cannot be compared.
    """
    one, two = (_text(node) for node in (value, other))
    if (one is None) != (two is None):
        return True
    if one is not None and two is not None:
        return one > two
    return not value <= other  # type: ignore[operator]


def _text(node: Node) -> str | None:
    if isinstance(node, URIRef):
        return str(node)
    if isinstance(node, Literal):
        return node.value if isinstance(node.value, str) else None
    raise TypeError(node)


CONSTRAINTS: dict[Node, Callable[[Graph, Node, str, Node], str]] = {
    SH.maxCount: lambda graph, shape, path, value: _more(path, value),
    SH.minCount: lambda graph, shape, path, value: _fewer(path, value),
    SH["in"]: lambda graph, shape, path, value: _in(graph, path, value),
    SH["not"]: lambda graph, shape, path, value: f"?this {path} ?v . {_holds(graph, value)}",
    SH.hasValue: lambda graph, shape, path, value: f"FILTER NOT EXISTS {{ ?this {path} {_constant(value)} }}",
    SH.lessThanOrEquals: lambda graph, shape, path, value: (
        f"?this {path} ?v ; {_iri(value)} ?w . FILTER(!COALESCE(?v <= ?w, false))"
    ),
    SH.qualifiedMaxCount: lambda graph, shape, path, value: _more(
        path, value, _holds(graph, single(graph, shape, SH.qualifiedValueShape))
    ),
}
"""For each constraint the pattern that holds where it is not met."""
