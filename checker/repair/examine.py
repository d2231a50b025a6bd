"""Judge rows that were tried out: their outcomes, what keeps them from better ones, and what may mend that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rdflib import Graph, URIRef

from checker.judge.engine import reckon
from checker.judge.facts import exchange_node
from checker.judge.outcomes import RANK
from checker.judge.wording import fill
from checker.model import Exchange, Table, Text
from checker.pack import Pack, Rule
from checker.repair.changes import Change, Split, offers, parted
from checker.repair.checked import Cells
from checker.repair.declared import mending
from checker.terms import read_exchanges
from checker.terms.names import Names

BATCH = 1_000
"""Rows in one graph."""


@dataclass(frozen=True)
class Blocker:
    """A rule that keeps a row from a better verdict, with the changes that may lift it."""

    rule: Rule
    cause: bool
    """Whether it follows from no other rule that is met."""
    offers: tuple[Change, ...]
    reason: Text = field(default_factory=dict)
    """What to say where nothing lifts it."""


@dataclass(frozen=True)
class Examined:
    """How a row is judged."""

    verdict: str
    outcomes: dict[str, str]
    blockers: tuple[Blocker, ...]
    """Causes first, then by weight, family and code."""
    splits: tuple[Split, ...] = ()


def read_rows(rows: Sequence[Cells], of: Sequence[Exchange], pack: Pack, names: Names) -> list[Exchange | None]:
    """Read rows as a registry of them would be read; None for one that means several exchanges.

    Args:
        rows: the cells of each.
        of: the exchange that each is a change of; what is wrong with that row as a whole stays wrong.
        pack: the pack.
        names: names that came with the registry.
    """
    found: dict[int, list[Exchange]] = {}
    for header in dict.fromkeys(tuple(cells) for cells in rows):
        lines = tuple((n, tuple(cells.values())) for n, cells in enumerate(rows) if tuple(cells) == header)
        for exchange in read_exchanges(Table("", "", header, lines), pack, names=Names(terms=names.terms)).exchanges:
            found.setdefault(exchange.row, []).append(exchange)
    unique = {column.code for column in pack.columns if column.unique}
    changed = [any(cells[code].strip() != old.id for code in unique) for cells, old in zip(rows, of, strict=True)]
    return [
        replace(
            read[0],
            registry=old.registry,
            row=old.row,
            repeated=() if changed[n] else old.repeated,
            personal=old.personal,
            misshapen=old.misshapen,
        )
        if len(read := found[n]) == 1
        else None
        for n, old in enumerate(of)
    ]


def examine(
    exchanges: Sequence[Exchange], pack: Pack, as_of: date, known: frozenset[str], reasons: bool = False
) -> Iterator[Examined]:
    """Yield how each exchange is judged; `known` are the identifiers of the registry.

    The reasons why a rule cannot be lifted are filled in on request: few are shown.
    """
    for start in range(0, len(exchanges), BATCH):
        batch = exchanges[start : start + BATCH]
        graph, results = reckon(batch, pack, as_of)
        for place, exchange in enumerate(batch):
            node = exchange_node(place)
            yield _examined(exchange, graph, node, results.get(node, set()), pack, known, reasons)


def _examined(
    exchange: Exchange, graph: Graph, node: URIRef, rules: set[Rule], pack: Pack, known: frozenset[str], reasons: bool
) -> Examined:
    outcomes = {
        family.code: max((r.outcome for r in rules if r.family == family.code and r.outcome), key=RANK.__getitem__)
        for family in pack.families
        if not family.gives_scope
    }
    return Examined(
        next(v.code for v in pack.verdicts if v.outcome is None or v.outcome in outcomes.values()),
        outcomes,
        tuple(_blockers(exchange, graph, node, rules, pack, known, reasons)),
        tuple(_splits(exchange, graph, node, rules, pack)),
    )


def _splits(exchange: Exchange, graph: Graph, node: URIRef, rules: set[Rule], pack: Pack) -> Iterator[Split]:
    declared = mending(pack)
    for rule in sorted(rules, key=lambda rule: rule.code):
        for remedy in declared.remedies[rule.code]:
            if remedy.apart and (split := parted(remedy, exchange, graph, node, pack)) is not None:
                yield split


def _blockers(
    exchange: Exchange, graph: Graph, node: URIRef, rules: set[Rule], pack: Pack, known: frozenset[str], reasons: bool
) -> Iterator[Blocker]:
    weights = {verdict.outcome: place for place, verdict in enumerate(pack.verdicts) if verdict.outcome}
    order = {family.code: place for place, family in enumerate(pack.families)}
    declared = mending(pack)
    blocking = [rule for rule in rules if rule.outcome in weights and rule.message]
    met = {rule.code for rule in blocking}
    for rule in sorted(blocking, key=lambda r: (bool(r.follows & met), weights[r.outcome], order[r.family], r.code)):
        found = (
            change
            for remedy in declared.remedies[rule.code]
            if not remedy.apart
            for change in offers(remedy, exchange, graph, node, pack, known)
        )
        reason = declared.unmended[rule.code] or rule.remedy
        yield Blocker(
            rule,
            not rule.follows & met,
            tuple(dict.fromkeys(found)),
            fill(reason, graph, node, exchange, pack) if reasons else {},
        )
