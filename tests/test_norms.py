"""Every norm of the covenant is accounted for, and what a registry exercised of them is counted as it was judged."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.api import check_all, explain_all
from checker.cli import main
from checker.norms import Norm, cover, read_norms
from checker.pack import Pack
from checker.pack.schema import read_rules
from checker.request import Request
from checker.vocabulary import GS

HERE = Path(__file__).parent
FACTS = HERE / "facts" / "norms.csv"
PLANNED = HERE.parent / "datasets" / "iwlz" / "planned.csv"
AS_OF = "2026-11-23"


def facts() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def by_code(pack: Pack) -> dict[str, Norm]:
    return {norm.code: norm for norm in read_norms(pack)}


def article(text: str) -> str:
    """An article as the table writes it (5.1a, 3.1 nt 2), for one that the ontology writes (5.1 onder a)."""
    return text.removeprefix("Convenant ").replace(" onder ", "").replace(", noot ", " nt ")


def test_every_norm_of_the_table_is_stated_under_its_article(pack: Pack) -> None:
    stated = {norm.code: {article(one["nl"]) for one in norm.articles} for norm in read_norms(pack)}
    told = {row["nr"]: set(row["covenant"].split(" fig ")[0].split("/")) for row in facts()}
    assert len(told) == 66
    assert stated == told


def test_every_norm_is_covered_by_rules_by_a_question_or_by_a_reason(pack: Pack) -> None:
    for norm in read_norms(pack):
        covered = [bool(norm.rules or norm.families), bool(norm.question), bool(norm.out_of_reach)]
        assert any(covered), norm.code
        assert not (norm.out_of_reach and any(covered[:2])), norm.code
        for text in (norm.label, norm.definition):
            assert set(text) == {"nl", "en"}, norm.code
        for text in (norm.question, norm.out_of_reach, norm.caveat):
            assert set(text) in (set(), {"nl", "en"}), norm.code


def test_what_a_norm_names_exists(pack: Pack) -> None:
    rules = {*pack.rules, *(iri for part in pack.apart.values() for iri in read_rules(part))}
    families = set(pack.graph.objects(None, GS.judgedBy)) - rules
    assert {str(node).rsplit("/", 1)[-1] for node in families} <= {family.code for family in pack.families}
    columns = {column.code for column in pack.columns}
    terms = {code for scheme in pack.schemes.values() for code in scheme.codes.values()}
    for norm in read_norms(pack):
        for part in (*norm.reach, *norm.asked_of):
            assert part.columns, norm.code
            assert part.columns <= columns, norm.code
            assert part.terms <= terms, norm.code
        assert norm.scope in (None, *pack.scopes)


def test_what_only_a_person_can_tell_is_no_matter_of_rules_alone(pack: Pack) -> None:
    stated = by_code(pack)
    for row in facts():
        norm = stated[row["nr"]]
        if row["testability"] == "human":
            assert norm.question or norm.out_of_reach or norm.caveat, row["nr"]
        if row["testability"] == "auto":
            assert norm.rules or norm.families, row["nr"]


def test_the_letters_of_the_covenant_reach_their_own_purpose(pack: Pack) -> None:
    """The letter that the ontology gives a purpose is that of the norm whose reach names it."""
    for purpose, letter in pack.graph.subject_objects(GS.covenantLetter):
        code = str(purpose).rsplit("/", 1)[-1]
        naming = [
            norm for norm in read_norms(pack)
            if any(article(one["nl"]) == str(letter) for one in norm.articles)
            and any(code in part.terms for part in norm.reach)
        ]  # fmt: skip
        assert len(naming) == 1, letter


def test_counts_are_those_of_the_report(pack: Pack) -> None:
    document = check_all([str(PLANNED)], Request(pack, AS_OF)).document
    covered = {one.norm.code: one for one in cover(document, read_norms(pack), pack)}
    fees = Counter("VW101" in {f["rule"] for f in exchange["findings"]} for exchange in document["exchanges"])
    assert covered["30"].outcomes["violation"] == fees[True] > 0
    secured = [e for e in document["exchanges"] if e["scope"] == "inside"]
    bad = [e for e in secured if "WB101" in {f["rule"] for f in e["findings"]}]
    unsaid = [e for e in secured if "WB201" in {f["rule"] for f in e["findings"]}]
    assert covered["47"].outcomes == {
        "violation": len(bad), "undetermined": len(unsaid), "pass": len(secured) - len(bad) - len(unsaid)
    }  # fmt: skip
    vws = [e for e in document["exchanges"] if any(r["code"] == "VWS" for r in e["reading"])]
    assert covered["9"].judged == len(vws) > 0
    assert covered["50"].judged == 0  # judged on decisions


def test_exchanges_that_stand_for_many_count_as_many(pack: Pack) -> None:
    document = check_all([str(PLANNED)], Request(pack, AS_OF)).document
    norms = read_norms(pack)
    once = cover(document, norms, pack)
    many = document | {"exchanges": [exchange | {"times": 7} for exchange in document["exchanges"]]}
    assert [one.judged * 7 for one in once] == [one.judged for one in cover(many, norms, pack)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_command_shows_every_norm(language: str, pack: Pack) -> None:
    result = CliRunner().invoke(main, ["norms", "--lang", language])
    assert result.exit_code == 0
    for norm in read_norms(pack):
        assert norm.label[language][:30] in " ".join(result.output.split())


def test_the_command_counts_what_a_registry_exercised(pack: Pack) -> None:
    result = CliRunner().invoke(main, ["norms", str(PLANNED), "--as-of", AS_OF, "--format", "json"])
    assert result.exit_code == 0
    told = json.loads(result.output)["norms"]
    assert [one["norm"] for one in told] == [norm.code for norm in read_norms(pack)]
    assert all(one["judged"] == sum(one["outcomes"].values()) for one in told)
    never = [one["norm"] for one in told if not one["judged"] and one["families"]]
    assert never == ["4", "25", "27", "29", "33"]


def test_a_registry_that_is_not_there_is_told_in_a_sentence() -> None:
    result = CliRunner().invoke(main, ["norms", "niet-daar.csv"])
    assert result.exit_code == 2
    assert "niet-daar.csv" in result.output
    assert "Traceback" not in result.output


def test_an_exchange_is_told_with_what_only_a_person_can_judge_of_it(pack: Pack, tmp_path: Path) -> None:
    """Questions go with the exchanges that a norm is about, equal ones once, and with a caveat where the text errs."""
    [row] = [line for line in PLANNED.read_text(encoding="utf-8").splitlines() if line.startswith("P02,")]
    registry = tmp_path / "registry.csv"
    header = PLANNED.read_text(encoding="utf-8").splitlines()[0]
    registry.write_text(f"{header}\n{row}\n", encoding="utf-8")
    [proof] = explain_all([str(registry)], ["P02"], Request(pack, AS_OF))
    stated = by_code(pack)
    told = proof["for_a_person"]
    assert {code for one in told for code in one["norms"] if one["kind"] == "question"} == {
        "10", "31", "32", "44", "46", "58", "62",
    }  # fmt: skip
    assert {code for one in told for code in one["norms"] if one["kind"] == "caveat"} == {"17", "42", "46"}
    for one in told:
        assert all(one["text"] in (stated[code].question, stated[code].caveat) for code in one["norms"])
    assert len({(one["kind"], one["text"]["nl"]) for one in told}) == len(told)
    for form in ("text", "markdown"):
        words = ["explain", str(registry), "--id", "P02", "--as-of", AS_OF, "--lang", "en", "--format", form]
        shown = " ".join(CliRunner().invoke(main, words).output.split())
        assert all(one["text"]["en"] in shown for one in told)
        assert "What a person must judge" not in CliRunner().invoke(main, [*words, "--family", "ground"]).output
    page = tmp_path / "page.html"
    CliRunner().invoke(main, ["check", str(registry), "--as-of", AS_OF, "--proofs", "-o", str(page)])
    assert json.dumps(told[0]["text"]["nl"], ensure_ascii=False) in page.read_text(encoding="utf-8")
