"""What of an exchange the findings of a rule can show: the columns from which their texts, values and sources follow.

A finding is worded from what its rule names: properties in its texts, the paths to its values and its sources. These
lead back over the rules of SHACL that write them to columns of the row. More columns than needed do no harm.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rdflib import RDF, Variable
from rdflib.term import Node

from checker.judge.findings import looked_up
from checker.judge.wording import names
from checker.pack import Pack, Rule
from checker.plan.reads import Reading, read_rule
from checker.vocabulary import GS, SH

_LACKS = frozenset({GS.emptyColumn, GS.blankColumn})


@dataclass(frozen=True)
class Reach:
    """What the findings of a rule can show."""

    columns: tuple[str, ...]
    """Of the values of an exchange, the columns; in the order of the pack."""
    lacks: bool
    """Whether they may name the columns without a value."""
    named: bool
    """Whether they may name the identifier, however often it occurs."""


def reaches(pack: Pack) -> dict[str, Reach]:
    """Return the reach of each rule with a text, by its code."""
    steps = [read_rule(pack.graph, node) for node in set(pack.graph.objects(None, SH.rule))
             if (node, RDF.type, SH.SPARQLRule) in pack.graph]  # fmt: skip
    is_understood = all((node, RDF.type, SH.SPARQLRule) in pack.graph for node in pack.graph.objects(None, SH.rule))
    return {rule.code: _reach(rule, steps, pack, is_understood) for rule in pack.rules.values() if rule.message}


def _reach(rule: Rule, steps: Iterable[Reading], pack: Pack, is_understood: bool) -> Reach:
    texts = (*rule.message.values(), *rule.remedy.values())
    named = {name.split(".")[0] for text in texts for name in names(text)}
    reads: set[Node] = set(looked_up(rule))
    reads |= {column.property for column in pack.columns if column.code in named}
    reads = _back(reads, steps)
    every = not is_understood or any(isinstance(predicate, Variable) for predicate in reads)
    held = named | {reported.column for reported in rule.reports if reported.column}
    columns: list[str] = []
    for column in pack.columns:
        if every or column.code in held or column.property in reads:
            columns.append(column.code)
        if column.group_property is not None and (every or column.code in held or column.group_property in reads):
            columns.append(column.group_code())
    return Reach(
        columns=tuple(columns),
        lacks=every or not _LACKS.isdisjoint(reads),
        named=any(column.unique and column.code in held for column in pack.columns),
    )


def _back(reads: set[Node], steps: Iterable[Reading]) -> set[Node]:
    """Return these predicates with all from which they are derived."""
    left = list(steps)
    while True:
        found = [step for step in left if step.writes & reads or any(isinstance(one, Variable) for one in step.writes)]
        if not found:
            return reads
        reads = reads.union(*(step.reads for step in found))
        left = [step for step in left if step not in found]


def to_data(found: dict[str, Reach]) -> dict[str, Any]:
    """Return reaches as plain data."""
    return {code: [reach.columns, reach.lacks, reach.named] for code, reach in found.items()}


def from_data(data: dict[str, Any]) -> dict[str, Reach]:
    """Return the reaches in plain data. Raises TypeError or ValueError where there are none in it."""
    return {code: Reach(tuple(columns), lacks, named) for code, (columns, lacks, named) in data.items()}
