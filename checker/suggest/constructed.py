"""Constructed exchanges: made of a lane, and judged by the same shapes as declared ones."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from checker.collection import without_collection
from checker.judge.engine import reckon
from checker.judge.facts import exchange_node
from checker.judge.findings import findings
from checker.judge.graph import Settled
from checker.judge.questions import question
from checker.model import Exchange, Finding
from checker.pack import Pack
from checker.suggest.asked import BASIS, DATA, EXPORTER, IMPORTER, PURPOSE, Lane, column_of
from checker.terms.values import REFERENCE, YES_NO
from checker.vocabulary import GS, code, label

BATCH = 500
"""Exchanges in one graph."""

Judged = tuple[Graph, URIRef, tuple[Finding, ...]]
"""A graph with the facts of an exchange, its node, and what the rules say of it."""


def constructed(
    lane: Lane, grounds: tuple[URIRef, ...] | None, data: tuple[URIRef, ...], day: date, pack: Pack
) -> Exchange:
    """Return an exchange in which all that can be answered with yes is: what remains is what the law makes of it."""
    columns = [column_of(pack, prop).code for prop in (EXPORTER, IMPORTER, PURPOSE)]
    values: dict[str, tuple[Node, ...]] = {c: (term,) for c, term in zip(columns, lane, strict=True)}
    if grounds is not None:
        values |= {column_of(pack, BASIS).code: grounds, column_of(pack, DATA).code: data}
    for column in pack.columns:
        if column.datatype in (YES_NO, REFERENCE) and not column.optional:
            values[column.code] = (Literal(True),)
    started = next((column.code for column in pack.columns if column.property == GS.startDate), None)
    return Exchange(0, 0, "", {}, values | ({started: (Literal(day),)} if started else {}))


def judged(exchanges: Sequence[Exchange], day: date, pack: Pack) -> Iterator[Judged]:
    """Yield exchanges as judged in one graph, in their order."""
    if not exchanges:
        return
    with without_collection():
        found, results = reckon(exchanges, pack, day)
    graph = Settled(found)
    for place, exchange in enumerate(exchanges):
        node = exchange_node(place)
        yield graph, node, findings(graph, node, exchange, sorted(results.get(node, ()), key=lambda r: r.code), pack)


def different(exchanges: Iterable[Exchange], day: date, pack: Pack) -> Iterator[tuple[Graph, URIRef, list[Exchange]]]:
    """Yield declared exchanges as judged: each different one once, with all that are like it.

    What only tells one row from another bears on no norm, ground or party, and is left out.
    """
    alike: dict[Hashable, list[Exchange]] = {}
    for exchange in exchanges:
        alike.setdefault(question(replace(exchange, repeated=())), []).append(exchange)
    groups = list(alike.values())
    for start in range(0, len(groups), BATCH):
        batch = groups[start : start + BATCH]
        answers = judged([replace(group[0], repeated=()) for group in batch], day, pack)
        for (graph, node, _), group in zip(answers, batch, strict=True):
            yield graph, node, group


def terms(pack: Pack, prop: URIRef) -> dict[URIRef, str]:
    """Return the terms that a column can hold, with their codes."""
    scheme = column_of(pack, prop).scheme
    return pack.schemes[scheme].codes if scheme is not None else {}


def iris(graph: Graph, node: Node, predicate: URIRef) -> list[URIRef]:
    """Return the IRIs that a property leads to."""
    return [end for end in graph.objects(node, predicate) if isinstance(end, URIRef)]


def named(graph: Graph, term: URIRef) -> dict[str, Any]:
    """Return a term by its code and label."""
    return {"code": code(graph, term), "label": label(graph, term)}


def where(exchange: Exchange) -> dict[str, Any]:
    """Return where a declared exchange stands."""
    return {"id": exchange.id, "registry": exchange.registry, "row": exchange.row}
