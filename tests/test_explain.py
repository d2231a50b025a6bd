"""A proof says why, and can be checked: its leaves alone, with the shapes, give the same outcomes."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas
import pytest
from jsonschema import Draft202012Validator
from rdflib import RDFS
from rdflib.util import from_n3

import checker
from checker import GrondslagError, check, check_all
from checker.api import explain_all
from checker.explain.derivations import Derivations, derivations
from checker.explain.document import proof_document
from checker.explain.families import explained
from checker.explain.replay import replay
from checker.model import LANGUAGES, Exchange
from checker.pack import Pack
from checker.readers.delimited import read_delimited
from checker.report import Report
from checker.reports.proof_markdown import proof_to_markdown
from checker.reports.proof_text import proof_to_text
from checker.request import Request
from checker.terms import read_exchanges
from checker.vocabulary import SH, texts

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 23)
FILES = sorted([*(ROOT / "datasets" / "iwlz").glob("*.csv"), *(ROOT / "tests" / "rules").glob("*/*.csv")])
PLANNED = ROOT / "datasets" / "iwlz" / "planned.csv"
SAMPLE = [
    *(ROOT / "tests" / "rules" / rule for rule in ("GL102", "VW203", "NZ206", "BSN206", "SC006", "RG207", "WB101"))
]
Proof = dict[str, Any]


@cache
def rules(pack: Pack) -> Derivations:
    return derivations(pack)


def exchanges(path: Path, pack: Pack) -> Iterator[tuple[Exchange, date]]:
    """The exchanges of a file, and the day on which to judge them: the file may have a column that names it."""
    with path.open(encoding="utf-8", newline="") as lines:
        days = {row.get("as_of") for row in csv.DictReader(lines)} - {None}
    day = date.fromisoformat(str(days.pop())) if days else DAY
    for exchange in read_exchanges(read_delimited(path), pack).exchanges:
        yield exchange, day


def proof(exchange: Exchange, day: date, pack: Pack) -> Proof:
    return proof_document(exchange, "register.csv", explained(exchange, pack, day, rules(pack)), pack, day)


def leaves(document: Proof) -> list[tuple[Any, ...]]:
    return [tuple(from_n3(term) for term in triple) for triple in document["leaves"]]


def wanted(document: Proof) -> dict[str, str]:
    return {family["family"]: family["outcome"] for family in document["families"]}


def steps(document: Proof) -> Iterator[Proof]:
    todo = [step for family in document["families"] for step in family["steps"]]
    while todo:
        step = todo.pop()
        yield step
        todo += step["steps"]


def assert_replays(exchange: Exchange, day: date, pack: Pack) -> None:
    document = proof(exchange, day, pack)
    assert replay(leaves(document), pack) == wanted(document), exchange.id


@pytest.mark.parametrize("folder", SAMPLE, ids=lambda folder: folder.name)
def test_the_leaves_alone_give_the_same_outcomes(folder: Path, pack: Pack) -> None:
    for path in sorted(folder.glob("*.csv"))[:2]:
        exchange, day = next(exchanges(path, pack))
        assert_replays(exchange, day, pack)


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_leaves_of_every_exchange_give_the_same_outcomes(path: Path, pack: Pack) -> None:
    for exchange, day in exchanges(path, pack):
        assert_replays(exchange, day, pack)


@cache
def planned() -> list[Proof]:
    """A pass but for one thing, one with a breach, one that cites too little and one of the other parties."""
    return explain_all([PLANNED], ["P01", "P04", "P09", "P20"], Request(as_of=DAY))


@cache
def passed_on() -> dict[str, Proof]:
    """Data along a chain: passed on for another purpose, on a ground of its own, and received by nobody before."""
    last = {"id": "E3", "sender": "CAK", "recipient": "NZA", "purpose": "onderzoek", "ground": ""}
    rows = [
        row(start_date="2025-01-01", data_categories="bsn; naam client"),
        row(id="E2", sender="zorgkantoor", recipient="CAK", purpose="eigen-bijdrage", ground="Wlz 9.1.2 lid 1 onder g",
            start_date="2025-02-01", data_categories="bsn; naam client; iets"),
        row(**last, start_date="2025-03-01", data_categories="bsn; naam client"),
    ]  # fmt: skip
    explains = check_all([pandas.DataFrame(rows)], Request(as_of=DAY)).explains
    assert explains is not None
    return {document["id"]: document for document in explains.proofs(range(len(rows)))}


def test_what_goes_beyond_an_exchange_is_proved_and_replayed(pack: Pack) -> None:
    outcomes = {name: wanted(document)["onward"] for name, document in passed_on().items()}
    assert outcomes == {"E1": "inapplicable", "E2": "pass", "E3": "violation"}
    for name, document in passed_on().items():
        assert {"onward": "inapplicable"} | replay(leaves(document), pack) == wanted(document), name
    # Without the flow in which the data came there is nothing to pass on.
    kept = [leaf for leaf in leaves(passed_on()["E3"]) if "/flow/" not in str(leaf[0])]
    assert replay(kept, pack)["onward"] == "inapplicable"


@pytest.mark.long
@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "onward").glob("*/*.csv")), ids=lambda path: path.stem)
def test_what_goes_beyond_every_example_replays(path: Path, pack: Pack) -> None:
    report = check_all([path], Request(as_of=DAY))
    told = report.document["exchanges"]
    assert report.explains is not None
    for exchange, document in zip(told, report.explains.proofs(range(len(told))), strict=True):
        assert (document["verdict"], document["outcomes"]) == (exchange["verdict"], exchange["outcomes"])
        assert {"onward": "inapplicable"} | replay(leaves(document), pack) == wanted(document), exchange["id"]


def test_a_chain_is_told_with_its_data_purposes_and_articles() -> None:
    text = " ".join(re.sub(r"[│├└─]", " ", proof_to_text(passed_on()["E3"], "en", 120, only="onward")).split())
    for part in (
        "(OT101)",
        "Care assessment centre (CIZ) → Regional care office (zorgkantoor) → CAK",
        "received for setting and collecting the personal contribution",
        "received in: flow from the care office to CAK",
        "outcome of ground: violation. (So the exchange itself was judged.)",
        "Likewise: ",
        "GDPR 5(1)(b)",
        "Wlz 9.1.7(1)",
    ):
        assert part in text
    [settled] = [told for told in passed_on()["E2"]["families"] if told["family"] == "onward"]
    assert {source["citation"] for source in settled["steps"][0]["sources"]} == {
        "Wlz 9.1.7 lid 1",
        "AVG 5 lid 1 onder b",
    }


def test_what_goes_beyond_is_left_out_when_asked() -> None:
    [document] = explain_all([PLANNED], ["P01"], Request(as_of=DAY, onward=False))
    assert "onward" not in document["outcomes"] and "onward" not in wanted(document)
    assert "/transfer/" not in json.dumps(document)


def test_a_leaf_left_out_is_missed(pack: Pack) -> None:
    """The replay is no formality: without what the row declares on consent, the breach is gone."""
    document = next(document for document in planned() if document["id"] == "P04")
    assert wanted(document)["conditions"] == "violation"
    kept = [leaf for leaf in leaves(document) if "consent" not in str(leaf[1])]
    assert len(kept) == len(document["leaves"]) - 1
    assert replay(kept, pack)["conditions"] == "undetermined"


def test_the_document_is_as_its_schema_says() -> None:
    schema = json.loads((Path(checker.__file__).parent / "reports" / "proof.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for document in (*planned(), *passed_on().values()):
        assert [error.message for error in Draft202012Validator(schema).iter_errors(document)] == []


def test_the_proof_is_of_what_the_check_found() -> None:
    report = check_all([str(PLANNED)], Request(as_of=DAY))
    judged = {exchange["id"]: exchange for exchange in report.document["exchanges"]}
    for document in planned():
        said = judged[document["id"]]
        assert (document["verdict"], document["scope"], document["outcomes"]) == (
            said["verdict"], said["scope"], said["outcomes"],
        )  # fmt: skip
        for family in document["families"]:
            found = {f["rule"] for f in said["findings"] if f["family"] == family["family"] and f["severity"] != "info"}
            told = {step["rule"] for step in family["steps"] if step["kind"] == "derived"}
            assert found <= told, family["family"]


def test_every_step_stands_on_something() -> None:
    for document in (*planned(), *passed_on().values()):
        numbers = {step["number"] for step in steps(document)} - {None}
        stated = {tuple(leaf) for leaf in document["leaves"]}
        for step in steps(document):
            assert step["see"] is None or step["see"] in numbers
            if step["kind"] in ("declared", "law"):
                assert tuple(step["triple"]) in stated
            elif step["kind"] == "derived":
                assert step["steps"] or step["see"], step["text"]


def test_every_step_is_told_in_both_languages_and_in_words() -> None:
    for document in (*planned(), *passed_on().values()):
        for step in steps(document):
            assert set(step["text"]) == set(LANGUAGES)
            for text in (*step["text"].values(), *step["reason"].values()):
                assert text and not re.search(r"https?:|[{}<>]|\bns#|None", text), text
            assert set(step["reason"]) in (set(), set(LANGUAGES))


def test_every_rule_that_derives_a_fact_has_a_reason_in_both_languages(pack: Pack) -> None:
    found = {rule for shape in pack.graph.subjects(SH.rule) for rule in pack.graph.objects(shape, SH.rule)}
    assert len(found) > 100
    for rule in found:
        reason = texts(pack.graph, rule, RDFS.label)
        assert set(reason) == set(LANGUAGES) and len(set(reason.values())) == len(LANGUAGES), reason


def test_law_carries_its_provision_and_certainty() -> None:
    for document in planned():
        cited = [step for step in steps(document) if step["kind"] == "law" and "/version/" in step["triple"][0]]
        assert cited
        for step in cited:
            for source in step["sources"]:
                assert source["url"].startswith("https://") and source["certainty_label"]["nl"] and source["iri"]


def test_what_was_looked_through_is_counted() -> None:
    assert any(step["looked"] for document in planned() for step in steps(document))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 120])
def test_text_keeps_to_its_width(language: str, width: int) -> None:
    for document in planned():
        text = proof_to_text(document, language, width)
        lines = [line for line in text.split("\n") if not line.strip().startswith("http")]
        assert max(map(len, lines)) <= width
        assert "\x1b" not in text
        assert document["id"] in lines[0]


def test_what_weighs_most_comes_first() -> None:
    document = next(document for document in planned() if document["id"] == "P04")
    signs = [line[0] for line in proof_to_text(document).split("\n") if line[:2] in ("✗ ", "? ", "✓ ", "– ")]
    assert signs == sorted(signs, key="✗?✓–".index)
    assert signs[0] == "✗"


def test_what_is_alike_is_told_once() -> None:
    document = next(document for document in planned() if document["id"] == "P09")
    text, full = proof_to_text(document, "en", 120), proof_to_text(document, "en", 120, full=True)
    assert "Likewise: " in text and "Likewise: " not in full
    assert len(text) < 0.7 * len(full)


def test_each_number_that_is_referred_to_is_there() -> None:
    for document in planned():
        for full in (False, True):
            text = re.sub(r"[\s│├└─]+", " ", proof_to_text(document, "en", 120, full=full))
            referred = set(re.findall(r"\(see (\d+)\)", text))
            assert referred and referred <= set(re.findall(r"\[(\d+)\]", text))


def hostile() -> Proof:
    name = "<script>[x](javascript:1)\x1b[31m"
    given = row(id=name, recipient="*zorg*|kantoor`", purpose="<b>geen</b>", ground="")
    return check(pandas.DataFrame([given]), as_of=DAY).explain(name)


def test_nothing_of_a_registry_is_markup() -> None:
    document = hostile()
    markdown = proof_to_markdown(document)
    assert "<script" not in markdown and "<b>" not in markdown and "\x1b" not in markdown
    assert not re.search(r"(?<!\\)\]\(javascript", markdown)
    assert "\x1b" not in proof_to_text(document)


def test_a_report_explains_and_one_from_a_file_does_not() -> None:
    report = check(PLANNED, as_of=DAY)
    document = report.explain("P04")
    assert document == next(document for document in planned() if document["id"] == "P04")
    again = Report(json.loads(report.to_json()))
    assert again == report
    with pytest.raises(GrondslagError, match="comes from a file"):
        again.explain("P04")


def test_an_identifier_that_is_not_there() -> None:
    with pytest.raises(GrondslagError, match="Do you mean “P01”"):
        explain_all([PLANNED], ["P0l"], Request(as_of=DAY))


def row(**changes: str) -> dict[str, str]:
    return {
        "id": "E1", "sender": "CIZ", "recipient": "zorgkantoor", "purpose": "zorgplicht",
        "ground": "Wlz 9.1.2 lid 1 onder c", "data_categories": "bsn",
        "encrypted": "ja", "authenticated": "ja", "authorised": "ja",
    } | changes  # fmt: skip


def test_a_row_that_means_several_exchanges() -> None:
    report = check(pandas.DataFrame([row(recipient="zorgkantoor; zorgaanbieder")]), as_of=DAY)
    assert report.explain("E1/2")["id"] == "E1/2"
    with pytest.raises(GrondslagError, match="E1/1"):
        report.explain("E1")


def test_why_not_on_another_ground(pack: Pack) -> None:
    report = check(pandas.DataFrame([row()]), pack, DAY)
    assert report.document["exchanges"][0]["outcomes"]["ground"] == "pass"
    document = report.explain("E1", "Wlz 9.1.3 lid 1 onder c")
    assert document["why_not"]["fails_at"][0] == "ground"
    assert document["families"][0]["family"] == "ground"
    assert "registry" not in wanted(document)  # what does not depend on the ground is left out
    assert wanted(document)["onward"] == "inapplicable"
    [told] = [step for step in document["families"][0]["steps"] if step["rule"] == "GR101"]
    assert "Wlz 9.1.3(1)(c)" in told["text"]["en"]
    again = replay(leaves(document), pack)
    assert {family: again[family] for family in wanted(document)} == wanted(document)
    # what the ground does say is shown beside what it does not
    assert any("permits" in step["text"]["en"] for step in steps(document) if step["kind"] == "law")


def test_why_not_is_as_if_the_row_cited_it() -> None:
    other = "Wlz 9.1.2 lid 2"
    cited = check(pandas.DataFrame([row(ground=other)]), as_of=DAY).document["exchanges"][0]
    document = check(pandas.DataFrame([row(ground="onbekende wet 3")]), as_of=DAY).explain("E1", other)
    depends = set(wanted(document)) & set(cited["outcomes"])
    assert len(depends) > 4
    assert {family: wanted(document)[family] for family in depends} == {f: cited["outcomes"][f] for f in depends}


@pytest.mark.parametrize(
    ("ground", "said"),
    [
        ("Wlz 9.1.3", "not complete: name one of Wlz 9.1.3"),
        ("Wlz 99", "points to no provision"),
        ("", "points to no provision"),
        ("Wlz 9.1.2 lid 1 onder a, b", "more than one provision"),
    ],
)
def test_a_ground_that_is_not_one(ground: str, said: str) -> None:
    with pytest.raises(GrondslagError, match=re.escape(said)):
        check(pandas.DataFrame([row()]), as_of=DAY).explain("E1", ground)


def run(*words: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", "from checker.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


def test_the_command_gives_the_same_bytes() -> None:
    words = ("explain", str(PLANNED), "--id", "P09", "--as-of", DAY.isoformat(), "--format", "json")
    first, second = run(*words, seed="1"), run(*words, seed="2")
    assert first.returncode == 0 and first.stdout == second.stdout
    assert json.loads(first.stdout)["id"] == "P09"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "noem"),
        (("--id", "nergens"), "staat niet in het register"),
        (("--id", "P01", "--family", "niets"), "kies uit"),
        (("--id", "P01", "--ground", "niets"), "geen bepaling"),
    ],
)
def test_a_wrong_command_is_one_sentence(words: tuple[str, ...], said: str) -> None:
    done = run("explain", str(PLANNED), "--as-of", DAY.isoformat(), *words)
    assert done.returncode == 2 and done.stdout == ""
    assert said in done.stderr and done.stderr.count("\n") == 1
