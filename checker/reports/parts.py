"""What several renderings show of the document in the same way: texts of a registry, sources, places in a file."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from babel.dates import format_date
from babel.numbers import format_decimal

from checker.reports.words import word

Document = dict[str, Any]

VERDICTS = ("violation", "undetermined", "no-objection")
OUTCOMES = ("violation", "undetermined", "pass", "inapplicable")
"""The weightiest first."""
SIGNS = {"violation": "✗", "undetermined": "?", "pass": "✓", "inapplicable": "–", "no-objection": "✓",
         "warning": "?", "info": "·"}  # fmt: skip
"""A sign for each outcome, verdict and severity, so that none shows by colour alone."""
LONGEST = 60
LONGEST_ADDRESS = 2_000
"""Characters of an address; a workbook holds little more."""

TEXT_TABLES = frozenset({".csv", ".tsv", ".tab", ".txt"})
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".ods"})


def one_line(text: str, longest: int = LONGEST) -> str:
    """Return a text of a registry on one line, cut where it is too long, without characters that steer what shows it:
    line ends, control characters, and marks that turn the direction of writing."""
    plain = "".join(c if c.isprintable() else " " for c in text).strip()
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def day(iso: str, language: str) -> str:
    """Return a day in words, or a question mark where it is not known."""
    return format_date(date.fromisoformat(iso), "d MMMM y", locale=language) if iso else word("unknown", language)


def number_of(count: int, language: str) -> str:
    """Return so many exchanges in words."""
    return (
        word("exchange", language)
        if count == 1
        else word("exchanges", language, n=format_decimal(count, locale=language))
    )


def name_of(exchange: Document, language: str) -> str:
    """Return how an exchange is called: its identifier, if it has one."""
    return one_line(exchange["id"]) or word("no_id", language)


def lane(exchange: Document, labels: Document, language: str) -> tuple[str, str, str]:
    """Return sender, recipient and purpose as read, by the order of the columns that hold a term."""
    named: dict[str, str] = {}
    for reading in exchange["reading"]:
        named.setdefault(reading["column"], labels["terms"][reading["column"]][reading["code"]][language])
    first, second, third = [*list(labels["terms"])[:3], "", "", ""][:3]
    unknown = word("unknown", language)
    return named.get(first, unknown), named.get(second, unknown), named.get(third, unknown)


def citation(source: Document, language: str) -> str:
    """Return a source as it is cited, with how certain it is."""
    text: str = source["citation" if language == "nl" else "citation_en"]
    certainty = source["certainty_label"][language]
    return f"{text} ({certainty})" if certainty else text


def page_of(source: Document) -> str:
    """Return the address of the page of a source, or nothing where that is not a plain address on the web."""
    url: str = source["url"]
    is_plain = url.isascii() and url.isprintable() and not set(url) & set(' "<>\\^`{|}')
    return url if is_plain and len(url) < LONGEST_ADDRESS and url.startswith(("https://", "http://")) else ""


def causes_first(findings: list[Document]) -> list[Document]:
    """Return findings in the order in which to mend them: causes, what follows from them, what is for information."""
    return sorted(findings, key=lambda finding: (finding["severity"] == "info", bool(finding["follows_from"])))


def sources(document: Document) -> dict[tuple[str, str], Document]:
    """Return every source that a finding rests on, once, in the order of their citations."""
    found = {
        (source["citation"], source["iri"], source["certainty"]): source
        for exchange in document["exchanges"]
        for finding in exchange["findings"]
        for source in finding["sources"]
    }
    return {key[1:]: found[key] for key in sorted(found)}


def address(registry: Document) -> str:
    """Return the name of a registry as a relative address; a whole path as the address of a file."""
    path = registry["source"].replace("\\", "/")
    return ("file://" if path.startswith("/") else "") + quote(path.removeprefix("./"), safe="/")


def line_numbers(document: Document) -> list[dict[int, int]]:
    """Return by registry the line of its file on which each row starts; nothing where a row is no line of it.

    In a text a row takes a line, and one more for every line end within its cells. In a workbook it is the row itself.
    """
    rows: dict[int, dict[int, Document]] = defaultdict(dict)
    for exchange in document["exchanges"]:
        rows[exchange["registry"]].setdefault(exchange["row"], exchange["input"])
    return [dict(_lines(registry, rows[place])) for place, registry in enumerate(document["registries"])]


def _lines(registry: Document, rows: dict[int, Document]) -> Iterator[tuple[int, int]]:
    kind = PurePosixPath(registry["source"].replace("\\", "/")).suffix.lower()
    if kind in WORKBOOKS:
        yield from ((row, row) for row in rows)
    elif kind in TEXT_TABLES:
        head = sum(column["header"].count("\n") for column in registry["columns"])
        ends = (sum(cell.count("\n") for cell in cells.values()) for cells in rows.values())
        for (row, _), more in zip(rows.items(), accumulate(ends, initial=head), strict=False):
            yield row, row + more


def sampled(document: dict[str, Any], language: str) -> str:
    """Return what to say of a check too large to show every exchange; nothing of any other."""
    told = document.get("sampled")
    if not told:
        return ""
    shown = len(document["exchanges"])
    parts = [word("sampled", language, answers=told["answers"])]
    if shown < told["answers"]:
        parts.append(word("sampled_most", language, n=shown))
    named = ", ".join(told["where"])
    parts.append(word("where", language, names=named) if named else word("nowhere", language))
    return " ".join(parts)


def row_of(exchange: dict[str, Any], language: str) -> str:
    """Return the row of an exchange, where rows have a number."""
    return word("row", language, n=exchange["row"]) if exchange["row"] else ""


def not_judged(document: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """Return the fact that families were left out, as its name and value; none where all were judged."""
    left = [document["labels"]["families"][family][language] for family in document.get("not_judged", ())]
    return [(word("not_judged", language), ", ".join(left))] if left else []


def times(exchange: dict[str, Any], language: str) -> str:
    """Return how often the answer of an exchange occurs, of a check too large to show every exchange."""
    return word("times", language, n=format_decimal(exchange["times"], locale=language)) if "times" in exchange else ""
