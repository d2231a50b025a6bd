"""Sheets and heads that are called after a word of `words`."""

from collections.abc import Iterable, Sequence

from checker.reports.sheets.sheet import Cell, Head, Sheet
from checker.reports.sheets.words import word


def heads_of(language: str, *columns: tuple[str, int]) -> list[Head]:
    """Return heads by their word and width."""
    return [Head(word(key, language), width) for key, width in columns]


def sheet_of(
    key: str,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Cell]],
    language: str,
    is_data: bool = False,
    only: str = "",
) -> Sheet:
    """Return a sheet with the name and the sentence that belong to a word."""
    kept = tuple(tuple(row) for row in rows)
    return Sheet(word(key, language), word(f"{key}_about", language), tuple(heads), kept, is_data, only)
