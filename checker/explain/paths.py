"""Follow a property or property path, with the triples it goes over; rdflib tells only where it ends."""

from collections.abc import Iterable, Iterator
from typing import Any

from rdflib import Graph, URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.term import Node

Triple = tuple[Node, Node, Node]
Step = tuple[Node, Node, tuple[Triple, ...]]


def follow_path(
    graph: Graph, subject: Node | None, predicate: Any, value: Node | None
) -> Iterator[tuple[Node, Any, Node, tuple[Triple, ...]]]:
    """Yield the matches of a triple pattern, in a fixed order: subject, predicate, value, and the triples used."""
    if isinstance(predicate, Path):
        for s, o, used in _follow(graph, subject, predicate, value):
            yield s, predicate, o, used
        return
    asked = predicate if isinstance(predicate, URIRef) else None
    for triple in ordered(graph.triples((subject, asked, value))):
        yield (*triple, (triple,))


def ordered(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples in a fixed order."""
    return sorted(triples, key=lambda triple: tuple(map(str, triple)))


def _follow(graph: Graph, subject: Node | None, path: Any, value: Node | None) -> Iterator[Step]:
    if isinstance(path, AlternativePath):
        for branch in path.args:
            yield from _follow(graph, subject, branch, value)
    elif isinstance(path, SequencePath):
        yield from _sequence(graph, subject, path.args, value)
    elif isinstance(path, InvPath):
        for s, o, used in _follow(graph, value, path.arg, subject):
            yield o, s, used
    elif isinstance(path, MulPath):
        yield from _repeated(graph, subject, path, value)
    elif isinstance(path, Path):  # a negated set: rdflib tells the ends, the triples are those between them
        for s, o in sorted(path.eval(graph, subject, value)):
            yield s, o, tuple(ordered(graph.triples((s, None, o)))[:1])
    else:
        for triple in ordered(graph.triples((subject, path, value))):
            yield triple[0], triple[2], (triple,)


def _sequence(graph: Graph, subject: Node | None, steps: list[Any], value: Node | None) -> Iterator[Step]:
    first, rest = steps[0], steps[1:]
    if not rest:
        yield from _follow(graph, subject, first, value)
        return
    for s, middle, used in _follow(graph, subject, first, None):
        for _, o, more in _sequence(graph, middle, rest, value):
            yield s, o, used + more


def _repeated(graph: Graph, subject: Node | None, path: MulPath, value: Node | None) -> Iterator[Step]:
    """Follow a path several times, by the shortest way."""
    if subject is None and value is not None:
        for s, o, used in _repeated(graph, value, MulPath(InvPath(path.path), path.mod), None):
            yield o, s, used
        return
    starts = [subject] if subject is not None else sorted({s for s, _ in path.eval(graph)}, key=str)
    for start in starts:
        reached: dict[Node, tuple[Triple, ...]] = {start: ()} if path.zero else {}
        edge: list[tuple[Node, tuple[Triple, ...]]] = [(start, ())]
        while edge:
            steps = [(o, u + used) for node, u in edge for _, o, used in _follow(graph, node, path.path, None)]
            edge = []
            for end, used in steps:
                if end not in reached:
                    reached[end] = used
                    edge.append((end, used))
            if not path.more:
                break
        yield from ((start, o, used) for o, used in reached.items() if value is None or o == value)
