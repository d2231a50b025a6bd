"""Keep wordings between runs, with what findings can show: only those that hold nothing but terms of the law."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from json import dumps
from pathlib import Path
from typing import Any

from rdflib import Literal, URIRef

from checker import vocabulary
from checker.batch.reach import Reach, from_data, reaches, to_data
from checker.judge import findings, sources, wording
from checker.model import Finding, Source, Value
from checker.pack import Pack
from checker.plan.cache import Cache, scope

Wording = tuple[tuple[Finding, ...], frozenset[str]]
"""Findings without fingerprint, and what they are about in whatever column it stands."""
MOST_KEPT = 10_000
"""Wordings of a pack and day that are kept: to read them all takes less time than to make a judge ready."""

AT_ONCE = 1_000
"""Wordings that are written at once: as plain data each takes much room."""


class Kept:
    """The wordings of one pack on one day."""

    def __init__(self, pack: Pack, as_of: date, cache: Cache) -> None:
        """Use this cache."""
        self._pack = pack
        self._cache = cache
        self._scope = scope(pack.sha256, pack.beside, "wording", as_of.isoformat(), *_made_by())
        self._new: dict[str, Wording] = {}

    @cached_property
    def reaches(self) -> dict[str, Reach]:
        """What the findings of each rule can show, as an earlier run kept it or newly derived."""
        name = scope(self._pack.sha256, self._pack.beside, "reaches")
        try:
            return from_data(self._cache.find(name)[""])
        except (KeyError, TypeError, ValueError):
            made = reaches(self._pack)
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
        found, unplaced = self._known[name]
        return tuple(map(_finding, found)), frozenset(unplaced)

    def add(self, key: Any, found: tuple[Finding, ...], unplaced: frozenset[str]) -> None:
        """Have a wording kept, if it may be."""
        name = _name(key)
        if name is not None and len(self._known) + len(self._new) < MOST_KEPT:
            self._new[name] = found, unplaced

    def keep(self) -> None:
        """Keep what was added."""
        new = list(self._new.items())
        for start in range(0, len(new), AT_ONCE):
            some = new[start : start + AT_ONCE]
            self._cache.keep(self._scope, {name: _data(*said) for name, said in some})
        self._new = {}


@cache
def _made_by() -> tuple[str, ...]:
    """Return what the texts depend on beside the pack: the modules that make them, and how a language is written."""
    modules = (findings, sources, vocabulary, wording)
    return version("babel"), *(sha256(Path(str(module.__file__)).read_bytes()).hexdigest() for module in modules)


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


def _data(found: tuple[Finding, ...], unplaced: frozenset[str]) -> list[Any]:
    return [list(map(asdict, found)), sorted(unplaced)]


def _finding(data: dict[str, Any]) -> Finding:
    return Finding(
        **data
        | {
            "values": tuple(Value(**value) for value in data["values"]),
            "follows_from": tuple(data["follows_from"]),
            "sources": tuple(Source(**source) for source in data["sources"]),
        }
    )
