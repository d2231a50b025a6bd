"""The report as a workbook: a registry still, that is read back to the same outcomes, within what a sheet holds."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import golden
import openpyxl
import pytest

from checker import GrondslagError, Report, check
from checker.api import check_all
from checker.pack import Pack
from checker.reports.xlsx import book as books
from checker.reports.xlsx import to_xlsx
from checker.request import Request

ROOT = golden.HERE.parent.parent
AS_OF = "2026-11-23"
REGISTRIES = [
    *sorted((ROOT / "datasets" / "iwlz").glob("*.csv")),
    golden.HERE / "small.csv",
    *(ROOT / "tests" / "registries" / name for name in (
        "opsommingen.csv", "groepen.csv", "twee-grondslagen.csv", "citaten.csv", "vrije-tekst.csv", "regeleinden.csv",
        "gemeente.csv", "logboek.jsonl", "eigen.rdf")),
]  # fmt: skip
both = pytest.mark.parametrize("language", golden.LANGUAGES)


def answers(report: Report) -> list[tuple[Any, ...]]:
    return [
        (e["id"], e["verdict"], e["scope"], e["outcomes"], [f["fingerprint"] for f in e["findings"]])
        for e in report.document["exchanges"]
    ]


def saved(data: bytes, folder: Path) -> Path:
    path = folder / "rapport.xlsx"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("registry", REGISTRIES, ids=lambda path: path.name)
@both
def test_it_reads_back_to_the_same(registry: Path, language: str, pack: Pack, tmp_path: Path) -> None:
    report = check(registry, pack, AS_OF)
    again = check(saved(to_xlsx(report, language), tmp_path), pack, AS_OF)
    assert answers(again) == answers(report)
    # What was added is not read as a column, and makes room when a report is made of the report.
    added = [
        column for column in again.document["registries"][0]["columns"] if column["header"].startswith("Toetsing: ")
    ]
    assert all(column["column"] == "" for column in added)
    assert to_xlsx(again, language)[:2] == b"PK"
    headers = [cell.value for cell in sheet(to_xlsx(again, language), 1)[1]]
    assert headers == [cell.value for cell in sheet(to_xlsx(report, language), 1)[1]]


def test_a_column_of_their_own_is_kept_whatever_its_name() -> None:
    report = golden.stored()
    for exchange in report.document["exchanges"]:
        exchange["input"] |= {"Toetsing: datum": "gisteren", "Check: verdict": "old", "Toetsing: oordeel": "oud"}
    headers = [cell.value for cell in sheet(to_xlsx(report), 1)[1]]
    assert headers.count("Toetsing: datum") == headers.count("Toetsing: oordeel") == 1
    assert "Check: verdict" not in headers


def sheet(data: bytes, place: int) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[place]


def test_the_own_rows_come_first_as_they_are() -> None:
    report = golden.stored()
    rows = [[cell or "" for cell in row] for row in sheet(to_xlsx(report), 1).iter_rows(values_only=True)]
    header = [column["header"] for column in report.document["registries"][0]["columns"]]
    assert rows[0][: len(header)] == header
    cells = {e["row"]: list(e["input"].values()) for e in report.document["exchanges"]}
    assert [row[: len(header)] for row in rows[1:]] == list(cells.values())
    assert [row[-1] for row in rows[1:]] == list(cells)


def test_a_row_of_several_exchanges_has_the_weightiest_and_each_has_a_line() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(to_xlsx(golden.stored())))
    assert workbook.sheetnames == ["Samenvatting", "Register", "Uitwisselingen", "Bevindingen", "Regels", "Artikelen"]
    rows = {row[0]: row for row in workbook["Register"].iter_rows(values_only=True)}
    assert "? onbepaald" in rows["P99"] and "P99/1" in str(rows["P99"]) and "P99/2" in str(rows["P99"])
    lines = [row[0] for row in workbook["Uitwisselingen"].iter_rows(values_only=True)]
    assert lines[-2:] == ["P99/1", "P99/2"]
    said = [str(row[0]) for row in workbook["Samenvatting"].iter_rows(values_only=True)]
    assert any("meer dan een uitwisseling" in text for text in said)


def test_several_registries_have_a_sheet_each(pack: Pack, tmp_path: Path) -> None:
    paths = [ROOT / "datasets" / "iwlz" / name for name in ("planned.csv", "messages.csv")]
    report = check_all(paths, Request(pack, AS_OF))
    path = saved(to_xlsx(report, "en"), tmp_path)
    for name, source in zip(("Registry", "Registry 2"), paths, strict=True):
        assert answers(check_all([path], Request(pack, AS_OF, sheet=name))) == answers(check(source, pack, AS_OF))


def test_what_a_sheet_cannot_hold_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    report = golden.stored()
    monkeypatch.setattr("checker.reports.xlsx.lists.MAX_LINKS", 3)
    workbook = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "en")))
    links = [cell for row in workbook["Findings"].iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == 3
    assert any("more than 3 links" in str(row[0]) for row in workbook["Summary"].iter_rows(values_only=True))
    monkeypatch.setattr(books, "MAX_ROWS", 7)
    with pytest.raises(GrondslagError, match="at most 7 rows"):
        to_xlsx(report)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it_and_saves_the_same(pack: Pack, tmp_path: Path) -> None:
    report = check(golden.HERE / "small.csv", pack, AS_OF)
    path = saved(to_xlsx(report), tmp_path)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
               "ods", "--outdir", str(tmp_path), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert answers(check(path.with_suffix(".ods"), pack, AS_OF)) == answers(report)
