"""The record as a document: an activity for each party, side, purpose and counterparty that a registry declares."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.judge.sources import source
from checker.model import Exchange
from checker.pack import Pack
from checker.record.fields import Capacity, RecordField, read_capacities, read_fields
from checker.record.gathered import Gathered
from checker.suggest.asked import PURPOSE, column_of, under
from checker.suggest.constructed import different, named, where
from checker.terms.cells import find
from checker.terms.names import NONE
from checker.vocabulary import code, label, texts

SCHEMA = "grondslag-record/1"

Document = dict[str, Any]
Key = tuple[URIRef, int, str, str]
"""A party, the place of its side, and the codes of purpose and counterparty, or nothing where they were not read."""


@dataclass(frozen=True)
class _Activity:
    """A processing activity, and what is gathered of it."""

    capacity: Capacity
    ends: tuple[Node | None, Node | None]
    """Its purpose and its counterparty."""
    gathered: Gathered = field(default_factory=Gathered)


def record(
    exchanges: Sequence[Exchange], registries: Sequence[Document], day: date, pack: Pack, party: str | None = None
) -> Document:
    """Return the record of processing that a registry tells, of one party where it is named.

    Raises GrondslagError where the party is not known or stands nowhere in the registry.
    """
    capacities, fields = read_capacities(pack), read_fields(pack)
    of_party = [one for one in fields if one.is_of_party]
    of_activity = [one for one in fields if not one.is_of_party]
    wanted = _party(party, capacities, pack)
    found: dict[Key, _Activity] = {}
    parties: dict[URIRef, Gathered] = {}
    unplaced: list[Exchange] = []
    for graph, node, alike in different(exchanges, day, pack):
        sides = [graph.value(node, capacity.own) for capacity in capacities]
        if None in sides:
            unplaced += alike
        for number, (own, capacity) in enumerate(zip(sides, capacities, strict=True)):
            if isinstance(own, URIRef) and (wanted is None or own in wanted):
                ends = graph.value(node, PURPOSE), graph.value(node, capacity.other)
                key = (own, number, _code(graph, ends[0]), _code(graph, ends[1]))
                found.setdefault(key, _Activity(capacity, ends)).gathered.add(capacity, graph, node, alike, of_activity)
                parties.setdefault(own, Gathered()).add(capacity, graph, node, alike, of_party)
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
        "parties": [
            {**_term(graph, one), "fields": parties[one].held(of_party)}
            for one in sorted(parties, key=lambda one: code(graph, one))
        ],
        "activities": [
            _activity(key[0], found[key], found[key].gathered.held(of_activity), graph) for key in ordered
        ],
        "unplaced": [where(exchange) for exchange in unplaced],
    }  # fmt: skip


def _code(graph: Graph, end: Node | None) -> str:
    return "" if end is None else code(graph, end)


def _term(graph: Graph, end: Node) -> Document:
    return {"iri": str(end), **named(graph, URIRef(str(end)))}


def _activity(party: URIRef, activity: _Activity, held: list[Document], graph: Graph) -> Document:
    capacity = activity.capacity
    purpose, other = (None if end is None else _term(graph, end) for end in activity.ends)
    return {
        "party": _term(graph, party),
        "capacity": {"code": capacity.code, "label": capacity.label, "own": str(capacity.own),
                     "other": str(capacity.other),
                     "processing": [str(term) for term in graph.objects(capacity.iri, SKOS.closeMatch)]},
        "for": purpose,
        "counterparty": other,
        "exchanges": [where(exchange) for exchange in activity.gathered.exchanges],
        "fields": held,
    }  # fmt: skip


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
        "is_of_party": one.is_of_party,
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
