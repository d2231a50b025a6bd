"""The rules by which a pack derives facts: what each writes and reads, and the algebra of its query."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rdflib import RDFS, BNode, Graph
from rdflib.paths import Path
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node, Variable

from checker.judge.graph import prefixes, prepared
from checker.model import Text
from checker.pack import Pack
from checker.vocabulary import SH, texts

Pattern = tuple[Node, Any, Node]
"""A triple pattern; its predicate may be a property path."""


@dataclass(frozen=True, eq=False)
class Derivation:
    """A SPARQL rule of a shape."""

    label: Text
    template: tuple[Pattern, ...]
    where: Any

    @cached_property
    def reads(self) -> frozenset[Node]:
        """The properties that the query reads; a variable among them stands for any."""
        return frozenset(p for pattern in patterns(self.where, nested=True) for p in properties(pattern[1]))

    @cached_property
    def steady(self) -> bool:
        """Whether more facts can only add to what the rule writes: nothing is negated, optional or counted."""
        return not any(part.name in _UNSTEADY for part in parts(self.where, nested=True))


_EXISTING = {"Builtin_NOTEXISTS", "Builtin_EXISTS"}
_UNSTEADY = {*_EXISTING, "LeftJoin", "Minus", "AggregateJoin"}


@dataclass(frozen=True, eq=False)
class Derivations:
    """All rules of a pack, in the order in which they run."""

    rules: tuple[Derivation, ...]
    graph: Graph
    """The pack, as it stands before any rule has run."""
    _by_name: dict[Node, list[tuple[Derivation, Pattern]]] = field(default_factory=dict)

    def writes(self, predicate: Node) -> bool:
        """Whether some rule may write a property."""
        return bool(self._naming(predicate))

    @cached_property
    def unsteady(self) -> frozenset[Node]:
        """The properties of which a fact may appear that was not there when other facts are left out."""
        found: set[Node] = set()
        while True:
            more = {
                predicate
                for rule in self.rules
                for _, predicate, _ in rule.template
                if predicate not in found and (not rule.steady or rule.reads & found)
            }
            if not more:
                return frozenset(found)
            found |= more

    def following(self, start: Node) -> frozenset[Node]:
        """Return the properties that depend on one, itself among them."""
        found = {start}
        while more := {p for rule in self.rules for _, p, _ in rule.template if p not in found and rule.reads & found}:
            found |= more
        return frozenset(found)

    def writing(self, subject: Node, predicate: Node, value: Node | None) -> Iterator[tuple[Derivation, Pattern]]:
        """Yield the rules that may write such a fact, with the triple of their template that does."""
        for rule, pattern in self._naming(predicate):
            about = isinstance(pattern[0], Variable) or pattern[0] == subject
            if about and (value is None or isinstance(pattern[2], Variable) or pattern[2] == value):
                yield rule, pattern

    def _naming(self, predicate: Node) -> list[tuple[Derivation, Pattern]]:
        """Return the rules that may write a property, by its name or because the pack lets a variable stand for it."""
        if predicate not in self._by_name:
            self._by_name[predicate] = [
                (rule, pattern)
                for rule in self.rules
                for pattern in rule.template
                if pattern[1] == predicate
                or (isinstance(pattern[1], Variable) and self._may_be(rule, pattern[1], predicate))
            ]
        return self._by_name[predicate]

    def _may_be(self, rule: Derivation, variable: Variable, predicate: Node) -> bool:
        """Whether the pack itself says that a variable in the place of a property may stand for this one."""
        tables = [part for part in parts(rule.where) if part.name == "values"]
        listed = [row[variable] for table in tables for row in table.res if variable in row]
        about = [pattern for pattern in patterns(rule.where) if variable in (pattern[0], pattern[2])]
        return (not listed or predicate in listed) and all(
            self._matches(pattern, variable, predicate) for pattern in about
        )

    def _matches(self, pattern: Pattern, variable: Variable, predicate: Node) -> bool:
        subject, name, value = (predicate if t == variable else None if _is_open(t) else t for t in pattern)
        return any(self.graph.triples((subject, name, value)))


def derivations(pack: Pack) -> Derivations:
    """Return the rules of a pack that derive facts."""
    graph = pack.graph
    found = []
    for shape in set(graph.subjects(SH.rule, None)):
        for rule in graph.objects(shape, SH.rule):
            text = graph.value(rule, SH.construct)
            if text is not None and not _deactivated(graph, shape) and not _deactivated(graph, rule):
                query = prepared(prefixes(graph, rule) + str(text)).algebra
                place = (_order(graph, shape), str(shape), _order(graph, rule), str(text))
                derivation = Derivation(texts(graph, rule, RDFS.label), tuple(query.template), query.p)
                found.append((place, derivation))
    return Derivations(tuple(derivation for _, derivation in sorted(found, key=lambda pair: pair[0])), graph)


def _deactivated(graph: Graph, node: Node) -> bool:
    return any(str(value) == "true" for value in graph.objects(node, SH.deactivated))


def _order(graph: Graph, node: Node) -> float:
    value = graph.value(node, SH.order)
    return 0.0 if value is None else float(str(value))


def patterns(part: Any, nested: bool = False) -> Iterator[Pattern]:
    """Yield the triple patterns of a query, those inside EXISTS only where asked for."""
    for inner in parts(part, nested):
        if inner.name == "BGP":
            yield from inner.triples


def properties(predicate: Any) -> Iterator[Node]:
    """Yield the properties that a predicate or path is made of, in the order of the path."""
    if not isinstance(predicate, Path):
        yield predicate
        return
    for step in getattr(predicate, "args", None) or (
        getattr(predicate, "path", None) or getattr(predicate, "arg", None),
    ):
        if step is not None:
            yield from properties(step)


def parts(part: Any, nested: bool = False) -> Iterator[Any]:
    """Yield the parts of a query; what stands in an EXISTS is kept by rdflib as an attribute, beside its parts."""
    if isinstance(part, CompValue):
        yield part
        if nested and part.name in _EXISTING:
            yield from parts(part.graph, nested)
        for key in sorted(part):
            yield from parts(part[key], nested)
    elif isinstance(part, list | tuple):
        for item in part:
            yield from parts(item, nested)


def _is_open(term: Any) -> bool:
    return isinstance(term, Variable | BNode)
