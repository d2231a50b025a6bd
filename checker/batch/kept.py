"""Keep wordings between runs, with what findings can show: only those that hold nothing but terms of the law."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import cached_property
from json import dumps
from typing import Any

from rdflib import Literal, URIRef

from checker.batch.sights import Sight, from_data, sights, to_data
from checker.model import Finding, Source, Value
from checker.pack import Pack
from checker.plan.cache import Cache, scope

Wording = tuple[tuple[Finding, ...], frozenset[str]]
"""Findings without fingerprint, and what they are about in whatever column it stands."""
MOST_KEPT = 20_000
"""Wordings of a pack and day that are kept: to read them all takes less time than to make a judge ready."""


class Kept:
    """The wordings of one pack on one day."""

    def __init__(self, pack: Pack, as_of: date, cache: Cache) -> None:
        """Use this cache."""
        self._pack = pack
        self._cache = cache
        self._scope = scope(pack.sha256, pack.beside, "wording", as_of.isoformat())
        self._new: dict[str, Any] = {}

    @cached_property
    def sights(self) -> dict[str, Sight]:
        """What the findings of each rule can show, as an earlier run kept it or newly derived."""
        name = scope(self._pack.sha256, self._pack.beside, "sights")
        try:
            return from_data(self._cache.find(name)[""])
        except (KeyError, TypeError, ValueError):
            made = sights(self._pack)
            self._cache.keep(name, {"": to_data(made)})
            return made

    @cached_property
    def _known(self) -> Mapping[str, Any]:
        return self._cache.find(self._scope)

    def find(self, key: Any) -> Wording | None:
        """Return a wording that an earlier run kept."""
        name = _name(key)
        if name is None or name not in self._known:
            return None
        findings, unplaced = self._known[name]
        return tuple(map(_finding, findings)), frozenset(unplaced)

    def add(self, key: Any, findings: tuple[Finding, ...], unplaced: frozenset[str]) -> None:
        """Have a wording kept, if it may be."""
        name = _name(key)
        if name is not None and len(self._known) + len(self._new) < MOST_KEPT:
            self._new[name] = [list(map(asdict, findings)), sorted(unplaced)]

    def keep(self) -> None:
        """Keep what was added."""
        if self._new:
            self._cache.keep(self._scope, self._new)
            self._new = {}


def _name(key: Any) -> str | None:
    """Return what a wording is kept under; nothing where it may repeat a text of a registry."""
    rule, values, order, lacks, rest = key
    if any(rest):
        return None
    plain = [(column, [_plain(value) for value in held]) for column, held in values]
    if any(None in held for _, held in plain):
        return None
    return dumps([rule, plain, order, lacks])


def _plain(value: Any) -> str | int | None:
    """Return a term, a truth or a place among days or amounts; nothing for a text."""
    if isinstance(value, Literal):
        return value.n3() if isinstance(value.value, bool) else None
    return value if isinstance(value, URIRef | int) else None


def _finding(data: dict[str, Any]) -> Finding:
    return Finding(
        **data
        | {
            "values": tuple(Value(**value) for value in data["values"]),
            "follows_from": tuple(data["follows_from"]),
            "sources": tuple(Source(**source) for source in data["sources"]),
        }
    )
