"""The view of a graph that pySHACL works on: the same triples, with less to do for rdflib at every query and result."""

from collections.abc import Callable, Generator, Hashable
from functools import cache
from typing import Any, TypeVar

from rdflib import Graph, URIRef
from rdflib.namespace import NamespaceManager
from rdflib.paths import Path
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import simplify, traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from checker.vocabulary import SH

Made = TypeVar("Made")


class View(Graph):
    """The triples of another graph. A query is prepared once per process; IRIs are not shortened."""

    def __init__(self, graph: Graph) -> None:
        """Make a view of this graph; what is added to the one is in the other."""
        super().__init__(graph.store, graph.identifier, namespace_manager=_FullNames(Graph(), "none"))

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:
        """Query this graph."""
        query = prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *args, **options)


class Settled(Graph):
    """A graph that changes no more: what was looked up of a thing once is remembered. Texts ask the same ever again."""

    def __init__(self, graph: Graph) -> None:
        """Remember what is asked of this graph."""
        super().__init__(graph.store, graph.identifier)
        self._known: dict[tuple[Any, Any], list[Any]] = {}
        self._known_of: dict[tuple[Any, Any], list[Any]] = {}
        self._made: dict[Hashable, Any] = {}

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is made of this graph under a name, and make it the first time."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Generator[Any, None, None]:
        """Yield the objects of a subject and a predicate."""
        key = subject, predicate
        if subject is None or predicate is None or isinstance(predicate, Path):
            return super().objects(subject, predicate, unique)
        if key not in self._known:
            self._known[key] = list(super().objects(subject, predicate))
        return (value for value in self._known[key])

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Generator[Any, None, None]:  # noqa: A002
        """Yield the subjects of a predicate and an object."""
        key = predicate, object
        if not isinstance(object, Node) or not isinstance(predicate, URIRef):
            return super().subjects(predicate, object, unique)
        if key not in self._known_of:
            self._known_of[key] = list(super().subjects(predicate, object))
        return (node for node in self._known_of[key])


class _FullNames(NamespaceManager):
    """pySHACL has every name in its report shortened, and nobody reads that report."""

    def bind(self, *args: Any, **options: Any) -> None:
        """Leave a prefix unbound."""

    def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803
        """Return an IRI as it is."""
        return rdfTerm


def prefixes(graph: Graph, query: Node) -> str:
    """Return the prefixes that a query in SHACL is to be read with, as SPARQL declares them."""
    declared = [d for ontology in graph.objects(query, SH.prefixes) for d in graph.objects(ontology, SH.declare)]
    pairs = sorted((str(graph.value(d, SH.prefix)), str(graph.value(d, SH.namespace))) for d in declared)
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in pairs)


def prepared(text: str) -> Query:
    """Return a query ready to be run many times; prefixes that it does not use are not even parsed."""
    lines = text.splitlines()
    size = next((at for at, line in enumerate(lines) if not line.startswith("PREFIX ")), len(lines))
    body = "\n".join(lines[size:])
    return _prepared("\n".join([*sorted(line for line in lines[:size] if line.split()[1] in body), body]))


@cache
def _prepared(text: str) -> Query:
    return simplified(text)


def simplified(text: str) -> Query:
    """Return a query as rdflib reads it, without the parts that do nothing."""
    query = prepareQuery(text)
    traverse(query.algebra, visitPost=_simplified)
    return query


def _simplified(part: Any) -> CompValue | None:
    """Simplify what stands in an EXISTS as well: rdflib forgets it, and then gathers all matches before it sees one."""
    if isinstance(part, CompValue) and part.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
        part.graph = traverse(part.graph, visitPost=_simplified)
        part.pop("graph", None)  # the pattern as it was parsed, which rdflib would print at every evaluation
    return simplify(part)
