"""Which norms an exchange is about, and what of them only a person can tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from checker.model import Exchange
from checker.norms.stated import Norm, Part, read_norms
from checker.pack import Pack

QUESTION, CAVEAT = "question", "caveat"


@dataclass(frozen=True)
class Held:
    """What of an exchange decides which norms it is about."""

    scope: str
    filled: frozenset[str]
    """The columns in which something stands."""
    terms: frozenset[tuple[str, str]]
    """Column and code of each term that was read."""

    def has(self, parts: Iterable[Part], scope: str | None) -> bool:
        """Return whether the exchange has all of these parts, in this scope if there is one."""
        return scope in (None, self.scope) and all(self._has(part) for part in parts)

    def _has(self, part: Part) -> bool:
        if part.terms:
            return any(column in part.columns and code in part.terms for column, code in self.terms)
        return bool(part.columns & self.filled)


def for_a_person(exchange: Exchange, scope: str, pack: Pack) -> list[dict[str, Any]]:
    """Return, as data, the questions and caveats of the norms that an exchange is about; equal ones once."""
    held = Held(
        scope,
        frozenset(code for code, values in exchange.values.items() if values)
        | {cell.column for cell in exchange.unread},
        frozenset((reading.column, reading.code) for reading in exchange.reading),
    )
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for norm in read_norms(pack):
        for kind, parts, text in ((QUESTION, norm.asked_of, norm.question), (CAVEAT, norm.reach, norm.caveat)):
            if text and _concerns(norm, kind) and held.has(parts, norm.scope):
                told = found.setdefault((kind, text["nl"]), {"kind": kind, "norms": [], "articles": [], "text": text})
                told["norms"].append(norm.code)
                told["articles"] += [article for article in norm.articles if article not in told["articles"]]
    return sorted(found.values(), key=lambda told: told["kind"] != QUESTION)


def _concerns(norm: Norm, kind: str) -> bool:
    """Return whether a norm is about exchanges: one that judges something else has a question for them at most."""
    return kind == QUESTION or not norm.elsewhere
