"""The template as an XLSX workbook.

By XlsxWriter: it stamps neither the time nor the machine into a workbook that is made in memory, so the same content
gives the same bytes, and a text that it is told to write as text never becomes a formula. openpyxl, the alternative,
writes the time of saving into the document and its archive, and takes a text that starts with "=" for a formula.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from textwrap import shorten, wrap
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from rdflib import URIRef
from xlsxwriter.utility import quote_sheetname, xl_range_abs  # type: ignore[import-untyped]

from checker.model import LANGUAGES
from checker.template.content import YES_NO, Cell, Content, Field
from checker.template.words import word
from checker.terms.values import CITATION

ROWS = 2_000
"""Rows that check what is filled in, the examples among them; below them anything goes."""
CREATED = datetime(2000, 1, 1)
"""A document must say when it was made; the same for all, so that the bytes are the same."""
LONGEST = 255
"""Of a message to a validation, in characters."""
FIRST_DAY = date(1900, 1, 1)
"""The first that a spreadsheet knows."""

WIDTHS = {"identifier": 16, "citation": 28, "concept": 28, "reference": 18, "text": 44}
NARROW, SEVERAL = 10, 46
"""Of a column, in characters: of a kind that needs no more, and for concepts with several in a cell."""
LINE = 15
"""The height of a line of text."""
LETTERS = 1.15
"""Letters that go into the width of a digit, in which columns are measured; more in most fonts."""
COMMENT = 48
"""The width of a comment, in letters."""
ARROW = 4
"""The room that the arrow of the filter takes in a head."""

FORMATS = {"date": "dd-mm-yyyy", "amount": "0.00"}
TEXT = "@"
"""What is typed in such a cell stays text: no formula, no date made out of an article, no lost zeros."""

FONT = {"font_name": "Calibri", "font_size": 11, "align": "left", "valign": "top"}
HEAD = {"bottom": 2, "bg_color": "#EEF1F5"}
REQUIRED = {"bottom": 2, "bg_color": "#C9D7E8", "bold": True}
EXAMPLE = {"italic": True, "bg_color": "#F2F2F2"}
RULED = {"bottom": 1, "bottom_color": "#BFBFBF"}
A3, A4 = 8, 9


@dataclass(frozen=True)
class _Book:
    """A workbook in the making."""

    workbook: Any
    content: Content

    def word(self, key: str, **values: str) -> str:
        return word(key, self.content.language, **values)

    def format(self, **properties: Any) -> Any:
        return self.workbook.add_format(FONT | {"text_wrap": True} | properties)

    def sheet(self, key: str, paper: int, pages: int = 1) -> Any:
        """Return a new sheet that prints on so many pages side by side."""
        sheet = self.workbook.add_worksheet(self.word(key))
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(pages, 0)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet


def write_workbook(content: Content) -> bytes:
    """Return the template as the bytes of an XLSX file."""
    target = BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    workbook.set_properties({"title": word("title", content.language), "author": "Grondslag", "created": CREATED})
    book = _Book(workbook, content)
    # In this order: a reader takes the first sheet for the registry.
    registry = book.sheet("registry", A3, pages=2)
    ranges = _write_terms(book)
    _write_help(book)
    _write_registry(book, registry, ranges)
    workbook.close()
    return target.getvalue()


def _write_registry(book: _Book, sheet: Any, ranges: dict[URIRef, str]) -> None:
    sheet.set_comments_author("Grondslag")
    fields = book.content.fields
    widths = [_width(field) for field in fields]
    for place, field in enumerate(fields):
        shown = FORMATS.get(field.datatype, TEXT)
        sheet.set_column(place, place, widths[place], book.format(num_format=shown))
        sheet.write_string(0, place, field.header, book.format(**(REQUIRED if field.required else HEAD)))
        _write_comment(sheet, place, field)
        example = book.format(num_format=shown, **EXAMPLE)
        for row, value in enumerate(field.examples, start=1):
            _write_cell(sheet, row, place, value, example)
        if checks := _checks(field, book, ranges):
            sheet.data_validation(1, place, ROWS, place, checks)
    for row, cells in enumerate(zip(*(field.examples for field in fields), strict=True), start=1):
        sheet.set_row(row, _height(map(str, cells), widths))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, ROWS, len(fields) - 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    # Empty cells are to be seen on paper too.
    sheet.hide_gridlines(0)


def _width(field: Field) -> int:
    wide = WIDTHS.get(field.datatype, NARROW)
    return max(SEVERAL if field.several and field.datatype != CITATION else wide, len(field.header) + ARROW)


def _height(texts: Iterable[str], widths: Iterable[int]) -> int:
    """Return the height that a row takes: not every program works it out when it opens a workbook."""
    lines = (len(wrap(text, int(width * LETTERS))) for text, width in zip(texts, widths, strict=True))
    return LINE * max(1, *lines)


def _write_cell(sheet: Any, row: int, place: int, value: Cell, form: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, value, form)
    elif isinstance(value, Decimal):
        sheet.write_number(row, place, float(value), form)
    elif value:
        sheet.write_string(row, place, value, form)
    else:
        sheet.write_blank(row, place, None, form)


def _write_comment(sheet: Any, place: int, field: Field) -> None:
    due = " / ".join(word("required" if field.required else "optional", language) for language in field.help)
    paragraphs = [f"{field.header}: {due}", *field.help.values()]
    lines = sum(1 + len(wrap(paragraph, COMMENT)) for paragraph in paragraphs)
    options = {"width": 7 * COMMENT, "height": 18 * lines, "font_size": 10}
    sheet.write_comment(0, place, "\n\n".join(paragraphs), options)


def _checks(field: Field, book: _Book, ranges: dict[URIRef, str]) -> dict[str, Any]:
    """Return what the cells of a column let in; nothing where they let in all."""
    title = shorten(field.header, 32)
    hint = {"input_title": title, "input_message": shorten(field.hint, LONGEST, placeholder="…")}

    def refusal(key: str, **values: str) -> dict[str, Any]:
        return {"error_title": title, "error_message": shorten(book.word(key, **values), LONGEST, placeholder="…")}

    if field.datatype == "date":
        return {"validate": "date", "criteria": ">=", "value": FIRST_DAY} | hint | refusal("date_only")
    if field.datatype == "amount":
        return {"validate": "decimal", "criteria": ">=", "value": 0} | hint | refusal("amount_only")
    if field.choices not in ranges:
        return {}
    chosen = {"validate": "list", "source": ranges[field.choices]}
    if field.several:
        # The list helps to choose; the cell may hold several of its names.
        return chosen | hint | {"show_error": False}
    if field.datatype == YES_NO:
        return chosen | refusal("yes_no_only")
    # No bar, only a warning: whoever has another party or purpose must be able to say so.
    return chosen | {"error_type": "warning"} | refusal("unlisted", terms=book.word("terms"))


def _write_terms(book: _Book) -> dict[URIRef, str]:
    """Write the sheet with all terms, and return where the names of each list stand."""
    sheet = book.sheet("terms", A4)
    heads = {"list": 36, "code": 26, "name_nl": 48, "name_en": 48, "definition": 80}
    name_place = list(heads).index(f"name_{book.content.language}")
    _write_heads(book, sheet, 0, heads)
    cell, first = book.format(**RULED), book.format(**RULED, top=2)
    ranges: dict[URIRef, str] = {}
    row = 0
    for terms in book.content.lists:
        start = row + 1
        for term in terms.terms:
            row += 1
            texts = (terms.label, term.code, *(term.names[language] for language in LANGUAGES), term.definition)
            sheet.set_row(row, _height(texts, heads.values()))
            for place, text in enumerate(texts):
                sheet.write_string(row, place, text, first if row == start else cell)
        if terms.terms:
            ranges[terms.iri] = f"={quote_sheetname(sheet.name)}!{xl_range_abs(start, name_place, row, name_place)}"
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, len(heads) - 1)
    sheet.repeat_rows(0)
    # Sorting would move the terms from under the lists that point to them. No password: it guards against a slip.
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
    return ranges


def _write_help(book: _Book) -> None:
    """Write the sheet with what each column holds: comments are not shown by all programs, nor read aloud."""
    sheet = book.sheet("help", A4)
    heads = {"field": 24, "due": 18, "help_nl": 72, "help_en": 72}
    sheet.write_string(0, 0, book.word("title"), book.format(bold=True, font_size=14, text_wrap=False))
    # Not wrapped: they run on over the empty cells beside them.
    plain = book.format(text_wrap=False)
    for row, sentence in enumerate(book.content.introduction, start=2):
        sheet.write_string(row, 0, sentence, plain)
    head = len(book.content.introduction) + 3
    _write_heads(book, sheet, head, heads)
    cell, bold = book.format(**RULED), book.format(**RULED, bold=True)
    for row, field in enumerate(book.content.fields, start=head + 1):
        due = book.word("required" if field.required else "optional")
        texts = (field.header, due, *(field.help[language] for language in LANGUAGES))
        sheet.set_row(row, _height(texts, heads.values()))
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text, bold if field.required and place < 2 else cell)


def _write_heads(book: _Book, sheet: Any, row: int, heads: dict[str, int]) -> None:
    form = book.format(**REQUIRED)
    for place, (key, width) in enumerate(heads.items()):
        sheet.set_column(place, place, width)
        sheet.write_string(row, place, book.word(key), form)
