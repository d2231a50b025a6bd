"""The necessity matrix laid out in sheets."""

from collections.abc import Iterator
from typing import Any

from checker.reports.matrix.lists import cells, grounds, lanes, norms
from checker.reports.matrix.overlay import beyond, unused
from checker.reports.matrix.pivot import pivots
from checker.reports.parts import day, number_of, one_line
from checker.reports.sheets.sheet import Sheet, Sheets
from checker.reports.sheets.words import word

Document = dict[str, Any]


def matrix_sheets(document: Document, language: str = "nl") -> Sheets:
    """Return a matrix as sheets in a language."""
    return Sheets(
        language,
        word("matrix_title", language),
        document["day"],
        tuple(_facts(document, language)),
        (word("matrix_note", language), word("matrix_limits", language)),
        tuple(_sheets(document, language)),
        word("nothing", language),
    )


def _sheets(document: Document, language: str) -> Iterator[Sheet]:
    is_laid_over = document["registry"] is not None
    if is_laid_over:
        yield beyond(document, language)
    yield from pivots(document, language)
    for part in (cells, lanes, grounds, norms):
        yield part(document, language)
    if is_laid_over:
        yield unused(document, language)


def _facts(document: Document, language: str) -> Iterator[tuple[str, str]]:
    pack, asked = document["pack"], document["asked"]
    yield word("pack", language), f"{pack['label'][language]} {pack['version']} · {pack['sha256'][:12]}"
    yield word("day", language), day(document["day"], language)
    yield word("checked", language), day(pack["last_checked"], language)
    names = [asked[key]["label"][language] if asked[key] else word("anyone", language) for key in ("from", "to")]
    told = f"{names[0]} → {names[1]}" if asked["from"] or asked["to"] else ""
    aim = asked["for"]["label"][language] if asked["for"] else ""
    yield word("asked", language), " · ".join(filter(None, (told, aim))) or word("everything", language)
    for one in (document["registry"] or {"sources": ()})["sources"]:
        yield word("registry", language), f"{one_line(one['source'])} · {number_of(one['exchanges'], language)}"
