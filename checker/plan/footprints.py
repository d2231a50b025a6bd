"""The footprint of each rule: all that it can see of an exchange, derived from the text of the shapes.

A rule sees the columns that its shape reads, and those that the rules of SHACL read which write the facts it reads,
and so on back to the row. Rules with the same footprint are judged together, over questions that hold nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from rdflib import RDF, Graph, URIRef, Variable
from rdflib.term import Node

from checker.judge.shapes import some_shapes
from checker.pack import Column, Pack, Rule
from checker.plan.reads import Reading, read_rule, read_shape, steps_of
from checker.terms.values import CITATION, LOOKED_UP
from checker.vocabulary import GS, SH

ROW_FACTS = frozenset(
    {
        GS.emptyColumn,
        GS.blankColumn,
        GS.repeatedColumn,
        GS.unreadableCell,
        GS.personalDataIn,
        GS.cellsFound,
        GS.cellsExpected,
    }
)
"""What is told of an exchange beside the values of its columns."""


class Listed(Enum):
    """How a footprint sees the column that lists several terms."""

    NOT = "not at all"
    EACH = "each term by itself: one question holds all of them"
    CLASSES = "as a set, in which terms that the law tells the same of stand for each other"
    WHOLE = "as it is"


@dataclass(frozen=True, eq=False)
class Step:
    """A SPARQL rule of the pack, with the shape that holds it."""

    node: Node
    shape: Node
    reading: Reading


@dataclass(frozen=True, eq=False)
class Footprint:
    """What some rules see of an exchange."""

    rules: tuple[Rule, ...]
    sees: frozenset[URIRef]
    """Properties of an exchange."""
    reads: frozenset[Node]
    """All predicates that are read on the way, those of the law among them."""
    constants: frozenset[Node]
    listed: Listed
    column: Column | None
    """The column that lists several terms, where it is seen otherwise than as it is."""
    orders: bool
    """Whether it only compares dates and amounts, so that their place is enough."""
    shapes: Graph
    """The rules and shapes that judge its questions, and no others."""


@dataclass(frozen=True, eq=False)
class Footprints:
    """The footprints of a pack."""

    law: Graph
    """The rules that write facts of the law alone."""
    parts: tuple[Footprint, ...]
    whole: Footprint
    """All rules over all that there is to see, for what the parts do not cover: groups of terms."""
    not_understood: tuple[Rule, ...]
    """The rules whose footprint is the whole exchange, as their shapes hold what is not understood here."""


def listed_column(pack: Pack) -> Column | None:
    """Return the column that lists several terms of a scheme, each of which may be judged by itself."""
    found = [c for c in pack.columns if c.datatype in LOOKED_UP and c.separator and not c.apart]
    return next((column for column in found if column.datatype != CITATION), None)


@lru_cache(maxsize=4)
def footprints(pack: Pack) -> Footprints:
    """Return the footprints of a pack: a process derives them once."""
    graph = pack.graph
    steps = [
        Step(node, shape, read_rule(graph, node))
        for shape, node in sorted(graph.subject_objects(SH.rule), key=str)
        if (node, RDF.type, SH.SPARQLRule) in graph
    ]
    groups = {c.group_property for c in pack.columns if c.group_property is not None}
    base: set[URIRef] = {column.property for column in pack.columns} | groups | ROW_FACTS
    dependent = _of_exchanges(steps, base)
    law = [step for step in steps if step not in dependent]
    known = _Known(pack, tuple(dependent), frozenset(base), frozenset(groups))
    parts: dict[tuple[object, ...], list[tuple[Rule, _Cone]]] = defaultdict(list)
    unclear = []
    for rule in sorted(pack.rules.values(), key=lambda rule: rule.code):
        shape = read_shape(graph, rule.iri)
        cone = _cone(shape, rule, known) if shape else None
        if cone is None:
            unclear.append(rule)
        else:
            parts[(cone.sees, cone.listed)].append((rule, cone))
    whole = _whole(known, tuple(pack.rules.values()), orders=not unclear)
    return Footprints(
        law=some_shapes(graph, [(step.shape, step.node) for step in law], ()),
        parts=tuple(_footprint(known, found) for found in parts.values())
        + ((_whole(known, tuple(unclear), orders=False),) if unclear else ()),
        whole=whole,
        not_understood=tuple(unclear),
    )


@dataclass(frozen=True, eq=False)
class _Known:
    pack: Pack
    steps: tuple[Step, ...]
    """The rules that write facts of an exchange."""
    base: frozenset[URIRef]
    groups: frozenset[URIRef]


@dataclass(frozen=True, eq=False)
class _Cone:
    steps: frozenset[Step]
    sees: frozenset[URIRef]
    reads: frozenset[Node]
    constants: frozenset[Node]
    listed: Listed
    orders: bool


def _of_exchanges(steps: Iterable[Step], base: set[URIRef]) -> list[Step]:
    """Return the rules that look at an exchange."""
    facts: set[Node] = set(base)
    while True:
        found = [
            step
            for step in steps
            if step.reading.reads & facts
            or GS.Exchange in step.reading.constants
            or any(isinstance(predicate, Variable) for predicate in step.reading.reads)
        ]
        more: set[Node] = {predicate for step in found for predicate in step.reading.writes}
        if more <= facts:
            return found
        facts |= more


def _cone(shape: Reading, rule: Rule, known: _Known) -> _Cone | None:
    """Return all that a rule reads, back to the row; nothing where it may read anything."""
    alive = _alive(known)
    reads: set[Node] = set(shape.reads)
    steps: set[Step] = set()
    while True:
        found = {step for step in alive if step.reading.writes & reads}
        more = {predicate for step in found for predicate in step.reading.reads}
        steps |= found
        if more <= reads:
            break
        reads |= more
    if any(isinstance(predicate, Variable) for predicate in reads):
        return None
    column = listed_column(known.pack)
    orders = shape.only_compares and all(step.reading.only_compares for step in steps)
    listed = Listed.NOT
    if column is not None and column.property in reads:
        each = orders and _by_each(rule, known.pack.graph, column, steps, reads)
        listed = Listed.EACH if each else Listed.CLASSES
    constants = shape.constants | {term for step in steps for term in step.reading.constants}
    return _Cone(
        frozenset(steps), frozenset(known.base & reads) - known.groups, frozenset(reads), constants, listed, orders
    )  # fmt: skip


def _alive(known: _Known) -> list[Step]:
    """Return the rules that can find something in an exchange that names no group of terms."""
    steps = list(known.steps)
    dead: set[Node] = set(known.groups)
    while True:
        alive = [step for step in steps if not step.reading.required & dead]
        written = {predicate for step in alive for predicate in step.reading.writes} | known.base
        silent = {predicate for step in steps for predicate in step.reading.writes} - written
        if silent <= dead and len(alive) == len(steps):
            return alive
        dead |= silent
        steps = alive


def _by_each(rule: Rule, graph: Graph, column: Column, steps: Iterable[Step], reads: set[Node]) -> bool:
    """Return whether what a rule says of one term does not depend on the others beside it."""
    facts: set[Node] = {column.property}
    while True:
        more = {
            predicate
            for step in steps
            for subject, _, value in _about(step, facts)
            for start, predicate, end in step.reading.template
            if (start, end) == (subject, value) and predicate in reads
        }
        if more <= facts:
            break
        facts |= more
    for step in steps:
        about = _about(step, facts)
        written = [(start, end) for start, predicate, end in step.reading.template if predicate in reads]
        ends = {(subject, value) for subject, _, value in about}
        if about and (len(ends) > 1 or any(end not in ends for end in written)):
            return False
        if not about and any(predicate in facts for _, predicate, _ in step.reading.template):
            return False
    said = {p: o for p, o in graph.predicate_objects(rule.iri) if p in (SH.targetSubjectsOf, SH.path, SH.maxCount)}
    return (
        said.get(SH.path) in facts
        and said.get(SH.targetSubjectsOf) == said.get(SH.path)
        and str(said.get(SH.maxCount)) == "0"
    )


def _about(step: Step, facts: set[Node]) -> list[tuple[Node, object, Node]]:
    """Return the patterns of a rule that match terms of the list."""
    return [pattern for pattern in step.reading.patterns if facts.intersection(steps_of(pattern[1]))]


def _footprint(known: _Known, found: list[tuple[Rule, _Cone]]) -> Footprint:
    cones = [cone for _, cone in found]
    rules = tuple(rule for rule, _ in found)
    steps = {step for cone in cones for step in cone.steps}
    listed = cones[0].listed
    return Footprint(
        rules=rules,
        sees=cones[0].sees,
        reads=frozenset().union(*(cone.reads for cone in cones)),
        constants=frozenset().union(*(cone.constants for cone in cones)),
        listed=listed,
        column=listed_column(known.pack) if listed in (Listed.EACH, Listed.CLASSES) else None,
        orders=all(cone.orders for cone in cones),
        shapes=_shapes(known, steps, rules),
    )


def _whole(known: _Known, rules: tuple[Rule, ...], orders: bool) -> Footprint:
    return Footprint(
        rules=rules,
        sees=known.base,
        reads=frozenset(),
        constants=frozenset(),
        listed=Listed.WHOLE,
        column=None,
        orders=orders and all(step.reading.only_compares for step in known.steps),
        shapes=_shapes(known, known.steps, rules),
    )


def _shapes(known: _Known, steps: Iterable[Step], rules: Iterable[Rule]) -> Graph:
    pairs = [(step.shape, step.node) for step in steps]
    return some_shapes(known.pack.graph, pairs, [rule.iri for rule in rules])


__all__ = ["Footprint", "Footprints", "Listed", "footprints", "listed_column"]
