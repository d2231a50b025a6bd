"""What a column of a table shows of a value: its name, what is said of it, a day, a number, or text of a registry."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from checker.dpia.facts import Facts
from checker.explain.steps import provisions
from checker.model import LANGUAGES, Text
from checker.vocabulary import GS, code, label, texts

LONGEST = 2_000
"""Characters of a text of a registry; what is longer is cut."""

YES = {True: {"nl": "ja", "en": "yes"}, False: {"nl": "nee", "en": "no"}}
Numbered = Mapping[URIRef, Mapping[URIRef, tuple[int, str]]]
"""Of a table the number of the row that shows a finding, as a number and as it is written."""
Place = tuple[int, str, str]


@dataclass(frozen=True)
class Shown:
    """A column of a table: the variable whose values it shows, and how."""

    variable: str
    heading: Text
    says: URIRef | None
    gathers: bool
    """Values of otherwise equal solutions come together in one row."""
    joins: bool
    """Rows that are equal in all other columns become one."""
    counts: bool
    numbers: URIRef | None
    """The table of which it shows the number of the row with the same finding."""


def columns(graph: Graph, table: URIRef) -> list[Shown]:
    """Return the columns of a table, in order."""
    nodes = sorted(graph.objects(table, GS.shown), key=lambda node: int(str(graph.value(node, GS.order))))
    return [
        Shown(
            variable=str(graph.value(node, GS.variable)),
            heading=texts(graph, node, RDFS.label),
            says=says if isinstance(says := graph.value(node, GS.shows), URIRef) else None,
            gathers=bool(graph.value(node, GS.gathers)),
            joins=bool(graph.value(node, GS.joins)),
            counts=bool(graph.value(node, GS.counts)),
            numbers=numbers if isinstance(numbers := graph.value(node, GS.numberIn), URIRef) else None,
        )
        for node in nodes
    ]


def told(facts: Facts, value: Node | None, column: Shown, numbered: Numbered) -> tuple[Place, Text] | None:
    """Return what a column shows of a value, and where that stands among others: numbers by size, exchanges as in the
    registry, days by the calendar, all else by its text.
    """
    if column.numbers is not None:
        number = numbered[column.numbers].get(value) if isinstance(value, URIRef) else None
        return None if number is None else ((number[0], "", ""), dict.fromkeys(LANGUAGES, number[1]))
    cell = _cell(facts, value, column.says)
    if cell is None:
        return None
    known = facts.exchanges.get(value) if isinstance(value, URIRef) else None
    day = str(value) if isinstance(value, Literal) and hasattr(value.toPython(), "isoformat") else ""
    return (0 if known is None else known.place, day or cell.get("nl", "").casefold(), cell.get("en", "")), cell


def _cell(facts: Facts, value: Node | None, says: URIRef | None) -> Text | None:
    """Return what a column shows of a value."""
    if value is None:
        return None
    graph = facts.graph
    if isinstance(value, Literal):
        return _literal(value, (None, None, value) in facts.pack.graph)
    if isinstance(value, URIRef) and value in facts.exchanges:
        return facts.exchanges[value].name
    if says is None:
        return label(graph, value) if (value, SKOS.prefLabel, None) in graph else _by_source(graph, value)
    said = texts(graph, value, says)
    if said:
        return {language: said.get(language, "") for language in LANGUAGES}
    told = graph.value(value, says)
    if isinstance(told, Literal):
        return _literal(told, True)
    return None if told is None else label(graph, told)


def _by_source(graph: Graph, node: Node) -> Text:
    """Return the name of a thing without a label: that of the provision it rests on, or its code."""
    cited = sorted(provisions(graph, URIRef(""), node), key=lambda source: source.iri)
    names = {language: "; ".join(source.citation[language] for source in cited) for language in LANGUAGES}
    return names if cited else {language: code(graph, node) for language in LANGUAGES}


def _literal(value: Literal, in_pack: bool) -> Text:
    told = value.toPython()
    if isinstance(told, bool):
        return YES[told]
    if hasattr(told, "isoformat"):
        return {language: format_date(told, "long", locale=language) for language in LANGUAGES}
    if isinstance(told, int | Decimal | float):
        return {language: format_decimal(told, locale=language) for language in LANGUAGES}
    plain = "".join(c if c.isprintable() else " " for c in str(value)).strip()
    cut = plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"
    return dict.fromkeys(LANGUAGES, cut if in_pack else f"“{cut}”")
