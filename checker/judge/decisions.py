"""Judge a register of decisions: by shapes of its own, each decision gets one result and its findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from checker.collection import without_collection
from checker.errors import GrondslagError
from checker.judge.engine import validate
from checker.judge.facts import exchange_node, law, tell
from checker.judge.findings import findings
from checker.model import Exchange, Finding, Text
from checker.pack import Column, Pack, Rule
from checker.vocabulary import GS, code, label

BATCH = 1_000
"""Decisions in one graph: bounds memory."""

Repeated = Sequence[tuple[Column, Node]]


@dataclass(frozen=True)
class Decision:
    """A decision with its result: the code and name of it, why it is so, and what is wrong."""

    id: str
    row: int
    result: str
    label: Text
    reason: Text
    findings: tuple[Finding, ...]
    decided: date | None
    """The day on which it got its result, where its way tells."""
    outcome: URIRef
    """The result as a term of the pack."""


def judge_decisions(
    rows: Sequence[Exchange], repeated: Sequence[Repeated], pack: Pack, shapes: Graph, as_of: date
) -> list[Decision]:
    """Return each decision with its result, in order.

    Args:
        rows: the rows of the register, read by the columns of the pack.
        repeated: for each row the terms that a cell names more than once.
        pack: a pack as it judges decisions.
        shapes: its shapes.
        as_of: the day on which to judge.

    Raises GrondslagError where the shapes cannot be run, or give a decision no result or more than one.
    """
    found: list[Decision] = []
    for start in range(0, len(rows), BATCH):
        with without_collection():
            part = slice(start, start + BATCH)
            found += _judged(rows[part], repeated[part], pack, shapes, as_of)
    return found


def _judged(
    rows: Sequence[Exchange], repeated: Sequence[Repeated], pack: Pack, shapes: Graph, as_of: date
) -> list[Decision]:  # fmt: skip
    graph = law(pack, as_of)
    for place, (row, named) in enumerate(zip(rows, repeated, strict=True)):
        node = exchange_node(place)
        tell(graph, node, row, pack, GS.Decision)
        for number, (column, term) in enumerate(named):
            cell = URIRef(f"{node}/repeated/{number}")
            graph.add((node, GS.repeatedTerm, cell))
            graph.add((cell, GS.column, column.iri))
            graph.add((cell, GS.namedTerm, term))
    said = validate(graph, pack, shapes)
    return [_decision(graph, exchange_node(place), row, said, pack) for place, row in enumerate(rows)]


def _decision(graph: Graph, node: URIRef, row: Exchange, said: dict[URIRef, set[Rule]], pack: Pack) -> Decision:
    rules = sorted(said[node], key=lambda rule: rule.code)
    giving = [rule for rule in rules if (rule.iri, GS.result, None) in graph]
    if len(giving) != 1:
        raise GrondslagError(
            f"De regels van het pakket {pack.id} gaven het besluit in rij {row.row} niet één uitslag; er is niets"
            " beoordeeld.",
            f"The rules of the pack {pack.id} did not give the decision in row {row.row} one result; nothing was"
            " judged.",
        )
    [rule] = giving
    result = next(graph.objects(rule.iri, GS.result))
    return Decision(
        id=row.id,
        row=row.row,
        result=code(graph, result),
        label=label(graph, result),
        reason=rule.name,
        findings=findings(graph, node, row, rules, pack),
        decided=_day(graph, node),
        outcome=URIRef(str(result)),
    )


def _day(graph: Graph, node: URIRef) -> date | None:
    """Return the day that the way to its result tells of a decision."""
    for way in graph.objects(node, GS.decidedBy):
        for told in graph.objects(way, GS.datedBy):
            if isinstance(told, URIRef) and isinstance(day := graph.value(node, told), Literal):
                return day.value if isinstance(day.value, date) else None
    return None
