"""The statements in which two graphs differ. A node without a name is told apart by all that is said of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

Form = Any
"""A node such that two with the same form say the same: a text, or of a node without a name all its statements."""


@dataclass(frozen=True)
class Statement:
    """What two graphs say otherwise of a subject by one property."""

    subject: Node
    predicate: URIRef
    removed: tuple[Node, ...]
    """Only in the old graph."""
    added: tuple[Node, ...]
    """Only in the new graph."""


def statements(old: Graph, new: Graph) -> tuple[Statement, ...]:
    """Return the statements in which two graphs differ, in a fixed order."""
    apart = set(old) ^ set(new)
    before, after = (_described(graph, _touched(graph, {subject for subject, _, _ in apart})) for graph in (old, new))
    found = []
    for key in sorted(before.keys() | after.keys(), key=str):
        was, now = before.get(key, {}), after.get(key, {})
        gone = [held for form, held in was.items() if form not in now]
        come = [held for form, held in now.items() if form not in was]
        subject = next(iter((*come, *gone)))[0] if come or gone else None
        by_predicate: dict[URIRef, tuple[list[Node], list[Node]]] = defaultdict(lambda: ([], []))
        for place, side in enumerate((gone, come)):
            for _, predicate, value in side:
                by_predicate[predicate][place].append(value)
        for predicate, (removed, added) in sorted(by_predicate.items()):
            if subject is not None:
                found.append(Statement(subject, predicate, _sorted(removed, old), _sorted(added, new)))
    return tuple(found)


def applied(graph: Graph, new: Graph, made: Iterable[Statement]) -> Graph:
    """Return a copy of the old graph in which these statements are as in the new one."""
    result = Graph()
    for triple in graph:
        result.add(triple)
    for statement in made:
        for value in statement.removed:
            result.remove((statement.subject, statement.predicate, value))
            for triple in _below(graph, value):
                result.remove(triple)
        for value in statement.added:
            result.add((statement.subject, statement.predicate, value))
            for triple in _below(new, value):
                result.add(triple)
    return result


def form(graph: Graph, node: Node, above: frozenset[Node] = frozenset()) -> Form:
    """Return the form of a node; in a circle of nodes without names the second meeting is told as such."""
    if not isinstance(node, BNode):
        return node.n3()
    if node in above:
        return "_:again"
    inner = above | {node}
    return tuple(sorted(((str(p), form(graph, o, inner)) for p, o in graph.predicate_objects(node)), key=repr))


def _touched(graph: Graph, subjects: set[Node]) -> set[Node]:
    """Return these subjects and those in which they stand, if they have no name."""
    found, todo = set(subjects), [node for node in subjects if isinstance(node, BNode)]
    while todo:
        for holder in graph.subjects(None, todo.pop()):
            if holder not in found:
                found.add(holder)
                todo += [holder] if isinstance(holder, BNode) else []
    return found


def _described(graph: Graph, subjects: set[Node]) -> dict[Form, Mapping[Form, tuple[Node, URIRef, Node]]]:
    """Return the statements on each of these subjects that has a name or that nothing refers to, by their form."""
    found: dict[Form, dict[Form, tuple[Node, URIRef, Node]]] = defaultdict(dict)
    inner = {value for value in graph.objects() if isinstance(value, BNode)}
    for subject in subjects.intersection(graph.subjects()) - inner:
        key = form(graph, subject)
        for predicate, value in graph.predicate_objects(subject):
            found[key][(str(predicate), form(graph, value))] = (subject, URIRef(str(predicate)), value)
    return dict(found)


def _below(graph: Graph, node: Node) -> Iterator[tuple[Node, Node, Node]]:
    """Yield what is said of a node without a name, and of those in it."""
    todo, seen = [node], set()
    while todo:
        one = todo.pop()
        if not isinstance(one, BNode) or one in seen:
            continue
        seen.add(one)
        for triple in graph.triples((one, None, None)):
            yield triple
            todo.append(triple[2])


def _sorted(nodes: Iterable[Node], graph: Graph) -> tuple[Node, ...]:
    return tuple(sorted(nodes, key=lambda node: repr(form(graph, node))))
