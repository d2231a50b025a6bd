"""The record as a document: an activity for each party, side, purpose and counterparty that a registry declares."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.judge.findings import source
from checker.model import Exchange
from checker.pack import Column, Pack
from checker.record.fields import Capacity, RecordField, read_capacities, read_fields
from checker.suggest.asked import PURPOSE, column_of, under
from checker.suggest.constructed import different, named
from checker.terms.cells import find
from checker.terms.names import NONE
from checker.terms.values import YES_NO
from checker.vocabulary import code, follow, label, texts

SCHEMA = "grondslag-record/1"

Document = dict[str, Any]
Key = tuple[URIRef, int, str, str]
"""A party, the place of its side, and the codes of purpose and counterparty, or nothing where they were not read."""


@dataclass
class _Value:
    """Something that a field holds, and the exchanges that say so."""

    told: Document
    exchanges: list[Exchange] = field(default_factory=list)


@dataclass
class _Activity:
    """What is gathered of a processing activity."""

    capacity: Capacity
    party: URIRef
    ends: tuple[Node | None, Node | None]
    exchanges: list[Exchange] = field(default_factory=list)
    fields: dict[str, dict[str, _Value]] = field(default_factory=dict)


def record(
    exchanges: Sequence[Exchange], registries: Sequence[Document], day: date, pack: Pack, party: str | None = None
) -> Document:
    """Return the record of processing that a registry tells, of one party where it is named.

    Raises GrondslagError where the party is not known or stands nowhere in the registry.
    """
    capacities, fields = read_capacities(pack), read_fields(pack)
    wanted = _party(party, capacities, pack)
    found: dict[Key, _Activity] = {}
    unplaced: list[Exchange] = []
    for graph, node, alike in different(exchanges, day, pack):
        for place, capacity in enumerate(capacities):
            own = graph.value(node, capacity.own)
            if not isinstance(own, URIRef):
                unplaced += [exchange for exchange in alike if exchange not in unplaced]
            elif wanted is None or own in wanted:
                ends = graph.value(node, PURPOSE), graph.value(node, capacity.other)
                key = (own, place, *(code(graph, end) if end is not None else "" for end in ends))
                activity = found.setdefault(key, _Activity(capacity, own, ends))  # type: ignore[arg-type]
                _gather(activity, graph, node, alike, fields, pack)
    if party is not None and not found:
        raise _absent(party, exchanges, capacities, pack)
    graph = pack.graph
    ordered = sorted(found, key=lambda key: (code(graph, key[0]), *key[1:]))
    return {
        "schema": SCHEMA,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "last_checked": pack.last_checked,
                 "label": pack.label},
        "day": day.isoformat(),
        "party": None if wanted is None else named(graph, _named_party(party, capacities, pack)),
        "registries": [{key: one[key] for key in ("source", "sha256", "exchanges")} for one in registries],
        "fields": [_field(one, graph) for one in fields],
        "activities": [_activity(found[key], fields, graph) for key in ordered],
        "unplaced": [_place(exchange) for exchange in unplaced],
    }  # fmt: skip


def _gather(
    activity: _Activity, graph: Graph, node: URIRef, alike: list[Exchange], fields: list[RecordField], pack: Pack
) -> None:
    activity.exchanges += alike
    for one in fields:
        values = activity.fields.setdefault(one.code, {})
        for key, told in _told(one, activity.capacity, graph, node, alike[0], pack):
            values.setdefault(key, _Value(told)).exchanges += alike


def _told(
    one: RecordField, capacity: Capacity, graph: Graph, node: URIRef, exchange: Exchange, pack: Pack
) -> Iterator[tuple[str, Document]]:
    """Yield what an exchange tells of a field, by a key: terms, what was not read, and what was answered yes or no."""
    paths = one.paths_for(capacity)
    for steps in paths:
        for end in follow(graph, node, steps):
            yield f"term {end}", {"how": "term", "iri": str(end), **named(graph, URIRef(str(end)))}
    for place, column in enumerate(one.columns):
        if column.datatype == YES_NO:
            yield from _answered(place, column, exchange)
        # What stands in a column tells nothing of a side that the column does not fill.
        elif paths:
            for cell in exchange.unread:
                if cell.column == column.code:
                    yield f"text {cell.text}", {"how": "unread", "text": cell.text}


def _answered(place: int, column: Column, exchange: Exchange) -> Iterator[tuple[str, Document]]:
    values = [str(value) for value in exchange.values.get(column.code, ())]
    how = {"true": "yes", "false": "no"}.get(values[0], "unknown") if values else "unknown"
    measures = [str(measure) for measure in column.measures] if how == "yes" else []
    yield f"{place:03} {how}", {"how": how, "code": column.code, "label": column.label, "measures": measures}


def _activity(activity: _Activity, fields: list[RecordField], graph: Graph) -> Document:
    ids = [_place(exchange) for exchange in activity.exchanges]
    purpose, other = (
        None if end is None else {"iri": str(end), **named(graph, URIRef(str(end)))} for end in activity.ends
    )
    held = []
    for one in fields:
        values = [_value(value, len(activity.exchanges)) for _, value in sorted(activity.fields[one.code].items())]
        is_gap = not any(value["how"] in ("term", "yes", "no") for value in values)
        asked = is_gap or one.is_always_asked or any(value["how"] in ("unread", "unknown") for value in values)
        held.append({"field": one.code, "values": values, "is_gap": is_gap, "question": one.question if asked else {}})
    return {
        "party": {"iri": str(activity.party), **named(graph, activity.party)},
        "capacity": {"code": activity.capacity.code, "label": activity.capacity.label,
                     "processing": [str(term) for term in graph.objects(activity.capacity.iri, SKOS.closeMatch)]},
        "for": purpose,
        "counterparty": other,
        "exchanges": ids,
        "fields": held,
    }  # fmt: skip


def _value(value: _Value, among: int) -> Document:
    """Return a value with the exchanges that tell it, which are left out where all of the activity do."""
    told = [_place(exchange) for exchange in value.exchanges]
    return {**value.told, "exchanges": told if len(told) < among else None}


def _place(exchange: Exchange) -> Document:
    return {"id": exchange.id, "registry": exchange.registry, "row": exchange.row}


def _field(one: RecordField, graph: Graph) -> Document:
    sources = [vars(source(graph, provision, one.iri)) for provision in one.sources]
    keys = ("citation", "iri", "url", "certainty", "certainty_label")
    return {
        "code": one.code,
        "letter": one.letter,
        "label": one.label,
        "definition": texts(graph, one.iri, SKOS.definition),
        "question": one.question,
        "property": one.property,
        "sources": [{key: told[key] for key in keys} for told in sources],
    }


def _named_party(party: str | None, capacities: list[Capacity], pack: Pack) -> URIRef:
    for capacity in capacities:
        column = column_of(pack, capacity.own)
        if party and (known := find(party, column, pack, NONE)):
            return known[0]
    near = pack.schemes[column.scheme].near(party or "") if column.scheme else None
    like = label(pack.graph, near) if near is not None else {}
    raise GrondslagError(
        f"--for “{party}” is geen bekende partij" + (f"; lijkt op: {like['nl']}" if like else "") + ". Noem een naam of"
        " code zoals in een register.",
        f"--for “{party}” is no known party" + (f"; resembles: {like['en']}" if like else "") + ". Give a name or code"
        " as in a registry.",
    )


def _party(party: str | None, capacities: list[Capacity], pack: Pack) -> set[URIRef] | None:
    """Return the party asked for and all that falls under it."""
    return None if party is None else under(_named_party(party, capacities, pack), pack)


def _absent(party: str, exchanges: Sequence[Exchange], capacities: list[Capacity], pack: Pack) -> GrondslagError:
    columns = [column_of(pack, capacity.own).code for capacity in capacities]
    there = sorted({code(pack.graph, v) for e in exchanges for c in columns for v in e.values.get(c, ())})
    named_there = ", ".join(there) or "–"
    return GrondslagError(
        f"{party} komt in dit register niet voor; wel: {named_there}. Noem een van deze partijen.",
        f"{party} does not stand in this registry; these do: {named_there}. Name one of these parties.",
    )
