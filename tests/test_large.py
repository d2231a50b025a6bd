"""Large registries: they stream, what comes out is what a whole check gives, and a fault leaves nothing half done."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas
import pyarrow  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result
from filelock import FileLock
from pyarrow import parquet

from checker.api import check_all
from checker.batch import large
from checker.batch.delimited import stream_csv
from checker.cli import main, streaming
from checker.pack import Pack
from checker.request import Request
from checker.terms.columns import known_headers
from checker.terms.names import NONE

ROOT = Path(__file__).parent
PLANNED = ROOT.parent / "datasets" / "iwlz" / "planned.csv"
SCENARIOS = ROOT / "cases" / "scenarios.csv"
DAY = "2026-11-23"
DECISIONS = ROOT / "rules" / "decisions.csv"
LEANING = sorted(ROOT.glob("rules/AF*/*.csv"))
PAIR = (25, 26)
"""Rows of the planned registry that share an identifier from the start."""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Iterator[None]:
    """A few rows count as large here, and the cache is that of these tests."""
    monkeypatch.setattr(large, "LARGE_ROWS", 10)
    monkeypatch.setattr("checker.batch.delimited.LARGE", 1_000)
    monkeypatch.setattr("checker.batch.shelf.ROOM", 1_000)
    monkeypatch.setattr("checker.batch.kinds.MOST", 30)
    monkeypatch.setattr("checker.batch.parts.MOST", 5)
    monkeypatch.setattr(streaming, "FEW_BYTES", 1_000)
    monkeypatch.setattr(large, "lot_size", lambda memory: 17)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    yield


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, words), "--as-of", DAY])


def test_every_form_that_streams_is_that_of_a_whole_check(tmp_path: Path, pack: Pack) -> None:
    source = tmp_path / "registry.parquet"
    parquet.write_table(pyarrow.Table.from_pandas(pandas.read_csv(SCENARIOS, dtype=str).fillna("")), source)
    names = ("a.csv", "a.parquet", "a.jsonl")
    run(source, *(word for name in names for word in ("-o", tmp_path / name)))
    report = check_all([str(source)], Request(pack, DAY))
    assert (tmp_path / "a.csv").read_text() == report.verdicts.to_csv(index=False, lineterminator="\n")
    pandas.testing.assert_frame_equal(pandas.read_parquet(tmp_path / "a.parquet"), report.verdicts, check_dtype=False)
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert lines == report.document["exchanges"]
    for form in ("findings-csv", "findings-jsonl", "findings-parquet"):
        run(source, "--format", form, "-o", tmp_path / form)
    assert (tmp_path / "findings-csv").read_text() == report.findings.to_csv(index=False, lineterminator="\n")
    found = pandas.read_parquet(tmp_path / "findings-parquet")
    pandas.testing.assert_frame_equal(found, report.findings, check_dtype=False)
    assert pandas.read_json(tmp_path / "findings-jsonl", lines=True).fingerprint.tolist() == found.fingerprint.tolist()


def test_plain_csv_streams_to_the_same(tmp_path: Path, pack: Pack) -> None:
    run(PLANNED, "-o", tmp_path / "a.csv", "-o", tmp_path / "a.jsonl")
    report = check_all([str(PLANNED)], Request(pack, DAY))
    assert (tmp_path / "a.csv").read_text() == report.verdicts.to_csv(index=False, lineterminator="\n")
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert lines == report.document["exchanges"]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_what_streams_leans_on_decisions_as_a_whole_check_does(suffix: str, tmp_path: Path, pack: Pack) -> None:
    source = tmp_path / f"registry.{suffix}"
    rows = pandas.concat([pandas.read_csv(path, dtype=str) for path in LEANING] * 5).fillna("")
    rows["id"] = [f"E{number}" for number in range(len(rows))]
    rows.to_csv(source, index=False) if suffix == "csv" else rows.to_parquet(source, index=False)
    run(source, "--decisions", DECISIONS, "-o", tmp_path / "a.csv", "-o", tmp_path / "a.jsonl")
    report = check_all([str(source)], Request(pack, DAY, decisions=DECISIONS))
    run(source, "--decisions", DECISIONS, "-o", tmp_path / "a.md")
    assert "decisions.csv · besluiten: 4" in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert (tmp_path / "a.csv").read_text() == report.verdicts.to_csv(index=False, lineterminator="\n")
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert lines == report.document["exchanges"]
    assert set(report.verdicts["agreement"]) == {"pass", "undetermined", "violation"}
    assert set(check_all([str(source)], Request(pack, DAY)).verdicts["agreement"]) == {"undetermined"}


def test_the_page_of_examples_draws_their_chains_and_says_so(tmp_path: Path) -> None:
    source = tmp_path / "registry.csv"
    rows = pandas.read_csv(ROOT / "onward" / "OT101" / "fail-longer-chain.csv", dtype=str).fillna("")
    rows = pandas.concat([rows] * 10).drop(columns=["as_of", "also"])
    rows["id"] = [f"E{number}" for number in range(len(rows))]
    rows.to_csv(source, index=False)
    run(source, "-o", tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    drawn = page.partition('class="chains"')[2].partition("</section>")[0]
    assert "CIZ" in drawn and "Nederlandse Zorgautoriteit" in drawn
    assert "Dit zijn alleen de ketens van de voorbeelden" in drawn and "uitwisselingen</button>" not in drawn


@pytest.mark.parametrize("fault", ['a,"b"c,d', "too,few", "\r", "\n"])
def test_csv_that_is_not_plain_is_read_whole(fault: str, tmp_path: Path) -> None:
    source = tmp_path / "registry.csv"
    source.write_text(PLANNED.read_text(encoding="utf-8") + fault + "\n", encoding="utf-8", newline="")
    whole = tmp_path / "small.csv"
    whole.write_bytes(source.read_bytes())
    streamed = run(source, "-o", tmp_path / "a.csv")
    streaming.FEW_BYTES = 10**9
    held = run(whole, "-o", tmp_path / "b.csv")
    assert (streamed.exit_code, (tmp_path / "a.csv").exists()) == (held.exit_code, (tmp_path / "b.csv").exists())
    if (tmp_path / "a.csv").exists():
        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_lines_in_a_cell_are_kept_wherever_the_first_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Pack
) -> None:
    monkeypatch.setattr("checker.batch.delimited.BLOCK", 2_000)
    header = PLANNED.open(encoding="utf-8").readline().strip().split(",")
    cells = ["", *["een regel"] * 100, *["een regel\nen nog een, " * 5] * 100]
    rows = [[f"R{at:03}", *["x"] * (len(header) - 2), cell] for at, cell in enumerate(cells)]
    source = tmp_path / "registry.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    stream = stream_csv(source, known_headers(pack, NONE), 17)
    assert stream is not None
    found = [list(row) for lot in stream.read(None) for row in zip(*(c.to_pylist() for c in lot.columns), strict=True)]
    assert found == rows


def test_identifiers_that_occur_more_often_are_found_across_lots(tmp_path: Path) -> None:
    rows = list(csv.DictReader(PLANNED.open(encoding="utf-8", newline="")))
    rows[-1]["kenmerk"] = rows[0]["kenmerk"]
    source = tmp_path / "registry.parquet"
    pandas.DataFrame(rows).to_parquet(source)
    run(source, "-o", tmp_path / "a.csv")
    found = pandas.read_csv(tmp_path / "a.csv")
    assert [at for at, rules in enumerate(found.rules.fillna("")) if "RG208" in rules.split(";")] == [
        0,
        *PAIR,
        len(rows) - 1,
    ]


def test_the_text_shows_counts_and_examples(tmp_path: Path) -> None:
    source = tmp_path / "registry.parquet"
    frame = pandas.concat([pandas.read_csv(PLANNED, dtype=str).fillna("")] * 30)
    frame["kenmerk"] = [f"E{number}" for number in range(len(frame))]
    frame.to_parquet(source)
    shown = run(source).output
    assert "1.350 uitwisselingen" in shown and "30 keer" in shown and "te groot om elke uitwisseling te tonen" in shown
    run(source, "-o", tmp_path / "a.html")
    assert "te groot om elke uitwisseling te tonen" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_a_broken_row_group_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "registry.parquet"
    frame = pandas.concat([pandas.read_csv(PLANNED, dtype=str).fillna("")] * 40)
    frame["kenmerk"] = [f"{number:05}" for number in range(len(frame))]
    frame.to_parquet(source, row_group_size=100, compression="snappy")
    data = bytearray(source.read_bytes())
    data[len(data) // 3 : len(data) // 2] = b"\0" * (len(data) // 2 - len(data) // 3)
    source.write_bytes(data)
    result = run(source, "-o", tmp_path / "a.csv")
    assert result.exit_code == 2 and "Traceback" not in result.output
    assert not (tmp_path / "a.csv").exists() and not list(tmp_path.glob(".a.csv*"))


def test_two_runs_into_one_output_are_refused(tmp_path: Path) -> None:
    output = tmp_path / "a.csv"
    with FileLock(tmp_path / ".a.csv.lock"):
        result = run(PLANNED, "-o", output)
    assert result.exit_code == 2 and not output.exists()
    assert run(PLANNED, "-o", output).exit_code == 1 and output.exists()


def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("checker.batch.sinks.CsvColumns.columns", full)
    result = run(PLANNED, "-o", tmp_path / "a.csv")
    assert result.exit_code == 2 and not (tmp_path / "a.csv").exists()


def test_no_room_for_temporary_files_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("checker.batch.shelf.np.save", full)
    result = run(PLANNED, "-o", tmp_path / "a.csv")
    assert result.exit_code == 2 and not (tmp_path / "a.csv").exists()
    assert "TMPDIR" in result.output and "Traceback" not in result.output


def test_a_killed_run_leaves_no_half_and_the_next_gives_all(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "lot_size", lambda memory: 5_000)
    source, output = tmp_path / "registry.parquet", tmp_path / "a.csv"
    frame = pandas.concat([pandas.read_csv(PLANNED, dtype=str).fillna("")] * 600)
    frame["kenmerk"] = [f"{number:05}" for number in range(len(frame))]
    frame.to_parquet(source)
    script = "import sys; from checker.cli import main; main(sys.argv[1:])"
    words = [sys.executable, "-c", script, "check", str(source), "-o", str(output), "--as-of", DAY]
    process = subprocess.Popen(words, env=os.environ | {"XDG_CACHE_HOME": str(cache)}, cwd=ROOT.parent)
    limit = time.monotonic() + 120
    while not list(tmp_path.glob(".a.csv*.part")) and time.monotonic() < limit:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not output.exists()
    run(source, "-o", output)
    assert len(output.read_text().splitlines()) == len(frame) + 1
    assert not list(tmp_path.glob(".a.csv*"))
