"""Sheets as a workbook, by XlsxWriter as the report is."""

from checker.reports.parts import page_of
from checker.reports.sheets.sheet import WIDE, Sheet, Sheets
from checker.reports.sheets.words import word
from checker.reports.xlsx.book import A3, A4, LINE, MAX_LINKS, SHADES, Book, open_book

LONGEST_NAME = 31
"""Of a sheet, in characters."""
ACROSS = 150
"""The width of a sheet that is still read on A4, in characters."""
RULE = {"bottom": 1, "bottom_color": "#C9CED6"}
"""The line under each row: rows are tall and of several lines."""
NOTE = 110
"""The width of the notes, in characters."""


def to_workbook(document: Sheets) -> bytes:
    """Return sheets as the bytes of an XLSX file.

    Raises GrondslagError where a sheet cannot hold it.
    """
    book = open_book({"as_of": document.day}, document.language, document.title)
    _write_front(book, document)
    for sheet in document.shown(WIDE):
        _write_sheet(book, sheet, document.empty)
    return book.close()


def _write_front(book: Book, document: Sheets) -> None:
    front = book.sheet(word("front", document.language))
    front.set_column(0, 0, 34)
    front.set_column(1, 1, NOTE - 34)
    book.write(front, 0, 0, document.title, book.format(bold=True, font_size=16, text_wrap=False))
    line = 2
    for name, value in document.facts:
        book.write_row(front, line, [(name, book.format(bold=True)), (value, None)], [("", 34), ("", NOTE - 34)])
        line += 1
    for note in document.preface:
        line += 1
        front.merge_range(line, 0, line, 1, "", book.format())
        book.write(front, line, 0, note)
        front.set_row(line, LINE * (1 + len(note) // NOTE))
    line += 2
    for sheet in document.shown(WIDE):
        cells = [(sheet.name[:LONGEST_NAME], book.format(bold=True)), (sheet.about, None)]
        book.write_row(front, line, cells, [("", 34), ("", NOTE - 34)])
        front.write_url(line, 0, f"internal:'{_name(sheet)}'!A1", book.format(font_color="#1F4E79", underline=1),
                        sheet.name[:LONGEST_NAME])  # fmt: skip
        line += 1


def _name(sheet: Sheet) -> str:
    return sheet.name[:LONGEST_NAME]


def _write_sheet(book: Book, sheet: Sheet, empty: str) -> None:
    width = sum(head.width for head in sheet.heads)
    made = book.sheet(_name(sheet), A3 if width > ACROSS else A4, 1 + width // (2 * ACROSS))
    heads = [(head.text, head.width) for head in sheet.heads]
    book.table(made, heads, max(1, len(sheet.rows)))
    links = 0
    for line, row in enumerate(sheet.rows, start=1):
        book.write_row(
            made, line, [(cell.text, book.format(**SHADES.get(cell.tone, {}), **RULE)) for cell in row], heads
        )
        for column, cell in enumerate(row):
            if (page := page_of({"url": cell.url})) and cell.text and links < MAX_LINKS:
                book.write_link(made, line, column, cell.text, page, **RULE)
                links += 1
    if not sheet.rows:
        book.write(made, 1, 0, empty)
