"""Where a table stands in its file: delimiters, headers below titles, sheets, row numbers and merged cells."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from writers import HEADER, MAIN, ROWS, TEXTS, as_xlsx, ods_cell, ods_of, ods_row, saved, xlsx_of

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.registry import read_registry

NAMES = ("kenmerk", "verstrekker", "ontvanger", "doel")


def read(path: Path, data: bytes | str, **options: Any) -> Table:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_registry(path, **options)


DELIMITED = {
    "semicolons within cells of a comma file": (
        "kenmerk,verstrekker,gegevens\n1,a,b;c;d;e\n2,b,c;d;e;f\n",
        [(2, ("1", "a", "b;c;d;e")), (3, ("2", "b", "c;d;e;f"))],
    ),
    "commas within cells of a semicolon file": (
        "kenmerk;gegevens, in woorden;doel\n1;naam, BSN, adres;x, y\n",
        [(2, ("1", "naam, BSN, adres", "x, y"))],
    ),
    "bars divide no cells": (
        "kenmerk,grondslag,doel\n1,a | b | c | d,x\n2,a | b | c | d,x\n",
        [(2, ("1", "a | b | c | d", "x")), (3, ("2", "a | b | c | d", "x"))],
    ),
    "quoted line breaks and quotation marks": (
        'kenmerk;doel;tekst\r\n1;"a\r\nb";"zegt ""nee"", en gaat"\r\n2;x;y\r\n',
        [(2, ("1", "a\nb", 'zegt "nee", en gaat')), (3, ("2", "x", "y"))],
    ),
    "blank rows count": ("\n\nkenmerk,doel,tekst\n\n1,a,b\n ,,\n2,c,d\n", [(5, ("1", "a", "b")), (7, ("2", "c", "d"))]),
    "rows that are too short or long stay so": (
        "kenmerk,doel,tekst\n1,a\n2,a,b,c\n",
        [(2, ("1", "a")), (3, ("2", "a", "b", "c"))],
    ),
    "two columns": ("kenmerk;doel\n1;a,b,c\n", [(2, ("1", "a,b,c"))]),
    "one column": ("kenmerk\n1\n2\n", [(2, ("1",)), (3, ("2",))]),
    "a header alone": ("kenmerk;verstrekker;doel\n", []),
    "empty columns at the end": ("kenmerk;doel;tekst;;\n1;a;b;;\n", [(2, ("1", "a", "b"))]),
    "a column without a name": ("kenmerk;;doel\n1;x;a\n", [(2, ("1", "x", "a"))]),
    "titles above": (
        "Register van verwerkingen;;;\nVersie 3;;;\n;;;\nkenmerk;verstrekker;ontvanger;doel\n1;a;b;c\n",
        [(5, ("1", "a", "b", "c"))],
    ),
    "a carriage return within a cell": ('kenmerk,doel,tekst\n1,"a\rb",c\n', [(2, ("1", "a\nb", "c"))]),
}  # fmt: skip


@pytest.mark.parametrize("name", DELIMITED)
def test_delimited(tmp_path: Path, name: str) -> None:
    text, rows = DELIMITED[name]
    assert list(read(tmp_path / "register.csv", text).rows) == rows


def test_all_columns_in_one_cell(tmp_path: Path) -> None:
    with pytest.raises(GrondslagError, match=r"all columns stand together in the first; split them"):
        read(tmp_path / "register.csv", '"kenmerk,verstrekker,doel"\n"1,a,b"\n')


def test_known_names_find_a_short_header(tmp_path: Path) -> None:
    text = "Blad;van;iemand;anders\nKenmerk;Doel;;\n1;a;;\n"
    table = read(tmp_path / "register.csv", text, columns={"kenmerk": "id", "doel": "purpose"})
    assert (table.header, table.rows) == (("Kenmerk", "Doel"), ((3, ("1", "a")),))
    assert read(tmp_path / "register.csv", text).header == ("Blad", "van", "iemand", "anders")


def test_cells_that_read_like_names_make_no_header(tmp_path: Path) -> None:
    text = "a;b;c\ndoel;grondslag;doel\nx;y;z\n"
    known = {"a", "doel", "grondslag"}
    assert read(tmp_path / "register.csv", text, known=known).header == ("a", "b", "c")


def titled(sheet: Any) -> None:
    """Give a sheet a title over merged cells, a note, a row of group headings and a blank first column."""
    sheet.insert_rows(1, 5)
    sheet.insert_cols(1)
    sheet["B2"] = "Register van verwerkingen"
    sheet.merge_cells("B2:I3")
    sheet["B4"], sheet["C4"] = "Organisatie:", "Zorgkantoor"
    sheet["B5"], sheet["D5"], sheet["F5"] = "Wie", "Wat", "Hoe"
    sheet.merge_cells("B5:C5")
    sheet.merge_cells("D5:E5")


def test_header_below_titles(tmp_path: Path) -> None:
    table = read(tmp_path / "register.xlsx", as_xlsx(titled))
    assert table.header == HEADER
    assert table.rows == tuple(enumerate(TEXTS, start=7))


def test_header_below_titles_in_ods(tmp_path: Path) -> None:
    span = 'table:number-columns-spanned="8" table:number-rows-spanned="2"'
    title = ods_cell("Register").replace("table-cell ", f"table-cell {span} ", 1)
    blank = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    rows = f"<table:table-row>{title}</table:table-row>{blank}" + "".join(map(ods_row, (HEADER, *ROWS)))
    table = read(tmp_path / "register.ods", ods_of(rows))
    assert (table.header, table.rows) == (HEADER, tuple(enumerate(TEXTS, start=6)))


def test_header_of_two_rows_and_cells_merged_downwards(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        ["Nr", "Partijen", None, "Doel", "Grondslag"],
        [None, "Verstrekker", "Ontvanger", None, None],
        ["1", "CIZ", "CAK", "x", "y"],
        [None, None, "SVB", None, "z"],
        ["2", "ZN", "CAK", "x", "y"],
    ):
        sheet.append(row)
    for merged in ("A1:A2", "B1:C1", "D1:D2", "E1:E2", "A3:A4", "B3:B4", "D3:D4"):
        sheet.merge_cells(merged)
    table = read(tmp_path / "register.xlsx", saved(book))
    assert table.header == ("Nr", "Verstrekker", "Ontvanger", "Doel", "Grondslag")
    assert [row for _, row in table.rows] == [
        ("1", "CIZ", "CAK", "x", "y"), ("1", "CIZ", "SVB", "x", "z"), ("2", "ZN", "CAK", "x", "y"),
    ]  # fmt: skip


def test_cells_merged_downwards_in_ods(tmp_path: Path) -> None:
    first = ods_cell("1").replace("table-cell ", 'table-cell table:number-rows-spanned="2" ', 1)
    rows = (
        ods_row(("Nr", "Verstrekker", "Doel"))
        + f"<table:table-row>{first}{ods_cell('a')}{ods_cell('b')}</table:table-row>"
        + f"<table:table-row><table:covered-table-cell/>{ods_cell('c')}{ods_cell('d')}</table:table-row>"
    )
    table = read(tmp_path / "register.ods", ods_of(rows))
    assert [row for _, row in table.rows] == [("1", "a", "b"), ("1", "c", "d")]


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    cover: Any = book.active
    cover.title = "Toelichting"
    cover.append(["Vul het volgende blad in."])
    for title, start in (("Oud", 10), ("Register", 1), ("2", 20)):
        sheet = book.create_sheet(title)
        sheet.append(NAMES if title == "Register" else [f"{name}?" for name in NAMES])
        sheet.append([start, "a", "b", "c"])
    book["Oud"].sheet_state = "hidden"
    path = tmp_path / "register.xlsx"
    path.write_bytes(saved(book))
    return path


@pytest.mark.parametrize(
    ("sheet", "first"),
    [(None, "1"), ("Register", "1"), ("register ", "1"), ("Oud", "10"), ("2", "20"), ("3", "1"), ("4", "20")],
)
def test_sheet(sheets: Path, sheet: str | None, first: str) -> None:
    assert read_registry(sheets, sheet=sheet).rows[0][1][0] == first


def test_sheet_by_known_names(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first: Any = book.active
    first.append(["afkorting", "betekenis", "bron"])
    first.append(["Wlz", "Wet langdurige zorg", "BWB"])
    second: Any = book.create_sheet("Register")
    second.append(NAMES)
    second.append(["1", "a", "b", "c"])
    path = tmp_path / "register.xlsx"
    assert read(path, saved(book)).header == ("afkorting", "betekenis", "bron")
    assert read(path, saved(book), known=NAMES).header == NAMES


def test_no_such_sheet(sheets: Path, tmp_path: Path) -> None:
    with pytest.raises(GrondslagError, match=r"no sheet x: name one of the sheets 1 \(Toelichting\), 2 \(Oud\)"):
        read_registry(sheets, sheet="x")
    with pytest.raises(GrondslagError, match=r"sheet Toelichting: there is no header"):
        read_registry(sheets, sheet="1")
    with pytest.raises(GrondslagError, match=r"is no workbook and has no sheet 2: leave out the sheet"):
        read(tmp_path / "register.csv", "a,b,c\n", sheet="2")


def test_cells_of_a_workbook(tmp_path: Path) -> None:
    from datetime import datetime, time, timedelta

    def fill(sheet: Any) -> None:
        sheet.delete_rows(2, 9)
        sheet.append(["31-12-2025", datetime(2025, 12, 31, 9, 30), time(9, 30), timedelta(hours=30), 1e20, 5.0, "5"])
        sheet.append(["#N/A", -0.5, 1234567.25, 1e-7, "a_x000D_b\nc", "=1+1", True])
        sheet["A3"].data_type = "e"
        sheet["F3"] = 2

    (_, first), (_, second) = read(tmp_path / "register.xlsx", as_xlsx(fill)).rows
    assert first[:7] == ("31-12-2025", "2025-12-31T09:30:00", "09:30:00", "30:00:00", "1" + "0" * 20, "5", "5")
    assert second[:7] == ("#N/A", "-0.5", "1234567.25", "0.0000001", "a\nb\nc", "2", "true")


def test_an_error_in_ods_is_a_text(tmp_path: Path) -> None:
    wrong = '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"'
    rows = (
        ods_row(HEADER[:4])
        + f'<table:table-row>{wrong}><text:p>#N/B</text:p></table:table-cell>{wrong} table:number-columns-repeated="2">'
        "<text:p>#DIV/0!</text:p></table:table-cell><table:table-cell office:value-type="
        '"string"><text:p>a<text:line-break/>b<text:span>c</text:span></text:p></table:table-cell></table:table-row>'
    )
    table = read(tmp_path / "register.ods", ods_of(rows))
    assert table.rows == ((2, ("#N/B", "#DIV/0!", "#DIV/0!", "a\nbc")),)


def test_formulas_with_stored_outcomes(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>sender</t></is></c>'
        '<c r="C1" t="str"><f>"doel"</f><v>doel</v></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>IF(A2&gt;5,"x","")</f><v></v></c>'
        '<c r="C2" t="b"><f>TRUE()</f><v>1</v></c><c r="D2" t="e"><f>NA()</f><v>#N/A</v></c></row>'
    )
    table = read(tmp_path / "register.xlsx", xlsx_of(rows))
    assert (table.header, table.rows) == (("id", "sender", "doel", ""), ((2, ("2", "", "true", "#N/A")),))


def test_shared_texts_in_a_wide_sheet(tmp_path: Path) -> None:
    shared = "<sst><si><t>kop</t></si><si><r><t>ri</t></r><r><t xml:space='preserve'>jk </t></r></si></sst>"
    names = [f"{first}{last}" for first in ("", *"ABC") for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    rows = "".join(
        f'<x:row xmlns:x="{MAIN}" r="{row}">'
        + "".join(f'<x:c r="{name}{row}" t="s"><x:v>{row - 1}</x:v></x:c>' for name in names)
        + "</x:row>"
        for row in (1, 2)
    ).replace('t="s"><x:v>0</x:v>', 't="inlineStr"><x:is><x:t>kop {}</x:t></x:is>')
    for name in names:
        rows = rows.replace("{}", name, 1)
    table = read(tmp_path / "register.xlsx", xlsx_of(rows, parts={"xl/sharedStrings.xml": shared.encode()}))
    assert table.header == tuple(f"kop {name}" for name in names)
    assert table.rows == ((2, ("rijk ",) * len(names)),)


def test_numbers_of_cells_that_the_file_leaves_out(tmp_path: Path) -> None:
    text = '<c t="inlineStr"><is><t>{}</t></is></c>'
    rows = "".join(f"<row>{''.join(text.format(f'{r}{c}') for c in 'abc')}</row>" for r in "xyz")
    assert read(tmp_path / "register.xlsx", xlsx_of(rows)).header == ("xa", "xb", "xc")


def test_json_numbers_and_missing_keys(tmp_path: Path) -> None:
    text = '[{"a": 1.0, "b": 12.50, "c": 1e3, "d": 12345678901234567890}, {}, {"e": [], "a": [1, null, true]}]'
    table = read(tmp_path / "register.json", text)
    assert table.header == ("a", "b", "c", "d", "e")
    assert table.rows == (
        (2, ("1", "12.50", "1000", "12345678901234567890", "")),
        (4, ("1;;true", *[""] * 4)),
    )


def test_json_lines_count_blank_lines(tmp_path: Path) -> None:
    table = read(tmp_path / "register", '{"a": 1}\n\n{"a": "\\ud800x", "b": "é"}\n')
    assert table.rows == ((2, ("1", "")), (4, ("?x", "é")))


def test_parquet_types(tmp_path: Path) -> None:
    from datetime import UTC, datetime, timedelta
    from decimal import Decimal

    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "register.parquet"
    columns = {
        "f32": pyarrow.array([12.1, None], pyarrow.float32()),
        "nan": [float("nan"), 1e300],
        "dec": [Decimal("12.50"), None],
        "day": pyarrow.array([datetime(2025, 1, 2), datetime(2025, 1, 2, 3, 4)], pyarrow.timestamp("ns")),
        "zone": [datetime(2025, 1, 2, tzinfo=UTC), None],
        "bytes": [b"abc", None],
        "dict": pyarrow.array(["x", None]).dictionary_encode(),
        "list": [[1, 2], None],
        "text": ["a\r\nb", None],
        "time": [timedelta(hours=1), None],
    }
    parquet.write_table(pyarrow.table(columns), path)
    table = read_registry(path)
    assert table.header == tuple(columns)
    assert table.rows[0] == (2, ("12.1", "", "12.50", "2025-01-02", "2025-01-02", "abc", "x", "1;2", "a\nb", "1:00:00"))
    assert table.rows[1] == (3, ("", "1" + "0" * 300, "", "2025-01-02T03:04:00", *[""] * 6))
