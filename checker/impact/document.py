"""What a change of law does to registries, as a document; `reports/changes/impact.schema.json` describes it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from checker.batch.check import BatchCheck, Watch
from checker.batch.lots import Stream
from checker.changes.document import identity
from checker.flows.parts import reported
from checker.impact.attribution import differing
from checker.impact.compared import SCOPE, VERDICT, Comparer, Comparison, Rows
from checker.impact.groups import Change, Group, Groups, grouped, worded
from checker.impact.reasons import Reasons, reasons
from checker.impact.telling import Telling
from checker.impact.worlds import World
from checker.model import LANGUAGES, Text
from checker.plan.cache import Cache

SCHEMA = "grondslag-impact/1"
MOST_LISTED = 1_000
"""Changed exchanges that the document lists; all of them go to a file of their own where that is asked."""
MOST_EXAMPLES = 5
"""Exchanges that each group of changes names."""
NAMED = ("subject", "type", "name", "kind")
"""What is told of a change that touches no exchange."""
ABSENT: Text = {"nl": "geen uitwisseling", "en": "no exchange"}

Take = Callable[[Rows], None]


@dataclass(frozen=True)
class Impact:
    """The document, and by kind of change what a list of all exchanges says of it."""

    document: dict[str, Any]
    kinds: list[dict[str, Any]]


@dataclass(eq=False)
class _Listed:
    """Keeps the first changed exchanges."""

    take: Take
    held: list[tuple[int, int, str, int]] = field(default_factory=list)

    def __call__(self, rows: Rows) -> None:
        for row, key, kind in zip(rows.row.tolist(), rows.id, rows.kind.tolist(), strict=True):
            if len(self.held) >= MOST_LISTED:
                break
            self.held.append((rows.stream, row, key, kind))
        self.take(rows)


def impact(
    old: World, new: World, streams: Sequence[Stream], cache: Cache, take: Take, watch: Watch | None = None,
    tried: Callable[[], None] = lambda: None,
) -> Impact:  # fmt: skip
    """Return what changes between two worlds; what takes the changed exchanges is given all of them, lot by lot.

    Raises:
        GrondslagError: a registry cannot be read, or a pack cannot be run.
        NotPlainError: a CSV file turns out not to stream.
    """
    checks = [
        BatchCheck(world.pack, world.day, world.names, cache, watch if world is new else None) for world in (old, new)
    ]
    found = Comparison([0] * len(streams))
    listed = _Listed(take)
    Comparer(checks[0], checks[1], found).run(streams, listed)
    why = reasons(old, new, found.kinds, streams, tried)
    groups = grouped(found.kinds, why)
    kinds = _kinds(found, groups)
    telling = Telling(old.pack.graph, new.pack.graph)
    used = {unit for group in groups.all for units in group.units.values() for unit in units}
    idle = [unit for at, unit in enumerate(why.units) if at not in used]
    families = _families(old, new)
    compared = {family.code for world in (old, new) for family in world.pack.families}
    document = {
        "schema": SCHEMA,
        "generator": {"name": "grondslag", "version": version("grondslag")},
        "old": {"pack": identity(old.pack), "as_of": old.day.isoformat()},
        "new": {"pack": identity(new.pack), "as_of": new.day.isoformat()},
        # A change of law is followed exchange by exchange: what looks over a whole registry is not compared.
        "not_judged": [family for family in families if family not in compared],
        "registries": [
            {"source": stream.source, "exchanges": count}
            for stream, count in zip(streams, found.exchanges, strict=True)
        ],
        "labels": _labels(old, new),
        "exchanges": sum(found.exchanges),
        "changed": sum(kind.times for kind in found.kinds),
        "verdicts": _verdicts(found),
        "outcomes": _told_changes(_all_changes(found)),
        "changes": [_group(at, group, groups, listed, telling, why) for at, group in enumerate(groups.all)],
        "without_effect": [
            {key: one[key] for key in ("subject", "type", "name", "kind")} for one in telling.told(idle)
        ],
        "listed": [{"id": key, "registry": stream, "row": row} | kinds[kind] for stream, row, key, kind in listed.held],
    }
    return Impact(document, kinds)


def _kinds(found: Comparison, groups: Groups) -> list[dict[str, Any]]:
    """Return what a list of exchanges says of each kind of change; where it is the same it is held once."""
    known: dict[Any, dict[str, Any]] = {}
    told = []
    for kind, places in zip(found.kinds, groups.by_kind, strict=True):
        key = (kind.old, kind.new, places)
        if key not in known:
            was, now = dict(kind.old), dict(kind.new)
            known[key] = {"verdict": _verdict(was, now), "outcomes": _outcomes(was, now), "changes": list(places)}
        told.append(known[key])
    return told


def _group(at: int, group: Group, groups: Groups, listed: _Listed, telling: Telling, why: Reasons) -> dict[str, Any]:
    is_known, with_days, _ = group.key
    alternatives = [
        telling.told(why.units[unit] for unit in sorted(units))
        for _, units in sorted(group.units.items(), key=lambda item: sorted(item[1]))
    ]
    examples = [
        {"id": key, "registry": stream, "row": row}
        for stream, row, key, kind in listed.held if at in groups.by_kind[kind]
    ]  # fmt: skip
    return {
        "exchanges": group.exchanges,
        "known": is_known,
        "with_days": with_days,
        "alternatives": alternatives,
        "outcomes": _told_changes(group.changes),
        "examples": examples[:MOST_EXAMPLES],
    }


def _verdict(was: dict[str, str], now: dict[str, str]) -> dict[str, str] | None:
    a, b = was.get(VERDICT, ""), now.get(VERDICT, "")
    return None if a == b else {"from": a, "to": b}


def _outcomes(was: dict[str, str], now: dict[str, str]) -> dict[str, dict[str, str]]:
    return {
        aspect: {"from": was.get(aspect, ""), "to": now.get(aspect, "")}
        for aspect in differing(was, now)
        if aspect != VERDICT
    }


def _verdicts(found: Comparison) -> list[dict[str, Any]]:
    times: Counter[tuple[str, str]] = Counter()
    for (was, now), count in found.times.items():
        times[dict(was).get(VERDICT, ""), dict(now).get(VERDICT, "")] += count
    return [{"from": a, "to": b, "exchanges": count} for (a, b), count in sorted(times.items())]


def _all_changes(found: Comparison) -> Counter[Change]:
    times: Counter[Change] = Counter()
    for kind in found.kinds:
        was, now = dict(kind.old), dict(kind.new)
        for aspect in differing(was, now):
            times[aspect, was.get(aspect, ""), now.get(aspect, "")] += kind.times
    return times


def _told_changes(times: Counter[Change]) -> list[dict[str, Any]]:
    return [
        {"of": aspect, "from": was, "to": now, "exchanges": times[aspect, was, now]}
        for aspect, was, now in sorted(times, key=lambda change: (-times[change], worded(change)))
    ]


def _labels(old: World, new: World) -> dict[str, Any]:
    packs = (old.pack, new.pack)
    scope = next((f.label for pack in packs for f in pack.families if f.gives_scope), None)
    return {
        "verdicts": {"": ABSENT} | {v.code: v.label for pack in packs for v in pack.verdicts},
        "outcomes": {"": ABSENT} | {code: text for pack in packs for code, text in pack.outcomes.items()},
        "scopes": {"": ABSENT} | {code: text for pack in packs for code, text in pack.scopes.items()},
        "families": _families(old, new) | {SCOPE: scope or dict.fromkeys(LANGUAGES, SCOPE)},
    }


def _families(old: World, new: World) -> dict[str, Text]:
    packs = (reported(old.pack), reported(new.pack))
    return {family.code: family.label for pack in packs for family in pack.families if not family.gives_scope}


__all__ = ["Impact", "impact"]
