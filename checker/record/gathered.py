"""What exchanges tell of the fields of a record: terms, what was not read, and what was answered yes or no."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rdflib import Graph, URIRef

from checker.model import Exchange
from checker.pack import Column
from checker.record.fields import Capacity, RecordField
from checker.suggest.constructed import named, where
from checker.terms.values import YES_NO
from checker.vocabulary import follow

Document = dict[str, Any]


@dataclass
class _Value:
    """Something that a field holds, and the exchanges that say so."""

    told: Document
    exchanges: list[Exchange] = field(default_factory=list)


@dataclass
class Gathered:
    """The exchanges of an activity or a party, and by field what they tell."""

    exchanges: list[Exchange] = field(default_factory=list)
    fields: dict[str, dict[str, _Value]] = field(default_factory=dict)

    def add(
        self, capacity: Capacity, graph: Graph, node: URIRef, alike: list[Exchange], fields: Iterable[RecordField]
    ) -> None:
        """Take in what an exchange, judged as this node, tells of these fields; so do all that are like it."""
        self.exchanges += alike
        for one in fields:
            values = self.fields.setdefault(one.code, {})
            for key, told in _told(one, capacity, graph, node, alike[0]):
                values.setdefault(key, _Value(told)).exchanges += alike

    def held(self, fields: Iterable[RecordField]) -> list[Document]:
        """Return what each field holds, whether that is nothing, and the question that is left."""
        return [self._held(one) for one in fields]

    def _held(self, one: RecordField) -> Document:
        values = [self._value(value) for _, value in sorted(self.fields[one.code].items())]
        is_gap = not any(value["how"] in ("term", "yes", "no") for value in values)
        asked = is_gap or one.is_always_asked or any(value["how"] in ("unread", "unknown") for value in values)
        return {"field": one.code, "values": values, "is_gap": is_gap, "question": one.question if asked else {}}

    def _value(self, value: _Value) -> Document:
        """Return a value with the exchanges that tell it, which are left out where all do."""
        told = [where(exchange) for exchange in value.exchanges]
        return {**value.told, "exchanges": told if len(told) < len(self.exchanges) else None}


def _told(
    one: RecordField, capacity: Capacity, graph: Graph, node: URIRef, exchange: Exchange
) -> Iterator[tuple[str, Document]]:
    """Yield what an exchange tells of a field, by a key."""
    paths = one.paths_for(capacity)
    for steps in paths:
        for end in follow(graph, node, steps):
            yield f"term {end}", {"how": "term", "iri": str(end), **named(graph, URIRef(str(end)))}
    for number, column in enumerate(one.columns):
        if column.datatype == YES_NO:
            yield from _answered(number, column, exchange)
        # What stands in a column tells nothing of a side that the column does not fill.
        elif paths:
            for cell in exchange.unread:
                if cell.column == column.code:
                    yield f"text {cell.text}", {"how": "unread", "text": cell.text}


def _answered(number: int, column: Column, exchange: Exchange) -> Iterator[tuple[str, Document]]:
    values = [str(value) for value in exchange.values.get(column.code, ())]
    how = {"true": "yes", "false": "no"}.get(values[0], "unknown") if values else "unknown"
    measures = [str(measure) for measure in column.measures] if how == "yes" else []
    yield f"{number:03} {how}", {"how": how, "code": column.code, "label": column.label, "measures": measures}
