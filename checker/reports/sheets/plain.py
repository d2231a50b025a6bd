"""Sheets as Markdown, and the one with data as CSV."""

from checker.reports.markdown import escaped
from checker.reports.parts import page_of
from checker.reports.sheets.sheet import Cell, Sheet, Sheets
from checker.reports.tables import to_csv


def to_markdown(document: Sheets) -> str:
    """Return sheets as Markdown in the dialect of GitHub."""
    parts = [f"# {escaped(document.title)}"]
    parts.append("\n".join(f"- {escaped(name)}: {escaped(value)}" for name, value in document.facts))
    parts += [escaped(note) for note in document.preface]
    for heading, sheets in document.parts():
        parts.append(f"## {escaped(heading)}")
        for sheet in sheets:
            parts += [f"### {escaped(sheet.name)}"] if sheet.part else []
            parts += [escaped(sheet.about), _table(sheet) if sheet.rows else escaped(document.empty)]
    return "\n\n".join(parts) + "\n"


def _table(sheet: Sheet) -> str:
    lines = [[_one(head.text) for head in sheet.heads], ["---"] * len(sheet.heads)]
    lines += [[_linked(cell) for cell in row] for row in sheet.rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _one(text: str) -> str:
    return "<br>".join(escaped(line) for line in text.split("\n"))


def _linked(cell: Cell) -> str:
    page = page_of({"url": cell.url})
    return f"[{_one(cell.text)}](<{page}>)" if page and cell.text else _one(cell.text)


def to_table(document: Sheets) -> str:
    """Return the sheet with data as CSV."""
    sheet = next(sheet for sheet in document.sheets if sheet.is_data)
    return to_csv([head.text for head in sheet.heads], ([cell.text for cell in row] for row in sheet.rows))
