"""A world: a pack as it is on a day. Between two of them lie worlds in which some statements are new and others old."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rdflib import RDF, Graph, Literal, URIRef, Variable
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from checker.changes.kinds import is_start
from checker.errors import GrondslagError
from checker.pack import Pack
from checker.pack.schema import read_schema
from checker.plan.reads import read_rule, read_shape
from checker.terms.names import Names
from checker.vocabulary import GS, SH

FAR = date(9000, 1, 1)
"""Days that have not come yet are put here, in their order: later than any day that a registry tells."""


@dataclass(frozen=True, eq=False)
class World:
    """A pack on a day, with the names that come with the registries."""

    pack: Pack
    day: date
    names: Names


def with_graph(pack: Pack, graph: Graph, mark: str) -> Pack:
    """Return the pack that a graph makes of another; the mark tells it apart from that one.

    Raises GrondslagError where the graph makes no pack.
    """
    found = (head for head in pack.graph.subjects(DCTERMS.identifier, Literal(pack.id)))
    head = next(node for node in found if (node, RDF.type, GS.Pack) in pack.graph)
    if not isinstance(head, URIRef):
        raise GrondslagError(f"Het pakket {pack.id} heeft geen IRI.", f"The pack {pack.id} has no IRI.")
    sha256 = hashlib.sha256(f"{pack.sha256} {mark}".encode()).hexdigest()
    return read_schema(graph, head, sha256, pack.apart)


def before(world: World, day: date) -> World:
    """Return a world on a later day in which nothing of the law that comes or goes meanwhile has done so.

    A first day between the two, and a last day that passes, is put far ahead; their order stays.
    """
    graph, graph_of_pack = Graph(), world.pack.graph
    read = read_predicates(world.pack)
    for subject, predicate, value in graph_of_pack:
        is_read = read is None or predicate in read
        if is_read and isinstance(value, Literal) and type(value.value) is date:
            held = value.value
            if passes(held, world.day, day, is_last=is_last(predicate, graph_of_pack)):
                value = Literal(FAR + (held - world.day))
        graph.add((subject, predicate, value))
    return replace(world, pack=with_graph(world.pack, graph, f"as on {world.day}"), day=day)


def passes(value: date, first: date, last: date, is_last: bool) -> bool:
    """Return whether a day comes, or a last day passes, after the first of two days and not after the other."""
    return first <= value < last if is_last else first < value <= last


def is_last(predicate: Node, graph: Graph) -> bool:
    """Return whether a property tells a last day; any other day is a first one."""
    return (predicate, GS.more, GS.Wider) in graph and not is_start(predicate, graph)


def read_predicates(pack: Pack) -> frozenset[Node] | None:
    """Return the properties that rules and shapes read; nothing where they may read any."""
    graph = pack.graph
    readings = [read_rule(graph, rule) for rule in _sparql_rules(graph)]
    for rule in pack.rules.values():
        shape = read_shape(graph, rule.iri)
        if shape is None:
            return None
        readings.append(shape)
    found = frozenset(predicate for reading in readings for predicate in reading.reads)
    return None if any(isinstance(predicate, Variable) for predicate in found) else found


def _sparql_rules(graph: Graph) -> Iterable[Node]:
    return (rule for rule in graph.objects(None, SH.rule) if (rule, RDF.type, SH.SPARQLRule) in graph)
