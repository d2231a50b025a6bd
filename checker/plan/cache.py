"""Keep questions and answers between runs, in the user's cache folder: no identifier, no text of a registry.

SQLite lets several runs read and write at once and leaves no half of a line behind; platformdirs knows where each
system wants a cache. What is damaged is left aside: the questions are then asked anew.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

ENGINES = ("grondslag", "pyshacl", "rdflib", "pyoxigraph")
"""What answers depend on beside the pack."""
MOST_BYTES = 500_000_000
"""A cache that has grown beyond this starts anew."""


class Cache(Protocol):
    """Keeps answers by scope and question."""

    def find(self, scope: str) -> Mapping[str, Any]:
        """Return the answers in a scope, by question."""
        ...

    def keep(self, scope: str, answers: Mapping[str, Any]) -> None:
        """Keep answers in a scope."""
        ...


class NoCache:
    """Keeps nothing."""

    def find(self, scope: str) -> Mapping[str, Any]:
        """Return nothing."""
        return {}

    def keep(self, scope: str, answers: Mapping[str, Any]) -> None:
        """Keep nothing."""


@dataclass(frozen=True)
class MemoryCache:
    """Keeps answers in memory, by scope."""

    scopes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def find(self, scope: str) -> Mapping[str, Any]:
        """Return the answers in a scope, by question."""
        return self.scopes.get(scope, {})

    def keep(self, scope: str, answers: Mapping[str, Any]) -> None:
        """Keep answers in a scope."""
        self.scopes.setdefault(scope, {}).update(answers)


class FileCache:
    """Keeps answers in a file."""

    def __init__(self, path: Path | None = None) -> None:
        """Use this file, or the one in the user's cache folder."""
        self.path = path or _folder() / "answers.sqlite"

    def find(self, scope: str) -> Mapping[str, Any]:
        """Return the answers in a scope, by question; none where the file is damaged."""
        if not self.path.is_file():
            return {}
        try:
            with closing(self._open()) as connection:
                found = connection.execute("SELECT question, answer FROM answers WHERE scope = ?", (scope,)).fetchall()
                # Read as one list: far faster than one by one.
                answers = json.loads(f"[{','.join(answer for _, answer in found)}]")
                return {question: answer for (question, _), answer in zip(found, answers, strict=True)}
        except (sqlite3.Error, ValueError, OSError):
            return {}

    def keep(self, scope: str, answers: Mapping[str, Any]) -> None:
        """Keep answers; where that fails, the next run asks again."""
        with suppress(sqlite3.Error, OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.is_file() and self.path.stat().st_size > MOST_BYTES:
                self.path.unlink()
            try:
                self._write(scope, answers)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    return
                self.path.unlink(missing_ok=True)
                self._write(scope, answers)

    def _write(self, scope: str, answers: Mapping[str, Any]) -> None:
        lines = [(scope, question, json.dumps(answer)) for question, answer in answers.items()]
        with closing(self._open()) as connection, connection:
            connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", lines)

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=30)
        connection.execute(
            "CREATE TABLE IF NOT EXISTS answers"
            " (scope TEXT, question TEXT, answer TEXT, PRIMARY KEY (scope, question)) WITHOUT ROWID"
        )
        return connection


def scope(*parts: Any) -> str:
    """Return the name of what answers hold for: the versions of the engines, and these parts."""
    key = json.dumps([[name, _version(name)] for name in ENGINES] + list(parts), default=_plain)
    return hashlib.sha256(key.encode()).hexdigest()


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _plain(thing: Any) -> Any:
    return sorted(thing) if isinstance(thing, Iterable) else str(thing)


def _folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("grondslag", appauthor=False)
