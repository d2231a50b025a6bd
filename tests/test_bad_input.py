"""Bad input gives one clear sentence and exit code 2, or a row with its faults; never a traceback, never a lost row."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checker import GrondslagError, check
from checker.cli import main
from checker.pack import Pack
from checker.readers.delimited import read_delimited

HEADER = "id,sender,recipient,purpose,ground,data_categories,start_date,end_date\n"
GOOD = "E1,ZORGKANTOOR,CAK,eigen-bijdrage,wlz-9.1.2-1-g,bsn,2025-03-01,2025-06-30\n"


def run(*words: str) -> tuple[int, str]:
    """Return the exit code and what was said on standard error."""
    result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr


REFUSED = {
    "empty": (b"", "leeg"),
    "only blank lines": (b"\n \n,,\n", "leeg"),
    "no header": (GOOD.encode(), "rij 1: in de kop ontbreekt"),
    "missing column": (b"id,sender,recipient,purpose\nE1,CIZ,CAK,zorgplicht\n", "ontbreekt gegevens"),
    "resembling column": (b"id,sender,recipient,doelx,gegevens\n", "doel (lijkt op: doelx)"),
    "wrong encoding": (HEADER.encode() + b"E1,Cli\x81nt\n", "regel 2"),
    "NUL byte": (HEADER.encode() + b"E\x001,CIZ\n", "regel 2: bevat een NUL"),
    "long line": (HEADER.encode() + b"x" * 10_000_001 + b"\n", "regel 2: langer dan"),
    "long cell": (HEADER.encode() + b'"' + b"x\n" * 600_000 + b'",a\n', "rij 2: geen geldige CSV"),
    "open quotation": (HEADER.encode() + b'E1,"CIZ\n', "rij 2: geen geldige CSV"),
    "duplicate header": (
        b"id,sender,Sender,recipient,purpose,data_categories\n",
        "kolom 2 (sender) en kolom 3 (Sender)",
    ),
    "header twice, by another name": (b"id,sender,verstrekker,recipient,purpose,data_categories\n", "dezelfde kolom"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path: Path, name: str) -> None:
    data, said = REFUSED[name]
    path = tmp_path / "register.csv"
    path.write_bytes(data)
    code, error = run("check", str(path))
    assert code == 2
    assert said in error
    assert error.count("\n") == 1
    assert "Traceback" not in error
    assert run("check", str(path), "--lang", "en")[1] != error


def test_faults_of_the_command(tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text(HEADER + GOOD, encoding="utf-8")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "pack.ttl").write_text("gs:nothing gs:parses", encoding="utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    cases = {
        ("check",): "noem REGISTER",
        ("check", str(tmp_path / "absent.csv")): "bestaat niet",
        ("check", str(tmp_path)): "is een map",
        ("check", str(good), "--format", "pdf"): "kies uit text, json",
        ("check", str(good), "--lang", "de"): "kies uit nl, en",
        ("check", str(good), "--fail-on", "always"): "kies uit violation",
        ("check", str(good), "--frmat", "json"): "--format?",
        ("check", str(good), "--as-of", "31-02-2026"): "geen bestaande dag",
        ("check", str(good), "--pack", "nope"): "niet gevonden",
        ("check", str(good), "--pack", str(broken)): "geen leesbaar Turtle",
        ("check", str(good), "--pack", str(empty)): "geen pakket",
        ("check", str(good), "-o", str(tmp_path / "no" / "where.json")): "kan niet worden geschreven",
        ("check", str(good), "-o", str(tmp_path)): "kan niet worden geschreven",
        ("chekc", str(good)): "niet begrepen",
    }
    for words, said in cases.items():
        code, error = run(*words)
        assert (code, error.count("\n")) == (2, 1), words
        assert said in error, (words, error)


@pytest.mark.parametrize(
    "imported", ["http://example.org/law", "file:///etc/hostname", "../../elsewhere", "https://w3id.org/x", "."]
)
def test_a_pack_imports_nothing_from_elsewhere(tmp_path: Path, imported: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "pack.ttl").write_text(
        "@prefix gs: <https://w3id.org/grondslag/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
        f"<https://example.org/pack> a gs:Pack ; owl:imports <{imported}> .",
        encoding="utf-8",
    )
    (tmp_path / "good.csv").write_text(HEADER + GOOD, encoding="utf-8")
    code, error = run("check", str(tmp_path / "good.csv"), "--pack", str(folder))
    assert code == 2
    assert error.count("\n") == 1


FAULTY = {
    "unknown party": (GOOD.replace("CAK", "CAKK"), "RG202", "Lijkt op: het CAK"),
    "unknown category": (GOOD.replace("bsn", "bsnn"), "RG202", "Lijkt op"),
    "citation without letter": (GOOD.replace("wlz-9.1.2-1-g", "Wlz 9.1.2 lid 1"), "RG212", "onder g"),
    "impossible date": (GOOD.replace("2025-06-30", "2025-06-31"), "RG204", "einddatum"),
    "too few cells": (GOOD.rsplit(",", 2)[0] + "\n", "RG213", "6 cellen"),
    "too many cells": (GOOD.strip() + ",more,and more\n", "RG213", "10 cellen"),
    "breaks an IRI": (GOOD.replace("CAK", '<>{}|\\^` "" '), "RG202", "niet herkend"),
    "steers a terminal": (GOOD.replace("CAK", "\x1b[31mCAK\x07"), "RG202", "niet herkend"),
    "long text": (GOOD.replace("CAK", "x" * 50_000), "RG202", "…"),
    "duplicate id": (GOOD, "RG208", "“E1”"),
    "no id": (GOOD.replace("E1", " "), "RG201", "kenmerk"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_row_with_faults_is_in_the_report(tmp_path: Path, pack: Pack, name: str) -> None:
    row, rule, said = FAULTY[name]
    path = tmp_path / "register.csv"
    path.write_text(HEADER + row + GOOD.replace("E1,", "E1," if name == "duplicate id" else "E2,"), encoding="utf-8")
    report = check(path, pack, "2026-11-23")
    first, second = report.document["exchanges"]
    finding = next(f for f in first["findings"] if f["rule"] == rule)
    assert said in finding["message"]["nl"] + finding["remedy"]["nl"]
    assert "\x1b" not in finding["message"]["nl"]
    assert first["verdict"] == "undetermined"
    assert second["verdict"] == ("undetermined" if name == "duplicate id" else second["verdict"])
    assert (first["row"], second["row"]) == (2, 3)


def test_output_is_whole_or_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = tmp_path / "register.csv", tmp_path / "report.json"
    path.write_text(HEADER + GOOD, encoding="utf-8")
    out.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    code, error = run("check", str(path), "--format", "json", "-o", str(out))
    assert (code, out.read_text(encoding="utf-8")) == (2, "old")
    assert "No space" in error
    assert sorted(p.name for p in tmp_path.iterdir()) == ["register.csv", "report.json"]


def test_exit_codes(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(HEADER + GOOD, encoding="utf-8")  # undetermined: no safeguards are recorded
    assert run("check", str(path))[0] == 0
    assert run("check", str(path), "--fail-on", "undetermined")[0] == 1
    assert run("check", str(path), "--fail-on", "never")[0] == 0
    path.write_text(HEADER + GOOD.replace("CAK", "ZN"), encoding="utf-8")
    assert run("check", str(path))[0] == 1
    assert run("check", str(path), "--fail-on", "never")[0] == 0


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(HEADER + GOOD * 50, encoding="utf-8")
    command = [sys.executable, "-c", "from checker.cli import main; main()", "check", str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"LC_ALL": "C"}
    ) as p:
        assert p.stdout is not None and p.stderr is not None
        p.stdout.close()
        assert p.stderr.read() == b""
        assert p.wait() in (0, 1)


@given(cells=st.lists(st.text(max_size=40), min_size=8, max_size=8))
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_text_in_any_cell_changes_no_other_row(tmp_path: Path, pack: Pack, cells: list[str]) -> None:
    import csv

    path = tmp_path / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER + GOOD.replace("E1", "first"))
        csv.writer(file).writerow([cell.replace("\0", "") for cell in ["x" + cells[0], *cells[1:]]])
        file.write(GOOD.replace("E1", "last"))
    report = check(path, pack, "2026-11-23")
    verdicts = {e["id"]: e["outcomes"] for e in report.document["exchanges"]}
    assert {e["row"] for e in report.document["exchanges"]} == {2, 3, 4}
    assert verdicts["first"] == verdicts["last"]


@given(data=st.binary(max_size=300))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(data)
    try:
        read_delimited(path)
    except GrondslagError as error:
        assert set(error.texts) == {"nl", "en"}


# Commands with one answer: its form is that of the file's name, as it is for a report.
ANSWERS = {
    "explain": ("explain", "register.csv", "--id", "E1"),
    "norms": ("norms",),
    "suggest": ("suggest", "--sender", "CIZ", "--recipient", "CAK"),
    "pack lint": ("pack", "lint", "iwlz"),
}


@pytest.mark.parametrize("command", ANSWERS)
def test_the_name_of_a_file_tells_the_form(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("register.csv").write_text(HEADER + GOOD, encoding="utf-8")
    code, _ = run(*ANSWERS[command], "-o", "answer.json")
    assert code in (0, 1)
    json.loads(Path("answer.json").read_text(encoding="utf-8"))
    code, error = run(*ANSWERS[command], "-o", "answer.zip")
    assert code == 2 and "answer.zip" in error and ".json" in error
    assert not Path("answer.zip").exists()
