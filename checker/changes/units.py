"""Statements taken together that can change apart: one property of a term, or a term that came or went as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from checker.catalogue.told import name
from checker.changes.statements import Statement
from checker.vocabulary import GS


@dataclass(frozen=True)
class Unit:
    """Statements that come into force together."""

    owner: Node
    """The term of the law that they belong to, such as the ground that a version is of."""
    statements: tuple[Statement, ...]


@dataclass(frozen=True, eq=False)
class Sides:
    """Two graphs, and the statements in which they differ."""

    old: Graph
    new: Graph
    statements: tuple[Statement, ...]

    def has_whole(self, node: Node) -> bool:
        """Return whether a node is in one of the two only."""
        return ((node, None, None) in self.old) != ((node, None, None) in self.new)

    def has_name(self, node: Node) -> bool:
        """Return whether a node can be told by a name or code."""
        return any(bool(name(g, node)) or (node, SKOS.notation, None) in g for g in (self.old, self.new))

    def is_of(self, node: Node) -> Node | None:
        """Return the term that a node is a version of."""
        return next((o for g in (self.new, self.old) for o in g.objects(node, GS.versionOf)), None)


def units(old: Graph, new: Graph, found: Iterable[Statement]) -> tuple[Unit, ...]:
    """Return the statements in which two graphs differ as units.

    What has no name of its own, such as a pair of parties, goes with each term that refers to it.
    """
    sides = Sides(old, new, tuple(found))
    by_subject: dict[Node, list[Statement]] = defaultdict(list)
    for statement in sides.statements:
        by_subject[statement.subject].append(statement)
    loose = {node for node in by_subject if sides.has_whole(node) and not sides.has_name(node)
             and sides.is_of(node) is None and _referred(node, by_subject)}  # fmt: skip
    whole: dict[Node, list[Statement]] = {}
    made: list[tuple[Node, Sequence[Statement]]] = []
    for subject, held in by_subject.items():
        if subject in loose:
            continue
        owner = sides.is_of(subject) or subject
        if sides.has_whole(subject) and (owner == subject or not sides.has_whole(owner)):
            whole.setdefault(subject, []).extend(held)
        elif sides.has_whole(subject):
            whole.setdefault(owner, []).extend(held)
        else:
            made += [(owner, [statement]) for statement in held]
    made += [(sides.is_of(subject) or subject, held) for subject, held in whole.items()]
    result = [Unit(owner, _with_loose(held, by_subject, loose)) for owner, held in made]
    return tuple(sorted(result, key=lambda u: (str(u.owner), str(u.statements[0].subject), u.statements[0].predicate)))


def _referred(node: Node, by_subject: Mapping[Node, Sequence[Statement]]) -> bool:
    return any(
        node in (*statement.added, *statement.removed) and subject != node
        for subject, held in by_subject.items()
        for statement in held
    )


def _with_loose(
    held: Sequence[Statement], by_subject: Mapping[Node, Sequence[Statement]], loose: set[Node]
) -> tuple[Statement, ...]:
    """Return statements with those on what they refer to that has no name of its own."""
    found = list(held)
    seen: set[Node] = set()
    for statement in found:
        for value in (*statement.added, *statement.removed):
            if value in loose and value not in seen:
                seen.add(value)
                found.extend(by_subject[value])
    return tuple(found)


def is_named(node: Node) -> bool:
    """Return whether a node has an IRI."""
    return isinstance(node, URIRef) and not isinstance(node, BNode)
