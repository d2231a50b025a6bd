"""What a SPARQL rule or a shape reads and writes, taken from its own text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from checker.judge.graph import prefixes, prepared
from checker.vocabulary import SH

Pattern = tuple[Node, Any, Node]
"""A triple pattern; its predicate may be a path."""

_COMPARING = frozenset(
    {"RelationalExpression", "ConditionalAndExpression", "ConditionalOrExpression", "UnaryNot", "Builtin_IF",
     "Builtin_BOUND", "Builtin_COALESCE", "Builtin_EXISTS", "Builtin_NOTEXISTS", "Builtin_sameTerm"}
)  # fmt: skip
"""Expressions that look at an ordered value only to compare it."""
_EXPRESSIONS = ("Expression", "Builtin_", "Function", "Unary", "Aggregate_")

_PATHS = frozenset(
    {SH.path, SH.targetSubjectsOf, SH.targetObjectsOf, SH.lessThan, SH.lessThanOrEquals, SH.equals, SH.disjoint}
)
_PATH_PARTS = frozenset({SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath, SH.alternativePath})
_INNER = frozenset({SH.property, SH.node, SH["not"], SH["and"], SH["or"], SH.xone, SH.qualifiedValueShape})
_PLAIN = frozenset(
    {SH.name, SH.message, SH.severity, SH.order, SH.deactivated, SH.minCount, SH.maxCount, SH.hasValue,
     SH["in"], SH["class"], SH.datatype, SH.nodeKind, SH.minInclusive, SH.maxInclusive, SH.minExclusive,
     SH.maxExclusive, SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.targetClass, SH.targetNode, SH.prefixes}
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What a query or shape looks at, and what it writes."""

    reads: frozenset[Node]
    """Predicates; a variable where any predicate may be meant."""
    writes: frozenset[Node]
    patterns: tuple[Pattern, ...]
    template: tuple[Pattern, ...]
    constants: frozenset[Node]
    """The terms that it names."""
    required: frozenset[Node]
    """The predicates without which it finds nothing."""
    only_compares: bool
    """Whether it does no more with ordered values than compare them."""


def read_rule(graph: Graph, rule: Node) -> Reading:
    """Return what a SPARQL rule reads and writes."""
    query = prepared(prefixes(graph, rule) + str(graph.value(rule, SH.construct)))
    template = tuple(query.algebra.template or ())
    return _reading(graph, query.algebra.p, template)


def read_shape(graph: Graph, shape: Node) -> Reading | None:
    """Return what a shape reads; nothing where it holds what is not understood here."""
    reads: set[Node] = set()
    constants: set[Node] = set()
    patterns: list[Pattern] = []
    compares = True
    todo, seen = [shape], set()
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        for predicate, value in graph.predicate_objects(node):
            if predicate in _PATHS:
                reads |= _path(graph, value)
            elif predicate in _INNER:
                todo += list(graph.items(value)) if (value, RDF.first, None) in graph else [value]
            elif predicate == SH.sparql:
                query = prepared(prefixes(graph, value) + str(graph.value(value, SH.select)))
                found = _reading(graph, query.algebra, ())
                reads |= found.reads
                constants |= found.constants
                patterns += found.patterns
                compares = compares and found.only_compares
            elif predicate in _PLAIN:
                constants |= set(graph.items(value)) if (value, RDF.first, None) in graph else {value}
            elif str(predicate).startswith(str(SH)):
                return None
    return Reading(frozenset(reads), frozenset(), tuple(patterns), (), frozenset(constants), frozenset(), compares)


def _reading(graph: Graph, where: Any, template: tuple[Pattern, ...]) -> Reading:
    parts = list(_parts(where))
    patterns = tuple(triple for part in parts if "triples" in part.keys() for triple in part["triples"])  # noqa: SIM118
    listed = [row for part in parts if part.name == "values" for row in part.res]
    reads = _predicates(graph, patterns, listed, [step for _, path, _ in patterns for step in steps_of(path)])
    writes = _predicates(graph, patterns, listed, [predicate for _, predicate, _ in template])
    named = {term for s, p, o in (*patterns, *template) for term in (s, *steps_of(p), o)}
    return Reading(
        reads=frozenset(reads),
        writes=frozenset(writes),
        patterns=patterns,
        template=template,
        constants=frozenset(term for term in named | set(_terms(where)) if isinstance(term, URIRef | Literal)),
        required=frozenset(path for _, path, _ in _required(where) if isinstance(path, URIRef)),
        only_compares=all(part.name in _COMPARING for part in parts if part.name.startswith(_EXPRESSIONS)
                          or part.name.endswith("Expression")),
    )  # fmt: skip


def _predicates(graph: Graph, patterns: tuple[Pattern, ...], listed: list[Any], found: list[Node]) -> set[Node]:
    """Return predicates, with what a variable among them can be: what is listed for it, or what the law gives it."""
    known: set[Node] = set()
    for predicate in found:
        if not isinstance(predicate, Variable):
            known.add(predicate)
            continue
        values = {row[predicate] for row in listed if predicate in row}
        for _, path, value in patterns:
            if value == predicate and isinstance(path, URIRef):
                values |= set(graph.objects(None, path))
        known |= values or {predicate}
    return known


def _inside(algebra: Any) -> Iterator[Any]:
    """Yield what a part of the algebra is made of; rdflib keeps the pattern of an EXISTS beside the rest."""
    for key in list(algebra.keys()):
        if not str(key).startswith("_"):
            yield dict.__getitem__(algebra, key)
    yield from (value for key, value in getattr(algebra, "__dict__", {}).items() if key == "graph")


def _parts(algebra: Any) -> Iterator[CompValue]:
    if isinstance(algebra, CompValue):
        yield algebra
    if isinstance(algebra, dict):
        for part in _inside(algebra):
            yield from _parts(part)
    elif isinstance(algebra, list | tuple | set) and not isinstance(algebra, str):
        for item in algebra:
            yield from _parts(item)


def _required(algebra: Any) -> Iterator[Pattern]:
    """Yield the triple patterns that must match, whatever else does."""
    if algebra.name == "BGP":
        yield from algebra.triples
    elif algebra.name == "Join":
        yield from _required(algebra.p1)
        yield from _required(algebra.p2)
    elif algebra.name == "LeftJoin":
        yield from _required(algebra.p1)
    elif algebra.name in ("Filter", "Extend", "Project", "Distinct", "ToMultiSet") and isinstance(algebra.p, CompValue):
        yield from _required(algebra.p)


def _terms(algebra: Any) -> Iterator[Node]:
    if isinstance(algebra, URIRef | Literal):
        yield algebra
    elif isinstance(algebra, dict):
        for part in _inside(algebra):
            yield from _terms(part)
    elif isinstance(algebra, list | tuple | set):
        for item in algebra:
            yield from _terms(item)


def steps_of(path: Any) -> Iterator[Node]:
    """Yield the predicates in a path of a query."""
    if isinstance(path, AlternativePath | SequencePath):
        for part in path.args:
            yield from steps_of(part)
    elif isinstance(path, MulPath):
        yield from steps_of(path.path)
    elif isinstance(path, InvPath):
        yield from steps_of(path.arg)
    elif isinstance(path, Path):
        # A negated path reads any predicate.
        yield Variable("any")
    else:
        yield path


def _path(graph: Graph, node: Node) -> set[Node]:
    """Return the predicates in a path of a shape."""
    if isinstance(node, URIRef):
        return {node}
    if (node, RDF.first, None) in graph:
        return {step for item in graph.items(node) for step in _path(graph, item)}
    return {step for part in _PATH_PARTS for value in graph.objects(node, part) for step in _path(graph, value)}


__all__ = ["Reading", "read_rule", "read_shape", "steps_of"]
