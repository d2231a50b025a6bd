"""Fill a table of an assessment: run its query over the facts, and keep with each row what it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rdflib import Graph, URIRef
from rdflib.query import ResultRow
from rdflib.term import Node

from checker.dpia.cells import Numbered, Place, Shown, told
from checker.dpia.facts import Facts
from checker.explain.steps import provisions
from checker.judge.graph import View
from checker.judge.planned import planned
from checker.model import Source, Text
from checker.vocabulary import GS, SH, code, instances


@dataclass
class Row:
    """A row as it is put together: the values of each column, and what they come from."""

    order: int
    cells: list[dict[Any, Text]]
    exchanges: set[URIRef] = field(default_factory=set)
    findings: set[URIRef] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    sources: dict[tuple[str, str], Source] = field(default_factory=dict)


def rows(facts: Facts, table: URIRef, shown: Sequence[Shown], numbered: Numbered) -> list[Row]:
    """Return the rows of a table in a fixed order; solutions that show the same in its columns are one row.

    Args:
        facts: the facts of the assessment.
        table: what says which rows there are.
        shown: its columns.
        numbered: the numbers of the rows of tables before it, by the findings that they show.
    """
    graph = facts.graph
    found: dict[Any, Row] = {}
    known: dict[tuple[int, Node | None], tuple[Place, Text] | None] = {}

    def cell(place: int, value: Node | None) -> tuple[Place, Text] | None:
        if (place, value) not in known:
            known[place, value] = told(facts, value, shown[place], numbered)
        return known[place, value]

    for solution in View(graph).query(planned(query_of(graph, table))):
        if not isinstance(solution, ResultRow):
            raise TypeError("the query of a table is a SELECT")
        values: dict[str, Node] = {name: value for name, value in solution.asdict().items() if value is not None}
        cells = [cell(place, values.get(column.variable)) for place, column in enumerate(shown)]
        key = tuple(None if column.gathers else cell for column, cell in zip(shown, cells, strict=True))
        keyed = tuple(() if cell is None else tuple(cell[1].items()) for cell in key)
        order = int(str(values.get("order", 0)))
        row = found.setdefault((order, keyed), Row(order, [{} for _ in shown]))
        for one, kept in zip(cells, row.cells, strict=True):
            if one is not None:
                kept[one[0]] = one[1]
        _trace(facts, values, row)
    made = _joined(found.values(), [column.joins for column in shown])
    return sorted(made, key=lambda row: (row.order, [sorted(cell) for cell in row.cells]))


def _joined(rows: Iterable[Row], joins: Sequence[bool]) -> Iterable[Row]:
    """Put the rows together that are equal in all columns that do not join."""
    if not any(joins):
        return rows
    found: dict[Any, Row] = {}
    for row in rows:
        told = [() if join else tuple(sorted(cell)) for cell, join in zip(row.cells, joins, strict=True)]
        kept = found.setdefault((row.order, *told), row)
        for cell, more in zip(kept.cells, row.cells, strict=True):
            cell.update(more)
        kept.exchanges |= row.exchanges
        kept.findings |= row.findings
        kept.rules |= row.rules
        kept.sources |= row.sources
    return found.values()


def query_of(graph: Graph, table: URIRef) -> str:
    """Return the query of a table, with the prefixes it is to be read with."""
    declared = sorted(
        (str(graph.value(node, SH.prefix)), str(graph.value(node, SH.namespace)))
        for prefixes in graph.objects(table, SH.prefixes)
        for node in graph.objects(prefixes, SH.declare)
    )
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in declared) + str(graph.value(table, SH.select))


def _trace(facts: Facts, values: dict[str, Node], row: Row) -> None:
    exchange, finding, rule, source = (values.get(name) for name in ("exchange", "finding", "rule", "source"))
    if isinstance(exchange, URIRef):
        row.exchanges.add(exchange)
    cited: Iterable[Source] = ()
    if isinstance(rule, URIRef):
        row.rules.add(code(facts.graph, rule))
    if isinstance(finding, URIRef):
        row.findings.add(finding)
        row.rules.add(facts.findings[finding].rule)
        cited = facts.findings[finding].sources
    if isinstance(source, URIRef):
        node = exchange if isinstance(exchange, URIRef) else source
        cited = [*cited, *provisions(facts.graph, node, source)]
    row.sources |= {(one.iri, one.certainty): one for one in cited}


def tables_of(graph: Graph, section: URIRef, predicate: URIRef) -> list[URIRef]:
    """Return the tables that stand in a section, or bear on it, in order."""
    found = [table for table in instances(graph, GS.DpiaTable) if (table, predicate, section) in graph]
    return sorted(found, key=lambda table: (int(str(graph.value(table, GS.order))), str(table)))
