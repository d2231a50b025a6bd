"""Fill a table of an assessment: run its query over the facts, and keep with each row what it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.query import ResultRow
from rdflib.term import Node

from checker.dpia.facts import Facts
from checker.explain.document import provisions
from checker.judge.graph import View
from checker.model import LANGUAGES, Source, Text
from checker.vocabulary import GS, SH, code, instances, label, texts

LONGEST = 2_000
"""Characters of a text of a registry; what is longer is cut."""

YES = {True: {"nl": "ja", "en": "yes"}, False: {"nl": "nee", "en": "no"}}
Document = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A column of a table: the variable whose values it shows, and how."""

    variable: str
    heading: Text
    says: URIRef | None
    gathers: bool
    counts: bool


@dataclass
class Row:
    """A row as it is put together: the values of each column, and what they come from."""

    order: int
    cells: list[dict[Any, Text]]
    exchanges: set[URIRef] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    sources: dict[tuple[str, str], Source] = field(default_factory=dict)


def columns(graph: Graph, table: URIRef) -> list[Shown]:
    """Return the columns of a table, in order."""
    nodes = sorted(graph.objects(table, GS.shown), key=lambda node: int(str(graph.value(node, GS.order))))
    return [
        Shown(
            variable=str(graph.value(node, GS.variable)),
            heading=texts(graph, node, RDFS.label),
            says=says if isinstance(says := graph.value(node, GS.says), URIRef) else None,
            gathers=bool(graph.value(node, GS.gathers)),
            counts=bool(graph.value(node, GS.counts)),
        )
        for node in nodes
    ]


def rows(facts: Facts, table: URIRef, shown: Sequence[Shown]) -> list[Row]:
    """Return the rows of a table in a fixed order; solutions that show the same in its columns are one row."""
    graph = facts.graph
    found: dict[Any, Row] = {}
    for solution in View(graph).query(_query(graph, table)):
        if not isinstance(solution, ResultRow):
            raise TypeError("the query of a table is a SELECT")
        values: dict[str, Node] = {name: value for name, value in solution.asdict().items() if value is not None}
        cells = [_cell(facts, values.get(column.variable), column.says) for column in shown]
        key = tuple(None if column.gathers else cell for column, cell in zip(shown, cells, strict=True))
        keyed = tuple(tuple((cell or {}).items()) for cell in key)
        order = int(str(values.get("order", 0)))
        row = found.setdefault((order, keyed), Row(order, [{} for _ in shown]))
        for column, cell, kept in zip(shown, cells, row.cells, strict=True):
            if cell is not None:
                kept[_place(facts, values[column.variable], cell)] = cell
        _trace(facts, values, row)
    return sorted(found.values(), key=lambda row: (row.order, [sorted(cell) for cell in row.cells]))


def _query(graph: Graph, table: URIRef) -> str:
    declared = sorted(
        (str(graph.value(node, SH.prefix)), str(graph.value(node, SH.namespace)))
        for prefixes in graph.objects(table, SH.prefixes)
        for node in graph.objects(prefixes, SH.declare)
    )
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in declared) + str(graph.value(table, SH.select))


def _place(facts: Facts, value: Node, cell: Text) -> tuple[int, str, str]:
    """Return where a value stands among others: exchanges as in the registry, all else by its text."""
    known = facts.exchanges.get(value) if isinstance(value, URIRef) else None
    return (0 if known is None else known.place, cell.get("nl", "").casefold(), cell.get("en", ""))


def _trace(facts: Facts, values: dict[str, Node], row: Row) -> None:
    exchange, finding, source = (values.get(name) for name in ("exchange", "finding", "source"))
    if isinstance(exchange, URIRef):
        row.exchanges.add(exchange)
    cited: Iterable[Source] = ()
    if isinstance(finding, URIRef):
        row.rules.add(facts.findings[finding].rule)
        cited = facts.findings[finding].sources
    if isinstance(source, URIRef):
        node = exchange if isinstance(exchange, URIRef) else source
        cited = [*cited, *provisions(facts.graph, node, source)]
    row.sources |= {(one.iri, one.certainty): one for one in cited}


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


def tables_of(graph: Graph, section: URIRef, predicate: URIRef) -> list[URIRef]:
    """Return the tables that stand in a section, or bear on it, in order."""
    found = [table for table in instances(graph, GS.DpiaTable) if (table, predicate, section) in graph]
    return sorted(found, key=lambda table: (int(str(graph.value(table, GS.order))), str(table)))
