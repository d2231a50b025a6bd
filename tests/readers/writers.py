"""The same rows written into every format, by hand or by the usual libraries, for the tests of readers."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from checker.readers.registry import RdfTerms

Value = str | int | float | bool | date | list[str] | None

HEADER = ("id", "sender", "gegevens", "start", "fee", "code", "encrypted", "note")
ROWS: tuple[tuple[Value, ...], ...] = (
    ("E1", "Zorgkantoor", ["naam", "BSN"], date(2025, 12, 31), 12.5, "00123", True, "één, twee; drie"),
    ("E2", "CAK", ["BSN"], date(2024, 2, 29), 3, "7", False, 'zegt "ja"\nop regel 2'),
    ("E3", "CIZ | SVB", ["naam"], None, 0.1 + 0.2, "x", None, "€ 5 – “vijf”"),
)
TEXTS = (
    ("E1", "Zorgkantoor", "naam;BSN", "2025-12-31", "12.5", "00123", "true", "één, twee; drie"),
    ("E2", "CAK", "BSN", "2024-02-29", "3", "7", "false", 'zegt "ja"\nop regel 2'),
    ("E3", "CIZ | SVB", "naam", "", "0.3", "x", "", "€ 5 – “vijf”"),
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EX = "https://example.org/ns#"
ITEM = "https://example.org/exchange/"
TERMS = RdfTerms(
    classes={EX + "Exchange"},
    properties={column: (EX + column,) for column in HEADER},
    nested={EX + "part"},
    measured_by={EX + "measure"},
)


def as_csv(delimiter: str = ",", end: str = "\r\n", rows: Sequence[Sequence[str]] = TEXTS) -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
    writer.writerow(HEADER)
    writer.writerows(rows)
    return file.getvalue()


def cell(value: Value) -> Any:
    return ";".join(value) if isinstance(value, list) else value


def as_xlsx(change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, *ROWS):
        sheet.append([cell(value) for value in row])
    change(sheet)
    return saved(book)


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xlsx_of(rows: str, name: str = "Blad1", parts: dict[str, bytes] | None = None) -> bytes:
    """Return a workbook of one sheet with the XML of its rows, and other parts by name."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": (
                f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{office}/officeDocument"'
                ' Target="xl/workbook.xml"/></Relationships>'
            ).encode(),
            "xl/workbook.xml": (
                f'<workbook xmlns="{MAIN}" xmlns:r="{office}"><sheets><sheet name={quoteattr(name)} sheetId="1"'
                ' r:id="r1"/></sheets></workbook>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/worksheet"'
                ' Target="worksheets/sheet1.xml"/></Relationships>'
            ).encode(),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode(),
        }
        | (parts or {})
    )


XLSX_HEADER = '<row r="1">' + "".join(
    f'<c r="{letter}1" t="inlineStr"><is><t>{name}</t></is></c>' for letter, name in zip("ABC", HEADER, strict=False)
) + "</row>"  # fmt: skip


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def ods_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        kind, said = f'"boolean" office:boolean-value="{str(value).lower()}"', "WAAR"
    elif isinstance(value, date):
        kind, said = f'"date" office:date-value="{value}"', f"{value:%d-%m-%y}"
    elif isinstance(value, int | float):
        kind, said = f'"float" office:value="{value}"', f"{value:.1f}"
    else:
        kind, said = '"string"', str(cell(value))
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in said.split("\n"))
    return f"<table:table-cell office:value-type={kind}>{paragraphs}</table:table-cell>"


def ods_row(values: Sequence[Value]) -> str:
    return f"<table:table-row>{''.join(map(ods_cell, values))}</table:table-row>"


ODS_REST = (
    '<table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)
"""What LibreOffice writes below the last row."""


def ods_of(rows: str, before: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    """Return an ODS workbook of one sheet with the XML of its rows, and other parts by name."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {names}'
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Blad1">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
        | (parts or {})
    )


def as_ods() -> bytes:
    return ods_of("".join(map(ods_row, (HEADER, *ROWS))) + ODS_REST)


def records() -> list[dict[str, Any]]:
    return [dict(zip(HEADER, row, strict=True)) for row in ROWS]


def as_json(value: Any, **options: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str, **options)


def as_jsonl() -> str:
    return "".join(as_json(record) + "\n" for record in records())


def as_parquet() -> bytes:
    pyarrow = __import__("pyarrow")
    parquet = __import__("pyarrow.parquet").parquet
    file = io.BytesIO()
    columns = dict(zip(HEADER, zip(*ROWS, strict=True), strict=True))
    columns["fee"] = tuple(map(float, columns["fee"]))
    parquet.write_table(pyarrow.table({name: list(values) for name, values in columns.items()}), file)
    return file.getvalue()


def stated() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every exchange with its properties and texts; an empty one is not stated."""
    found = []
    for row, texts in zip(ROWS, TEXTS, strict=True):
        pairs: list[tuple[str, str]] = []
        for name, value, text in zip(HEADER, row, texts, strict=True):
            if value is not None:
                pairs += [(name, item) for item in (value if isinstance(value, list) else [text])]
        found.append((ITEM + texts[0], pairs))
    return found


def as_turtle(start: str = f"@prefix ex: <{EX}> .\n") -> str:
    blocks = []
    for iri, pairs in stated():
        said = "".join(f" ;\n    ex:{name} {as_json(text)}" for name, text in pairs)
        blocks.append(f"<{iri}> a ex:Exchange{said} .\n")
    return start + "\n".join(blocks)


def as_lines(graph: str = "") -> str:
    lines = []
    for iri, pairs in stated():
        lines.append(f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{EX}Exchange> {graph}.\n")
        lines += [f"<{iri}> <{EX}{name}> {json.dumps(text)} {graph}.\n" for name, text in pairs]
    return "".join(lines)


def as_jsonld() -> str:
    items = [
        {"@id": iri, "@type": "Exchange"} | {name: [t for n, t in pairs if n == name] for name, _ in pairs}
        for iri, pairs in stated()
    ]
    return as_json({"@context": {"@vocab": EX, "@version": 1.1, "id": EX + "id"}, "@graph": items})


def as_rdfxml(before: str = "") -> str:
    items = []
    for iri, pairs in stated():
        said = "".join(f"<ex:{name}>{escape(text)}</ex:{name}>" for name, text in pairs)
        items.append(f'<ex:Exchange rdf:about="{iri}">{said}</ex:Exchange>')
    return (
        f'<?xml version="1.0"?>{before}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        f' xmlns:ex="{EX}">{"".join(items)}</rdf:RDF>'
    )
