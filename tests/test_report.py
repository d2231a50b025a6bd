"""The report: its schema, its promises, and the ways to ask for it from Python."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pandas
import pytest

from checker import Report, check
from checker.pack import Pack
from checker.reports.text import to_text
from checker.resources import report_schema

DATASETS = Path(__file__).resolve().parent.parent / "datasets" / "iwlz"
AS_OF = "2026-11-23"


@pytest.fixture(scope="module")
def planned(pack: Pack) -> Report:
    return check(DATASETS / "planned.csv", pack, AS_OF)


def test_schema(planned: Report) -> None:
    schema = json.loads(report_schema().read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(planned.to_json()), schema)


def test_same_input_same_bytes(planned: Report, pack: Pack) -> None:
    assert check(str(DATASETS / "planned.csv"), pack, AS_OF).to_json() == planned.to_json()


def test_the_order_of_a_set_does_not_show() -> None:
    command = [sys.executable, "-c", "from checker.cli import main; main()", "check", str(DATASETS / "planned.csv")]
    told = {
        subprocess.run([*command, "--format", "json", "--as-of", AS_OF, "--fail-on", "never"], capture_output=True,
                       check=True, env=os.environ | {"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1


def test_every_row_comes_out_once_in_order(planned: Report) -> None:
    rows = (DATASETS / "planned.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [e["row"] for e in planned.document["exchanges"]] == list(range(2, len(rows) + 2))
    assert [e["id"] for e in planned.document["exchanges"]] == [row.split(",")[0] for row in rows]


def test_every_weighty_outcome_has_a_finding_of_its_weight(planned: Report) -> None:
    weight = {"violation": "violation", "undetermined": "warning"}
    for exchange in planned.document["exchanges"]:
        severities = {(f["family"], f["severity"]) for f in exchange["findings"]}
        due = {(family, weight[o]) for family, o in exchange["outcomes"].items() if o in weight}
        assert due <= severities, exchange["id"]


def test_findings_cite_and_advise(planned: Report) -> None:
    for exchange in planned.document["exchanges"]:
        for finding in exchange["findings"]:
            assert finding["sources"], finding["rule"]
            for part in (*finding["message"].values(), *finding["remedy"].values()):
                assert "{" not in part and "[" not in part, finding


def test_fingerprints_tell_findings_apart_and_do_not_depend_on_the_row(planned: Report, pack: Pack) -> None:
    frame = pandas.read_csv(DATASETS / "planned.csv", dtype=str, keep_default_na=False)
    upside_down = check(frame.iloc[::-1], pack, AS_OF)

    def prints(report: Report) -> list[tuple[str, str]]:
        return sorted((e["id"], f["fingerprint"]) for e in report.document["exchanges"] for f in e["findings"])

    assert prints(planned) == prints(upside_down)
    once = [f for _, f in set(prints(planned))]
    assert len(once) == len(set(once))


def test_frames(planned: Report) -> None:
    exchanges = planned.document["exchanges"]
    assert list(planned.verdicts["verdict"]) == [e["verdict"] for e in exchanges]
    assert len(planned.findings) == sum(len(e["findings"]) for e in exchanges)
    assert {"id", "verdict", "scope", "rules", *planned.document["summary"]["families"]} == set(planned.verdicts)


def test_counts(planned: Report) -> None:
    summary = planned.document["summary"]
    assert planned.verdicts["verdict"].value_counts().to_dict() == {k: n for k, n in summary["verdicts"].items() if n}
    for family, counts in summary["families"].items():
        assert planned.verdicts[family].value_counts().to_dict() == {k: n for k, n in counts.items() if n}


def test_a_frame_is_judged_as_its_file(planned: Report, pack: Pack) -> None:
    frame = pandas.read_csv(DATASETS / "planned.csv")
    frame["ingangsdatum"] = pandas.to_datetime(frame["ingangsdatum"], format="%d-%m-%Y", errors="coerce")
    assert list(check(frame, pack, AS_OF).verdicts["id"]) == list(planned.verdicts["id"])
    plain = pandas.read_csv(DATASETS / "planned.csv", dtype=str)
    assert check(plain, pack, AS_OF).verdicts.equals(planned.verdicts)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_text_fits_and_names_every_exchange(planned: Report, language: str, width: int) -> None:
    text = to_text(planned, language, width)
    assert max(len(line) for line in text.splitlines()) <= width
    for exchange in planned.document["exchanges"]:
        assert exchange["id"] in text
    assert "\x1b" not in text
    assert "\x1b[" in to_text(planned, language, width, colour=True)


def test_text_shows_causes_before_consequences(planned: Report) -> None:
    text = to_text(planned, "nl", 100)
    for exchange in planned.document["exchanges"]:
        for finding in exchange["findings"]:
            for cause in finding["follows_from"]:
                block = text[text.index(f"\n{exchange['id']} ") :]
                assert block.index(cause) < block.index(f"{finding['rule']} ")


def test_messages_of_the_chain(pack: Pack) -> None:
    """No live message breaks a rule, and what stays open is told."""
    report = check(DATASETS / "messages.csv", pack, AS_OF)
    assert set(report.verdicts["verdict"]) == {"no-objection", "undetermined"}
    assert set(report.verdicts["scope"]) == {"inside"}
    assert len(report.verdicts) == 22


def test_equal_exchanges_have_equal_answers_and_fingerprints_of_their_own(pack: Pack) -> None:
    rows = pandas.read_csv(DATASETS / "planned.csv", dtype=str, keep_default_na=False).head(12)
    twice = pandas.concat([rows, rows.assign(kenmerk=rows["kenmerk"] + "x")])
    first = check(rows, pack, AS_OF).document["exchanges"]
    both = check(twice, pack, AS_OF).document["exchanges"]
    assert both[:12] == first
    for one, other in zip(first, both[12:], strict=True):
        assert (one["outcomes"], one["scope"]) == (other["outcomes"], other["scope"])
        assert [f["message"] for f in one["findings"]] == [f["message"] for f in other["findings"]]
        assert {f["fingerprint"] for f in one["findings"]}.isdisjoint(f["fingerprint"] for f in other["findings"])
