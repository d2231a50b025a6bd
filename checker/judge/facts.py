"""Write a declared exchange into the graph. IRIs are made of numbers alone, never of text from a registry."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from checker.graphs import copied
from checker.model import Exchange, UnreadCell
from checker.pack import Column, Pack
from checker.vocabulary import BASE, GS

Triple = tuple[Node, Node, Node]
RUN = URIRef(BASE + "run")


def exchange_node(place: int) -> URIRef:
    """Return the node of the exchange at this place in the graph."""
    return URIRef(f"{RUN}/exchange/{place}")


def case(exchanges: Sequence[Exchange], pack: Pack, as_of: date) -> Graph:
    """Return a new graph of the pack, the run and these exchanges."""
    graph = law(pack, as_of)
    for place, exchange in enumerate(exchanges):
        tell(graph, exchange_node(place), exchange, pack)
    return graph


def law(pack: Pack, as_of: date) -> Graph:
    """Return a new graph of the pack and the run."""
    graph = copied(pack.graph)
    graph.add((RUN, RDF.type, GS.Run))
    graph.add((RUN, GS.asOf, Literal(as_of)))
    return graph


def tell(graph: Graph, node: URIRef, exchange: Exchange, pack: Pack, judged: URIRef = GS.Exchange) -> None:
    """Write an exchange, or another row that is judged as this class, into a graph, at this node."""
    for triple in told(node, exchange, pack, judged):
        graph.add(triple)


def told(node: URIRef, exchange: Exchange, pack: Pack, judged: URIRef = GS.Exchange) -> Iterator[Triple]:
    """Yield what is told of an exchange, or of another row that is judged as this class."""
    columns, properties, lacks = _names(pack)
    yield node, RDF.type, judged
    for code, values in exchange.values.items():
        for value in values:
            yield node, properties[code], value
    for code in exchange.empty:
        yield node, lacks[code], columns[code]
    for code in exchange.repeated:
        yield node, GS.repeatedColumn, columns[code]
    for number, cell in enumerate(exchange.unread):
        yield from _unread(node, number, cell, columns[cell.column])
    for number, (header, pattern) in enumerate(exchange.personal):
        iri = URIRef(f"{node}/personal/{number}")
        yield node, GS.personalDataIn, iri
        yield iri, RDF.type, GS.PersonalDataCell
        yield iri, GS.inHeader, Literal(header)
        yield iri, GS.found, pattern
    if exchange.misshapen:
        found, expected = exchange.misshapen
        yield node, GS.cellsFound, Literal(found)
        yield node, GS.cellsExpected, Literal(expected)


@lru_cache(maxsize=4)
def _names(pack: Pack) -> tuple[dict[str, URIRef], dict[str, URIRef], dict[str, URIRef]]:
    """Return the columns of a pack, their properties, and what is told where one has no value; by code."""
    properties = {column.code: column.property for column in pack.columns}
    properties |= {column.group_code(): column.group_property for column in pack.columns if column.group_property}
    columns = {column.code: column.iri for column in pack.columns}
    return columns, properties, {column.code: lacking(column) for column in pack.columns}


def lacking(column: Column) -> URIRef:
    """Return what is told of an exchange that has no value in a column."""
    return GS.emptyColumn if column.required else GS.blankColumn


def _unread(node: URIRef, number: int, cell: UnreadCell, column: URIRef) -> Iterator[Triple]:
    iri = URIRef(f"{node}/cell/{number}")
    yield node, GS.unreadableCell, iri
    yield iri, RDF.type, GS.Cell
    yield iri, GS.column, column
    yield iri, GS.text, Literal(cell.text)
    if cell.near is not None:
        yield iri, GS.near, cell.near
    for term in cell.fits:
        yield iri, GS.fits, term
