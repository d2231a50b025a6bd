"""Hold the triples of one graph in memory, in less time than rdflib's own store does.

That one tells of each triple in which graphs it stands, and whom it concerns that it came; here there is one graph, and
nobody listens.
"""

from collections.abc import Generator, Iterator
from typing import Any

from rdflib.store import Store
from rdflib.term import Node

Index = dict[Node, dict[Node, dict[Node, None]]]
"""Triples by two of their nodes, with the third."""
NO_GRAPHS: Iterator[Any] = iter(())


class Triples(Store):
    """Triples by subject, by predicate and by object, each in the order in which they came.

    What is added or removed while they are walked through does no harm, as in rdflib's own store.
    """

    # pySHACL makes a Dataset of any store, which asks for these, and then works with the one graph.
    context_aware = True
    graph_aware = True

    def __init__(self, configuration: str | None = None, identifier: Any = None) -> None:
        """Hold none."""
        super().__init__(configuration, identifier)
        self._objects: Index = {}
        """By subject and predicate."""
        self._subjects: Index = {}
        """By predicate and object."""
        self._predicates: Index = {}
        """By object and subject."""
        self._size = 0

    def copy(self) -> "Triples":
        """Return the same triples in a store of their own."""
        made = Triples()
        made._objects, made._subjects, made._predicates = map(
            _copied, (self._objects, self._subjects, self._predicates)
        )
        made._size = self._size
        return made

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        """Add a triple."""
        subject, predicate, value = triple
        objects = self._objects.setdefault(subject, {}).setdefault(predicate, {})
        if value not in objects:
            objects[value] = None
            self._size += 1
            self._subjects.setdefault(predicate, {}).setdefault(value, {})[subject] = None
            self._predicates.setdefault(value, {}).setdefault(subject, {})[predicate] = None

    def remove(self, triple: Any, context: Any = None) -> None:
        """Remove the triples that match a pattern, in which None is anything."""
        for (subject, predicate, value), _ in list(self.triples(triple)):
            # What is left empty keeps its place, as in rdflib's own store: what comes back stands where it stood.
            del self._objects[subject][predicate][value]
            del self._subjects[predicate][value][subject]
            del self._predicates[value][subject][predicate]
            self._size -= 1

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[tuple[Any, Iterator[Any]]]:
        """Yield the triples that match a pattern, in which None is anything."""
        subject, predicate, value = triple_pattern
        if subject is not None and predicate is not None:
            objects = self._objects.get(subject, {}).get(predicate, {})
            if value is None:
                for one in list(objects):
                    yield (subject, predicate, one), NO_GRAPHS
            elif value in objects:
                yield (subject, predicate, value), NO_GRAPHS
        elif predicate is not None:
            for one, subjects in _at(self._subjects, predicate, value):
                for found in list(subjects):
                    yield (found, predicate, one), NO_GRAPHS
        elif subject is not None:
            for one, objects in _at(self._objects, subject, None):
                if value is None:
                    for found in list(objects):
                        yield (subject, one, found), NO_GRAPHS
                elif value in objects:
                    yield (subject, one, value), NO_GRAPHS
        elif value is not None:
            for one, predicates in _at(self._predicates, value, None):
                for found in list(predicates):
                    yield (one, found, value), NO_GRAPHS
        else:
            every = [(s, p, o) for s, held in self._objects.items() for p, objects in held.items() for o in objects]
            for triple in every:
                yield triple, NO_GRAPHS

    def contexts(self, triple: Any = None) -> Generator[Any, None, None]:
        """Yield the graphs of a Dataset: none."""
        yield from ()

    def __len__(self, context: Any = None) -> int:
        """Return the number of triples; pySHACL asks for it again and again."""
        return self._size


def _at(index: Index, first: Node, second: Node | None) -> Iterator[tuple[Node, dict[Node, None]]]:
    """Yield what an index has at one node, or at two, with the second."""
    held = index.get(first, {})
    for one in list(held) if second is None else (second,):
        if one in held:
            yield one, held[one]


def _copied(index: Index) -> Index:
    return {one: {two: three.copy() for two, three in found.items()} for one, found in index.items()}
