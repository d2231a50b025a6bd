"""Word findings rule by rule: each is worded once for all exchanges of which its rule can show the same.

Which rules speak of an exchange is known, and what of it their findings can show as well, so that equal findings of
exchanges that differ otherwise need no judge.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from checker.batch.answers import Answer
from checker.batch.check import BatchCheck
from checker.batch.kept import Kept
from checker.batch.ordered import Ordered
from checker.judge.engine import word
from checker.judge.findings import together
from checker.model import Exchange, Finding, Judgement
from checker.pack import Rule

MOST_KEPT = 100_000
"""Wordings that are kept; beyond that they start anew."""


@dataclass(frozen=True, eq=False)
class _Said:
    findings: tuple[Finding, ...]
    shows_order: bool
    unplaced: frozenset[str]
    """What the findings are about, in whatever column it stands."""


_NOTHING = _Said((), False, frozenset())
"""What does not hold for any exchange: each is to be worded itself."""


@dataclass(eq=False)
class Worded:
    """Words what rules have to say."""

    check: BatchCheck
    _known: dict[Hashable, _Said] = field(default_factory=dict)
    _together: dict[tuple[_Said, ...], tuple[Finding, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """See what findings can show."""
        pack = self.check.pack
        self._ordered = Ordered(pack)
        self._kept = Kept(pack, self.check.as_of, self.check.cache)
        self._rules = {rule.code: rule for rule in pack.rules.values() if rule.message}
        self._columns = {str(column.iri): column.code for column in pack.columns}
        self._unique = {column.code for column in pack.columns if column.unique}

    def of(self, exchanges: Sequence[Exchange], cores: Sequence[int], answers: Sequence[Answer]) -> list[Judgement]:
        """Return the judgements on exchanges of which core and answer are known; the findings have no fingerprint."""
        if len(self._known) > MOST_KEPT:
            self._known.clear()
            self._together.clear()
        rules = [[self._rules[code] for code in sorted(answer.rules) if code in self._rules] for answer in answers]
        keys = [[self._key(rule, exchange, core) for rule in spoken]
                for exchange, core, spoken in zip(exchanges, cores, rules, strict=True)]  # fmt: skip
        while self._word(exchanges, rules, keys):
            pass
        self._kept.keep()
        return [
            Judgement(answer.verdict, answer.scope, answer.outcomes, self._findings(exchange, spoken, some))
            for exchange, answer, spoken, some in zip(exchanges, answers, rules, keys, strict=True)
        ]

    def _key(self, rule: Rule, exchange: Exchange, core: int) -> Hashable:
        """Return all that findings of a rule can show of an exchange, but for the days and amounts themselves."""
        reach, seen, values = self._kept.reaches[rule.code], self.check.plan.cores.all[core], exchange.values
        is_named = exchange.repeated or reach.named or not self._unique.isdisjoint(exchange.empty)
        return (
            rule.code,
            tuple(
                (code, seen.values.get(code) if code in self._ordered.codes else values[code])
                for code in reach.columns
                if code in values
            ),
            tuple((*pair, way) for pair, way in seen.order.items() if way and not set(pair).isdisjoint(reach.columns)),
            exchange.empty if reach.lacks else (),
            (exchange.unread, exchange.personal, exchange.misshapen, exchange.id) if is_named else
            (exchange.unread, exchange.personal, exchange.misshapen),
        )  # fmt: skip

    def _find(self, key: Hashable, rule: Rule, exchange: Exchange) -> tuple[Hashable, _Said | None]:
        """Return what a rule says of an exchange, if that was worded, and under what it is known or is to be."""
        said = self._known.get(key)
        if said is None and (kept := self._kept.find(key)) is not None:
            said = self._known[key] = _Said(kept[0], False, kept[1])
        if said is not None and said.shows_order:
            key = ("ordered", key, self._ordered.of(exchange))
            said = self._known.get(key)
        if said is not None and not self._holds(said, rule, exchange):
            key = ("whole", key, *exchange.values.items())
            said = self._known.get(key)
        return key, said

    def _holds(self, said: _Said, rule: Rule, exchange: Exchange) -> bool:
        """Return whether nothing that findings are about stands in a column that they were not expected to show."""
        if not said.unplaced:
            return said is not _NOTHING
        columns = self._kept.reaches[rule.code].columns
        about = {self._columns.get(one) for one in said.unplaced}
        return not any(
            code in about or not said.unplaced.isdisjoint(map(str, values))
            for code, values in exchange.values.items()
            if code not in columns
        )

    def _word(
        self, exchanges: Sequence[Exchange], rules: Sequence[Sequence[Rule]], keys: Sequence[Sequence[Hashable]]
    ) -> bool:
        """Word what is not known yet, under each name once; return whether there was anything."""
        asked: set[Hashable] = set()
        cases: list[tuple[Exchange, list[tuple[Rule, Hashable]]]] = []
        for exchange, spoken, some in zip(exchanges, rules, keys, strict=True):
            new: list[tuple[Rule, Hashable]] = []
            for rule, key in zip(spoken, some, strict=True):
                name, said = self._find(key, rule, exchange)
                if said is None and name not in asked:
                    asked.add(name)
                    new.append((rule, name))
            if new:
                cases.append((exchange, new))
        found = word(
            [(exchange, [rule for rule, _ in new]) for exchange, new in cases], self.check.pack, self.check.as_of
        )
        for (exchange, new), told in zip(cases, found, strict=True):
            for (rule, name), (findings, unplaced) in zip(new, told, strict=True):
                self._learn(exchange, rule, name, tuple(replace(one, fingerprint="") for one in findings), unplaced)
        return bool(cases)

    def _learn(
        self, exchange: Exchange, rule: Rule, name: Any, findings: tuple[Finding, ...], unplaced: frozenset[str]
    ) -> None:  # fmt: skip
        """Know what a rule says of an exchange, under this name and, where it takes more to tell it, a longer one."""
        said = _Said(findings, name[0] != "ordered" and self._ordered.is_shown(findings, exchange), unplaced)
        if name[0] == "whole":
            self._known[name] = replace(said, shows_order=False)
        elif not self._holds(said, rule, exchange):
            self._known[name] = _NOTHING
            self._known[("whole", name, *exchange.values.items())] = replace(said, shows_order=False)
        else:
            self._known[name] = said
            if said.shows_order:
                self._known[("ordered", name, self._ordered.of(exchange))] = replace(said, shows_order=False)
            elif name[0] != "ordered":
                self._kept.add(name, findings, unplaced)

    def _findings(
        self, exchange: Exchange, rules: Sequence[Rule], keys: Sequence[Hashable]
    ) -> tuple[Finding, ...]:  # fmt: skip
        """Return all findings on an exchange; those that say the same are put together once."""
        said = tuple(
            one
            for rule, key in zip(rules, keys, strict=True)
            if (one := self._find(key, rule, exchange)[1]) is not None
        )
        if said not in self._together:
            found = [finding for one in said for finding in one.findings]
            self._together[said] = together(found, {rule.code: rule for rule in rules}, self.check.pack)
        return self._together[said]
