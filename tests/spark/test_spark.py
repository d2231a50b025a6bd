"""On Spark every exchange gets what it gets on one machine, or the user is told in a sentence what went wrong."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas
import pytest
import strategies
from hypothesis import HealthCheck, Phase, given, settings
from test_law_is_data import HEAD, LAW, PACK, ROW

from checker.api import check, check_all, read_table
from checker.batch.check import BatchCheck
from checker.batch.lots import stream_table
from checker.decisions import check_decisions, leaning_on
from checker.errors import GrondslagError
from checker.model import Table
from checker.pack import Pack, load_pack
from checker.plan.cache import MemoryCache
from checker.report import Report
from checker.request import Request
from checker.spark import check_spark, run
from checker.spark.output import FINDINGS, FORMS
from checker.spark.session import session
from checker.terms.names import NONE

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="PySpark is an extra"),
    pytest.mark.skipif(not (shutil.which("java") or os.environ.get("JAVA_HOME")), reason="Spark needs Java"),
]

ROOT = Path(__file__).parent.parent.parent
DATASETS = sorted((ROOT / "datasets").glob("*/*.csv"))
DECISIONS = ROOT / "tests" / "rules" / "decisions.csv"
PLANNED = str(ROOT / "datasets" / "iwlz" / "planned.csv")
AS_OF = date(2026, 11, 23)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
ANSWERS = MemoryCache()
"""Shared by these tests, as runs share the cache of their user."""


@cache
def pack() -> Pack:
    plain = load_pack("iwlz")
    return leaning_on(check_decisions(DECISIONS, plain, AS_OF), plain)


@cache
def spark() -> Any:
    return session("local[2]")


def planned(table: Table, law: Pack, as_of: date) -> list[dict[str, Any]]:
    plan = BatchCheck(law, as_of, NONE, ANSWERS, onward=True)
    return [row for batch in plan.batches([stream_table(table)]) for row in batch.to_pylist()]


def frame(header: tuple[str, ...], rows: list[tuple[str, ...]], partitions: int = 3) -> Any:
    schema = ", ".join(f"`{name}` string" for name in header)
    return spark().createDataFrame(spark().sparkContext.parallelize(rows, partitions), schema)


def counts(report: Report) -> dict[str, int]:
    found: dict[str, int] = report.document["summary"]["verdicts"]
    return found


def told(found: Any) -> list[dict[str, Any]]:
    return [row.asDict() for row in found.collect()]


def agree(table: Table, as_of: date, law: Pack) -> None:
    rows = [row for _, row in table.rows]
    found = told(check_spark(frame(table.header, rows), law, as_of, cache=ANSWERS, spark=spark()))
    assert found == planned(table, law, as_of)


@given(rows=strategies.declaring(min_size=100, max_size=200), as_of=strategies.AS_OF_DATES)
@settings(max_examples=4, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate])
def test_any_registry(rows: list[dict[str, str]], as_of: date) -> None:
    header = strategies.header(rows)
    cells = tuple((at, tuple(row.get(name, "") for name in header)) for at, row in enumerate(rows, start=2))
    agree(Table("generated", "", header, cells), as_of, pack())


@pytest.mark.parametrize("path", DATASETS, ids=lambda path: path.stem)
def test_the_shipped_registries(path: Path) -> None:
    found = told(check_spark(str(path), pack(), AS_OF, cache=ANSWERS, spark=spark()))
    assert found == planned(read_table(str(path), pack()), pack(), AS_OF)


@pytest.mark.parametrize("suffix", ["parquet", "json", "csv"])
def test_every_form_of_input_reads_the_same(suffix: str, tmp_path: Path) -> None:
    table = read_table(PLANNED, pack())
    path = str(tmp_path / f"register.{suffix}")
    made = frame(table.header, [row for _, row in table.rows]).write.mode("errorifexists")
    made.format(suffix).options(header=True, escape='"').save(path)
    found = told(check_spark(path, pack(), AS_OF, cache=ANSWERS, spark=spark()))
    expected = planned(table, pack(), AS_OF)
    assert sorted(found, key=lambda row: row["id"]) == sorted(expected, key=lambda row: row["id"])


def test_csv_with_rows_of_another_width_and_cells_of_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    text = Path(PLANNED).read_text(encoding="utf-8")
    width = text.splitlines()[0].count(",") + 1
    few, many = ["F1", "CIZ"], ["M1", *[""] * (width - 1), "BSN 111222333", "x"]
    lines = ["L1", *[""] * (width - 2), '"een\nnog een, met ""tekens"""']
    path.write_text(text + "".join(",".join(cells) + "\n" for cells in (few, many, lines)), encoding="utf-8")
    found = told(check_spark(str(path), pack(), AS_OF, cache=ANSWERS, spark=spark()))
    assert found == planned(read_table(str(path), pack()), pack(), AS_OF)
    assert [row["id"] for row in found[-3:]] == ["F1", "M1", "L1"]


def test_values_that_are_no_text_read_as_in_a_file(tmp_path: Path) -> None:
    from pyspark.sql import functions as f

    table = read_table(PLANNED, pack())
    texts = frame(table.header, [row for _, row in table.rows])
    dates = f.expr("try_cast(ingangsdatum AS date)")
    texts = texts.withColumn("ingangsdatum", dates.cast("string"))
    typed = texts.withColumn("ingangsdatum", dates).withColumn("gegevens", f.split("gegevens", ";"))
    path = str(tmp_path / "typed.parquet")
    typed.coalesce(1).write.parquet(path)
    assert told(check_spark(path, pack(), AS_OF, cache=ANSWERS)) == told(
        check_spark(texts.coalesce(1), pack(), AS_OF, cache=ANSWERS)
    )


def test_an_identifier_that_returns_in_another_partition_is_seen() -> None:
    table = read_table(PLANNED, pack())
    rows = [row for _, row in table.rows]
    rows = [*rows, (f" {rows[0][0]} ", *rows[0][1:])]
    repeated = Table("", "", table.header, tuple(enumerate(rows, start=2)))
    found = told(check_spark(frame(table.header, rows, 5), pack(), AS_OF, cache=ANSWERS))
    assert found == planned(repeated, pack(), AS_OF)
    assert found[0]["registry"] == found[-1]["registry"] != "pass"
    assert found[0]["registry"] != found[1]["registry"]


CHAIN: tuple[tuple[str, ...], ...] = (
    ("id", "sender", "recipient", "purpose", "data_categories"),
    ("E1", "CIZ", "ZORGKANTOOR", "zorgplicht", "bsn"),
    ("E2", "ZORGKANTOOR", "NZA", "onderzoek", "bsn"),
)


def test_data_received_in_one_part_and_passed_on_in_another_are_seen(tmp_path: Path) -> None:
    header, *rows = CHAIN
    expected = planned(Table("", "", header, tuple(enumerate(rows, start=2))), pack(), AS_OF)
    assert [row["onward"] for row in expected] == ["inapplicable", "violation"]
    assert told(check_spark(frame(header, rows, 2), pack(), AS_OF, cache=ANSWERS)) == expected
    # Two registries are one for this.
    apart = [frame(header, [row], 1) for row in rows]
    assert told(check_spark(apart, pack(), AS_OF, cache=ANSWERS)) == expected
    without = told(check_spark(frame(header, rows, 2), pack(), AS_OF, cache=ANSWERS, onward=False))
    assert without == [{name: value for name, value in row.items() if name != "onward"} | {"rules": rules(row)}
                       for row in expected]  # fmt: skip
    output = tmp_path / "findings.parquet"
    report = run([frame(header, rows, 2)], [("findings-parquet", str(output))], pack(), AS_OF, cache=ANSWERS)
    assert {row["rule"] for row in told(spark().read.parquet(str(output)))} >= {"OT101"}
    assert report.document["summary"]["families"]["onward"]["violation"] == 1
    assert [exchange["chains"] for exchange in report.document["exchanges"] if "chains" in exchange]


def rules(row: dict[str, Any]) -> str:
    """The rules of an exchange by itself."""
    return ";".join(code for code in row["rules"].split(";") if not code.startswith("OT"))


def test_a_frame_of_spark_gives_frames_of_spark() -> None:
    table = read_table(PLANNED, pack())
    names = list(table.header)
    plain = pandas.DataFrame([row for _, row in table.rows], columns=names)
    report = check(frame(table.header, [row for _, row in table.rows]), pack(), AS_OF, cache=ANSWERS)
    expected = check(plain, pack(), AS_OF, cache=ANSWERS)
    assert type(report.verdicts) is type(report.findings) is type(frame(table.header, []))
    assert told(report.verdicts) == expected.verdicts.to_dict("records")
    assert told(report.findings) == expected.findings.drop(columns="row").to_dict("records")
    assert report.document["exchanges"] == expected.document["exchanges"]


def test_a_pack_of_the_user_travels_along(tmp_path: Path) -> None:
    folder = tmp_path / "research"
    folder.mkdir()
    (folder / "pack.ttl").write_text(HEAD + PACK, encoding="utf-8")
    (folder / "law.ttl").write_text(HEAD + LAW, encoding="utf-8")
    own = load_pack(str(folder))
    shutil.rmtree(folder)
    table = Table("", "", tuple(ROW), ((2, tuple(ROW.values())),))
    agree(table, AS_OF, own)
    assert planned(table, own, AS_OF) != planned(table, pack(), AS_OF)


def test_the_output_is_whole_and_never_overwritten(tmp_path: Path) -> None:
    output = tmp_path / "verdicts.parquet"
    report = run([PLANNED], [("parquet", str(output))], pack(), AS_OF, cache=ANSWERS)
    expected = planned(read_table(PLANNED, pack()), pack(), AS_OF)
    assert told(spark().read.parquet(str(output))) == expected
    assert counts(report) == {v: sum(row["verdict"] == v for row in expected) for v in counts(report)}
    before = sorted(path.name for path in output.iterdir())
    with pytest.raises(GrondslagError, match="exists already"):
        run([PLANNED], [("parquet", str(output))], pack(), AS_OF, cache=ANSWERS)
    assert sorted(path.name for path in output.iterdir()) == before


class Between:
    """A cache by which something happens between the two readings of a registry, when answers are looked up."""

    def __init__(self, happens: Callable[[], Any]) -> None:
        self.happens, self.found = happens, 0

    def find(self, scope: str) -> Mapping[str, Any]:
        # The first to be looked up is the outline of the plan, before any reading.
        if self.found == 1:
            self.happens()
        self.found += 1
        return ANSWERS.find(scope)

    def keep(self, scope: str, answers: Mapping[str, Any]) -> None:
        assert self.found
        ANSWERS.keep(scope, answers)


def dying(marker: str) -> Any:
    def work(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            if os.path.exists(marker):  # noqa: PTH110 - runs in another process
                os._exit(1)
            yield batch

    return work


@pytest.mark.parametrize("dies_first", [True, False])
def test_a_process_that_dies_leaves_nothing_half_written(dies_first: bool, tmp_path: Path) -> None:
    table = read_table(PLANNED, pack())
    marker, output = tmp_path / "marker", tmp_path / "verdicts.parquet"
    made = frame(table.header, [row for _, row in table.rows])
    mortal = made.mapInArrow(dying(str(marker)), made.schema)
    if dies_first:
        marker.touch()
    with pytest.raises(GrondslagError, match="A process of Spark died"):
        run([mortal], [("parquet", str(output))], pack(), AS_OF, cache=ANSWERS if dies_first else Between(marker.touch))
    assert not output.exists()
    marker.unlink()
    report = run([mortal], [("parquet", str(output))], pack(), AS_OF, cache=ANSWERS)
    assert sum(counts(report).values()) == len(table.rows)


def test_a_file_that_breaks_between_two_readings(tmp_path: Path) -> None:
    table = read_table(PLANNED, pack())
    folder, output = tmp_path / "register.parquet", tmp_path / "verdicts.parquet"
    frame(table.header, [row for _, row in table.rows]).write.parquet(str(folder))
    last = sorted(folder.glob("*.parquet"))[-1]

    def damage() -> None:
        last.write_bytes(last.read_bytes()[:200])

    with pytest.raises(GrondslagError, match=r"Spark cannot read .*\.parquet: a file is broken"):
        run([str(folder)], [("parquet", str(output))], pack(), AS_OF, cache=Between(damage))
    assert not output.exists()


def changing(marker: str) -> Any:
    def work(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            half = batch.num_rows // 2
            yield batch.slice(0, half)
            if os.path.exists(marker):  # noqa: PTH110 - runs in another process
                yield batch.slice(half)

    return work


def test_a_registry_that_changes_meanwhile_is_no_silent_gap(tmp_path: Path) -> None:
    table = read_table(PLANNED, pack())
    marker, output = tmp_path / "marker", tmp_path / "verdicts.parquet"
    made = frame(table.header, [row for _, row in table.rows])
    with pytest.raises(GrondslagError, match="differently the second time"):
        registry = made.mapInArrow(changing(str(marker)), made.schema)
        run([registry], [("parquet", str(output))], pack(), AS_OF, cache=Between(marker.touch))
    assert not output.exists()


REFUSED = {
    "register.xlsx": (b"", "with Spark it takes"),
    "none.csv": (None, "does not find"),
    "broken.parquet": (b"PAR1 and nothing PAR1", "is broken"),
    "broken.json": (b'{"id": "A"\n', "is broken"),
    "latin.csv": (b"id,sender,recipient,purpose,data_categories\nA,CIZ,CAK,x,\xe9\n", "without doubt"),
    "open.csv": (b'id,sender,recipient,purpose,data_categories\nA,"CIZ,CAK,x,y\n', "without doubt"),
    "stray.csv": (b'id,sender,recipient,purpose,data_categories\nA,CI"Z,CAK,x,y\n', "without doubt"),
    "header.csv": (b"a,b\n1,2\n", "the header lacks"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused(name: str, tmp_path: Path) -> None:
    content, said = REFUSED[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(GrondslagError, match=said) as refusal:
        run([str(tmp_path / name)], [("parquet", str(tmp_path / "out.parquet"))], pack(), AS_OF, cache=ANSWERS)
    assert name in refusal.value.texts["nl"]
    assert not (tmp_path / "out.parquet").exists()


def test_files_with_different_headers_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "registers.csv"
    folder.mkdir()
    shutil.copy(PLANNED, folder / "1.csv")
    (folder / "2.csv").write_text("id,other\nA,B\n", encoding="utf-8")
    with pytest.raises(GrondslagError, match="of another form than the rest"):
        run([str(folder)], (), pack(), AS_OF, cache=ANSWERS)


def test_results_are_written_in_every_form(tmp_path: Path) -> None:
    """What Spark writes is what one machine writes, and the report has the same counts."""
    whole = check_all([PLANNED], Request(pack(), AS_OF))
    outputs = [(form, str(tmp_path / form)) for form in FORMS]
    report = run([PLANNED], outputs, pack(), AS_OF, cache=ANSWERS)
    assert report.document["summary"] == whole.document["summary"]
    assert report.document["sampled"]["where"] == [path for _, path in outputs]
    for form, path in outputs:
        expected = whole.findings.drop(columns="row") if form in FINDINGS else whole.verdicts
        read: Any = {"parquet": pandas.read_parquet, "csv": pandas.read_csv, "json": pandas.read_json}[FORMS[form]]
        options = {"json": {"lines": True}, "csv": {"keep_default_na": False}}.get(FORMS[form], {})
        parts = [read(part, **options) for part in sorted(Path(path).glob("part-*"))]
        found = pandas.concat([part for part in parts if len(part)]).reset_index(drop=True)
        pandas.testing.assert_frame_equal(found[list(expected.columns)], expected, check_dtype=False)


def test_no_cell_of_a_sheet_runs(tmp_path: Path) -> None:
    table = read_table(PLANNED, pack())
    rows = [("=1+1", *cells[1:]) for _, cells in table.rows[:2]]
    run([frame(table.header, rows)], [("csv", str(tmp_path / "csv"))], pack(), AS_OF, cache=ANSWERS)
    written = "".join(part.read_text(encoding="utf-8") for part in (tmp_path / "csv").glob("part-*"))
    assert "\n'=1+1," in written


def test_from_the_command_line(tmp_path: Path) -> None:
    output, page = tmp_path / "verdicts.parquet", tmp_path / "page.html"
    words = ["check", PLANNED, "--engine", "spark", "--spark-master", "local[2]", "--as-of", str(AS_OF), "--no-cache"]
    command = [sys.executable, "-c", "from checker.cli import main; main()", *words, "-o", str(output), "-o", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    expected = planned(read_table(PLANNED, pack()), pack(), AS_OF)
    assert pandas.read_parquet(output).to_dict("records") == expected
    assert str(output) in page.read_text(encoding="utf-8")
    again = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert again.returncode == 2
    assert "bestaat al" in again.stderr


def test_decisions_come_along(tmp_path: Path) -> None:
    path = ROOT / "tests" / "rules" / "AF101" / "fail-rejected.csv"
    output = tmp_path / "verdicts.parquet"
    words = ["check", str(path), "--engine", "spark", "--spark-master", "local[2]", "--as-of", str(AS_OF), "--no-cache"]
    command = [sys.executable, "-c", "from checker.cli import main; main()", *words, "--decisions", str(DECISIONS)]
    done = subprocess.run([*command, "-o", str(output)], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert pandas.read_parquet(output)["agreement"].to_list() == ["violation"]


def test_an_output_that_was_broken_off_is_told_apart(tmp_path: Path) -> None:
    output = tmp_path / "verdicts.parquet"
    (output / "_temporary" / "0").mkdir(parents=True)
    with pytest.raises(GrondslagError, match="still runs or was broken off"):
        run([PLANNED], [("parquet", str(output))], pack(), AS_OF, cache=ANSWERS)
    assert (output / "_temporary" / "0").is_dir()


def test_without_pyspark_a_sentence_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(GrondslagError, match=r"install it by pip install .grondslag\[spark\]"):
        run([PLANNED], (), pack(), AS_OF, cache=ANSWERS)


ALONE = """
import sys
from checker.errors import GrondslagError
from checker.spark import run
try:
    run([sys.argv[1]], master="local[2]")
except GrondslagError as error:
    print(error)
"""


def test_without_java_a_sentence_tells(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "JAVA_HOME"} | {"PATH": str(tmp_path)}
    command = [sys.executable, "-c", ALONE, PLANNED]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("Spark cannot start, for Java is missing or too old")
    assert done.stderr == ""
