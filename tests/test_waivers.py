"""Waivers: every rule about them has examples under waivers/, and a waived finding counts no longer and stays in sight.

An example is a table of waivers of findings in the planned registry. Two columns that the product ignores say how to
judge it: `as_of`, the run date, and `also`, the codes of the other rules that it yields.
"""

import csv
import json
import re
from datetime import date
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pandas
import pytest
from click.testing import CliRunner, Result

from checker.api import check, check_all
from checker.cli import main
from checker.errors import GrondslagError
from checker.follow_up import mark_report, open_audit
from checker.follow_up.waiver_files import read_waivers
from checker.model import LANGUAGES
from checker.pack import Pack, pack_judging
from checker.report import Report
from checker.reports.formats import FORMATS, View, by_name
from checker.reports.stored import read_report
from checker.request import Against, Request
from checker.vocabulary import GS

HERE = Path(__file__).parent
ROOT = HERE / "waivers"
FAILS = sorted(ROOT.glob("*/fail-*.csv"))
PASSES = sorted(ROOT.glob("*/pass-*.csv"))
PLANNED = HERE.parent / "datasets" / "iwlz" / "planned.csv"
DAY = "2026-11-23"
WAIVED = ("P06", "NZ101")
"""An exchange of the planned registry with one finding of this weight, and its rule."""
ENTRY = """
  - exchange: P06
    rule: NZ101
    reason: De norm wordt herzien
    owner: Team gegevens
    approved_by: Functionaris gegevensbescherming
    date: 2026-11-01
    until: 2027-06-30
"""


@cache
def planned(pack: Pack) -> Report:
    return check_all([PLANNED], Request(pack, DAY))


def held(waivers: Path, pack: Pack, as_of: str = DAY) -> dict[str, Any]:
    """The document of the planned registry, checked against waivers."""
    audit = open_audit(Against(waivers), pack, date.fromisoformat(as_of))
    assert audit is not None
    return mark_report(planned(pack), audit).document


def written(tmp_path: Path, text: str, name: str = "waivers.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def codes(document: dict[str, Any]) -> set[str]:
    return {finding["rule"] for entry in document["waivers"]["entries"] for finding in entry["findings"]}


def waived(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (exchange["id"], finding["rule"])
        for exchange in document["exchanges"]
        for finding in exchange["findings"]
        if "waiver" in finding
    ]


def run(*words: object) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


# Examples of every rule


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def twin(path: Path) -> Path:
    return path.with_name(path.name.replace("fail-", "pass-", 1))


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def cells(path: Path, column: str) -> str:
    header, row = lines(path)
    return row[header.index(column)]


def test_every_rule_has_its_texts_a_source_and_examples(pack: Pack) -> None:
    rules = pack_judging(GS.Waiver, pack)[0].rules.values()
    for rule in rules:
        assert all(set(text) == set(LANGUAGES) for text in (rule.name, rule.message, rule.why, rule.remedy)), rule.code
        assert rule.sources and re.fullmatch(r"WV\d{3}", rule.code)
    assert {folder.name for folder in ROOT.iterdir()} == {rule.code for rule in rules}
    assert {path.parent.name for path in FAILS} == {rule.code for rule in rules}
    assert [twin(path) for path in FAILS] == PASSES


@pytest.mark.parametrize("path", FAILS, ids=name)
def test_a_pair_differs_in_one_fact(path: Path) -> None:
    (header, row), (other_header, other) = lines(path), lines(twin(path))
    assert header == other_header
    assert sum(one != two for one, two in zip_longest(row, other)) == 1


@pytest.mark.parametrize("path", [*FAILS, *PASSES], ids=name)
def test_an_example_yields_what_it_says(path: Path, pack: Pack) -> None:
    expected = {code for code in cells(path, "also").split(";") if code}
    expected |= {path.parent.name} if path in FAILS else set()
    document = held(path, pack, cells(path, "as_of"))
    assert codes(document) == expected
    # What is wrong with a waiver of the weight of a warning either keeps it from holding, or it fits nothing.
    assert waived(document) == ([] if any(code < "WV3" for code in expected) else [WAIVED])


# What a waiver does, and does not


def test_a_waived_finding_keeps_its_outcome_and_counts_no_longer(tmp_path: Path, pack: Pack) -> None:
    document, plain = held(written(tmp_path, f"waivers:{ENTRY}"), pack), planned(pack).document
    assert waived(document) == [WAIVED] and codes(document) == set()
    for one, other in zip(document["exchanges"], plain["exchanges"], strict=True):
        bare = [{k: v for k, v in finding.items() if k != "waiver"} for finding in one["findings"]]
        assert one | {"findings": bare} == other
    verdicts = plain["summary"]["verdicts"]
    assert {k: v for k, v in document["summary"].items() if k != "open"} == plain["summary"]
    left = document["summary"]["open"]
    assert left == {"undetermined": verdicts["undetermined"], "violation": verdicts["violation"] - 1}


def test_a_finding_of_less_weight_is_still_open(tmp_path: Path, pack: Pack) -> None:
    """Where all violations of an exchange are waived, what is undetermined in it counts."""
    left = []
    for rules in (["NZ101"], ["NZ101", "BG104"]):
        entries = "".join(ENTRY.replace("P06", "P13").replace("NZ101", rule) for rule in rules)
        left.append(held(written(tmp_path, f"waivers:{entries}"), pack)["summary"]["open"])
    [exchange] = [one for one in planned(pack).document["exchanges"] if one["id"] == "P13"]
    warned = any(finding["severity"] == "warning" for finding in exchange["findings"])
    assert left[1]["violation"] == left[0]["violation"] - 1
    assert left[1]["undetermined"] == left[0]["undetermined"] + warned


def test_exit_code(tmp_path: Path) -> None:
    """Of a registry with one finding that counts: waived it fails nothing, and with a waiver that lapsed it does."""
    header, *rows = lines(PLANNED)
    one = tmp_path / "one.csv"
    with one.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *(row for row in rows if row[0] == WAIVED[0])])
    good = written(tmp_path, f"waivers:{ENTRY}")
    lapsed = written(tmp_path, f"waivers:{ENTRY.replace('2027-06-30', '2026-11-22')}", "lapsed.yaml")
    unused = written(tmp_path, f"waivers:{ENTRY}{ENTRY.replace('NZ101', 'GR101')}", "unused.yaml")
    assert run("check", one, "--as-of", DAY).exit_code == 1
    assert run("check", one, "--as-of", DAY, "--waivers", good).exit_code == 0
    assert run("check", one, "--as-of", DAY, "--waivers", good, "--fail-on", "undetermined").exit_code == 0
    assert run("check", one, "--as-of", DAY, "--waivers", lapsed).exit_code == 1
    assert run("check", one, "--as-of", DAY, "--waivers", unused).exit_code == 0
    assert run("check", one, "--as-of", DAY, "--waivers", unused, "--fail-on", "undetermined").exit_code == 1
    stored = tmp_path / "report.json"
    run("check", one, "--as-of", DAY, "--waivers", good, "-o", stored)
    assert run("report", stored).exit_code == 0


def test_from_python_a_file_is_held_against_waivers_and_a_frame_is_not(tmp_path: Path, pack: Pack) -> None:
    path = written(tmp_path, f"waivers:{ENTRY}")
    report = check(PLANNED, pack, DAY, waivers=path)
    assert report.document == held(path, pack)
    assert report.findings.set_index("rule").loc["NZ101"].waiver_until.tolist().count("2027-06-30") == 1
    with pytest.raises(GrondslagError, match="write it to a file"):
        check(pandas.read_csv(PLANNED, dtype=str), pack, DAY, waivers=path)


def test_spark_says_that_it_takes_no_waivers_and_no_baseline(tmp_path: Path) -> None:
    for option in ("--waivers", "--baseline"):
        result = run("check", PLANNED, "--engine", "spark", option, tmp_path / "a", "--lang", "en")
        assert result.exit_code == 2 and "do not go with --engine spark" in result.output


def test_what_a_waiver_names_must_all_fit(tmp_path: Path, pack: Pack) -> None:
    [finding] = [
        finding
        for exchange in planned(pack).document["exchanges"]
        for finding in exchange["findings"]
        if (exchange["id"], finding["rule"]) == WAIVED
    ]
    own, other = finding["fingerprint"], "f" * 64
    for text, expected in [
        (ENTRY.replace("rule: NZ101", f"fingerprint: {own}").replace("exchange: P06", "rule: NZ101"), [WAIVED]),
        (ENTRY.replace("rule: NZ101", f"rule: NZ101\n    fingerprint: {own}"), [WAIVED]),
        (ENTRY.replace("rule: NZ101", f"rule: NZ101\n    fingerprint: {other}"), []),
        (ENTRY.replace("rule: NZ101", f"rule: GR101\n    fingerprint: {own}"), []),
    ]:
        assert waived(held(written(tmp_path, f"waivers:{text}"), pack)) == expected


def test_a_sheet_and_dutch_names_say_the_same(tmp_path: Path, pack: Pack) -> None:
    expected = held(written(tmp_path, f"waivers:{ENTRY}"), pack)["exchanges"]
    dutch = ENTRY
    for one, other in [("exchange:", "kenmerk:"), ("rule:", "regel:"), ("reason:", "reden:"), ("owner:", "eigenaar:"),
                       ("approved_by:", "akkoord_van:"), ("date:", "Datum:"), ("until:", "tot_en_met:")]:  # fmt: skip
        dutch = dutch.replace(one, other)
    mixed = held(written(tmp_path, f"waivers:{dutch}{ENTRY.replace('P06', 'P22')}"), pack)
    assert waived(mixed) == [WAIVED, ("P22", "NZ101")] and codes(mixed) == set()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    table: list[list[Any]] = [["kenmerk", "regel", "reden", "eigenaar", "akkoord van", "datum", "tot en met"],
                [*WAIVED, "De norm wordt herzien", "Team gegevens", "Functionaris gegevensbescherming",
                 date(2026, 11, 1), date(2027, 6, 30)]]  # fmt: skip
    for row in table:
        sheet.append(row)
    book.save(tmp_path / "waivers.xlsx")
    assert held(tmp_path / "waivers.xlsx", pack)["exchanges"] == expected


# In every form


@pytest.fixture(scope="module")
def marked(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report with a waived finding, and a waiver that lapsed."""
    text = ENTRY.replace("herzien", "herzien <b>=1|*x*") + ENTRY.replace("2027-06-30", "2026-11-20").replace(
        "P06", "P22"
    )
    document = held(written(tmp_path_factory.mktemp("waivers"), f"waivers:{text}"), pack)
    return read_report("x", Report(document).to_json().encode())


@pytest.mark.parametrize("form", [form for form in FORMATS if not form.is_binary and form.name not in ("csv", "html")],
                         ids=lambda form: form.name)  # fmt: skip
def test_every_form_tells_the_reason(form: Any, marked: Report) -> None:
    made = form.render(marked, View("nl", 200))
    text = made.decode() if isinstance(made, bytes) else made
    assert "De norm wordt herzien" in text
    if form.name not in ("jsonl", "findings-csv", "findings-jsonl"):
        assert "WV205" in text


def test_sarif_suppresses_and_points_to_the_waiver(marked: Report) -> None:
    [made] = json.loads(by_name("sarif").render(marked, View()))["runs"]
    suppressed = [result for result in made["results"] if "suppressions" in result]
    assert [(one["properties"]["exchange"], one["ruleId"]) for one in suppressed] == [WAIVED]
    assert "De norm wordt herzien" in suppressed[0]["suppressions"][0]["justification"]
    [about] = [result for result in made["results"] if result["ruleId"] == "WV205"]
    place = about["locations"][0]["physicalLocation"]
    assert made["artifacts"][place["artifactLocation"]["index"]]["location"]["uri"].endswith("waivers.yaml")
    assert place["region"]["startLine"] == 10


def test_junit_skips_what_is_waived(marked: Report, pack: Pack) -> None:
    def failures(report: Report) -> set[str]:
        suites = ElementTree.fromstring(by_name("junit").render(report, View("en")))
        return {case.get("name", "") for case in suites.iter("testcase") if case.find("failure") is not None}

    gone = failures(planned(pack)) - failures(marked)
    assert len(gone) == 1 and gone.pop().startswith("P06")


def test_tables_and_the_workbook_name_the_waiver(marked: Report, tmp_path: Path) -> None:
    assert marked.verdicts.set_index("id").waived[WAIVED[0]] == WAIVED[1]
    assert (marked.verdicts.waived != "").sum() == 1
    assert set(marked.findings.waiver_until) == {"", "2027-06-30"}
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(by_name("xlsx").render(marked, View("en"))))  # type: ignore[arg-type]
    book = openpyxl.load_workbook(path)
    rows = list(book["Waivers"].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["P06", "P22"] and "WV205" in str(rows[2][-2])
    assert "[waived]" in "".join(str(cell) for row in book["Registry"].iter_rows(values_only=True) for cell in row)


def test_the_page_holds_the_waiver_of_each_exchange(marked: Report) -> None:
    page = str(by_name("html").render(marked, View()))
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert found is not None and "<b>" not in found[1]
    [told] = [one for one in json.loads(found[1])["exchanges"] if one[0] == WAIVED[0]]
    assert told[-1][0]["waiver"]["until"] == "2027-06-30"
    assert "WV205" in page


# Large registries


@pytest.mark.parametrize("by_print", [False, True])
def test_what_streams_is_marked_as_a_whole_check_is(
    by_print: bool, tmp_path: Path, pack: Pack, small_is_large: None
) -> None:
    entry = ENTRY
    if by_print:
        [own] = [f["fingerprint"] for e in planned(pack).document["exchanges"] if e["id"] == "P06"
                 for f in e["findings"] if f["rule"] == "NZ101"]  # fmt: skip
        entry = ENTRY.replace("exchange: P06", f"fingerprint: {own}")
    waivers = written(tmp_path, f"waivers:{entry}{ENTRY.replace('P06', 'X1')}")
    whole = held(waivers, pack)
    outputs = [word for name in ("a.csv", "a.jsonl", "a.txt") for word in ("-o", tmp_path / name)]
    streamed = run("check", PLANNED, "--as-of", DAY, "--waivers", waivers, "--lang", "en", *outputs)
    assert streamed.exit_code == 1, streamed.output
    assert [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()] == whole["exchanges"]
    report = Report(whole)
    assert (tmp_path / "a.csv").read_text() == report.verdicts.to_csv(index=False, lineterminator="\n")
    shown = (tmp_path / "a.txt").read_text()
    left = whole["summary"]["open"]
    assert (
        "waivers: 2, with a fault: 1 · findings waived: 1" in " ".join(shown.split())
        and "WV208" in shown
        and f"breaks a rule: {left['violation']}" in shown
    )
    for form in ("findings-csv", "findings-parquet"):
        run("check", PLANNED, "--as-of", DAY, "--waivers", waivers, "--format", form, "-o", tmp_path / form)
    assert (tmp_path / "findings-csv").read_text() == report.findings.to_csv(index=False, lineterminator="\n")


# A file that is not right


BAD: list[tuple[str, str, str]] = [
    ("waivers.yaml", "waivers: [", "no readable YAML"),
    ("waivers.yaml", "waivers:\n  - exchange: 'P06\n", "readable YAML"),
    ("waivers.yaml", "waivers:\n\t- exchange: P06\n", "readable YAML"),
    ("waivers.yaml", "waivers:\n  exchange: P06\n", "a list ought to stand here"),
    ("waivers.yaml", "- exchange: P06\n", "waivers: ought to stand here"),
    ("waivers.yaml", "waiver:\n  - exchange: P06\n", "only waivers:"),
    ("waivers.yaml", "waivers: []\nwaivers: []\n", "stands there twice"),
    ("waivers.yaml", f"waivers:{ENTRY}    reason: nog een\n", "line 9: reason: stands there twice"),
    ("waivers.yaml", f"waivers:{ENTRY}    reden: nog een\n", "reden: stands there twice"),
    ("waivers.yaml", "waivers:\n  - P06\n", "names with values"),
    ("waivers.yaml", "waivers:\n  - exchange: [P06]\n", "a single value"),
    ("waivers.yaml", "waivers:\n  - &a\n    reason: *a\n", "a single value"),
    ("waivers.yaml", "waivers:\n  - colour: red\n", "line 2: colour: is no name that can stand here; choose from"),
    ("waivers.yaml", f"waivers:{ENTRY}    fingerprnt: abc\n", "line 9: fingerprnt: is no name"),
    ("waivers.yaml", f"waivers: {'[' * 100_000}", "no readable YAML"),
    ("waivers.yaml", "waivers: &a\n  - *a\n", "names with values"),
    ("waivers.yaml", "a: !!python/object/apply:os.system ['true']\n", "only waivers:"),
    ("waivers.yaml", "just a text", "waivers: ought to stand here"),
    ("waivers.csv", "sender;recipient\na;b\n", "holds no waivers"),
    ("waivers.csv", "exchange;rule;fingerprnt\nP06;NZ101;\n", "fingerprnt resembles fingerprint, which is missing"),
    ("absent.yaml", "", "absent.yaml cannot be read"),
]


@pytest.mark.parametrize(("file", "text", "said"), BAD)
def test_a_broken_file_is_a_sentence(file: str, text: str, said: str, tmp_path: Path) -> None:
    if text:
        written(tmp_path, text, file)
    output = tmp_path / "a.json"
    result = run("check", PLANNED, "--waivers", tmp_path / file, "--lang", "en", "-o", output)
    assert result.exit_code == 2 and said in result.output and "Traceback" not in result.output
    assert not output.exists() and len(result.output.strip().splitlines()) == 1


@pytest.mark.parametrize("text", ["", "waivers:\n", "waivers: []\n", "# niets\n"])
def test_no_waivers_is_no_fault(text: str, tmp_path: Path, pack: Pack) -> None:
    document = held(written(tmp_path, text), pack)
    assert document["waivers"]["entries"] == [] and waived(document) == []


def test_values_are_the_text_that_stands_there(tmp_path: Path, pack: Pack) -> None:
    text = ENTRY.replace("P06", "007").replace("Team gegevens", "no").replace("NZ101", "1e5")
    [waiver] = read_waivers(written(tmp_path, f"waivers:{text}"), pack, date.fromisoformat(DAY)).waivers
    assert (waiver.exchange, waiver.rule, waiver.owner) == ("007", "1e5", "no")


# Writing a waiver


DETAILS = ("--reason", "Norm: wordt #herzien", "--owner", "no", "--approved-by", "FG – ëén", "--until", "2027-03-31")


def waive(path: Path, *words: object, identifier: str = "P06", rule: str = "NZ101") -> Result:
    return run("waive", PLANNED, "--id", identifier, "--rule", rule, *DETAILS, "--as-of", DAY, "--waivers", path,
               "--lang", "en", *words)  # fmt: skip


def test_what_waive_writes_is_what_check_reads(tmp_path: Path, pack: Pack) -> None:
    path = tmp_path / "waivers.yaml"
    assert waive(path).exit_code == 0 and waive(path, "--whole-rule", identifier="P22").exit_code == 0
    document = held(path, pack)
    assert waived(document) == [WAIVED, ("P22", "NZ101")] and codes(document) == set()
    told = document["waivers"]["entries"]
    assert [bool(entry["fingerprint"]) for entry in told] == [True, False]
    assert (told[0]["reason"], told[0]["owner"], told[0]["approved_by"]) == ("Norm: wordt #herzien", "no", "FG – ëén")


@pytest.mark.usefixtures("small_is_large")
def test_waive_reads_a_large_registry_as_it_streams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    details = ("--reason", "r", "--owner", "o", "--approved-by", "a", "--until", "2027-03-31", "--as-of", DAY)
    held, streamed = tmp_path / "held.yaml", tmp_path / "streamed.yaml"
    with monkeypatch.context() as whole:
        whole.setattr("checker.cli.streaming.FEW_BYTES", 1_000_000)
        assert run("waive", PLANNED, "--id", "P06", "--rule", "NZ101", *details, "--waivers", held).exit_code == 0
    monkeypatch.setattr("checker.api.check_all", None)
    assert run("waive", PLANNED, "--id", "P06", "--rule", "NZ101", *details, "--waivers", streamed).exit_code == 0
    assert streamed.read_text(encoding="utf-8") == held.read_text(encoding="utf-8")
    for words, said in ((("nergens", "NZ101"), "staat niet in het register"), (("P06", "GR101"), "kies uit NZ101")):
        told = run("waive", PLANNED, "--id", words[0], "--rule", words[1], *details, "--waivers", streamed)
        assert told.exit_code == 2 and said in told.output


def test_waive_keeps_what_stands_in_the_file(tmp_path: Path) -> None:
    for own in (f"# van ons\nwaivers:  # let op{ENTRY}  # het einde", f"waivers:{ENTRY}".replace("\n  ", "\n"),
                "# leeg\n", "waivers:\n", ""):  # fmt: skip
        path = written(tmp_path, own.replace("P06", "P22"))
        result = waive(path)
        text = path.read_text(encoding="utf-8")
        assert result.exit_code == 0 and text.startswith(own.replace("P06", "P22")), (own, result.output)
        assert "P06" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--until", "2026-11-22"), "has passed"),
        (("--until", "2026-13-01"), "not an existing day"),
        (("--date", "2028-01-01"), "lies before --date"),
        (("--reason", " "), "--reason: empty"),
        (("--id", "X1"), "not in the registry"),
        (("--rule", "GR101"), "choose from NZ101"),
        (("--waivers", "a.csv"), "is no YAML"),
    ],
)
def test_waive_says_why_not(words: tuple[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = waive(tmp_path / "waivers.yaml", *words)
    assert result.exit_code == 2 and said in result.output and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", [f"waivers:{ENTRY}", "waivers: [{exchange: P07}]", "waivers: [", "other: 1"])
def test_waive_leaves_a_file_alone_that_it_cannot_add_to(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    words = ("--whole-rule",)
    assert waive(path, *words).exit_code == 2
    assert path.read_text(encoding="utf-8") == text


def test_a_file_with_too_many_is_refused(tmp_path: Path, pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.follow_up.waiver_files.MOST", 1)
    with pytest.raises(GrondslagError, match="the most is 1"):
        read_waivers(written(tmp_path, f"waivers:{ENTRY}{ENTRY}"), pack, date.fromisoformat(DAY))
