"""Proofs and proposals inside a report: those that explain and repair give, once each, and only where they belong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import golden
import pandas
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from checker import Report, attached, check
from checker.attached import Attached, attach, only
from checker.cli import main
from checker.pack import Pack
from checker.reports.html import to_html
from checker.reports.html.page import to_html as page
from checker.reports.stored import read_report
from checker.reports.tables import exchanges_jsonl
from checker.resources import report_schema

REPORTS = Path(report_schema()).parent
ROOT = golden.HERE.parent.parent
REGISTRY = str(golden.HERE / "small.csv")
DAY = "2026-11-23"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["check", REGISTRY, "--as-of", DAY, "--fail-on", "never", *words])


@pytest.fixture(scope="module")
def plain(pack: Pack) -> Report:
    """The small registry twice over, the second time with identifiers of its own."""
    frame = pandas.read_csv(REGISTRY, dtype=str, keep_default_na=False)
    key = frame.columns[0]
    return check(pandas.concat([frame, frame.assign(**{key: frame[key] + "-bis"})]), pack, DAY)


@pytest.fixture(scope="module")
def full(plain: Report) -> Report:
    return attach(plain, Attached())


def test_the_document_fits_its_schema_and_can_be_read_again(full: Report) -> None:
    schema = json.loads(report_schema().read_text(encoding="utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(json.loads(full.to_json())))
    assert read_report("a.json", full.to_json().encode()).document == full.document


def test_the_schemas_say_the_same_of_a_proof_and_a_proposal() -> None:
    report, proof, repair = (
        json.loads((REPORTS / f"{name}.schema.json").read_text(encoding="utf-8"))
        for name in ("report", "proof", "repair")
    )
    own = report["$defs"]
    assert own["proof"]["properties"]["leaves"] == proof["properties"]["leaves"]
    families = (own["proof"]["properties"]["families"], proof["properties"]["families"])
    assert families[0]["items"] == families[1]["items"]
    assert own["step"]["required"] == proof["$defs"]["step"]["required"]
    assert own["step"]["properties"].keys() == proof["$defs"]["step"]["properties"].keys()
    told = repair["properties"]["exchanges"]["items"]["properties"]
    assert own["repair"]["properties"].keys() <= told.keys()
    assert own["proposal"]["properties"].keys() == told["proposals"]["items"]["properties"].keys()


def test_a_proof_is_the_one_that_explain_gives(full: Report) -> None:
    for exchange in full.document["exchanges"][::4]:
        alone = full.explain(exchange["id"])
        held = full.document["proofs"][exchange["proof"]]
        assert held == {name: alone[name] for name in ("families", "for_a_person", "leaves")}, exchange["id"]


def test_proposals_are_those_that_repair_gives(full: Report) -> None:
    for exchange, told in zip(full.document["exchanges"], full.repairs()["exchanges"], strict=True):
        assert ("repair" in exchange) == (exchange["verdict"] != "no-objection")
        if "repair" in exchange:
            held = full.document["repairs"][exchange["repair"]]
            assert held == {name: told[name] for name in ("proposals", "more", "open")}


def test_equal_exchanges_share_a_proof(full: Report) -> None:
    exchanges = full.document["exchanges"]
    half = len(exchanges) // 2
    assert len(full.document["proofs"]) <= half
    for one, other in zip(exchanges[:half], exchanges[half:], strict=True):
        assert one["proof"] == other["proof"]


def test_what_is_left_out_leaves_nothing(plain: Report, full: Report) -> None:
    assert only(full, []).document == plain.document
    assert only(full, ["proofs"]).document.keys() - plain.document.keys() == {"proofs"}
    assert exchanges_jsonl(full) == exchanges_jsonl(plain)


def test_proofs_of_objections_only(plain: Report) -> None:
    told = attach(plain, Attached(repairs=False, of_all=False)).document
    assert "repairs" not in told
    for exchange in told["exchanges"]:
        assert ("proof" in exchange) == (exchange["verdict"] != "no-objection")


def test_html_holds_them_by_itself_where_they_are_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("-o", "a.html", "-o", "a.json").exit_code == 0
    assert run("-o", "b.html", "-o", "b.json", "--no-proofs", "--no-proposals").exit_code == 0
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()
    assert '"attached":["proofs","repairs"]' in Path("a.html").read_text(encoding="utf-8")
    assert '"attached":[]' in Path("b.html").read_text(encoding="utf-8")
    monkeypatch.setattr(attached, "FEW", 0)
    assert run("-o", "c.html").exit_code == 0
    assert Path("c.html").read_bytes() == Path("b.html").read_bytes()


def test_html_of_the_json_that_holds_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("-o", "a.html", "-o", "a.json", "--proofs", "--proposals").exit_code == 0
    again = CliRunner().invoke(main, ["report", "a.json", "-o", "b.html", "--fail-on", "never"])
    assert again.exit_code == 0
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


@pytest.mark.parametrize("option", ["--proofs", "--proposals"])
def test_a_form_that_cannot_hold_them_says_so(option: str) -> None:
    told = run(option)
    assert told.exit_code == 2 and f"{option} hoort bij een rapport in de vorm json of html" in told.stderr


def test_too_many_to_prove(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(attached, "MOST_PROVED", 1)
    told = run("--proofs", "-o", str(tmp_path / "a.html"))
    assert told.exit_code == 2 and "een rapport draagt hooguit 1 bewijzen" in told.stderr
    assert not list(tmp_path.iterdir())


def first_step(document: dict[str, Any]) -> dict[str, Any]:
    step: dict[str, Any] = document["proofs"][0]["families"][0]["steps"][0]
    return step


def deep(document: dict[str, Any]) -> None:
    step = first_step(document)
    for _ in range(200):
        step["steps"] = [{**step, "steps": []}]
        step = step["steps"][0]


BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "no such proof": lambda d: d["exchanges"][0].update(proof=9),
    "no such repair": lambda d: d["exchanges"][0].update(repair=9),
    "no proofs at all": lambda d: d.pop("proofs"),
    "no such step": lambda d: first_step(d).update(see=99_999),
    "a rule without a name": lambda d: first_step(d).update(name=None),
    "steps without end": deep,
    "an outcome of no family": lambda d: d["repairs"][0]["proposals"][0]["reaches"]["outcomes"].update(x="pass"),
    "text that is a number": lambda d: first_step(d).update(text={"nl": 1, "en": 2}),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_report_is_told_in_a_sentence(fault: str, tmp_path: Path) -> None:
    document = json.loads((golden.HERE / "html.report.json").read_text(encoding="utf-8"))
    assert read_report("a.json", json.dumps(document).encode()).document == document
    BROKEN[fault](document)
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    told = CliRunner().invoke(main, ["report", str(path), "--format", "html"])
    assert told.exit_code == 2 and "beschadigd of gewijzigd" in told.stderr


def test_hostile_text_in_a_proof_stays_text(pack: Pack) -> None:
    evil = "</script><img src=x onerror=\"document.title='taken'\">\u202e"
    row = dict.fromkeys(("id", "sender", "recipient", "purpose", "ground", "data_categories"), evil)
    html = page(attach(check(pandas.DataFrame([row]), pack, DAY), Attached()))
    assert "<img" not in html and html.count("</script>") == 4


def test_same_input_same_bytes(plain: Report, full: Report) -> None:
    assert to_html(attach(plain, Attached())) == to_html(full)
