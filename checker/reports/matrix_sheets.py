"""The necessity matrix laid out in sheets."""

from collections.abc import Iterator, Sequence
from typing import Any

from checker.reports.matrix_overlay import beyond, place_of, stands_on, unused
from checker.reports.parts import day, number_of, one_line
from checker.reports.sheets.sheet import DOUBT, FAINT, GOOD, NARROW, PLAIN, WIDE, Cell, Head, Sheet, Sheets
from checker.reports.sheets.words import word

Document = dict[str, Any]

SIDE = (("from", 24), ("to", 24), ("for", 30))
"""What a lane is told by, with the widths of the columns."""


def matrix_sheets(document: Document, language: str = "nl") -> Sheets:
    """Return a matrix as sheets in a language."""
    lanes = [lane for lane in document["lanes"] if lane["cells"]]
    sheets = [
        *_pivots(lanes, document, language),
        _sheet("cells", [*_lane_heads(document, language), *_cell_heads(document, language)],
               _cells(lanes, document, language), language, is_data=True),
        _sheet("lanes", [*_lane_heads(document, language), Head(word("transfers", language), 48),
                         Head(word("norms", language), 48)], _lanes(document, language), language),
        _sheet("transfers", _ground_heads(document, language), _grounds(document, language), language),
        _sheet("norms", [Head(word(key, language), width) for key, width in
                         (("norm", 44), ("source", 44), ("certainty", 18), ("note", 70))],
               _norms(document, language), language),
    ]  # fmt: skip
    if document["registry"] is not None:
        heads = [*_lane_heads(document, language), Head(word("item", language), 36), Head(word("what", language), 34)]
        found = beyond(document, language)
        sheets[0:0] = [_sheet("beyond", [*heads, Head(word("where", language), 40)], found, language)]
        sheets.append(
            _sheet("unused", [*heads, Head(word("norm", language), 30)], unused(document, language), language)
        )
    return Sheets(
        language,
        word("matrix_title", language),
        document["day"],
        tuple(_facts(document, language)),
        (word("matrix_note", language), word("matrix_limits", language)),
        tuple(sheets),
        word("nothing", language),
    )


def lane_cells(lane: Document, language: str) -> list[Cell]:
    """Return sender, recipient and purpose of a lane."""
    return [Cell(lane[key]["label"][language]) for key, _ in SIDE]


def _sheet(
    key: str, heads: Sequence[Head], rows: Iterator[Sequence[Cell]], language: str, is_data: bool = False
) -> Sheet:
    kept = tuple(tuple(row) for row in rows)
    return Sheet(word(key, language), word(f"{key}_about", language), tuple(heads), kept, is_data)


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


def _lane_heads(document: Document, language: str) -> list[Head]:
    return [Head(_start(document["labels"][key][language]), width) for key, width in SIDE]


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]


def _pivots(lanes: list[Document], document: Document, language: str) -> Iterator[Sheet]:
    """Yield the matrix itself: as one table, and as one for each two parties where a page must hold it."""
    sides: dict[tuple[str, str], list[Document]] = {}
    for lane in lanes:
        sides.setdefault((lane["from"]["code"], lane["to"]["code"]), []).append(lane)
    whole = len(sides) <= 1
    yield _pivot(word("pivot", language), lanes, not whole, document, language, "" if whole else WIDE)
    if not whole:
        for both in sides.values():
            name = " → ".join(both[0][key]["label"][language] for key in ("from", "to"))
            yield _pivot(name, both, False, document, language, NARROW)


def _pivot(name: str, lanes: list[Document], is_named: bool, document: Document, language: str, only: str) -> Sheet:
    heads = [Head(_start(document["labels"]["data"][language]), 40)]
    for lane in lanes:
        sender, recipient, purpose = (lane[key]["label"][language] for key, _ in SIDE)
        heads.append(Head(f"{sender} → {recipient}\n{purpose}" if is_named else purpose, 26))
    by_lane = [{cell["code"]: cell for cell in lane["cells"]} for lane in lanes]
    labels = {cell["code"]: cell["label"][language] for cells in by_lane for cell in cells.values()}
    rows = (
        (Cell(label), *(_stand(cells.get(code), document, language) for cells in by_lane))
        for code, label in sorted(labels.items(), key=lambda item: (item[1].casefold(), item[0]))
    )
    return Sheet(name, word("pivot_about", language), tuple(heads), tuple(rows), only=only)


def _stand(cell: Document | None, document: Document, language: str) -> Cell:
    """Return a cell of the matrix: its norms, what is to be judged, and what a registry makes of it."""
    if cell is None:
        return Cell("")
    by_way: dict[str, list[str]] = {}
    for norm in cell["norms"]:
        by_way.setdefault(norm["holds"], []).append(stands_on(norm["code"], document, language))
    lines = [f"{', '.join(dict.fromkeys(names))} ({word(way, language)})" for way, names in by_way.items()]
    lines += [f"? {document['rules'][rule][language]}" for rule in cell["doubts"]]
    tone = DOUBT if cell["doubts"] else PLAIN
    if cell["declared"] is not None:
        told, place = place_of(cell, language)
        lines.append(told)
        # What a norm carries and a registry declares may still be for a person to judge.
        tone = DOUBT if cell["doubts"] and place == GOOD else place
    return Cell("\n".join(lines), tone)


def _cell_heads(document: Document, language: str) -> list[Head]:
    keys = [("item", 40), ("group", 22), ("kind", 22), ("subject", 22), ("norm", 22), ("holds", 20), ("required", 14),
            ("source", 34), ("certainty", 18), ("doubt", 26), ("transfers", 34)]  # fmt: skip
    if document["registry"] is not None:
        keys.append(("declared", 30))
    return [Head(_start(word(key, language)), width) for key, width in keys]


def _cells(lanes: list[Document], document: Document, language: str) -> Iterator[Sequence[Cell]]:
    for lane in lanes:
        grounds = "\n".join(ground["label"][language] for ground in lane["options"]) or word("no_ground", language)
        for cell in lane["cells"]:
            norms = [(norm, document["norms"][norm["code"]]) for norm in cell["norms"]]
            sources = {told["source"][language]: told["url"] for _, told in norms}
            doubts = "\n".join(document["rules"][rule][language] for rule in cell["doubts"])
            texts = [
                "\n".join(stands_on(norm["code"], document, language) for norm, _ in norms),
                "\n".join(word(norm["holds"], language) for norm, _ in norms),
                "\n".join(word("yes" if norm["required"] else "no", language) if told["is_message"] else "–"
                          for norm, told in norms),
            ]  # fmt: skip
            row = [
                *lane_cells(lane, language),
                *(Cell(cell[key][language]) for key in ("label", "group", "kind", "subject")),
                *map(Cell, texts),
                Cell("\n".join(sources), url=next(iter(sources.values()), "") if len(sources) == 1 else ""),
                Cell("\n".join(dict.fromkeys(told["certainty"][language] for _, told in norms))),
                Cell(doubts, DOUBT if doubts else PLAIN),
                Cell(grounds, PLAIN if lane["options"] else FAINT),
            ]
            yield row if cell["declared"] is None else [*row, Cell(*place_of(cell, language))]


def _lanes(document: Document, language: str) -> Iterator[Sequence[Cell]]:
    for lane in document["lanes"]:
        grounds = "\n".join(ground["label"][language] for ground in lane["options"])
        norms = "\n".join(
            f"{stands_on(code, document, language)} ({word(holds, language)})" for code, holds in lane["norms"].items()
        )
        yield [
            *lane_cells(lane, language),
            Cell(grounds) if grounds else Cell(word("no_ground", language), FAINT),
            Cell(norms) if norms else Cell(word("no_norm", language), FAINT),
        ]


def _ground_heads(document: Document, language: str) -> list[Head]:
    keys = [("from_day", 18), ("until_day", 18), ("verified", 18), ("if", 44), ("health", 14), ("reach", 24),
            ("certainty", 18), ("note", 44)]  # fmt: skip
    return [
        Head(word("provision", language), 28),
        *_lane_heads(document, language),
        *(Head(word(key, language), width) for key, width in keys),
    ]


def _grounds(document: Document, language: str) -> Iterator[Sequence[Cell]]:
    for ground in document["transfers"]:
        purposes = "\n".join(purpose["label"][language] for purpose in ground["for"]) or word("any", language)
        conditions = "\n".join(
            f"{one['label'][language]}: {one['definition'].get(language, '')}" for one in ground["requirements"]
        )
        yield [
            Cell(ground["label"][language], url=ground["url"]),
            Cell(ground["from"]["label"][language]),
            Cell(ground["to"]["label"][language]),
            Cell(purposes),
            *(Cell(day(ground[key], language) if ground[key] else "–")
              for key in ("valid_from", "valid_until", "verified_until")),
            Cell(conditions or word("none", language)),
            Cell(word("not_known" if ground["health"] is None else "yes" if ground["health"] else "no", language)),
            Cell(ground["reach"]["label"][language] if ground["reach"] else word("not_known", language)),
            Cell(ground["certainty"][language]),
            Cell(ground["note"].get(language, "")),
        ]  # fmt: skip


def _norms(document: Document, language: str) -> Iterator[Sequence[Cell]]:
    for code, norm in document["norms"].items():
        name = norm["name"][language]
        yield [
            Cell(f"{code} {name}" if norm["is_message"] else name),
            Cell(norm["source"][language], url=norm["url"]),
            Cell(norm["certainty"][language]),
            Cell(norm["note"].get(language, "")),
        ]
