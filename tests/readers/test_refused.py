"""Bad files are refused in one clear sentence, or read safely: no traceback, no network, no memory without bound."""

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_formats import FORMATS
from writers import (
    HEADER,
    TERMS,
    TEXTS,
    XLSX_HEADER,
    as_csv,
    as_ods,
    as_parquet,
    as_xlsx,
    ods_cell,
    ods_of,
    ods_row,
    saved,
    xlsx_of,
    zipped,
)

from checker.errors import GrondslagError
from checker.readers.registry import read_registry

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
FORMULA = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2+1</f>{}</c></row>'


def without_outcome(sheet: Any) -> None:
    sheet["F3"] = "=1+1"


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(512)


def flag_encrypted(data: bytes) -> bytes:
    """Set the bit that says that the entries of a package are encrypted."""
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data = data[: at + place] + bytes([data[at + place] | 1]) + data[at + place + 1 :]
    return data


def twice(data: bytes, name: str) -> bytes:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(name, b"<worksheet/>")
    return file.getvalue()


def part(name: str, data: bytes) -> dict[str, bytes]:
    return {name: data}


SPAN = 'table:number-rows-repeated="{}"'
WIDE = 'table:number-columns-repeated="{}"'

REFUSED: dict[str, tuple[str, bytes, str]] = {
    # Workbooks
    "password": ("x.xlsx", ole("EncryptedPackage"), "is protected by a password: save a copy without"),
    "password, by another name": ("x.csv", ole("EncryptedPackage"), "is protected by a password"),
    "old workbook": ("x.xls", ole("Workbook"), "is an old Office file (such as .xls): save the registry as .xlsx"),
    "binary workbook": ("x.xlsb", zipped(part("xl/workbook.bin", b"x")), "is a binary workbook (.xlsb): save"),
    "text document": ("x.docx", zipped(part("word/document.xml", b"<a/>")), "is a Word document: save"),
    "zip file": ("x.zip", zipped(part("register.csv", b"id")), "is a zip file without a workbook: unpack it"),
    "empty zip file": ("x.xlsx", zipped({}), "is a zip file without a workbook"),
    "password in ods": (
        "x.ods", ods_of("", parts=part("META-INF/manifest.xml", b"<m:encryption-data/>")), "is protected by a password",
    ),
    "password in a later ods": ("x.ods", zipped(part("encrypted-package", b"x")), "is protected by a password"),
    "password in zip": ("x.xlsx", flag_encrypted(as_xlsx()), "is protected by a password"),
    "cut off": ("x.xlsx", as_xlsx()[:2000], "is a broken or incomplete workbook: open the file in Excel"),
    "no zip": ("x.xlsx", bytes(range(256)), "is a broken or incomplete workbook"),
    "broken sheet": ("x.xlsx", xlsx_of(XLSX_HEADER + "<row>"), "is a broken or incomplete workbook"),
    "broken ods": ("x.ods", ods_of("<table:table-row>"), "is a broken or incomplete workbook"),
    "sheet twice": ("x.xlsx", twice(as_xlsx(), "xl/worksheets/Sheet1.xml"), "is a broken or incomplete workbook"),
    "no sheet": ("x.xlsx", xlsx_of("", parts=part("xl/_rels/workbook.xml.rels", b"<a/>")), "is a broken"),
    "impossible cell": ("x.xlsx", xlsx_of('<row r="1"><c r="A0"><v>1</v></c></row>'), "is a broken or incomplete"),
    "impossible column": ("x.xlsx", xlsx_of('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), "is a broken or incomplete"),
    "formula": ("x.xlsx", xlsx_of(XLSX_HEADER + FORMULA.format("")), "sheet Blad1, cell B2: a formula"),
    "formula with an empty outcome": ("x.xlsx", xlsx_of(XLSX_HEADER + FORMULA.format("<v/>")), "cell B2: a formula"),
    "formula of a library": ("x.xlsx", as_xlsx(without_outcome), "sheet Sheet, cell F3: a formula without"),
    "formula in ods": (
        "x.ods",
        ods_of(ods_row(HEADER) + '<table:table-row><table:table-cell/><table:table-cell table:formula="of:=1"/>'
               "</table:table-row>"),
        "sheet Blad1, cell B2: a formula without a stored outcome, which would look empty; open the file",
    ),
    "no header": ("x.xlsx", xlsx_of('<row r="1"><c r="A1"><v>1</v></c></row>'), "sheet Blad1: there is no header of"),
    "no rows": ("x.ods", ods_of(""), "there is no header of at least 3 column names"),
    "far cell": (
        "x.xlsx", xlsx_of(XLSX_HEADER + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "a sheet runs on to cell XFD1048576, and that is more than 10,000,000 cells; remove what stands far outside",
    ),
    "far cell, unnumbered": (
        "x.xlsx", xlsx_of(XLSX_HEADER + '<row r="1048576"><c r="XFC1"/><c><v>1</v></c></row>'), "to cell XFD1048576",
    ),
    "repeated rows": (
        "x.ods",
        ods_of(f"<table:table-row {SPAN.format(1048576)}>{ods_cell('x')}{ods_cell('y') * 10}</table:table-row>"),
        "a sheet runs on to cell K1048576",
    ),
    "repeated columns": (
        "x.ods",
        ods_of(ods_row(HEADER) * 900 + f"<table:table-row><table:table-cell {WIDE.format(16383)}/>{ods_cell('x')}"
               "</table:table-row>"),
        "a sheet runs on to cell XFD901",
    ),
    "endlessly repeated": (
        "x.ods", ods_of(f"<table:table-row {SPAN.format(99999999)}>{ods_cell('x')}</table:table-row>"), "is a broken",
    ),
    "repeated text": (
        "x.ods",
        ods_of(ods_row(HEADER) + f"<table:table-row {SPAN.format(90000)}>{ods_cell('x' * 9000)}</table:table-row>"),
        "unpacks to more than is read",
    ),
    "repeated error": (
        "x.ods",
        ods_of(f'<table:table-row {SPAN.format(900000)}><table:table-cell calcext:value-type="error"/>'
               "</table:table-row>"),
        "is a broken or incomplete workbook",
    ),
    "shared text": (
        "x.xlsx",
        xlsx_of(
            XLSX_HEADER + '<row r="2">' + '<c r="A2" t="s"><v>0</v></c>' * 60_000 + "</row>",
            parts=part("xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 10_000 + b"</t></si></sst>"),
        ),
        "unpacks to more than is read (512 MiB, 250 times its packed size or 10,000 parts): check where the file comes",
    ),
    "zip bomb": ("x.xlsx", xlsx_of("", parts=part("xl/x.xml", bytes(20_000_000))), "unpacks to more than is read"),
    "zip bomb in ods": ("x.ods", ods_of(" " * 20_000_000), "unpacks to more than is read"),
    "zip of many parts": ("x.xlsx", b"PK\x03\x04" + b"PK\x01\x02" * 10_001, "unpacks to more than is read"),
    "laughs in a sheet": (
        "x.xlsx", xlsx_of("", parts=part("xl/worksheets/sheet1.xml", f"{LAUGHS}<a>&c;</a>".encode())),
        "holds a document type (DOCTYPE), and with it possibly entities; that is not read: save the registry without",
    ),
    "laughs in utf-16": (
        "x.xlsx", xlsx_of("", parts=part("xl/workbook.xml", f"{LAUGHS}<a>&c;</a>".encode("utf-16"))), "document type",
    ),
    "laughs in shared texts": (
        "x.xlsx", xlsx_of(XLSX_HEADER, parts=part("xl/sharedStrings.xml", f"{LAUGHS}<a/>".encode())), "document type",
    ),
    "laughs in ods": ("x.ods", ods_of(ods_row(HEADER), before=LAUGHS), "holds a document type"),
    "outer entity in ods": (
        "x.ods", ods_of("&x;", before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'), "document type",
    ),
    # Text
    "empty": ("x.csv", b"", "is empty: it should hold a header"),
    "blank": ("x.json", b" \n\r\n", "is empty: it should hold a header"),
    "blank rows": ("x.csv", b",,\n ,\n", "is empty: it should hold a header"),
    "NUL": ("x.csv", b"id,a\n\0,b\n\n", "line 2: holds a NUL character"),
    "damaged utf-8": ("x.csv", "id,één,ë\né\n".encode()[:-2] + b"\n", "line 2: not UTF-8; save the file as CSV UTF-8"),
    "no text": ("x.csv", b"id,a\n\x81\n", "line 2: not UTF-8; save the file as CSV UTF-8"),
    "binary": ("x.csv", b"id,a\n\x01\xe9\n", "line 2: not UTF-8; save the file"),
    "half utf-16": ("x.csv", b"\xff\xfei\0d\0\n\0x", "line 2: not UTF-16; save the file"),
    "quotation": ("x.csv", b'id,a,b\n1,"b,c\n', "row 2: no valid CSV, by a quotation mark that does not close"),
    "long cell": ("x.csv", b"id,a,b\n1," + b"x" * 1_000_001, "row 2: no valid CSV"),
    "long line": ("x.csv", b"id,a,b\n" + b"x," * 5_000_001, "line 2: longer than 10,000,000 characters"),
    "pdf": ("x.pdf", b"%PDF-1.7\n", "is a PDF: save the registry as .xlsx"),
    "gzip": ("x.csv.gz", b"\x1f\x8b\x08\0", "is a packed file (gzip): save the registry as"),
    "web page": ("x.xls", b"<html><table><tr><td>id</td></tr></table></html>", "is a web page: open the file in Excel"),
    "other xml": ("x.xml", b"<?xml version='1.0'?><a/>", "is XML but no RDF: open the file in Excel"),
    # JSON
    "broken json": ("x.json", b'[\n{"a": 1,}]', "line 2, character 9: no valid JSON; mend the file"),
    "broken line": ("x.jsonl", b'{"a": 1}\n{"a": 1\n', "line 2, character 8: no valid JSON; mend the file"),
    "NaN": ("x.json", b'[{"a": NaN}]', "NaN is no JSON and no value; leave the value empty (null)"),
    "Infinity": ("x.jsonl", b'{"a": 1}\n{"a": -Infinity}', "line 2: -Infinity is no JSON and no value"),
    "key twice": ("x.json", b'[{"a": 1, "a": 2}]', "key a stands twice in one JSON object; leave one out"),
    "deep json": ("x.json", b"[" * 100_000, "more than 64 layers of JSON within one another"),
    "rather deep json": ("x.json", b"[" * 70 + b"]" * 70, "more than 64 layers of JSON within one another"),
    "nested value": ("x.json", b'[{"a": {"b": 1}}]', "row 2, a: nested deeper than a list of values; give a text"),
    "nested list": ("x.json", b'[{"b": 1}, {"a": [[1]]}]', "row 3, a: nested deeper than a list of values"),
    "no objects": ("x.json", b'["a"]', "row 2: no JSON object; give each exchange as an object"),
    "no array": ("x.json", b'{"a": 1}', "a JSON object with 0 arrays of objects; give the registry as an array"),
    "two arrays": ("x.json", b'{"a": [{"x": 1}], "b": [{"x": 1}]}', "a JSON object with 2 arrays of objects"),
    "a text": ("x.json", b'"a"', "JSON without an array of objects; give the registry as"),
    "empty array": ("x.json", b"[]", "is empty: it should hold a header"),
    "many keys": (
        "x.json", json.dumps([{str(n): 1} for n in range(20_000)]).encode(), "has more than 16,384 columns: keep only",
    ),
    "many cells": (
        "x.jsonl", b"".join(b'{"%d": 1}\n' % n for n in range(5000)), "has more than 10,000,000 cells (5,000 rows of",
    ),
    "long value": ("x.json", b'[{"a": 1}, {"a": "' + b"x" * 1_000_001 + b'"}]', "row 3: a cell of more than 1,000,000"),
    # Parquet
    "cut off parquet": ("x.parquet", as_parquet()[:-100], "is a broken or incomplete Parquet file: make the export"),
    "only a mark": ("x.parquet", b"PAR1", "is a broken or incomplete Parquet file"),
    "encrypted parquet": ("x.parquet", b"PARE" + bytes(20) + b"PARE", "is a broken or incomplete Parquet file"),
}  # fmt: skip


def assert_one_sentence(error: GrondslagError, path: Path) -> None:
    """See that a refusal is one sentence in each language, that ends in what to do and names no path but the file."""
    nl, en = error.texts["nl"], error.texts["en"]
    assert nl != en
    for text in (nl, en):
        assert text.startswith(str(path))
        rest = text.removeprefix(str(path))
        assert rest.endswith(".") and "\n" not in rest and "  " not in rest, text
        assert re.search(r"[:;] [^:;]+\.$", rest), text
        assert not re.search(r"/(usr|work|tmp|home|root)/|site-packages|Traceback|Error\b|0x", rest), text
    assert len(nl) < 600 + len(str(path))


@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path: Path, name: str) -> None:
    file, data, said = REFUSED[name]
    path = tmp_path / file
    path.write_bytes(data)
    with pytest.raises(GrondslagError) as caught:
        read_registry(path, rdf=TERMS)
    assert_one_sentence(caught.value, path)
    assert said in caught.value.texts["en"], caught.value.texts["en"]


def test_paths(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path, "is a folder: name the registry file"),
        (tmp_path / "absent.csv", "cannot be read (does not exist): check name and permissions"),
        (tmp_path / ("x" * 3000), "cannot be read ("),
    ):
        with pytest.raises(GrondslagError) as caught:
            read_registry(path)
        assert_one_sentence(caught.value, path)
        assert said in caught.value.texts["en"]
    with pytest.raises(GrondslagError, match="cannot be read"):
        read_registry("a\0b")


def test_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_text(as_csv(), encoding="utf-8")
    monkeypatch.setattr("checker.readers.source.MAX_BYTES", 100)
    with pytest.raises(GrondslagError, match="split the registry") as caught:
        read_registry(path)
    assert_one_sentence(caught.value, path)


def test_size_of_json_and_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    path.write_text('[{"a": 1}]', encoding="utf-8")
    monkeypatch.setattr("checker.readers.jsontext.MAX_CHARACTERS", 5)
    with pytest.raises(GrondslagError, match="more JSON than is read"):
        read_registry(path)
    path = tmp_path / "x.csv"
    path.write_text(as_csv(), encoding="utf-8")
    monkeypatch.setattr("checker.readers.delimited.MAX_ROWS", 2)
    with pytest.raises(GrondslagError, match="has more than 2 rows: split the registry"):
        read_registry(path)


def test_parquet_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "x.parquet"
    monkeypatch.setattr("checker.readers.parquet.MAX_CELLS", 10_000)
    monkeypatch.setattr("checker.readers.grid.MAX_CELLS", 10_000)
    monkeypatch.setattr("checker.readers.parquet.MAX_UNPACKED", 10_000_000)
    for columns, said in (
        ({column: [None] * 3000 for column in "abcdef"}, "has more than 10,000 cells (3,000 rows of 6)"),
        ({"a": [list(range(500))] * 21}, "10,000 values"),
        ({"a": [{"b": 1}]}, "column a: nested deeper than a list of values"),
        ({"a": [[{"b": 1}]]}, "column a: nested deeper than a list of values"),
        ({"a": ["x" * 400_000 + str(n) for n in range(30)]}, "unpacks to more"),
        ({"a": [["x" * 400_000] * 2] * 30}, "unpacks to more"),
    ):
        parquet.write_table(pyarrow.table(columns), path)
        with pytest.raises(GrondslagError) as caught:
            read_registry(path)
        assert_one_sentence(caught.value, path)
        assert said in caught.value.texts["en"]


def test_macros_links_and_images_are_left_alone(tmp_path: Path) -> None:
    extra = {
        "xl/vbaProject.bin": OLE,
        "xl/media/image1.png": b"\x89PNG",
        "xl/externalLinks/externalLink1.xml": f"{LAUGHS}<a>&c;</a>".encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": b'<a><b Target="file:///etc/hostname"/></a>',
        "xl/drawings/drawing1.xml": b"not xml",
        "docProps/custom.xml": b"not xml either",
    }
    file = io.BytesIO(as_xlsx())
    with zipfile.ZipFile(file, "a") as package:
        for name, data in extra.items():
            package.writestr(name, data)
    path = tmp_path / "x.xlsm"
    path.write_bytes(file.getvalue())
    assert read_registry(path).rows == tuple(enumerate(TEXTS, start=2))


def test_a_formula_on_another_sheet_does_not_matter(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx()))
    other: Any = book.create_sheet("Som")
    other.append(["=1+1"])
    path = tmp_path / "x.xlsx"
    path.write_bytes(saved(book))
    assert read_registry(path).rows == tuple(enumerate(TEXTS, start=2))
    with pytest.raises(GrondslagError, match="sheet Som, cell A1: a formula without a stored outcome"):
        read_registry(path, sheet="Som")


def test_many_equal_rows_are_no_bomb(tmp_path: Path) -> None:
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    path = tmp_path / "x.xlsx"
    path.write_bytes(xlsx_of(XLSX_HEADER + "".join(row.format(n) for n in range(2, 20_000))))
    assert len(read_registry(path).rows) == 19_998


BEGINNINGS = (
    b"", b"PK\x03\x04", b"PAR1", b"{", b'[{"a":', b'{"@id":', b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n", b"<?xml ?>",
    b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'", b"@prefix a: <urn:x> .", b"<urn:a> <urn:b> ",
)  # fmt: skip
SUFFIXES = ("", ".csv", ".xlsx", ".ods", ".json", ".jsonl", ".jsonld", ".parquet", ".ttl", ".trig", ".nq", ".rdf")
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def attempt(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        table = read_registry(path, rdf=TERMS)
    except GrondslagError as error:
        assert str(path) in error.texts["nl"]
        assert "\n" not in error.texts["nl"].removeprefix(str(path))
    else:
        for _, row in table.rows:
            "".join(row).encode()


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300), st.sampled_from(SUFFIXES))
@settings(max_examples=600, deadline=None, suppress_health_check=QUIET)
def test_any_bytes_are_read_or_refused(tmp_path: Path, start: bytes, data: bytes, suffix: str) -> None:
    attempt(tmp_path / f"x{suffix}", start + data)


@given(st.sampled_from(sorted(FORMATS)), st.data())
@settings(max_examples=600, deadline=None, suppress_health_check=QUIET)
def test_any_damage_is_read_or_refused(tmp_path: Path, name: str, data: st.DataObject) -> None:
    bad = bytearray(FORMATS[name])
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(bad) - 1))
        if data.draw(st.booleans()):
            bad[at] = data.draw(st.integers(0, 255))
        else:
            del bad[at : at + data.draw(st.integers(1, len(bad)))]
        if not bad:
            break
    attempt(tmp_path / f"x{Path(name).suffix}", bytes(bad))


@pytest.mark.parametrize("write", [as_xlsx, as_ods])
def test_any_damage_within_a_workbook_is_read_or_refused(tmp_path: Path, write: Callable[[], bytes]) -> None:
    """As above, but below the checksums of the package."""
    chance = random.Random(1)
    with zipfile.ZipFile(io.BytesIO(write())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(300):
        name = chance.choice([part for part in parts if part.endswith((".xml", ".rels"))])
        bad = bytearray(parts[name])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(bad))
            bad[at : at + chance.choice((0, 1, 1, 5))] = chance.choice(
                (b"9", b"<", b'"', b"-1", b"", b"\xff", b"99999")
            )
        attempt(tmp_path / "x", zipped(parts | {name: bytes(bad)}))


def test_any_damage_within_the_footer_of_parquet_is_read_or_refused(tmp_path: Path) -> None:
    """Where pyarrow ends the whole process if a broken footer is asked for its columns before its pages are walked."""
    chance = random.Random(1)
    whole = as_parquet()
    footer = int.from_bytes(whole[-8:-4], "little")
    for _ in range(2000):
        bad = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            bad[chance.randrange(len(bad) - 8 - footer, len(bad) - 8)] = chance.randrange(256)
        attempt(tmp_path / "x", bytes(bad))
