"""Several forms in one run, and a form made again: what pairs, what is written, and what is refused in a sentence."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import golden
import openpyxl
import pytest
from click.testing import CliRunner, Result
from rdflib import Graph

from checker import GrondslagError
from checker.cli import main
from checker.reports.formats import FORMATS, View
from checker.reports.stored import read_report

SMALL = str(golden.STORED)
REGISTRY = str(golden.HERE / "small.csv")
HTML = "<script>"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--lang", "en"])


def document() -> Any:
    return json.loads(golden.STORED.read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_form_in_one_run_as_apart() -> None:
    forms = [form.name for form in FORMATS]
    words = [word for name in forms for word in ("--format", name, "-o", f"all.{name}")]
    assert run("report", SMALL, *words).exit_code == 1
    for name in forms:
        assert run("report", SMALL, "--format", name, "-o", "alone").exit_code == 1
        assert Path(f"all.{name}").read_bytes() == Path("alone").read_bytes()


def test_the_name_of_the_file_tells_the_form() -> None:
    assert (
        run("check", REGISTRY, "--as-of", "2026-11-23", "-o", "a.xlsx", "-o", "a.sarif", "-o", "a.json").exit_code == 1
    )
    assert Path("a.xlsx").read_bytes()[:2] == b"PK"
    assert json.loads(Path("a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    # A form made again of the JSON is the form that the check made.
    assert run("report", "a.json", "-o", "b.xlsx").exit_code == 1
    assert Path("b.xlsx").read_bytes() == Path("a.xlsx").read_bytes()


@pytest.mark.parametrize(("fail_on", "code"), [("violation", 1), ("undetermined", 1), ("never", 0)])
def test_the_exit_code_is_that_of_check(fail_on: str, code: int) -> None:
    for words in (["report", SMALL], ["check", REGISTRY, "--as-of", "2026-11-23"]):
        assert run(*words, "--fail-on", fail_on).exit_code == code


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "csv", "--format", "sarif"], "2 times and -o 0 times"),
        (["--format", "csv", "--format", "sarif", "-o", "a"], "2 times and -o 1 times"),
        (["--format", "csv", "-o", "a", "-o", "b"], "1 times and -o 2 times"),
        (["--format", "csv", "--format", "json", "-o", "a", "-o", "./a"], "twice"),
        (["-o", "a.csv", "-o", "a.pdf"], "does not tell which form"),
        (["-o", "a.csv", "-o", "nowhere/a.json"], "cannot be written"),
        (["-o", "r.json"], "itself a file that is read"),
        (["--format", "docx"], "does not exist: choose from"),
    ],
)
def test_what_does_not_pair_is_refused_and_nothing_written(words: list[str], said: str) -> None:
    Path("r.json").write_bytes(golden.STORED.read_bytes())
    done = run("report", "r.json", *words)
    assert (done.exit_code, done.output.count("\n")) == (2, 1)
    assert said in done.output
    assert [path.name for path in Path().iterdir()] == ["r.json"]
    assert Path("r.json").read_bytes() == golden.STORED.read_bytes()


def test_a_registry_is_not_overwritten_by_its_report() -> None:
    Path("r.csv").write_bytes(Path(REGISTRY).read_bytes())
    assert "itself a file that is read" in run("check", "*.csv", "-o", "./r.csv").output
    assert Path("r.csv").read_bytes() == Path(REGISTRY).read_bytes()


def test_all_are_written_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.csv").write_text("old", encoding="utf-8")
    whole = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "b.json" in path.name:
            raise OSError(28, "No space left on device")
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    done = run("report", SMALL, "-o", "a.csv", "-o", "b.json")
    assert done.exit_code == 2 and "b.json cannot be written (No space left" in done.output
    assert [(path.name, path.read_text(encoding="utf-8")) for path in Path().iterdir()] == [("a.csv", "old")]


def changed(**parts: Any) -> str:
    return json.dumps(document() | parts)


def with_finding(**parts: Any) -> str:
    held = document()
    finding = next(f for e in held["exchanges"] for f in e["findings"])
    finding |= parts
    return json.dumps(held)


def with_exchange(**parts: Any) -> str:
    held = document()
    held["exchanges"][0] |= parts
    return json.dumps(held)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no valid JSON"),
        ("kenmerk,verstrekker\nE1,CIZ\n", "no valid JSON"),
        (golden.STORED.read_text(encoding="utf-8")[:9_000], "cut short"),
        ("[]", "is no report"),
        ("{}", "is no report"),
        ('"grondslag-report/1"', "is no report"),
        ('{"schema": 1}', "is no report"),
        (changed(schema="grondslag-report/2"), "another version (grondslag-report/2"),
        (changed(schema=f"\x1b{HTML}" * 99), "another version"),
        ('{"schema": "grondslag-report/1"}', "damaged or was changed"),
        (changed(extra=1), "at /"),
        (changed(as_of="2026-02-31"), "at as_of"),
        (changed(registries=[]), "at exchanges/0"),
        (with_exchange(row=1.0), "at exchanges/0/row"),
        (with_exchange(row=10**30), "at exchanges/0/row"),
        (with_exchange(registry=7), "at exchanges/0"),
        (with_exchange(verdict="lawful"), "at exchanges/0/verdict"),
        (with_exchange(outcomes={"other": "pass"}), "at exchanges/0"),
        (with_exchange(id="\ud800"), "cannot be read as a report"),
        (with_finding(rule="XX999"), "at exchanges/1"),
        (with_finding(message={"nl": "x"}), "message"),
        (with_finding(sources=[{"citation": HTML}]), "sources"),
        ("[" * 100_000, "report"),
        ('{"schema": ' + "9" * 5_000 + "}", "report"),
        ('{"schema": NaN}', "is a report of another version"),
    ],
)
def test_what_is_no_report_is_refused_in_a_sentence(text: str, said: str) -> None:
    Path("r.json").write_text(text, encoding="utf-8")
    for form in ("text", "xlsx", "turtle"):
        done = run("report", "r.json", "--format", form, "-o", "out")
        assert (done.exit_code, done.output.count("\n")) == (2, 1), done.output[-500:]
        assert said in done.output
        assert done.output.isprintable() or done.output[:-1].isprintable()
        assert not Path("out").exists()


def test_a_file_that_is_not_there_or_is_no_text() -> None:
    assert "does not exist" in run("report", "nowhere.json").output
    Path("r.json").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read as a report" in run("report", "r.json").output


@pytest.mark.parametrize("url", ["javascript:alert(1)", 'https://x" onclick="x', "file:///etc/passwd", "https://a b"])
def test_a_report_of_another_leads_nowhere(url: str) -> None:
    held = document()
    for exchange in held["exchanges"]:
        for finding in exchange["findings"]:
            for source in finding["sources"]:
                source["url"], source["iri"] = url, url
    Path("r.json").write_text(json.dumps(held), encoding="utf-8")
    for form in FORMATS:
        assert run("report", "r.json", "--format", form.name, "-o", "out").exit_code == 1
        if form.name in ("markdown", "sarif"):
            assert f"](<{url[:10]}".encode() not in Path("out").read_bytes()
        if form.name == "xlsx":
            sheets = openpyxl.load_workbook(io.BytesIO(Path("out").read_bytes())).worksheets
            assert not [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.hyperlink]
        if form.name == "turtle":
            assert len(Graph().parse("out", format="turtle")) > 500


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document; of a list only the first and last."""
    if isinstance(value, dict | list):
        keys = list(value) if isinstance(value, dict) else sorted({0, len(value) - 1} & set(range(len(value))))
        for key in keys:
            yield (*at, key)
            yield from places(value[key], (*at, key))


@pytest.mark.parametrize("wrong", ["gone", "text", "nothing", "number", "renamed"])
def test_a_change_anywhere_is_refused_or_harmless(wrong: str) -> None:
    """Whatever is gone, renamed or of another kind: a sentence, or every form is made; never an error of Python's."""
    values: dict[str, Any] = {"text": HTML, "nothing": None, "number": -1}
    quick = [form for form in FORMATS if form.name != "turtle"]
    made = 0
    for place in places(document()):
        held = document()
        inside = held
        for key in place[:-1]:
            inside = inside[key]
        if wrong in values:
            inside[place[-1]] = values[wrong]
        elif wrong == "gone":
            del inside[place[-1]]
        elif isinstance(inside, dict):
            inside["renamed"] = inside.pop(place[-1])
        try:
            report = read_report("r.json", json.dumps(held).encode())
        except GrondslagError:
            continue
        made += 1
        # Each form has its turn, so that the whole is quick.
        for form in quick[made % len(quick) :][:2]:
            form.render(report, View("en"))
    assert made or wrong in ("nothing", "number")
