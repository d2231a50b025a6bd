"""What a registry makes of the matrix: what it declares beyond it, and what it leaves undeclared."""

from collections.abc import Iterator, Sequence
from typing import Any

from checker.reports.matrix.lanes import SIDE, lane_cells, lane_heads, stands_on
from checker.reports.parts import one_line
from checker.reports.sheets.exchanges import where_of
from checker.reports.sheets.sheet import BAD, DOUBT, FAINT, GOOD, PLAIN, Cell, Head, Sheet
from checker.reports.sheets.worded import heads_of, sheet_of
from checker.reports.sheets.words import word

Document = dict[str, Any]

TONES = {"beyond": BAD, "open": DOUBT, "within": GOOD, "unjudged": FAINT, "lacks": BAD, "unsure": DOUBT}
"""Of a place or a standing, the weightiest first."""


def place_of(cell: Document, language: str) -> tuple[str, str]:
    """Return what a registry makes of a cell, with its tone: of several exchanges each way, the weightiest first."""
    places = [place for place in TONES if place in cell["declared"]]
    if not places:
        return word("is_absent", language), FAINT
    lines = []
    for place in places:
        where = f": {where_of(cell['declared'][place], language)}" if place in ("beyond", "open") else ""
        lines.append(word(f"is_{place}", language) + where)
    return "\n".join(lines), TONES[places[0]]


def beyond(document: Document, language: str) -> Sheet:
    """Return what a registry declares and the matrix does not have."""
    heads = [*_heads(document, language), *heads_of(language, ("where", 40))]
    return sheet_of("beyond", heads, _beyond(document, language), language)


def unused(document: Document, language: str) -> Sheet:
    """Return what a norm names and a registry does not declare; a lane without any exchange as one row."""
    heads = [*_heads(document, language), *heads_of(language, ("norm", 30))]
    return sheet_of("unused", heads, _unused(document, language), language)


def _heads(document: Document, language: str) -> list[Head]:
    return [*lane_heads(document, language), *heads_of(language, ("item", 36), ("what", 34))]


def _beyond(document: Document, language: str) -> Iterator[Sequence[Cell]]:
    for lane in document["lanes"]:
        side = lane_cells(lane, language)
        for standing in ("lacks", "unsure"):
            found = [one for one in lane["exchanges"] if one["standing"] == standing]
            if found:
                told = Cell(word(standing, language), TONES[standing])
                yield [*side, Cell("–"), told, Cell(where_of(found, language))]
        for cell in lane["cells"]:
            for place in ("beyond", "open"):
                if place in cell["declared"]:
                    told = Cell(word(f"is_{place}", language), TONES[place])
                    where = Cell(where_of(cell["declared"][place], language))
                    yield [*side, Cell(cell["label"][language]), told, where]
    alike: dict[tuple[str, ...], list[Document]] = {}
    for one in document["registry"]["unplaced"]:
        alike.setdefault(tuple(_end(one, key, language) for key, _ in SIDE), []).append(one)
    for ends, found in alike.items():
        told = Cell(word("unplaced", language), DOUBT)
        yield [*map(Cell, ends), Cell("–"), told, Cell(where_of(found, language))]


def _end(exchange: Document, key: str, language: str) -> str:
    """Return an end of an exchange without a lane: what it is, else what stands there, else that nothing does."""
    if exchange[key]:
        return str(exchange[key]["label"][language])
    text = one_line(exchange[f"{key}_text"])
    return word("unread", language, text=text) if text else "?"


def _unused(document: Document, language: str) -> Iterator[Sequence[Cell]]:
    for lane in document["lanes"]:
        side = lane_cells(lane, language)
        cells = [cell for cell in lane["cells"] if cell["norms"]]
        if not lane["exchanges"] and cells:
            norms = "\n".join(dict.fromkeys(stands_on(norm, document, language) for norm in lane["norms"]))
            yield [*side, Cell("–"), Cell(word("whole", language, n=len(cells)), FAINT), Cell(norms)]
            continue
        for cell in cells:
            if not cell["declared"]:
                told = Cell(word("is_absent", language), PLAIN)
                ways = (
                    f"{stands_on(norm['code'], document, language)} ({word(norm['holds'], language)})"
                    for norm in cell["norms"]
                )
                yield [*side, Cell(cell["label"][language]), told, Cell("\n".join(ways))]
