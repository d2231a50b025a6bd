"""The sheets with the rows of each registry, and with a line for each exchange where a row means several."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from checker.reports import standing
from checker.reports.parts import (
    OUTCOMES,
    SIGNS,
    VERDICTS,
    Document,
    causes_first,
    citation,
    lane,
    name_of,
    one_line,
)
from checker.reports.words import LANGUAGES, word
from checker.reports.xlsx.book import A3, ADDED, Book, Cell

WIDE, MIDDLE, NARROW = 60, 28, 18
OWN = (10, 44)
"""The least and most width of a column of the registry."""
SAMPLE = 200
"""Rows by which its width is chosen."""


def write_rows(book: Book) -> None:
    """Write a sheet for each registry: its own rows and columns in their order, and the outcomes beside them.

    A row that means several exchanges shows the weightiest of them.
    """
    for place, registry in enumerate(book.document["registries"]):
        name = sheet_name(book, place)
        rows: dict[int, list[Document]] = defaultdict(list)
        for exchange in book.document["exchanges"]:
            if exchange["registry"] == place:
                rows[exchange["row"]].append(exchange)
        _write_registry(book, book.sheet(name, A3, pages=3), registry, rows)
        book.said[book.word("own_rows", sheet=name)] = None
        if any(len(exchanges) > 1 for exchanges in rows.values()):
            book.said[book.word("several", sheet=name, each=book.word("each"))] = None


def sheet_name(book: Book, place: int) -> str:
    """Return the name of the sheet that holds a registry."""
    return book.word("registry") + (f" {place + 1}" if place else "")


def _write_registry(book: Book, sheet: Any, registry: Document, rows: dict[int, list[Document]]) -> None:
    headers = _headers(registry, rows, book.labels["families"])
    families = list(book.document["summary"]["families"])
    widths = [MIDDLE, *(NARROW for _ in families), MIDDLE, WIDE, MIDDLE, WIDE, NARROW]
    heads = [(header, _width(header, rows)) for header in headers]
    heads += zip(_added(families, book.labels["families"], book.language), widths, strict=True)
    book.table(sheet, heads, len(rows))
    for column, (name, _) in enumerate(heads[len(headers) :], start=len(headers)):
        book.write(sheet, 0, column, name, book.format(**ADDED))
    for line, (number, exchanges) in enumerate(rows.items(), start=1):
        own = [exchanges[0]["input"].get(header, "") for header in headers]
        told = (_told(exchanges, book), _cited(exchanges, book), _remedies(exchanges, book), number)
        cells = [*((cell, None) for cell in own), *_outcomes(book, exchanges), *((text, None) for text in told)]
        book.write_row(sheet, line, cells, heads)


def _added(families: Iterable[str], labels: Document, language: str) -> list[str]:
    """Return the headers of the columns that are added to a registry."""
    names = [word("verdict", language), *(labels[family][language] for family in families)]
    names += [word(key, language) for key in ("scope", "findings", "articles", "remedy", "row_number")]
    return [word("added", language, name=name[:1].lower() + name[1:]) for name in names]


def _headers(registry: Document, rows: dict[int, list[Document]], labels: Document) -> list[str]:
    """Return the headers of a registry in their order, with those of cells beyond its header.

    What an earlier report added, in whatever language, makes room for what this one adds.
    """
    names = [column["header"].strip() or f"[{place}]" for place, column in enumerate(registry["columns"], start=1)]
    beyond = (header for exchanges in rows.values() for header in exchanges[0]["input"])
    added = {name for language in LANGUAGES for name in _added(labels, labels, language)}
    return [header for header in dict.fromkeys([*names, *beyond]) if header not in added]


def _width(header: str, rows: dict[int, list[Document]]) -> int:
    some = list(rows.values())[:SAMPLE]
    lengths = [len(line) for exchanges in some for line in exchanges[0]["input"].get(header, "").split("\n")]
    return min(max([*lengths, len(header) + 3, OWN[0]]), OWN[1])


def _heads(book: Book) -> list[tuple[str, int]]:
    """Return the heads of the columns with verdict, outcomes and scope."""
    families = book.document["summary"]["families"]
    names = [book.labels["families"][family][book.language] for family in families]
    return [(book.word("verdict"), MIDDLE), *((name, NARROW) for name in names), (book.word("scope"), MIDDLE)]


def _outcomes(book: Book, exchanges: list[Document]) -> list[Cell]:
    """Return the cells with verdict, outcomes and scope; of several exchanges the weightiest."""
    verdict = _heaviest(VERDICTS, (exchange["verdict"] for exchange in exchanges))
    cells: list[Cell] = [(_signed(verdict, book.labels["verdicts"], book), book.shade(verdict))]
    for family in book.document["summary"]["families"]:
        outcome = _heaviest(OUTCOMES, (exchange["outcomes"][family] for exchange in exchanges))
        cells.append((_signed(outcome, book.labels["outcomes"], book), book.shade(outcome)))
    scopes = dict.fromkeys(exchange["scope"] for exchange in exchanges)
    named = (book.labels["scopes"].get(scope, {}).get(book.language, scope) for scope in scopes)
    return [*cells, ("\n".join(named), None)]


def _heaviest(order: tuple[str, ...], codes: Iterable[str]) -> str:
    return min(codes, key=order.index)


def _signed(code: str, labels: Document, book: Book) -> str:
    return f"{SIGNS[code]} {labels[code][book.language]}"


def _told(exchanges: list[Document], book: Book) -> str:
    """Return the findings of a row, causes first; of several exchanges each by its identifier."""
    lines: list[str] = []
    for exchange in exchanges:
        if len(exchanges) > 1:
            verdict = book.labels["verdicts"][exchange["verdict"]][book.language]
            lines.append(f"{name_of(exchange, book.language)} · {verdict}")
        for finding in causes_first(exchange["findings"]):
            sign = SIGNS[finding["severity"]]
            marks = f"{standing.marked(finding, book.language)} " if standing.marked(finding, book.language) else ""
            lines.append(f"{sign} {finding['rule']}: {marks}{finding['message'][book.language]}")
            if waiver := standing.waiver_of(finding, book.language):
                lines.append(f"{book.word('waived')} {waiver}")
    return "\n".join(lines)


def _cited(exchanges: list[Document], book: Book) -> str:
    return "\n".join(dict.fromkeys(citation(s, book.language) for f in _findings(exchanges) for s in f["sources"]))


def _remedies(exchanges: list[Document], book: Book) -> str:
    return "\n".join(dict.fromkeys(finding["remedy"][book.language] for finding in _findings(exchanges)))


def _findings(exchanges: list[Document]) -> Iterator[Document]:
    for exchange in exchanges:
        yield from causes_first(exchange["findings"])


def write_exchanges(book: Book) -> None:
    """Write a line for each exchange, where some row of a registry means several."""
    exchanges = book.document["exchanges"]
    if len({(exchange["registry"], exchange["row"]) for exchange in exchanges}) == len(exchanges):
        return
    sheet = book.sheet(book.word("each"))
    heads = [(book.word("id"), NARROW), (book.word("registry"), MIDDLE), (book.word("row_number"), NARROW),
             (book.word("lane"), WIDE), *_heads(book), (book.word("rules"), WIDE)]  # fmt: skip
    book.table(sheet, heads, len(exchanges))
    for line, exchange in enumerate(exchanges, start=1):
        sender, recipient, purpose = lane(exchange, book.labels, book.language)
        source = one_line(book.document["registries"][exchange["registry"]]["source"])
        known = (exchange["id"], source, exchange["row"], f"{sender} → {recipient} · {purpose}")
        codes = " ".join(dict.fromkeys(finding["rule"] for finding in exchange["findings"]))
        cells = [*((value, None) for value in known), *_outcomes(book, [exchange]), (codes, None)]
        book.write_row(sheet, line, cells, heads)
