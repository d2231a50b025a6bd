"""Count on how many exchanges of a report each norm was judged, and with which outcomes.

On an exchange that a norm is about, its outcome is the worst of what bears on it: the outcome of a family named as a
whole, or of a rule of its own, which passes where its family was judged and the rule itself kept silent.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.judge.outcomes import RANK
from checker.norms.concerned import Held
from checker.norms.stated import Norm
from checker.pack import Pack
from checker.vocabulary import GS, code, instances

GIVES = {"violation": "violation", "warning": "undetermined"}
"""The outcome that a finding of a severity gives; one for information gives none."""
JUDGED = ("violation", "undetermined", "pass")

Told = Mapping[str, Any]
"""An exchange as it stands in a report."""


@dataclass(frozen=True)
class Coverage:
    """How the exchanges of a report exercised a norm."""

    norm: Norm
    outcomes: dict[str, int]
    """By outcome, the exchanges on which it was judged."""

    @property
    def judged(self) -> int:
        """The number of exchanges on which it was judged."""
        return sum(self.outcomes.values())


def cover(document: Told, norms: Sequence[Norm], pack: Pack) -> tuple[Coverage, ...]:
    """Return for each norm the outcomes that it has on the exchanges of a report."""
    bearing = _Bearing.of(pack)
    headers = [_headers(registry) for registry in document["registries"]]
    seen: dict[Hashable, _Seen] = {}
    for exchange in document["exchanges"]:
        held = _held(exchange, headers[exchange["registry"]])
        one = seen.setdefault(_told(exchange, held), _Seen(exchange, held))
        one.times += exchange.get("times", 1)
    return tuple(_covered(norm, list(seen.values()), bearing) for norm in norms)


@dataclass
class _Seen:
    """Exchanges that no norm can tell apart."""

    told: Told
    held: Held
    times: int = 0


def _told(exchange: Told, held: Held) -> Hashable:
    """Return all that a norm looks at of an exchange."""
    findings = [(one["rule"], tuple(value["field"] for value in one["values"])) for one in exchange["findings"]]
    return held, tuple(exchange["outcomes"].values()), tuple(findings)


def _headers(registry: Told) -> dict[str, str]:
    """Return the column of each header that was read."""
    return {column["header"]: column["column"] for column in registry["columns"] if column["column"]}


def _held(exchange: Told, headers: Mapping[str, str]) -> Held:
    cells = exchange["input"]
    return Held(
        exchange["scope"],
        frozenset(column for header, column in headers.items() if cells.get(header, "").strip()),
        frozenset((reading["column"], reading["code"]) for reading in exchange["reading"]),
    )


@dataclass(frozen=True)
class _Bearing:
    """What of a pack the outcome of a norm depends on."""

    family_of: dict[str, str]
    """By code of a rule."""
    scopes: dict[str, str]
    """By scope, the outcome that it stands for; of the family that gives a scope and no outcome."""
    scope_family: str

    @classmethod
    def of(cls, pack: Pack) -> "_Bearing":
        scopes = {
            code(pack.graph, scope): pack.graph.value(scope, GS.outcome) for scope in instances(pack.graph, GS.Scope)
        }
        return cls(
            {rule.code: rule.family for rule in pack.rules.values()},
            {scope: code(pack.graph, outcome) for scope, outcome in scopes.items() if outcome is not None},
            next((family.code for family in pack.families if family.gives_scope), ""),
        )


def _covered(norm: Norm, exchanges: Sequence[_Seen], bearing: _Bearing) -> Coverage:
    counts: Counter[str] = Counter()
    for seen in exchanges:
        outcome = _outcome(norm, seen.told, seen.held, bearing)
        if outcome in JUDGED:
            counts[outcome] += seen.times
    return Coverage(norm, {outcome: counts[outcome] for outcome in JUDGED})


def _outcome(norm: Norm, exchange: Told, held: Held, bearing: _Bearing) -> str | None:
    rules = {code for code, _ in norm.rules if code in bearing.family_of}
    any_value = frozenset().union(*(part.columns for part in norm.reach if not part.terms))
    met = [finding for finding in exchange["findings"] if finding["rule"] in rules and _names(finding, any_value)]
    parts = [part for part in norm.reach if not (part.columns & {v["field"] for f in met for v in f["values"]})]
    if not held.has(parts, norm.scope):
        return None
    given = [_of_family(family, exchange, bearing) for family, _ in norm.families]
    given += [GIVES[finding["severity"]] for finding in met if finding["severity"] in GIVES]
    spoken = {finding["rule"] for finding in met}
    for family in {bearing.family_of[rule] for rule in rules - spoken}:
        outcome = _of_family(family, exchange, bearing)
        # A family that found something by another rule was judged, and on this point it found nothing.
        is_silent = outcome in GIVES.values() and family != bearing.scope_family
        given.append("pass" if is_silent else outcome)
    return max(given, key=RANK.__getitem__, default=None)


def _of_family(family: str, exchange: Told, bearing: _Bearing) -> str:
    if family == bearing.scope_family:
        return bearing.scopes.get(exchange["scope"], "inapplicable")
    outcome: str = exchange["outcomes"].get(family, "inapplicable")
    return outcome


def _names(finding: Told, columns: frozenset[str]) -> bool:
    """Return whether a finding is about one of these columns; where none are asked for, any finding will do."""
    return not columns or any(value["field"] in columns for value in finding["values"])
