"""Gather kinds of change by what of the law is behind them, the most exchanges first."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rdflib.term import Node

from checker.impact.attribution import differing
from checker.impact.compared import VERDICT, Kind
from checker.impact.reasons import Reason, Reasons

Key = tuple[bool, bool, frozenset[frozenset[Node]]]
"""Whether it was found out, whether days have to pass, and the terms of the law that each suffice together."""
Change = tuple[str, str, str]
"""An aspect, and what it was and is."""


@dataclass(eq=False)
class Group:
    """Changes of exchanges with one reason."""

    key: Key
    exchanges: int = 0
    changes: Counter[Change] = field(default_factory=Counter)
    units: dict[frozenset[Node], set[int]] = field(default_factory=lambda: defaultdict(set))
    """By alternative: the units of which it is made."""


@dataclass(frozen=True)
class Groups:
    """The groups, and to which of them each kind of change belongs, by place."""

    all: list[Group]
    by_kind: list[tuple[int, ...]]


def grouped(kinds: Sequence[Kind], found: Reasons) -> Groups:
    """Return kinds of change by their reasons; a kind with several reasons counts under each."""
    groups: dict[Key, Group] = {}
    of_kind: list[list[Key]] = []
    for kind, reasons in zip(kinds, found.by_kind, strict=True):
        was, now = dict(kind.old), dict(kind.new)
        keys: dict[Key, None] = {}
        for aspect in differing(was, now):
            key = _key(reasons[aspect], found)
            group = groups.setdefault(key, Group(key))
            keys[key] = None
            group.changes[aspect, was.get(aspect, ""), now.get(aspect, "")] += kind.times
            for units in reasons[aspect].sets:
                group.units[_owners(units, found)] |= units
        for key in keys:
            groups[key].exchanges += kind.times
        of_kind.append(list(keys))
    order = sorted(groups.values(), key=lambda group: (-group.exchanges, _text(group.key)))
    place = {group.key: at for at, group in enumerate(order)}
    return Groups(order, [tuple(sorted(place[key] for key in keys)) for keys in of_kind])


def worded(change: Change) -> tuple[bool, str, str, str]:
    """Return by what changes of a group are ordered: verdicts first."""
    return (change[0] != VERDICT, *change)


def _key(reason: Reason, found: Reasons) -> Key:
    return reason.is_known, reason.with_days, frozenset(_owners(units, found) for units in reason.sets)


def _owners(units: frozenset[int], found: Reasons) -> frozenset[Node]:
    return frozenset(found.units[unit].owner for unit in units)


def _text(key: Key) -> str:
    return repr((key[0], key[1], sorted(sorted(map(str, owners)) for owners in key[2])))
