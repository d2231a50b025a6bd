"""The matrix itself: data by lane, or by purpose where there are only two parties."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from checker.reports.matrix.lanes import SIDE, stands_on
from checker.reports.matrix.overlay import place_of
from checker.reports.sheets.sheet import DOUBT, GOOD, NARROW, PLAIN, WIDE, Cell, Head, Sheet
from checker.reports.sheets.words import titled, word

Document = dict[str, Any]


def pivots(document: Document, language: str) -> Iterator[Sheet]:
    """Yield the matrix itself: as one table, and as one for each two parties where a page must hold it."""
    sides: dict[tuple[str, str], list[Document]] = {}
    lanes = [lane for lane in document["lanes"] if lane["cells"]]
    for lane in lanes:
        sides.setdefault((lane["from"]["code"], lane["to"]["code"]), []).append(lane)
    whole = len(sides) <= 1
    yield _pivot(word("pivot", language), lanes, not whole, document, language, "" if whole else WIDE)
    if not whole:
        for both in sides.values():
            name = " → ".join(both[0][key]["label"][language] for key in ("from", "to"))
            part = f"{word('pivot', language)}: {both[0]['from']['label'][language]}"
            yield replace(_pivot(name, both, False, document, language, NARROW), part=part)


def _pivot(name: str, lanes: list[Document], is_named: bool, document: Document, language: str, only: str) -> Sheet:
    heads = [Head(titled(document["labels"]["data"][language]), 40)]
    for lane in lanes:
        sender, recipient, purpose = (lane[key]["label"][language] for key, _ in SIDE)
        told = f"{sender} → {recipient}\n{purpose}" if is_named else purpose
        # Of what is not declared at all, that says it once, and not every cell.
        told += f"\n{word('no_exchange', language)}" if lane["exchanges"] == [] else ""
        heads.append(Head(told, 26))
    by_lane = [{cell["code"]: (cell, bool(lane["exchanges"])) for cell in lane["cells"]} for lane in lanes]
    labels = {cell["code"]: cell["label"][language] for cells in by_lane for cell, _ in cells.values()}
    rows = (
        (Cell(label), *(_stand(*cells.get(code, (None, False)), document, language) for cells in by_lane))
        for code, label in sorted(labels.items(), key=lambda item: (item[1].casefold(), item[0]))
    )
    return Sheet(name, word("pivot_about", language), tuple(heads), tuple(rows), only=only)


def _stand(cell: Document | None, is_laid_over: bool, document: Document, language: str) -> Cell:
    """Return a cell of the matrix: its norms, what is to be judged, and what a registry makes of it, if anything."""
    if cell is None:
        return Cell("")
    by_way: dict[str, list[str]] = {}
    for norm in cell["norms"]:
        by_way.setdefault(norm["holds"], []).append(stands_on(norm["code"], document, language))
    lines = [f"{', '.join(dict.fromkeys(names))} ({word(way, language)})" for way, names in by_way.items()]
    lines += [f"? {document['rules'][rule][language]}" for rule in cell["doubts"]]
    tone = DOUBT if cell["doubts"] else PLAIN
    if is_laid_over:
        told, place = place_of(cell, language)
        lines.append(told)
        # What a norm carries and a registry declares may still be for a person to judge.
        tone = DOUBT if cell["doubts"] and place == GOOD else place
    return Cell("\n".join(lines), tone)
