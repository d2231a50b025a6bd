"""Judge waivers by shapes of their own: which hold on the run date, and what is wrong with those that do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rdflib import RDF, Graph, Literal, URIRef

from checker.collection import without_collection
from checker.judge.engine import validate
from checker.judge.facts import RUN, exchange_node, tell
from checker.judge.findings import findings
from checker.judge.wording import quote
from checker.model import Exchange, Finding
from checker.pack import Pack
from checker.vocabulary import GS, SH


@dataclass(frozen=True)
class Use:
    """What came of a waiver in a check."""

    covers: int
    """The findings that it fits."""
    unknown_exchange: str = ""
    unknown_rule: str = ""


@dataclass(frozen=True)
class Judged:
    """Whether a waiver holds, and its findings."""

    in_force: bool
    findings: tuple[Finding, ...]


def judge_waivers(
    rows: Sequence[Exchange], texts: Sequence[Mapping[str, str]], uses: Sequence[Use] | None, pack: Pack,
    shapes: Graph, as_of: date,
) -> list[Judged]:  # fmt: skip
    """Return the judgement on each waiver, in order.

    Args:
        rows: the waivers, read by the columns of the pack.
        texts: for each waiver the texts that reading leaves unread, by the code of their column.
        uses: what came of each in a check; None before it.
        pack: a pack as it judges waivers.
        shapes: its shapes.
        as_of: the day on which to judge.

    Raises GrondslagError where the shapes cannot be run.
    """
    if not rows:
        return []
    small = _small(pack, shapes, as_of)
    judging = replace(pack, graph=small)
    for place, (row, told) in enumerate(zip(rows, texts, strict=True)):
        node = exchange_node(place)
        tell(small, node, row, pack, GS.Waiver)
        for column in pack.columns:
            if told.get(column.code):
                small.add((node, column.property, Literal(quote(told[column.code]))))
        if uses is not None:
            _tell_use(small, node, uses[place])
    with without_collection():
        said = validate(small, judging, shapes)
    return [
        Judged(
            (exchange_node(place), GS.inForce, Literal(True)) in small,
            findings(
                small,
                exchange_node(place),
                row,
                sorted(said[exchange_node(place)], key=lambda rule: rule.code),
                judging,
            ),
        )
        for place, row in enumerate(rows)
    ]


def _tell_use(graph: Graph, node: URIRef, use: Use) -> None:
    graph.add((node, GS.findingsCovered, Literal(use.covers)))
    if use.unknown_exchange:
        graph.add((node, GS.unknownExchange, Literal(quote(use.unknown_exchange))))
    if use.unknown_rule:
        graph.add((node, GS.unknownRule, Literal(quote(use.unknown_rule))))


def _small(pack: Pack, shapes: Graph, as_of: date) -> Graph:
    """Return a graph of what judging waivers needs of a pack: what it declares of them, and what their rules cite."""
    graph = Graph()
    for triple in shapes:
        graph.add(triple)
    for rule in pack.rules.values():
        for source in rule.sources:
            graph += pack.graph.cbd(source)
            for level in pack.graph.objects(source, GS.certainty):
                if isinstance(level, URIRef):
                    graph += pack.graph.cbd(level)
    # What a rule of SHACL targets: the one node that stands for the vocabulary.
    for node in shapes.objects(None, SH.targetNode):
        if isinstance(node, URIRef):
            graph += pack.graph.cbd(node)
    graph.add((RUN, RDF.type, GS.Run))
    graph.add((RUN, GS.asOf, Literal(as_of)))
    return graph
