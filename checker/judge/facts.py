"""Write a declared exchange into the graph. IRIs are made of numbers alone, never of text from a registry."""

from collections.abc import Sequence
from datetime import date

from rdflib import RDF, Graph, Literal, URIRef

from checker.model import Exchange, UnreadCell
from checker.pack import Column, Pack
from checker.vocabulary import BASE, GS

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
    graph = Graph()
    for triple in pack.graph:
        graph.add(triple)
    graph.add((RUN, RDF.type, GS.Run))
    graph.add((RUN, GS.asOf, Literal(as_of)))
    return graph


def tell(graph: Graph, node: URIRef, exchange: Exchange, pack: Pack, judged: URIRef = GS.Exchange) -> None:
    """Write an exchange, or another row that is judged as this class, into a graph, at this node."""
    columns = {column.code: column for column in pack.columns}
    properties = {column.code: column.property for column in pack.columns}
    properties |= {column.group_code(): column.group_property for column in pack.columns if column.group_property}
    graph.add((node, RDF.type, judged))
    for code, values in exchange.values.items():
        for value in values:
            graph.add((node, properties[code], value))
    for code in exchange.empty:
        graph.add((node, lacking(columns[code]), columns[code].iri))
    for code in exchange.repeated:
        graph.add((node, GS.repeatedColumn, columns[code].iri))
    for number, cell in enumerate(exchange.unread):
        _write_cell(graph, node, number, cell, columns[cell.column].iri)
    for number, (header, pattern) in enumerate(exchange.personal):
        iri = URIRef(f"{node}/personal/{number}")
        graph.add((node, GS.personalDataIn, iri))
        graph.add((iri, RDF.type, GS.PersonalDataCell))
        graph.add((iri, GS.inHeader, Literal(header)))
        graph.add((iri, GS.found, pattern))
    if exchange.misshapen:
        found, expected = exchange.misshapen
        graph.add((node, GS.cellsFound, Literal(found)))
        graph.add((node, GS.cellsExpected, Literal(expected)))


def lacking(column: Column) -> URIRef:
    """Return what is told of an exchange that has no value in a column."""
    return GS.emptyColumn if column.required else GS.blankColumn


def _write_cell(graph: Graph, node: URIRef, number: int, cell: UnreadCell, column: URIRef) -> None:
    iri = URIRef(f"{node}/cell/{number}")
    graph.add((node, GS.unreadableCell, iri))
    graph.add((iri, RDF.type, GS.Cell))
    graph.add((iri, GS.column, column))
    graph.add((iri, GS.text, Literal(cell.text)))
    if cell.near is not None:
        graph.add((iri, GS.near, cell.near))
    for term in cell.fits:
        graph.add((iri, GS.fits, term))
