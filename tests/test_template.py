"""The workbook to fill in: complete against the pack, the same every time, without formulas, and read back as it is."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pandas
import pytest
from click.testing import CliRunner
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from rdflib import Graph, Literal
from rdflib.namespace import SKOS

from checker import Report, check
from checker.cli import main
from checker.model import Table
from checker.pack import Column, Pack, load_pack
from checker.readers.registry import read_registry
from checker.template import write_template
from checker.template.words import INTRODUCTION, WORDS
from checker.template.workbook import ROWS
from checker.vocabulary import GS, label, texts

AS_OF = "2026-11-23"
LANGUAGES = ("nl", "en")
UNREAD = {"RG201", "RG202", "RG203", "RG204", "RG205", "RG206", "RG208", "RG212", "RG213"}
"""The rules on what is missing, unknown, unreadable or there twice."""
both = pytest.mark.parametrize("language", LANGUAGES)


@cache
def template(language: str) -> bytes:
    return write_template(load_pack("iwlz"), language)


def opened(language: str) -> Workbook:
    return openpyxl.load_workbook(BytesIO(template(language)))


def registry(workbook: Workbook) -> Worksheet:
    return workbook.worksheets[0]


def saved(language: str, folder: Path) -> Path:
    path = folder / "register.xlsx"
    path.write_bytes(template(language))
    return path


def judged(table: Table, pack: Pack) -> Report:
    return check(pandas.DataFrame([row for _, row in table.rows], columns=list(table.header)), pack, AS_OF)


def shown(pack: Pack) -> list[Column]:
    """The columns of the template: none that is judged only where a registry has it, as an empty cell would count."""
    return [column for column in pack.columns if not column.optional]


def columns(pack: Pack) -> Iterator[tuple[int, Column]]:
    """Every column with its number in the sheet."""
    yield from enumerate(shown(pack), start=1)


def validation(sheet: Worksheet, place: int) -> DataValidation | None:
    found = [one for one in sheet.data_validations.dataValidation
             if any(area.min_col <= place <= area.max_col for area in one.sqref.ranges)]  # fmt: skip
    assert len(found) <= 1
    return found[0] if found else None


def choices(workbook: Workbook, check: DataValidation) -> list[str]:
    """The names that a drop-down list shows."""
    name, _, area = str(check.formula1).replace("$", "").rpartition("!")
    return [str(cell.value) for (cell,) in workbook[name.strip("'")][area]]


def test_same_pack_same_bytes_whatever_the_time_and_the_process(tmp_path: Path) -> None:
    files = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        code = "from checker.cli import main; main()"
        command = [sys.executable, "-c", code, "template", "-o", str(folder / "register.xlsx")]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        files.append((folder / "register.xlsx").read_bytes())
    assert files == [template("nl")] * 2
    with zipfile.ZipFile(BytesIO(files[0])) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT", archive.read("docProps/core.xml"))) == {b"2000-01-01T"}


@both
def test_headers_are_those_of_the_language_and_all_are_recognised(language: str, pack: Pack, tmp_path: Path) -> None:
    header = read_registry(saved(language, tmp_path)).header
    assert len(header) == len(shown(pack)) < len(pack.columns)
    for name, column in zip(header, shown(pack), strict=True):
        assert Literal(name, language) in set(pack.graph.objects(column.iri, GS.header))


@both
def test_required_columns_are_bold_and_say_so(language: str, pack: Pack) -> None:
    workbook = opened(language)
    heads = next(registry(workbook).iter_rows(max_row=1))
    assert any(column.required for column in shown(pack))
    for cell, column in zip(heads, shown(pack), strict=True):
        assert bool(cell.font.bold) == column.required
        assert cell.comment is not None
        required = [f": {WORDS['required']['nl']} / {WORDS['required']['en']}" in cell.comment.text]
        required += [row[1].value == WORDS["required"][language] for row in workbook.worksheets[2].iter_rows()
                     if row[0].value == cell.value]  # fmt: skip
        assert required == [column.required] * 2


@both
def test_every_column_is_explained_in_both_languages_in_a_comment_and_on_a_sheet(language: str, pack: Pack) -> None:
    workbook = opened(language)
    rows = {row[0].value: " ".join(str(cell.value) for cell in row[2:]) for row in workbook.worksheets[2].iter_rows()}
    for cell, column in zip(next(registry(workbook).iter_rows(max_row=1)), shown(pack), strict=True):
        assert cell.comment is not None
        for definition in texts(pack.graph, column.iri, SKOS.definition).values():
            assert definition in cell.comment.text
            assert definition in rows[cell.value]
        if column.separator is not None:
            assert f" {column.separator} " in rows[cell.value]
            check = validation(registry(workbook), shown(pack).index(column) + 1)
            assert check is not None
            assert f" {column.separator} " in str(check.prompt)


@both
def test_lists_hold_every_term_under_a_name_that_reads_back(language: str, pack: Pack) -> None:
    workbook = opened(language)
    listed = 0
    for place, column in columns(pack):
        check = validation(registry(workbook), place)
        if column.scheme is None:
            continue
        listed += 1
        assert check is not None
        assert check.type == "list"
        names = choices(workbook, check)
        scheme = pack.schemes[column.scheme]
        found = [scheme.find(name) for name in names]
        assert {term for term, _ in filter(None, found)} == set(scheme.codes)
        assert len(names) == len(scheme.codes)
        assert set(names) == {label(pack.graph, term)[language] for term in scheme.codes}
        assert not column.separator or not any(column.separator in name for name in names)
    assert listed >= 7


@both
def test_terms_sheet_holds_every_scheme(language: str, pack: Pack) -> None:
    rows = {tuple(str(cell) for cell in row) for row in opened(language).worksheets[1].iter_rows(values_only=True)}
    for iri in {iri for column in shown(pack) for iri in (column.scheme, column.groups) if iri}:
        scheme = pack.schemes[iri]
        for term, code in scheme.codes.items():
            names = label(pack.graph, term)
            definition = texts(pack.graph, term, SKOS.definition)[language]
            assert (label(pack.graph, scheme.iri)[language], code, names["nl"], names["en"], definition) in rows


@both
def test_what_a_cell_lets_in(language: str, pack: Pack) -> None:
    workbook = opened(language)
    kinds = {"concept": "list", "citation": "list", "yes-no": "list", "date": "date", "amount": "decimal"}
    for place, column in columns(pack):
        check = validation(registry(workbook), place)
        assert (check.type if check else None) == kinds.get(column.datatype), column.code
        if check is None:
            continue
        (area,) = check.sqref.ranges
        assert (area.min_row, area.max_row) == (2, ROWS + 1)
        # An unknown party, or several values, can be said; a day that is no day cannot.
        assert bool(check.showErrorMessage) == (column.separator is None)
        if column.separator is None:
            assert (check.errorStyle == "warning") == (column.datatype == "concept")
            assert check.error
        for message in (check.prompt, check.error):
            assert not str(message or "").endswith("…")
        if column.datatype == "yes-no":
            assert choices(workbook, check) == {"nl": ["ja", "nee"], "en": ["yes", "no"]}[language]
        if column.datatype in ("date", "amount"):
            assert check.operator == "greaterThanOrEqual"
    shown = {column.datatype: registry(workbook).cell(2, place).number_format for place, column in columns(pack)}
    assert shown["date"] == "dd-mm-yyyy"
    assert shown["citation"] == shown["identifier"] == "@"


@both
def test_no_cell_runs(language: str, pack: Pack) -> None:
    """Nor where the pack holds a text that looks like a formula."""
    formula = '=HYPERLINK("http://example.org")'
    graph = Graph()
    for subject, predicate, value in pack.graph:
        looks_so = predicate == SKOS.definition and isinstance(value, Literal) and value.language == language
        graph.add((subject, predicate, Literal(formula, language) if looks_so else value))
    for data in (template(language), write_template(replace(pack, graph=graph), language)):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
            assert len(sheets) == 3
            for name in sheets:
                assert not list(ElementTree.fromstring(archive.read(name)).iter("{*}f"))
            assert not [name for name in archive.namelist() if "vba" in name.lower() or "external" in name.lower()]
    assert formula in {cell for row in openpyxl.load_workbook(BytesIO(data)).worksheets[1].values for cell in row}


@both
def test_examples_read_back_and_no_rule_objects(language: str, pack: Pack, tmp_path: Path) -> None:
    table = read_registry(saved(language, tmp_path))
    assert [number for number, _ in table.rows] == [2, 3, 4]
    exchanges = judged(table, pack).document["exchanges"]
    word = {"nl": "VOORBEELD", "en": "EXAMPLE"}[language]
    assert [exchange["id"] for exchange in exchanges] == [f"{word}-{number}" for number in (1, 2, 3)]
    for exchange in exchanges:
        assert exchange["outcomes"]["registry"] == "pass"
        assert exchange["verdict"] == "no-objection"
    said = " ".join(str(cell) for row in opened(language).worksheets[2].values for cell in row)
    for exchange in exchanges:
        assert exchange["id"] in said
    for _, row in table.rows:
        assert {"nl": "verwijder deze rij", "en": "delete this row"}[language] in row[-1]


@both
def test_what_is_filled_in_reads_back(language: str, pack: Pack, tmp_path: Path) -> None:
    """One row per name of each list, with real days and amounts, as a spreadsheet stores them."""
    workbook = opened(language)
    sheet = registry(workbook)
    sheet.delete_rows(2, 3)
    expected: list[dict[str, str]] = []
    lists = {column.code: choices(workbook, check) for place, column in columns(pack)
             if (check := validation(sheet, place)) is not None and check.type == "list"}  # fmt: skip
    for number in range(max(map(len, lists.values()))):
        row: dict[str, str] = {}
        for place, column in columns(pack):
            cell = sheet.cell(number + 2, place)
            if column.datatype == "date":
                cell.value, row[column.code] = datetime(2026, 2, 1), "2026-02-01"
            elif column.datatype == "amount":
                cell.value, row[column.code] = 12.5, "12.5"
            else:
                names = lists.get(column.code, [f"A-{number}"])
                several = [names[(number + step) % len(names)] for step in range(3 if column.separator else 1)]
                cell.value = row[column.code] = f"{column.separator} ".join(several)
        expected.append(row)
    workbook.save(tmp_path / "filled.xlsx")
    table = read_registry(tmp_path / "filled.xlsx")
    codes = [column.code for column in shown(pack)]
    assert [dict(zip(codes, row, strict=True)) for _, row in table.rows] == expected
    for exchange in judged(table, pack).document["exchanges"]:
        assert UNREAD.isdisjoint(finding["rule"] for finding in exchange["findings"]), exchange["row"]


def test_sheets_and_introduction_are_in_the_language() -> None:
    for language in LANGUAGES:
        workbook = opened(language)
        assert workbook.sheetnames == [WORDS[key][language] for key in ("registry", "terms", "help")]
        assert registry(workbook).freeze_panes == "B2"
        assert registry(workbook).auto_filter.ref
    assert len(INTRODUCTION["nl"]) == len(INTRODUCTION["en"])
    assert all(set(said) == set(LANGUAGES) for said in WORDS.values())


def test_terms_cannot_be_sorted_from_under_the_lists() -> None:
    protection = opened("nl").worksheets[1].protection
    assert protection.sheet
    assert protection.sort
    assert not protection.autoFilter
    assert not protection.password


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["template", "-o", "register.xlsx", "--lang", "en"])
    assert (done.exit_code, done.output) == (0, "")
    assert Path("register.xlsx").read_bytes() == template("en")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-o", "there.xlsx"], "exists already"),
        (["-o", "register.xls"], "does not end in .xlsx"),
        (["-o", "nowhere/register.xlsx"], "cannot be written"),
        (["-o", "new.xlsx", "--pack", "nowhere"], "was not found"),
        ([], "name output"),
    ],
)
def test_command_refuses(words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.xlsx").write_bytes(b"filled in")
    done = CliRunner().invoke(main, ["template", *words, "--lang", "en"])
    assert done.exit_code == 2
    assert said in done.output
    assert Path("there.xlsx").read_bytes() == b"filled in"
    assert [path.name for path in tmp_path.iterdir()] == ["there.xlsx"]


def converted(source: Path, kind: str, folder: Path) -> Path:
    soffice = shutil.which("soffice")
    assert soffice is not None
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind,
               "--outdir", str(folder), str(source)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@both
def test_libreoffice_finds_the_same(language: str, pack: Pack, tmp_path: Path) -> None:
    source = saved(language, tmp_path)
    table = read_registry(source)
    ods = converted(source, "ods", tmp_path)
    assert read_registry(ods).header == table.header
    assert read_registry(ods).rows == table.rows
    # As it is shown, with ";" and in UTF-8: what LibreOffice would do of its own depends on the machine.
    csv = read_registry(converted(source, "csv:Text - txt - csv (StarCalc):59,34,76,1", tmp_path))
    outcomes = [exchange["outcomes"] for exchange in judged(table, pack).document["exchanges"]]
    assert csv.header == table.header
    assert [exchange["outcomes"] for exchange in judged(csv, pack).document["exchanges"]] == outcomes
    # Back from LibreOffice's own format, the lists are still there.
    again = tmp_path / "again"
    again.mkdir()
    before, after = opened(language), openpyxl.load_workbook(converted(ods, "xlsx", again))
    assert after.sheetnames == before.sheetnames
    for place, column in columns(pack):
        one, other = validation(registry(before), place), validation(registry(after), place)
        assert (one is None) == (other is None), column.code
        if one is None or other is None:
            continue
        assert one.type == other.type
        # Into XLSX, LibreOffice writes no more than 1,000 rows below the last one that holds anything.
        (area,) = other.sqref.ranges
        assert area.min_row == 2
        assert area.max_row >= 1_000
        assert bool(one.showErrorMessage) == bool(other.showErrorMessage)
        if one.type == "list":
            assert choices(after, other) == choices(before, one)
    for cell, same in zip(*(next(registry(book).iter_rows(max_row=1)) for book in (before, after)), strict=True):
        assert bool(cell.font.bold) == bool(same.font.bold)
        assert cell.comment is not None
        assert same.comment is not None
        assert same.comment.text == cell.comment.text
