"""Tables written into files: workbooks, Parquet and text, for tests that read them back."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl

Value = str | int | float | bool | date | list[str] | None
Sheets = dict[str, Sequence[Sequence[Value]]]


def xlsx(sheets: Sheets, merged: Sequence[str] = ()) -> bytes:
    """Return a workbook; `merged` are ranges of its last sheet."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([";".join(value) if isinstance(value, list) else value for value in row])
    for cells in merged:
        book.worksheets[-1].merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(sheets: Sheets) -> bytes:
    """Return a workbook as LibreOffice writes it: what a cell holds beside what it shows, and empty rows to the end."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    rest = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
        + f"{rest}</table:table>"
        for name, rows in sheets.items()
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body>'
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        package.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, bool):
        kind, shown = f'"boolean" office:boolean-value="{str(value).lower()}"', "WAAR" if value else "ONWAAR"
    elif isinstance(value, date):
        kind, shown = f'"date" office:date-value="{value}"', f"{value:%d-%m-%y}"
    elif isinstance(value, int | float):
        kind, shown = f'"float" office:value="{value}"', f"{value:.0f}"
    else:
        kind, shown = '"string"', ";".join(value) if isinstance(value, list) else value
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell office:value-type={kind}>{paragraphs}</table:table-cell>"


def parquet(header: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """Return a Parquet file; the type of a column is that of its values."""
    pyarrow: Any = __import__("pyarrow")
    writer: Any = __import__("pyarrow.parquet").parquet
    file = io.BytesIO()
    columns = {name: [row[place] for row in rows] for place, name in enumerate(header)}
    writer.write_table(pyarrow.table(columns), file)
    return file.getvalue()
