"""Propose how the headers and terms of a registry may be read, for a person to confirm; nothing is assumed."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from checker.model import Table
from checker.pack import Column, Pack
from checker.pack.schemes import LONGEST, normal
from checker.terms.columns import read_columns
from checker.terms.exchanges import read_exchanges
from checker.terms.names import NONE, Names
from checker.terms.values import LOOKED_UP, READERS, REFERENCE

RUNNERS_UP = 3
WORTH = 0.45
"""A proposal with less confidence is none."""
SAMPLE = 200
CONTENT = 0.8
"""What recognised cells add: they tell the kind of a column, yet a party may stand in more than one."""


@dataclass(frozen=True)
class Guess:
    """A possible reading, by its code, and how sure it is: from 0 to 1."""

    code: str
    confidence: float


@dataclass(frozen=True)
class Proposal:
    """A header (then `column` is empty) or a text in a column, with its possible readings, best first."""

    column: str
    text: str
    guesses: tuple[Guess, ...]
    certain: bool
    """Whether the pack itself knows the name, so that nothing needs to be confirmed."""


def propose(table: Table, pack: Pack, names: Names = NONE) -> tuple[list[Proposal], list[Proposal]]:
    """Return proposals for the headers of a table and for its texts that are no known term."""
    headers = _headers(table, pack, names)
    assumed = Names(_assumed(headers), names.terms)
    # With the proposed columns in place, what stands in them can be looked at; required ones may still lack.
    whole = Table(table.source, table.sha256, *_completed(table, pack, assumed))
    registry = read_exchanges(whole, pack, names=assumed)
    schemes = {column.code: pack.schemes[column.scheme] for column in pack.columns if column.scheme is not None}
    unread = dict.fromkeys((c.column, c.text) for e in registry.exchanges for c in e.unread if c.column in schemes)
    terms = []
    for column, text in unread:
        scheme = schemes[column]
        named = {name: scheme.codes[term] for name, (term, _) in scheme.names.items()}
        terms.append(Proposal(column, text, _best(text, named), certain=False))
    return headers, terms


def _assumed(headers: list[Proposal]) -> dict[str, str]:
    """Return the best reading of each header, and of two that would be one column the surer."""
    found: dict[str, str] = {normal(proposal.text): "" for proposal in headers}
    surest = sorted((p for p in headers if p.guesses), key=lambda p: -p.guesses[0].confidence)
    for proposal in surest:
        if proposal.guesses[0].code not in found.values():
            found[normal(proposal.text)] = proposal.guesses[0].code
    return found


def _headers(table: Table, pack: Pack, names: Names) -> list[Proposal]:
    free = Table(table.source, table.sha256, table.header, ())
    known = {c.header: c.column for c in _reading(free, pack, names)}
    taken = {code for code in known.values() if code}
    left = [column for column in pack.columns if column.code not in taken]
    found = []
    for place, header in enumerate(table.header):
        if known.get(header):
            found.append(Proposal("", header, (Guess(known[header], 1.0),), certain=True))
        elif header.strip():
            cells = [row[place] for _, row in table.rows[:SAMPLE] if place < len(row) and row[place].strip()]
            found.append(Proposal("", header, _columns(header, cells, left, pack), certain=False))
    return found


def _reading(table: Table, pack: Pack, names: Names) -> Iterable:  # type: ignore[type-arg]
    """Read the header alone, as if it lacked nothing."""
    return read_columns(Table(table.source, table.sha256, *_completed(table, pack, names)), pack, names).reading


def _completed(
    table: Table, pack: Pack, names: Names
) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[str, ...]], ...]]:
    """Return the header and rows of a table with the required columns that it lacks added, empty."""
    by_name = {normal(n): c.code for c in pack.columns for n in (c.code, *c.headers, *c.synonyms)} | dict(names.headers)
    present = {by_name.get(normal(header)) for header in table.header}
    missing = tuple(column.code for column in pack.columns if column.required and column.code not in present)
    return (*table.header, *missing), tuple((n, (*row, *("" for _ in missing))) for n, row in table.rows)


def _columns(header: str, cells: list[str], columns: list[Column], pack: Pack) -> tuple[Guess, ...]:
    """Return the columns that a header may name, by its likeness to theirs and by what stands under it."""
    guesses = []
    for column in columns:
        likeness = max(
            fuzz.token_sort_ratio(normal(header), normal(n)) / 100
            for n in (column.code, *column.headers, *column.synonyms)
        )
        content = CONTENT * _recognised(cells, column, pack)
        guesses.append(Guess(column.code, round(max(likeness, content, (likeness + content) / 2), 2)))
    return _ranked(guesses)


def _recognised(cells: list[str], column: Column, pack: Pack) -> float:
    """Return the share of cells that a column can read."""
    # A reference reads as anything, so that it reads tells nothing.
    if not cells or column.datatype not in (READERS.keys() | LOOKED_UP) - {REFERENCE}:
        return 0.0
    if column.scheme is not None:
        find = pack.schemes[column.scheme].find
        return sum(any(find(part.strip()) for part in cell.split(column.separator or "\n")) for cell in cells) / len(
            cells
        )
    return sum(READERS[column.datatype](cell.strip(), pack) is not None for cell in cells) / len(cells)


def _best(text: str, named: dict[str, str]) -> tuple[Guess, ...]:
    """Return the terms whose names resemble a text or stand in it."""
    if len(text) > LONGEST:
        return ()
    scores: dict[str, float] = {}
    for name, score, _ in process.extract(normal(text), list(named), scorer=fuzz.WRatio, limit=12):
        scores[named[name]] = max(scores.get(named[name], 0.0), round(score / 100, 2))
    return _ranked([Guess(code, score) for code, score in scores.items()])


def _ranked(guesses: list[Guess]) -> tuple[Guess, ...]:
    worth = [guess for guess in guesses if guess.confidence >= WORTH]
    return tuple(sorted(worth, key=lambda guess: (-guess.confidence, guess.code))[: RUNNERS_UP + 1])
