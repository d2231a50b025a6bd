"""Decisions: every rule has examples under governance/, and every split of votes is compared with a plain reading.

An example is a register of decisions. Two columns that the product ignores say how to judge it: `as_of`, the run date,
and `also`, the codes of the other rules that it yields.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from checker.cli import main
from checker.decisions import check_decisions
from checker.errors import GrondslagError
from checker.judge.decisions import Decision, judge_decisions
from checker.model import LANGUAGES, Exchange
from checker.pack import Column, Pack, load_pack, pack_judging
from checker.readers.delimited import read_delimited
from checker.terms import read_exchanges
from checker.terms.repetition import repeated_terms
from checker.vocabulary import GS, SH

ROOT = Path(__file__).parent / "governance"
FAILS = sorted(ROOT.glob("*/fail-*.csv"))
PASSES = sorted(ROOT.glob("*/pass-*.csv"))
DAY = date(2026, 3, 2)
LATER = date(2026, 12, 1)
COLUMNS = (
    "id", "date", "subject", "consensus", "for", "against", "abstain", "veto_by", "veto_date", "veto_written",
    "veto_reasoned", "veto_alternative", "veto_discussed", "veto_outcome", "escalated_date", "escalation_note",
    "directors_date", "directors_outcome", "escalated_vws",
)  # fmt: skip

Row = Mapping[str, str]
MAJORITY = {"for": "ZN;CIZ;CAK", "against": "SVB;AANBIEDERS"}
TIE = {"for": "ZN;CIZ", "against": "SVB;AANBIEDERS"}
VETO = MAJORITY | {"veto_by": "FO", "veto_date": "2026-03-09", "veto_written": "ja", "veto_reasoned": "ja",
                   "veto_alternative": "ja"}  # fmt: skip
SILENT = {"for": "ZN;CIZ", "against": ""}
ESCALATED = TIE | {"escalated_date": "2026-03-31", "escalation_note": "N-1"}


@cache
def judging() -> tuple[Pack, Graph]:
    return pack_judging(GS.Decision, load_pack("iwlz"))


@pytest.fixture(autouse=True)
def one_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command use the pack that the tests hold: it takes longer to read than to answer."""
    kept = {"iwlz": judging()}

    def held(judged: URIRef, pack: Any) -> tuple[Pack, Graph]:
        return kept[pack] if pack in kept else pack_judging(judged, pack)

    monkeypatch.setattr("checker.decisions.load_pack", lambda name: name if name in kept else load_pack(name))
    monkeypatch.setattr("checker.decisions.pack_judging", held)


def judge_file(path: Path, as_of: date) -> list[Decision]:
    pack, shapes = judging()
    read = read_exchanges(read_delimited(path), pack)
    return judge_decisions(read.exchanges, repeated_terms(read, pack), pack, shapes, as_of)


def judged(tmp_path: Path, rows: Sequence[Row], as_of: date = LATER) -> list[Decision]:
    """Judge rows; what they leave out is the same for all."""
    path = tmp_path / "decisions.csv"
    path.write_text(table(rows), encoding="utf-8")
    return judge_file(path, as_of)


def table(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({"id": f"B{place}", "date": str(DAY)} | dict(row) for place, row in enumerate(rows, 1))
    return out.getvalue()


def results(tmp_path: Path, rows: Sequence[Row], as_of: date = LATER) -> list[str]:
    return [decision.result for decision in judged(tmp_path, rows, as_of)]


def codes(decision: Decision) -> set[str]:
    return {finding.rule for finding in decision.findings}


# Examples of every rule


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def twin(path: Path) -> Path:
    return path.with_name(path.name.replace("fail-", "pass-", 1))


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def cells(path: Path, column: str) -> set[str]:
    header, *rows = lines(path)
    return {row[header.index(column)] for row in rows}


def yielded_by(shapes: Graph) -> dict[Path, set[str]]:
    """The codes of the findings on each example. Those of one run date stand in one graph, each read on its own."""
    pack, _ = judging()
    by_day: dict[str, list[tuple[Path, Exchange, Sequence[tuple[Column, Node]]]]] = defaultdict(list)
    for path in (*FAILS, *PASSES):
        [day] = cells(path, "as_of")
        read = read_exchanges(read_delimited(path), pack)
        repeated = repeated_terms(read, pack)
        by_day[day] += [(path, row, named) for row, named in zip(read.exchanges, repeated, strict=True)]
    found: dict[Path, set[str]] = defaultdict(set)
    for day, rows in by_day.items():
        judged = judge_decisions(
            [row for _, row, _ in rows], [named for *_, named in rows], pack, shapes, date.fromisoformat(day)
        )
        for (path, *_), decision in zip(rows, judged, strict=True):
            found[path] |= codes(decision)
    return found


@cache
def yielded() -> dict[Path, set[str]]:
    return yielded_by(judging()[1])


@cache
def yielded_without(kept: str) -> dict[Path, set[str]]:
    """The codes on each example once every rule with a message is deactivated, but for those of this weight."""
    pack, own = judging()
    shapes = Graph()
    shapes += own
    for rule in pack.rules.values():
        if rule.message and rule.severity != kept:
            shapes.add((rule.iri, SH.deactivated, Literal(True)))
    return yielded_by(shapes)


def test_every_rule_with_a_message_has_a_folder_and_every_folder_a_rule() -> None:
    speaking = {rule.code for rule in judging()[0].rules.values() if rule.message}
    assert {folder.name for folder in ROOT.iterdir()} == speaking
    assert {path.parent.name for path in FAILS} == speaking
    assert [twin(path) for path in FAILS] == PASSES


@pytest.mark.parametrize("path", FAILS, ids=name)
def test_a_pair_differs_in_one_fact(path: Path) -> None:
    (header, *rows), (other_header, *other_rows) = lines(path), lines(twin(path))
    assert header == other_header
    assert len(rows) == len(other_rows)
    also = header.index("also")
    pairs = [(row + [""] * 2, other + [""] * 2) for row, other in zip(rows, other_rows, strict=True)]
    differ = [place for row, other in pairs for place, (one, two) in enumerate(zip(row, other, strict=False))
              if one != two and place != also]  # fmt: skip
    assert len(differ) == 1


@pytest.mark.parametrize("path", [*FAILS, *PASSES], ids=name)
def test_an_example_yields_what_it_says(path: Path) -> None:
    expected = {code for also in cells(path, "also") for code in also.split(";") if code}
    code = path.parent.name
    assert code not in expected
    assert yielded()[path] == (expected | {code} if path in FAILS else expected)


def test_a_deactivated_rule_yields_nothing() -> None:
    """The rule itself gives its code, no other; the rules of other weight still speak."""
    for kept in ("violation", "warning", "info"):
        weights = {rule.code: rule.severity for rule in judging()[0].rules.values() if rule.message}
        for path, found in yielded().items():
            assert yielded_without(kept)[path] == {code for code in found if weights[code] == kept}


def test_a_rule_has_its_texts_in_both_languages_and_a_source() -> None:
    for rule in judging()[0].rules.values():
        assert set(rule.name) == set(LANGUAGES)
        if rule.message:
            assert all(set(text) == set(LANGUAGES) for text in (rule.message, rule.why, rule.remedy)), rule.code
            assert rule.sources, rule.code


# Votes


VOTERS = ("AANBIEDERS", "ZN", "CIZ", "CAK", "SVB")
SIDES = ("for", "against", "abstain", "absent")
SPLITS = list(product(SIDES, repeat=len(VOTERS)))


def split_row(split: Sequence[str], names: Mapping[str, str] | None = None) -> Row:
    votes: dict[str, list[str]] = defaultdict(list)
    for voter, side in zip(VOTERS, split, strict=True):
        votes[side].append((names or {}).get(voter, voter))
    return {"consensus": "nee"} | {side: ";".join(votes[side]) for side in SIDES[:3]}


def plain_reading(split: Sequence[str]) -> str:
    """Covenant 7.2 read plainly: three for adopt, three against reject, two to two is not adopted, else silence."""
    if split.count("for") >= 3:
        return "adopted"
    if split.count("against") >= 3:
        return "rejected"
    return "not-adopted" if split.count("for") == split.count("against") == 2 else "undetermined"


def test_every_split_of_five_votes(tmp_path: Path) -> None:
    expected = [plain_reading(split) for split in SPLITS]
    assert len(SPLITS) == 1024
    assert {word: expected.count(word) for word in set(expected)} == {
        "adopted": 106, "rejected": 106, "not-adopted": 60, "undetermined": 752,
    }  # fmt: skip
    assert results(tmp_path, [split_row(split) for split in SPLITS]) == expected


def test_branches_that_agree_count_as_one(tmp_path: Path) -> None:
    joint = {"AANBIEDERS": "ACTIZ;BTN;FO;GGZNL;VGN"}
    splits = SPLITS[::7]
    assert results(tmp_path, [split_row(split, joint) for split in splits]) == [plain_reading(s) for s in splits]


VOTES: list[tuple[Row, str, set[str]]] = [
    ({"consensus": "ja"}, "adopted", set()),
    ({}, "undetermined", {"GV208"}),
    (MAJORITY | {"consensus": "nee"}, "adopted", set()),
    ({"for": "Zorgverzekeraars Nederland, het CIZ en het CAK"}, "adopted", set()),
    ({"for": "ZN;CIZ;ZIN"}, "undetermined", {"GV101", "GV208"}),
    ({"for": "ZN;CIZ;VWS", "against": "CAK;SVB"}, "not-adopted", {"GV101"}),
    ({"for": "ZN;CIZ;CAK;CAK"}, "undetermined", {"GV102", "GV208"}),
    ({"for": "ZN;CIZ;CAK, CAK"}, "undetermined", {"GV102", "GV208"}),
    ({"for": "ZN;CIZ;CAK;Het CAK"}, "undetermined", {"GV102", "GV208"}),
    ({"for": "ZN;CIZ;CAK", "against": "CAK"}, "undetermined", {"GV102", "GV208"}),
    ({"for": "ZN;CIZ;CAK;ACTIZ", "against": "BTN"}, "undetermined", {"GV207"}),
    ({"for": "ZN;CIZ;CAK;AANBIEDERS", "against": "BTN"}, "undetermined", {"GV207"}),
    ({"for": "ZN;CIZ;AANBIEDERS;BTN"}, "adopted", set()),
    ({"for": "ZN;CIZ;ACTIZ;BTN", "against": "BTN"}, "adopted", {"GV102"}),
    ({"for": "ZN;CIZ;CAK;Gemeente"}, "undetermined", {"GV202"}),
    ({"for": "ZN;CIZ;CAK", "consensus": "onbekend"}, "undetermined", {"GV202"}),
    ({"for": "geen", "against": "ZN;CIZ;CAK"}, "rejected", set()),
]


def test_votes(tmp_path: Path) -> None:
    told = judged(tmp_path, [row for row, *_ in VOTES])
    assert [(one.result, codes(one)) for one in told] == [(result, rules) for _, result, rules in VOTES]


# Veto


PARTIES = ("ACTIZ", "BTN", "FO", "GGZNL", "VGN", "ZN", "CIZ", "CAK", "SVB")


def test_any_party_can_veto_and_who_has_no_settled_right_leaves_it_open(tmp_path: Path) -> None:
    rows = [VETO | {"veto_by": party} for party in (*PARTIES, "ZIN", "VWS", "ZIN;VWS", "ZIN;CIZ")]
    blocked = ["blocked"] * len(PARTIES)
    assert results(tmp_path, rows, date(2026, 3, 12)) == [*blocked, *["undetermined"] * 3, "blocked"]


PARTS = ("veto_written", "veto_reasoned", "veto_alternative")
SAID = ("ja", "nee", "")


def test_every_mix_of_parts_of_a_veto(tmp_path: Path) -> None:
    """One part that is lacking makes the veto void, whatever is unknown; else an unknown part leaves it open."""
    mixes = list(product(SAID, SAID, SAID, ("2026-03-09", "2026-03-10", "")))
    rows = [VETO | dict(zip((*PARTS, "veto_date"), mix, strict=True)) for mix in mixes]

    def expected(mix: Sequence[str]) -> str:
        if "nee" in mix or mix[3] == "2026-03-10":
            return "adopted"
        return "undetermined" if "" in mix else "blocked"

    assert results(tmp_path, rows, date(2026, 3, 12)) == [expected(mix) for mix in mixes]


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 2, 25), date(2024, 2, 22), date(2024, 2, 23),
                                 date(2025, 12, 28), date(2026, 4, 24), date(2026, 10, 19)])  # fmt: skip
def test_a_veto_comes_and_is_discussed_within_seven_days(tmp_path: Path, day: date) -> None:
    def row(veto: int, discussed: int) -> Row:
        vetoed = day + timedelta(days=veto)
        return VETO | {"date": str(day), "veto_date": str(vetoed), "veto_outcome": "rejected",
                       "veto_discussed": str(vetoed + timedelta(days=discussed))}  # fmt: skip

    offered = [(0, 0), (7, 0), (7, 7), (7, 8), (8, 0), (8, 8)]
    expected = ["rejected", "rejected", "rejected", "escalation-due", "adopted", "adopted"]
    assert results(tmp_path, [row(*days) for days in offered]) == expected


@pytest.mark.parametrize(
    ("more", "as_of", "result"),
    [
        ({}, "2026-03-09", "blocked"),
        ({}, "2026-03-16", "blocked"),
        ({}, "2026-03-17", "escalation-due"),
        ({"veto_discussed": "2026-03-16"}, "2026-03-16", "blocked"),
        ({"veto_discussed": "2026-03-16"}, "2026-03-17", "escalation-due"),
        ({"veto_discussed": "2026-03-16", "veto_outcome": "aangenomen"}, "2026-03-16", "adopted"),
        ({"veto_discussed": "2026-03-16", "veto_outcome": "withdrawn"}, "2026-03-17", "adopted"),
        ({"veto_discussed": "2026-03-16", "veto_outcome": "afgekeurd"}, "2026-03-17", "rejected"),
        ({"veto_discussed": "2026-03-17", "veto_outcome": "adopted"}, "2026-03-18", "escalation-due"),
        ({"veto_outcome": "adopted"}, "2026-03-18", "undetermined"),
        ({"veto_discussed": "2026-03-10", "veto_outcome": "misschien"}, "2026-03-18", "undetermined"),
        ({"veto_by": ""}, "2026-03-18", "undetermined"),
        ({"veto_date": "2026-03-01"}, "2026-03-18", "undetermined"),
        ({"veto_date": "9999-12-31"}, "2026-03-18", "undetermined"),
        ({"veto_by": "", "veto_date": "", "veto_written": "nee", "veto_reasoned": "nee", "veto_alternative": "nee"},
         "2026-03-18", "adopted"),
    ],
)  # fmt: skip
def test_what_follows_a_veto(tmp_path: Path, more: Row, as_of: str, result: str) -> None:
    assert results(tmp_path, [VETO | dict(more)], date.fromisoformat(as_of)) == [result]


IDLE: list[tuple[Row, Row, str]] = [
    ({"for": "SVB", "against": "ZN;CIZ;CAK"}, {}, "rejected"),
    (TIE, {}, "not-adopted"),
    (SILENT, {}, "undetermined"),
    (SILENT, {"veto_discussed": "2026-03-10", "veto_outcome": "withdrawn"}, "undetermined"),
    (SILENT, {"veto_discussed": "2026-03-10", "veto_outcome": "adopted"}, "adopted"),
]


def test_a_veto_on_what_was_not_adopted_adopts_nothing(tmp_path: Path) -> None:
    rows = [VETO | dict(votes) | dict(more) for votes, more, _ in IDLE]
    assert results(tmp_path, rows) == [result for *_, result in IDLE]


# Escalation


@pytest.mark.parametrize(
    ("escalated", "last"),
    [("2026-03-15", "2026-04-15"), ("2026-01-31", "2026-02-28"), ("2024-01-31", "2024-02-29"),
     ("2026-03-31", "2026-04-30"), ("2026-02-28", "2026-03-28"), ("2025-12-31", "2026-01-31")],
)  # fmt: skip
def test_the_directors_meet_within_one_calendar_month(tmp_path: Path, escalated: str, last: str) -> None:
    row = ESCALATED | {"date": escalated, "escalated_date": escalated, "directors_outcome": "adopted"}
    after = date.fromisoformat(last) + timedelta(days=1)
    on_time, late = judged(tmp_path, [row | {"directors_date": last}, row | {"directors_date": str(after)}])
    assert (on_time.result, codes(on_time)) == ("adopted", set())
    assert (late.result, codes(late)) == ("adopted", {"GV109"})
    waiting = ESCALATED | {"date": escalated, "escalated_date": escalated}
    assert codes(judged(tmp_path, [waiting], date.fromisoformat(last))[0]) == set()
    assert codes(judged(tmp_path, [waiting], after)[0]) == {"GV109", "GV216"}


ESCALATIONS: list[tuple[Row, str, set[str]]] = [
    (ESCALATED | {"directors_date": "2026-04-30", "directors_outcome": "afgekeurd"}, "rejected", set()),
    (ESCALATED | {"directors_date": "2026-04-30", "escalated_vws": "2026-05-01"}, "escalated", set()),
    (ESCALATED | {"directors_date": "2026-04-30", "escalated_vws": "nee"}, "escalated", {"GV110"}),
    (ESCALATED | {"directors_outcome": "adopted"}, "adopted", {"GV215"}),
    (
        TIE | {"directors_date": "2026-04-30", "directors_outcome": "adopted", "escalation_note": "nee"},
        "adopted",
        {"GV108", "GV213"},
    ),
    (
        VETO
        | {
            "escalated_date": "2026-03-17",
            "escalation_note": "N-1",
            "directors_date": "2026-04-01",
            "directors_outcome": "rejected",
        },
        "rejected",
        {"GV107"},
    ),
    (MAJORITY | {"escalated_date": "2026-03-17", "directors_outcome": "rejected"}, "undetermined", {"GV217"}),
    (ESCALATED | {"escalated_date": "2026-03-01"}, "undetermined", {"GV205"}),
    (ESCALATED | {"directors_date": "31 april"}, "undetermined", {"GV109", "GV202", "GV216"}),
]


def test_escalation(tmp_path: Path) -> None:
    told = judged(tmp_path, [row for row, *_ in ESCALATIONS])
    assert [(one.result, codes(one)) for one in told] == [(result, rules) for _, result, rules in ESCALATIONS]


# The pack


def test_exchanges_are_judged_without_anything_of_decisions() -> None:
    pack, (own, shapes) = load_pack("iwlz"), judging()
    assert not set(own.rules) & set(pack.rules)
    assert not {column.iri for column in own.columns} & {column.iri for column in pack.columns}
    assert (None, GS.judges, None) not in pack.graph
    # Shapes that run: none of those of decisions, and all of those that were in the pack without them.
    assert not set(shapes.subjects(GS.judges)) & set(pack.graph.subjects())
    assert (None, GS.judges, None) in shapes


def test_a_pack_that_judges_no_decisions_says_so(pack: Pack) -> None:
    with pytest.raises(GrondslagError, match="does not judge"):
        pack_judging(GS.Exchange, pack)


def test_an_overlay_changes_the_majority_without_python(tmp_path: Path) -> None:
    """The votes are data: a pack beside this one gives another party a vote."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "pack.ttl").write_text(
        """
        @prefix gs: <https://w3id.org/grondslag/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix dct: <http://purl.org/dc/terms/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <https://w3id.org/grondslag/pack/more> a owl:Ontology, gs:Pack ; dct:identifier "more" ;
            rdfs:label "Zes stemmen"@nl, "Six votes"@en ; owl:versionInfo "1" ;
            owl:imports <https://w3id.org/grondslag/pack/iwlz> .
        <https://w3id.org/grondslag/vote/zin> a gs:Vote ; gs:castBy <https://w3id.org/grondslag/role/ZIN> .
        """,
        encoding="utf-8",
    )
    path = tmp_path / "decisions.csv"
    path.write_text(table([{"for": "ZN;CIZ;ZIN"}]), encoding="utf-8")
    assert [one.result for one in check_decisions(path, "iwlz", LATER)] == ["undetermined"]
    assert [one.result for one in check_decisions(path, str(folder), LATER)] == ["adopted"]


# The command


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["decisions", *words])


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "besluiten.csv"
    path.write_text(table([{"consensus": "ja"}, {"for": "ZN;CIZ;ZIN"}, {"for": "ZN;CIZ"}]), encoding="utf-8")
    return path


def test_json_has_the_form_that_others_rely_on(register: Path, tmp_path: Path) -> None:
    done = run(str(register), "--format", "json", "--as-of", "2026-12-01")
    assert done.exit_code == 1
    document = json.loads(done.stdout)
    assert set(document) == {"decisions"}
    assert [(one["id"], one["result"]) for one in document["decisions"]] == [
        ("B1", "adopted"), ("B2", "undetermined"), ("B3", "undetermined"),
    ]  # fmt: skip
    for finding in (finding for one in document["decisions"] for finding in one["findings"]):
        assert set(finding) == {"rule", "severity", "message"}
        assert set(finding["message"]) == set(LANGUAGES)
    again = tmp_path / "out.json"
    assert run(str(register), "--format", "json", "--as-of", "2026-12-01", "-o", str(again)).exit_code == 1
    assert again.read_text(encoding="utf-8") == done.stdout


def exits() -> Iterator[tuple[Row, str, int]]:
    for fail_on, codes_ in {"violation": (0, 0, 1), "undetermined": (0, 1, 1), "never": (0, 0, 0)}.items():
        rows: tuple[Row, ...] = (MAJORITY, {"for": "ZN;CIZ"}, MAJORITY | {"abstain": "SVB"})
        yield from ((row, fail_on, code) for row, code in zip(rows, codes_, strict=True))


@pytest.mark.parametrize(("row", "fail_on", "code"), list(exits()))
def test_exit_codes(tmp_path: Path, row: Row, fail_on: str, code: int) -> None:
    path = tmp_path / "besluiten.csv"
    path.write_text(table([row]), encoding="utf-8")
    assert run(str(path), "--fail-on", fail_on).exit_code == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_tells_result_reason_and_remedy(register: Path, language: str) -> None:
    told = run(str(register), "--lang", language, "--as-of", "2026-12-01").stdout
    said = {"nl": ("aangenomen · Met consensus", "heeft geen stem", "Doen:", "Convenant 7.2", "1 december 2026"),
            "en": ("adopted · By consensus", "has no vote", "Do:", "Covenant 7.2", "1 December 2026")}  # fmt: skip
    assert all(part in told for part in said[language])


def test_dutch_headers_and_a_workbook_are_read(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["kenmerk", "datum", "onderwerp", "consensus", "voor", "tegen", "veto_van", "veto_datum"])
    sheet.append(["B1", DAY, "Release", "nee", "ZN; CIZ; CAK", "SVB", "", ""])
    path = tmp_path / "besluiten.xlsx"
    book.save(path)
    assert [(one.id, one.result) for one in check_decisions(path, "iwlz", LATER)] == [("B1", "adopted")]


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    rows = [{"id": "=1+1\x1b[31m", "for": "<b>\x1b]8;;x{id}[/]</b>", "against": "x" * 5_000}]
    [decision] = judged(tmp_path, rows)
    assert decision.result == "undetermined"
    told = run(str(tmp_path / "decisions.csv")).stdout
    assert "\x1b" not in told
    assert max(map(len, told.splitlines())) <= 120


@pytest.mark.parametrize(
    ("content", "nl", "en"),
    [
        ("", "leeg", "empty"),
        ("id,for\nB1,ZN\n", "ontbreekt datum", "lacks date"),
        ("id,date,for,voor\nB1,2026-03-02,ZN,ZN\n", "dezelfde kolom", "the same column"),
        ("@prefix x: <http://example.org/> .\nx:a x:b x:c .\n", "", ""),
        (None, "niet", "not"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path: Path, content: str | None, nl: str, en: str) -> None:
    path = tmp_path / "besluiten.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    for language, said in (("nl", nl), ("en", en)):
        done = run(str(path), "--lang", language)
        assert done.exit_code == 2
        assert not done.stdout
        assert len(done.stderr.strip().splitlines()) == 1
        assert said in done.stderr


@pytest.mark.parametrize(
    "words", [("--as-of", "2026-02-30"), ("--pack", "geen"), ("--format", "xml"), ("--sheet", "2")]
)
def test_bad_options_are_one_sentence(register: Path, words: tuple[str, str]) -> None:
    done = run(str(register), *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_register_is_not_overwritten(register: Path) -> None:
    before = register.read_bytes()
    assert run(str(register), "-o", str(register)).exit_code == 2
    assert register.read_bytes() == before
