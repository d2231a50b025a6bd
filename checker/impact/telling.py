"""Tell the units of a change of law as they are in the two packs, and the days that came meanwhile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rdflib import BNode, Graph
from rdflib.term import Node

from checker.changes.document import told_owner
from checker.changes.statements import Statement, statements
from checker.changes.units import Unit

DAY = "day"
"""The kind of a change, and the effect of a statement, that nobody changed: a day that it names came or passed."""


@dataclass(frozen=True, eq=False)
class Telling:
    """Tells units that lie between two graphs."""

    old: Graph
    new: Graph

    @cached_property
    def _changed(self) -> dict[tuple[Node, Node], Statement]:
        return {(one.subject, one.predicate): one for one in statements(self.old, self.new)}

    def told(self, found: Iterable[Unit]) -> list[dict[str, Any]]:
        """Return units in words, by the term of the law that they belong to."""
        by_owner: dict[Node, list[Unit]] = {}
        for unit in found:
            by_owner.setdefault(unit.owner, []).append(unit)
        return [self._owner(owner, held) for owner, held in sorted(by_owner.items(), key=lambda item: str(item[0]))]

    def _owner(self, owner: Node, held: list[Unit]) -> dict[str, Any]:
        shown = [Unit(owner, tuple(map(self._shown, unit.statements))) for unit in held]
        every = list(dict.fromkeys(one for unit in shown for one in unit.statements))
        days = {(str(one.subject), str(one.predicate)) for one in every if self._is_day(one)}
        told = told_owner(owner, shown, self.old, self.new)
        for part in told["parts"]:
            for one in part["statements"]:
                if (part["subject"], one["property"]) in days:
                    one["effect"] = DAY
        if all(self._is_day(one) for one in every):
            told["kind"] = DAY
        return told | {"triples": [line for one in every for line in self._triples(one)]}

    def _shown(self, statement: Statement) -> Statement:
        """Return a statement as the packs have it, where that is changed; else with the day that it names."""
        known = self._changed.get((statement.subject, statement.predicate))
        if known is not None:
            return known
        values = tuple(sorted(self.new.objects(statement.subject, statement.predicate), key=str))
        return Statement(statement.subject, statement.predicate, (), values)

    def _is_day(self, statement: Statement) -> bool:
        return (statement.subject, statement.predicate) not in self._changed

    def _triples(self, statement: Statement) -> Iterator[dict[str, str]]:
        start = f"{_n3(statement.subject)} {_n3(statement.predicate)}"
        signs = ("-", "=" if self._is_day(statement) else "+")
        for sign, values in zip(signs, (statement.removed, statement.added), strict=True):
            for value in values:
                yield {"sign": sign, "triple": f"{start} {_n3(value)}"}


def _n3(node: Node) -> str:
    return "[ … ]" if isinstance(node, BNode) else node.n3()
