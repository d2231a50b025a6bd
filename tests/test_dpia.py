"""An assessment says what the registry, the rules and the law say, each with where it comes from, and nothing more."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
from click.testing import CliRunner
from rdflib import URIRef

from checker.api import check_all
from checker.cli import main
from checker.dpia import Choice, chosen, prepare, renew
from checker.model import LANGUAGES
from checker.norms import read_norms
from checker.pack import Pack, load_pack
from checker.reports.dpia.docx.build import to_docx
from checker.reports.dpia.docx.renewed import renewed
from checker.reports.dpia.markdown import to_markdown
from checker.reports.dpia.page import to_html
from checker.reports.dpia.stored import read_dpia
from checker.request import Request
from checker.resources import dpia_schema

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "datasets" / "iwlz"
AS_OF = "2026-11-23"
HEAD = "id,sender,recipient,purpose,ground,data_categories,encrypted,authenticated,authorised,description"
ROWS = {
    "fits": "E1,ZORGKANTOOR,CAK,eigen-bijdrage,wlz-9.1.2-1-g,bsn;naam-client,ja,ja,ja,",
    "wrong": "E2,CIZ,CAK,eigen-bijdrage,wlz-9.1.2-1-c,bsn;diagnose,nee,ja,ja,Eerste proef",
    "unread": "E3,CIZ,Nergens,zorgplicht,,<b>iets</b>,,,,=1+1",
}
Document = dict[str, Any]


def written(folder: Path, *rows: str) -> Path:
    path = folder / "register.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return path


def run(*words: str) -> Any:
    return CliRunner().invoke(main, ["dpia", *words, "--as-of", AS_OF])


def loaded() -> Pack:
    return load_pack("iwlz")


_DONE: dict[tuple[bytes, Choice], str] = {}


def prepared(registry: Path, choice: Choice | None = None) -> Document:
    """Prepare an assessment, of the same registry and choice once; each time anew to write in."""
    key = registry.read_bytes(), choice or Choice()
    if key not in _DONE:
        report = check_all([registry], Request(loaded(), date.fromisoformat(AS_OF)))
        assert report.source is not None
        _DONE[key] = json.dumps(prepare(report, report.source, chosen(report.source, key[1])))
    return dict(json.loads(_DONE[key]))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return prepared(written(tmp_path_factory.mktemp("small"), *ROWS.values()))


@cache
def of_file(name: str) -> Document:
    return prepared(DATA / name)


def sections(document: Document) -> Iterator[Document]:
    for part in document["parts"]:
        yield from part["sections"]


def tables(document: Document) -> dict[str, Document]:
    return {table["code"]: table for section in sections(document) for table in section["tables"]}


def cells(table: Document, language: str = "nl") -> list[list[list[str]]]:
    return [[[value[language] for value in cell] for cell in row["cells"]] for row in table["rows"]]


def facts(name: str) -> list[dict[str, str]]:
    with (HERE / "facts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_its_sections_are_those_of_the_model(small: Document) -> None:
    found = {
        (part["letter"] or "-", section["code"]): section["label"]["nl"]
        for part in small["parts"]
        for section in part["sections"]
        if section["code"] != "prescan"
    }
    # Of the front matter the table has heading and content the other way around.
    called = {(row["part"], row["nr"]): {row["heading"], row["asks"]} for row in facts("dpia_sections")}
    assert found.keys() == called.keys() and all(found[key] in called[key] for key in found)
    for letter in "ABCD":
        (part,) = (part for part in small["parts"] if part["letter"] == letter)
        numbered = [(section["number"], section["label"]["nl"]) for section in part["sections"]]
        assert numbered == [(row["nr"], row["heading"]) for row in facts("dpia_sections") if row["part"] == letter]


def test_it_is_as_its_schema_says(small: Document) -> None:
    jsonschema.validate(small, json.loads(dpia_schema().read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["small", "planned.csv", "messages.csv"])
def test_each_statement_leads_to_an_exchange_a_rule_or_an_article(name: str, small: Document, pack: Pack) -> None:
    document = small if name == "small" else of_file(name)
    exchanges = {exchange["key"] for exchange in document["exchanges"]}
    rows = 0
    for code, table in tables(document).items():
        for row in table["rows"]:
            rows += 1
            origin = row["origin"]
            assert origin["exchanges"] or origin["rules"] or origin["sources"], (code, row["cells"])
            assert set(origin["exchanges"]) <= exchanges
            assert set(origin["rules"]) <= {rule.code for rule in pack.rules.values()} & document["rules"].keys()
            assert set(origin["sources"]) <= document["sources"].keys()
    assert rows > 20
    for source in document["sources"].values():
        assert (URIRef(source["iri"]), None, None) in pack.graph
        assert source["certainty_label"].keys() == set(LANGUAGES)


def test_every_exchange_is_in_it_as_declared() -> None:
    document = of_file("planned.csv")
    with (DATA / "planned.csv").open(encoding="utf-8", newline="") as file:
        declared = [(row["kenmerk"], row["omschrijving"]) for row in csv.DictReader(file)]
    assert [one["id"] for one in document["exchanges"]] == [name for name, _ in declared]
    told = {text for row in cells(tables(document)["exchanges"]) for text in row[-1]}
    assert told == {f"“{text}”" for _, text in declared if text}


def test_sections_for_people_hold_questions_and_no_answers(small: Document) -> None:
    asked = [(section["code"], question) for section in sections(small) for question in section["questions"]]
    assert all(question["answer"] == "" and set(question["text"]) == set(LANGUAGES) for _, question in asked)
    assert {section["code"] for section in sections(small)} - {code for code, _ in asked} == set()
    norms = {f"norm-{norm.code}": norm.question for norm in read_norms(loaded())}
    of_norms = {question["code"]: question["text"] for _, question in asked if question["code"] in norms}
    assert {"norm-10", "norm-32", "norm-46"} <= of_norms.keys()
    assert all(
        of_norms[code][language].startswith(norms[code][language]) for code in of_norms for language in LANGUAGES
    )
    # Interests, proportionality, rights and risk estimates have facts that bear on them.
    bearing = {section["code"]: section["bearing"] for section in sections(small)}
    assert all(bearing[code] for code in ("7", "10", "14", "15", "16", "17", "18"))


def test_findings_are_proposed_risks_with_measures() -> None:
    document = of_file("planned.csv")
    report = check_all([DATA / "planned.csv"], Request(loaded(), date.fromisoformat(AS_OF)))
    risks, measures = tables(document)["risks"], tables(document)["measures"]
    shown = {
        (rule, key) for row in risks["rows"] for rule in row["origin"]["rules"] for key in row["origin"]["exchanges"]
    }
    rules = {rule for rule, _ in shown}
    found = {
        finding["rule"] for exchange in report.document["exchanges"] for finding in exchange["findings"]
        if finding["severity"] != "info" and not finding["follows_from"]
    }  # fmt: skip
    assert rules == found and {rule for row in measures["rows"] for rule in row["origin"]["rules"]} == found
    remedies = {
        finding["remedy"]["nl"] for exchange in report.document["exchanges"] for finding in exchange["findings"]
    }
    assert {text for row in cells(measures) for text in row[2]} <= remedies


# The prescan


def answers(document: Document, name: str) -> dict[str, str]:
    return {row[0][0]: row[1][0] for row in cells(tables(document)[name])}


def test_the_prescan_has_the_items_of_both_lists(small: Document) -> None:
    assert list(answers(small, "criteria")) == [row["criterion"] for row in facts("dpia_criteria")]
    assert list(answers(small, "listed")) == [row["item"] for row in facts("dpia_ap_list")]


@pytest.mark.parametrize("name", ["planned.csv", "messages.csv"])
def test_what_the_chain_meets_is_what_the_facts_call_likely(name: str) -> None:
    words = {"likely": "waarschijnlijk", "to be judged": "te beoordelen"}
    document = of_file(name)
    assert answers(document, "criteria") == {r["criterion"]: words[r["iwlz_default"]] for r in facts("dpia_criteria")}
    assert answers(document, "listed") == {row["item"]: words[row["iwlz"]] for row in facts("dpia_ap_list")}


@pytest.mark.parametrize(
    ("row", "conclusion"),
    [
        # Health data: an item of the supervisor’s list.
        ("A,CIZ,ZORGKANTOOR,zorgplicht,,diagnose,,,,", "Een DPIA is waarschijnlijk verplicht."),
        # A party outside the chain and a client: one criterion.
        ("A,CIZ,NVWA-nee,zorgplicht,,naam-client,,,,", "Een DPIA is aan te raden, en misschien verplicht."),
        # Nothing known: nothing follows, and it is never a no.
        ("A,x,y,z,,w,,,,", "Of een DPIA verplicht is, is nog niet te zeggen."),
    ],
)
def test_the_conclusion_follows_from_the_items_and_is_never_a_no(row: str, conclusion: str, tmp_path: Path) -> None:
    document = prepared(written(tmp_path, row))
    (told,) = cells(tables(document)["conclusion"])
    assert told[0] == [conclusion]
    for name in ("criteria", "listed"):
        assert set(answers(document, name).values()) <= {"waarschijnlijk", "te beoordelen"}


# Choosing exchanges


def test_a_choice_leaves_the_exchanges_that_fit_it(tmp_path: Path) -> None:
    registry = written(tmp_path, *ROWS.values())
    assert [one["id"] for one in prepared(registry, Choice(identifiers=("E2",)))["exchanges"]] == ["E2"]
    assert [one["id"] for one in prepared(registry, Choice(exporter="CIZ"))["exchanges"]] == ["E2", "E3"]
    assert [one["id"] for one in prepared(registry, Choice(aim="zorgplicht"))["exchanges"]] == ["E3"]
    told = json.dumps(prepared(registry, Choice(identifiers=("E1",))), ensure_ascii=False)
    assert "Nergens" not in told and "Eerste proef" not in told


# Renewing


def changed(document: Document) -> set[str]:
    return set(document["changes"]["sections"])


def test_a_renewed_one_keeps_answers_and_marks_nothing_where_nothing_changed(small: Document, tmp_path: Path) -> None:
    written_answers = {
        q["code"]: f"Antwoord op {q['code']}" for section in sections(small) for q in section["questions"]
    }
    now = renew(prepared(written(tmp_path, *ROWS.values())), small, written_answers)
    assert changed(now) == set()
    assert {q["code"]: q["answer"] for section in sections(now) for q in section["questions"]} == written_answers
    assert not [q for section in sections(now) for q in section["questions"] if q["again"]]
    assert not [row for table in tables(now).values() for row in table["rows"] if row["change"]]


@pytest.mark.parametrize(
    ("of", "old", "new", "concerned"),
    [
        ("wrong", "Eerste proef", "Tweede proef", {"1"}),
        ("fits", ",ja,ja,ja,", ",ja,ja,ja,Nieuw", {"1"}),
        # The rule on encryption finds nothing any more, and its article is no longer one that findings rest on.
        ("unread", ",,,,=1+1", ",ja,,,=1+1", {"9", "16", "17"}),
    ],
)
def test_a_change_marks_the_sections_it_concerns(
    of: str, old: str, new: str, concerned: set[str], small: Document, tmp_path: Path
) -> None:
    assert old in ROWS[of]
    rows = ROWS | {of: ROWS[of].replace(old, new)}
    now = renew(prepared(written(tmp_path, *rows.values())), small, {"1-reason": "Omdat.", "15-access": "Zo."})
    assert changed(now) == concerned
    again = {q["code"]: q["again"] for section in sections(now) for q in section["questions"]}
    assert again["1-reason"] == ("1" in concerned) and not again["15-access"]


def test_an_answer_to_a_question_that_is_no_longer_asked_stays(small: Document, tmp_path: Path) -> None:
    before = json.loads(json.dumps(small))
    (asked,) = [q for section in sections(before) for q in section["questions"] if q["code"] == "1-reason"]
    asked["code"] = "1-once"
    now = renew(prepared(written(tmp_path, *ROWS.values())), before, {"1-once": "Dit blijft.", "7-views": "Goed."})
    (left,) = now["changes"]["unasked"]
    assert (left["code"], left["text"], left["answer"]) == ("1-once", asked["text"], "Dit blijft.")
    jsonschema.validate(now, json.loads(dpia_schema().read_text(encoding="utf-8")))
    again = renew(prepared(written(tmp_path, *ROWS.values())), now, {"7-views": "Goed."})
    assert again["changes"]["unasked"] == [left]
    assert "Dit blijft." in to_markdown(again) and "Dit blijft." in to_html(again)
    shown = docx.Document(io.BytesIO(to_docx(again)))
    assert "Dit blijft." in [paragraph.text for paragraph in shown.paragraphs]


def test_a_question_that_is_new_is_asked_in_an_old_word_document(small: Document) -> None:
    before = json.loads(json.dumps(small))
    for section in sections(before):
        section["questions"] = [q for q in section["questions"] if q["code"] not in ("7-views", "20-signature")]
    stored = read_dpia("old.docx", to_docx(before))
    assert stored.word_document is not None
    made, missing = renewed(
        stored.word_document, renew(json.loads(json.dumps(small)), stored.document, stored.answers), "nl"
    )
    told = [p.text for p in docx.Document(io.BytesIO(made)).paragraphs if p.text]
    assert missing == []
    for words, heading in (("Wat vinden de betrokkenen", "7. Belangen"), ("Wie stelt deze DPIA", "Vaststelling")):
        (place,) = [n for n, text in enumerate(told) if text.startswith("Open vraag: " + words)]
        last = max(n for n, text in enumerate(told[:place]) if text.startswith(heading))
        assert place - last <= 5
    questions = [text for text in told if text.startswith("Open vraag")]
    assert len(questions) == sum(len(section["questions"]) for section in sections(small))


def test_what_is_new_and_what_is_gone_is_told(small: Document, tmp_path: Path) -> None:
    rows = [ROWS["fits"], ROWS["wrong"], "E4,CIZ,SVB,dubbele-kinderbijslag,wlz-9.1.3a-1,bsn,ja,ja,ja,"]
    told = tables(renew(prepared(written(tmp_path, *rows)), small, {}))["exchanges"]
    assert [(row["cells"][0][0]["nl"], row["change"]) for row in told["rows"]] == [
        ("E1", ""),
        ("E2", ""),
        ("E4", "new"),
    ]
    assert [row["cells"][0][0]["nl"] for row in told["gone"]] == ["E3"]
