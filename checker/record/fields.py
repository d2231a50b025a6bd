"""What the pack declares of a record: the sides of an exchange, and the fields with where they are told."""

from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.model import Text
from checker.pack import Column, Pack
from checker.vocabulary import GS, SH, code, instances, label, path, texts


@dataclass(frozen=True)
class Capacity:
    """A side of an exchange: the property that names the party, and the one that names its counterparty."""

    iri: URIRef
    code: str
    label: Text
    own: URIRef
    other: URIRef


@dataclass(frozen=True)
class RecordField:
    """A field: its letter in the law, if the law asks it; its question; and the paths and columns that fill it."""

    iri: URIRef
    code: str
    letter: str
    label: Text
    question: Text
    is_always_asked: bool
    is_of_party: bool
    """Whether it concerns the party itself, and not each of its activities apart."""
    paths: tuple[tuple[URIRef | None, tuple[URIRef, ...]], ...]
    """Each with the side that it holds for, or None."""
    columns: tuple[Column, ...]
    property: str
    """The IRI of the property by which linked data express it, or nothing."""
    sources: tuple[URIRef, ...]

    def paths_for(self, capacity: Capacity) -> list[tuple[URIRef, ...]]:
        """Return the paths that fill it on a side of the exchange."""
        return [steps for side, steps in self.paths if side in (None, capacity.iri)]


def read_capacities(pack: Pack) -> list[Capacity]:
    """Return the sides of an exchange in their order."""
    graph = pack.graph
    return [
        Capacity(node, code(graph, node), label(graph, node), _iri(graph, node, GS.ownSide),
                 _iri(graph, node, GS.otherSide))
        for node in _ordered(graph, GS.Capacity)
    ]  # fmt: skip


def read_fields(pack: Pack) -> list[RecordField]:
    """Return the fields in their order. Raises GrondslagError where the pack declares none."""
    graph = pack.graph
    columns = {column.iri: column for column in pack.columns}
    found = [
        RecordField(
            iri=node,
            code=code(graph, node),
            letter=str(graph.value(node, GS.point) or ""),
            label=label(graph, node),
            question=texts(graph, node, GS.question),
            is_always_asked=(node, GS.alwaysAsked, Literal(True)) in graph,
            is_of_party=(node, GS.ofParty, Literal(True)) in graph,
            paths=tuple(sorted((_filling(graph, one) for one in graph.objects(node, GS.filledFrom)), key=str)),
            columns=tuple(columns[c] for c in columns if (node, GS.showsColumn, c) in graph),
            property=str(graph.value(node, GS.property) or ""),
            sources=tuple(sorted(o for o in graph.objects(node, DCTERMS.source) if isinstance(o, URIRef))),
        )
        for node in _ordered(graph, GS.RecordField)
    ]
    if not found:
        raise GrondslagError(
            f"Het pakket {pack.id} zegt niet wat er in een verwerkingsregister hoort: laat het een pakket importeren"
            " dat dat wel zegt.",
            f"The pack {pack.id} does not say what belongs in a record of processing: have it import one that does.",
        )
    return found


def _filling(graph: Graph, node: Node) -> tuple[URIRef | None, tuple[URIRef, ...]]:
    side, steps = graph.value(node, GS.capacity), graph.value(node, SH.path)
    return (side if isinstance(side, URIRef) else None), (() if steps is None else path(graph, steps))


def _ordered(graph: Graph, cls: URIRef) -> list[URIRef]:
    return sorted(instances(graph, cls), key=lambda node: (int(str(graph.value(node, GS.order) or 0)), str(node)))


def _iri(graph: Graph, node: URIRef, predicate: URIRef) -> URIRef:
    value = graph.value(node, predicate)
    return value if isinstance(value, URIRef) else node
