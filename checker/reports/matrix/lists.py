"""What the matrix stands on, row by row: its cells, lanes, grounds and norms."""

from collections.abc import Iterator, Sequence
from typing import Any

from checker.reports.matrix.lanes import lane_cells, lane_heads, stands_on
from checker.reports.matrix.overlay import place_of
from checker.reports.parts import day
from checker.reports.sheets.sheet import DOUBT, FAINT, PLAIN, Cell, Sheet
from checker.reports.sheets.worded import heads_of, sheet_of
from checker.reports.sheets.words import word

Document = dict[str, Any]


def cells(document: Document, language: str) -> Sheet:
    """Return the cells of the matrix, one a row."""
    columns = [("item", 40), ("group", 22), ("kind", 22), ("subject", 22), ("norm", 22), ("holds", 20),
               ("required", 14), ("source", 36), ("certainty", 18), ("doubt", 26), ("transfers", 34)]  # fmt: skip
    if document["registry"] is not None:
        columns.append(("declared", 30))
    heads = [*lane_heads(document, language), *heads_of(language, *columns)]
    return sheet_of("cells", heads, _cells(document, language), language, is_data=True)


def lanes(document: Document, language: str) -> Sheet:
    """Return who can disclose to whom for what, one lane a row."""
    heads = [*lane_heads(document, language), *heads_of(language, ("transfers", 48), ("norms", 48))]
    return sheet_of("lanes", heads, _lanes(document, language), language)


def grounds(document: Document, language: str) -> Sheet:
    """Return the grounds, one version and pair of parties a row."""
    columns = (("from_day", 18), ("until_day", 18), ("verified", 18), ("if", 44), ("health", 14), ("reach", 24),
               ("certainty", 18), ("note", 44))  # fmt: skip
    heads = [*heads_of(language, ("provision", 28)), *lane_heads(document, language), *heads_of(language, *columns)]
    return sheet_of("transfers", heads, _grounds(document, language), language)


def norms(document: Document, language: str) -> Sheet:
    """Return the norms, one a row."""
    heads = heads_of(language, ("norm", 44), ("source", 44), ("certainty", 18), ("note", 70))
    return sheet_of("norms", heads, _norms(document, language), language)


def _cells(document: Document, language: str) -> Iterator[Sequence[Cell]]:
    for lane in document["lanes"]:
        options = "\n".join(ground["label"][language] for ground in lane["options"]) or word("no_ground", language)
        for cell in lane["cells"]:
            carriers = [(norm, document["norms"][norm["code"]]) for norm in cell["norms"]]
            sources = {told["source"][language]: told["url"] for _, told in carriers}
            doubts = "\n".join(document["rules"][rule][language] for rule in cell["doubts"])
            texts = [
                "\n".join(stands_on(norm["code"], document, language) for norm, _ in carriers),
                "\n".join(word(norm["holds"], language) for norm, _ in carriers),
                "\n".join(word("yes" if norm["required"] else "no", language) if told["is_message"] else "–"
                          for norm, told in carriers),
            ]  # fmt: skip
            row = [
                *lane_cells(lane, language),
                *(Cell(cell[key][language]) for key in ("label", "group", "kind", "subject")),
                *map(Cell, texts),
                Cell("\n".join(sources), url=next(iter(sources.values()), "") if len(sources) == 1 else ""),
                Cell("\n".join(dict.fromkeys(told["certainty"][language] for _, told in carriers))),
                Cell(doubts, DOUBT if doubts else PLAIN),
                Cell(options, PLAIN if lane["options"] else FAINT),
            ]
            yield row if cell["declared"] is None else [*row, Cell(*place_of(cell, language))]


def _lanes(document: Document, language: str) -> Iterator[Sequence[Cell]]:
    for lane in document["lanes"]:
        options = "\n".join(ground["label"][language] for ground in lane["options"])
        carriers = "\n".join(
            f"{stands_on(code, document, language)} ({word(holds, language)})" for code, holds in lane["norms"].items()
        )
        yield [
            *lane_cells(lane, language),
            Cell(options) if options else Cell(word("no_ground", language), FAINT),
            Cell(carriers) if carriers else Cell(word("no_norm", language), FAINT),
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
