"""A workbook in the making: its sheets and cells, within what a spreadsheet can hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from checker.errors import GrondslagError
from checker.reports.parts import Document
from checker.reports.words import word

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
MAX_TEXT = 32_767
"""Of a cell, in halves of UTF-16."""
MAX_LINKS = 65_530
"""Of a sheet."""

FONT = {"font_name": "Calibri", "font_size": 11, "align": "left", "valign": "top"}
HEAD = {"bold": True, "bottom": 2, "bg_color": "#EEF1F5", "text_wrap": True}
ADDED = {"bold": True, "bottom": 2, "bg_color": "#C9D7E8", "text_wrap": True}
SHADES: dict[str, dict[str, Any]] = {
    "violation": {"bg_color": "#F9DDDC", "font_color": "#7A1210"},
    "undetermined": {"bg_color": "#FFF1CC", "font_color": "#5F4500"},
    "warning": {"bg_color": "#FFF1CC", "font_color": "#5F4500"},
    "pass": {"bg_color": "#E4F1E6", "font_color": "#17491F"},
    "no-objection": {"bg_color": "#E4F1E6", "font_color": "#17491F"},
    "inapplicable": {"font_color": "#595959"},
    "info": {"font_color": "#1F4E79"},
}
"""Of an outcome, verdict or severity; its words stand in the cell too."""
A3, A4 = 8, 9
LINE = 15
"""The height of a line of text, in points."""
TALLEST = 405
"""Of a row; a spreadsheet knows none that is taller by much."""
LETTERS = 1.1
"""Letters that go into the width of a digit, in which columns are measured; more in most fonts."""
ARROW = 3
"""The room that the arrow of the filter takes in a head."""

Cell = tuple[str | int, Any]
"""A value and its format; without one it looks as most cells do."""


@dataclass
class Book:
    """A workbook in the making, of one report in one language."""

    document: Document
    language: str
    workbook: Any
    target: BytesIO
    said: dict[str, None] = field(default_factory=dict)
    """What the summary must say of the other sheets."""
    _formats: dict[str, Any] = field(default_factory=dict)

    def word(self, key: str, **values: object) -> str:
        return word(key, self.language, **values)

    @cached_property
    def labels(self) -> Document:
        return self.document["labels"]  # type: ignore[no-any-return]

    def format(self, **properties: Any) -> Any:
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(FONT | {"text_wrap": True} | properties)
        return self._formats[key]

    def shade(self, code: str) -> Any:
        return self.format(**SHADES.get(code, {}))

    def sheet(self, name: str, paper: int = A4, pages: int = 1) -> Any:
        """Return a new sheet that prints on so many pages side by side."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(pages, 0)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: str | int, form: Any = None) -> None:
        """Write a cell: a number as a number, all else as text whatever it looks like."""
        form = form or self.format()
        if isinstance(value, int):
            sheet.write_number(row, column, value, form)
        elif value:
            sheet.write_string(row, column, self._fit(value), form)
        else:
            sheet.write_blank(row, column, None, form)

    def write_link(self, sheet: Any, row: int, column: int, text: str, url: str, **look: Any) -> None:
        """Write a text that leads to a page on the web."""
        form = self.format(font_color="#1F4E79", underline=1, **look)
        sheet.write_url(row, column, url, form, self._fit(text))

    def write_row(self, sheet: Any, row: int, cells: Sequence[Cell], heads: Sequence[tuple[str, int]]) -> None:
        """Write the cells of a row, and make it as tall as they need under heads of these widths."""
        for column, (value, form) in enumerate(cells):
            self.write(sheet, row, column, value, form)
        # Not every program works out the height when it opens a workbook.
        texts = zip(cells, heads, strict=False)
        sheet.set_row(row, LINE * max([1, *(_lines(str(value), width) for (value, _), (_, width) in texts)]))

    def table(self, sheet: Any, heads: Sequence[tuple[str, int]], rows: int, form: Any = None) -> None:
        """Lay out a sheet as a list: a head that stays in sight, widths in characters, and filters.

        Raises GrondslagError where the sheet cannot hold so many rows or columns.
        """
        if rows >= MAX_ROWS or len(heads) > MAX_COLUMNS:
            raise GrondslagError(
                f"Een blad van een werkmap bevat ten hoogste {MAX_ROWS:,} rijen en {MAX_COLUMNS:,} kolommen, en dit"
                f" rapport vraagt er {rows + 1:,} en {len(heads):,}: kies --format csv of parquet, of splits het"
                " register.",
                f"A sheet of a workbook holds at most {MAX_ROWS:,} rows and {MAX_COLUMNS:,} columns, and this report"
                f" takes {rows + 1:,} and {len(heads):,}: choose --format csv or parquet, or split the registry.",
            )
        for place, (name, width) in enumerate(heads):
            sheet.set_column(place, place, width)
            self.write(sheet, 0, place, name, form or self.format(**HEAD))
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, rows, len(heads) - 1)
        sheet.set_row(0, LINE * max(_lines(name, width - ARROW) for name, width in heads))
        sheet.repeat_rows(0)
        sheet.repeat_columns(0)

    def close(self) -> bytes:
        """Return the bytes of the workbook."""
        self.workbook.close()
        return self.target.getvalue()

    def _fit(self, text: str) -> str:
        """Return a text that a cell can hold: not too long, and without the two that are no characters in XML."""
        text = text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
        if len(text) <= MAX_TEXT // 2 or _length(text) <= MAX_TEXT:
            return text
        self.said[self.word("were_cut", most=f"{MAX_TEXT:,}")] = None
        end = self.word("cut", n=len(text))
        return text.encode("utf-16-le")[: 2 * (MAX_TEXT - len(end))].decode("utf-16-le", "ignore") + end


def _lines(text: str, width: int) -> int:
    """Return the lines that a text takes in a column, no more than the tallest row holds."""
    if len(text) < width and "\n" not in text:
        return 1
    most = TALLEST // LINE
    return min(most, sum(1 + int(len(line) / (width * LETTERS)) for line in text.split("\n", most)))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def open_book(document: Document, language: str, title: str = "") -> Book:
    """Return a new workbook, dated by the run date of the report and titled as it is unless told otherwise."""
    target = BytesIO()
    workbook = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    made = datetime.fromisoformat(document["as_of"])
    workbook.set_properties({"title": title or word("title", language), "author": "Grondslag", "created": made})
    return Book(document, language, workbook, target)
