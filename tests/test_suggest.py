"""Suggest: a check of the same exchange agrees with it, on what flows and on what does not."""

import json
import time
from datetime import date
from typing import Any

import pandas
import pytest
from click.testing import CliRunner

from checker import check
from checker.cli import main
from checker.model import LANGUAGES
from checker.pack import Pack
from checker.reports.suggest_text import suggest_text
from checker.suggest import read_question, suggest

AS_OF = "2025-06-30"
LANE = ("CIZ", "SVB", "kinderbijslag")
Document = dict[str, Any]


def answer(
    pack: Pack, sender: str | None, recipient: str | None, purpose: str | None, data: tuple[str, ...] = ()
) -> Document:
    return suggest(read_question(sender, recipient, purpose, data, date.fromisoformat(AS_OF), pack), pack)


def judged(pack: Pack, rows: list[dict[str, str]]) -> list[Document]:
    filled = dict.fromkeys(("encrypted", "authenticated", "authorised", "own_administration", "consent"), "ja")
    filled |= {"pseudonymised": "ja", "request_reference": "V-1", "start_date": AS_OF, "request_due": AS_OF}
    registry = [filled | row | {"id": f"E{n}"} for n, row in enumerate(rows)]
    exchanges: list[Document] = check(pandas.DataFrame(registry), pack, AS_OF).document["exchanges"]
    return exchanges


@pytest.mark.parametrize(
    "names",
    [
        ("CIZ", "ZORGKANTOOR", "zorgplicht"),
        ("CIZ", "SVB", "kinderbijslag"),
        ("ZORGKANTOOR", "CAK", "eigen-bijdrage"),
        ("ZORGKANTOOR", "ZIN", "taken-zin"),
    ],
)
def test_a_check_agrees_on_every_category(names: tuple[str, str, str], pack: Pack) -> None:
    sender, recipient, purpose = names
    lanes = answer(pack, *names)["lanes"]
    assert lanes
    told = [(option, category) for lane in lanes for option in lane["options"] for category in option["categories"]]
    lane = {"sender": sender, "recipient": recipient, "purpose": purpose}
    rows = [lane | {"ground": option["code"], "data_categories": c["code"]} for option, c in told]
    for (option, category), exchange in zip(told, judged(pack, rows), strict=True):
        assert exchange["outcomes"]["ground"] == "pass"
        about = {f["severity"] for f in exchange["findings"] for v in f["values"] if v["code"] == category["code"]}
        about.discard("info")
        expected = "violation" if "violation" in about else "undetermined" if about else "pass"
        # The BSN that a single category lacks is among all categories together.
        lacks = [f["rule"] for f in exchange["findings"] if f["family"] == "bsn" and category["code"] != "bsn"]
        assert category["outcome"] == expected or lacks, (option["code"], category, exchange["findings"])


def test_where_nothing_flows_a_check_objects(pack: Pack) -> None:
    document = answer(pack, "SVB", "CIZ", "marketing")
    assert document["lanes"] == []
    row = {"sender": "SVB", "recipient": "CIZ", "purpose": "marketing", "data_categories": "naam-client"}
    assert judged(pack, [row])[0]["outcomes"]["ground"] == "violation"
    for language in LANGUAGES:
        assert "marketing" in suggest_text(document, language).lower()


@pytest.mark.parametrize("left_out", range(3))
def test_one_left_out_is_answered_for_all(left_out: int, pack: Pack) -> None:
    sender, recipient, purpose = (None if place == left_out else name for place, name in enumerate(LANE))
    start = time.perf_counter()
    document = answer(pack, sender, recipient, purpose)
    assert time.perf_counter() - start < 30
    keys = ("from", "to", "for")
    lanes = {tuple(lane[key]["code"] for key in keys) for lane in document["lanes"]}
    assert LANE in lanes
    for language in LANGUAGES:
        text = suggest_text(document, language, 100)
        assert len(text.splitlines()) < 300
        assert max(map(len, text.splitlines())) <= 100
        assert "{" not in text


def test_data_asked_for(pack: Pack) -> None:
    document = answer(pack, "CIZ", "Zorgkantoor", "zorgplicht", data=("BSN; Naam cliënt", "etniciteit"))
    found = {c["code"]: c["outcome"] for c in document["lanes"][0]["options"][0]["categories"]}
    assert found == {"bsn": "pass", "naam-client": "pass", "etnische-afkomst": "violation"}


def test_command_line() -> None:
    words = ["suggest", "--sender", "CIZ", "--recipient", "Sociale verzekeringsbank", "--purpose", "kinderbijslag"]
    result = CliRunner().invoke(main, [*words, "--date", AS_OF, "--format", "json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["lanes"][0]["options"][0]["code"] == "wlz-9.1.3a-1"
    assert "Wlz 9.1.3a" in CliRunner().invoke(main, [*words, "--date", AS_OF, "--lang", "en"]).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sender", "Zorgkantor"], "Zorgkantoor"),
        (["--purpose", "iets heel anders"], "iets heel anders"),
        (["--categories", "schoenmaat"], "schoenmaat"),
        (["--date", "morgen"], "--date morgen"),
    ],
)
def test_refused(words: list[str], said: str) -> None:
    result = CliRunner().invoke(main, ["suggest", *words])
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
