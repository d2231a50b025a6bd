"""A baseline, the difference between two reports, and the fingerprints by which findings are known over time."""

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pandas
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet  # type: ignore[import-untyped]

from checker.api import check_all
from checker.audit.baseline import as_words, baseline
from checker.audit.difference import difference
from checker.audit.weights import ABSENT, WEIGHTS
from checker.cli import main, streaming
from checker.model import LANGUAGES
from checker.pack import Pack, load_pack
from checker.reports.stored import read_report
from checker.request import Request
from checker.vocabulary import code, label

HERE = Path(__file__).parent
ROOT = HERE.parent
PLANNED = ROOT / "datasets" / "iwlz" / "planned.csv"
SCHEMA = json.loads((ROOT / "checker" / "reports" / "difference.schema.json").read_text(encoding="utf-8"))
DAY = "2026-11-23"
LATER = "2026-12-23"
WAIVERS = """waivers:
  - exchange: P06
    rule: NZ101
    reason: De norm wordt herzien
    owner: Team gegevens
    approved_by: Functionaris gegevensbescherming
    date: 2026-11-01
    until: 2026-12-01
"""

Rows = list[dict[str, str]]
Document = dict[str, Any]


def run(*words: object) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


@cache
def rows() -> Rows:
    frame = pandas.read_csv(PLANNED, dtype=str).fillna("")
    return frame.to_dict("records")  # type: ignore[return-value]


def registry(path: Path, changed: Rows) -> Path:
    pandas.DataFrame(changed).to_csv(path, index=False, lineterminator="\n")
    return path


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with reports of the planned registry and of some that differ from it."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "waivers.yaml").write_text(WAIVERS, encoding="utf-8")
    fewer = [row for row in rows() if row["kenmerk"] not in ("P04", "P28")]
    other = [row | ({"versleuteld": "nee"} if row["kenmerk"] == "P01" else {}) for row in rows()]
    for name, words in {
        "same": (PLANNED, DAY),
        "fewer": (registry(folder / "fewer.csv", fewer), DAY),
        "other": (registry(folder / "other.csv", other), DAY),
        "later": (PLANNED, LATER),
        "waived": (PLANNED, DAY, "--waivers", folder / "waivers.yaml"),
        "lapsed": (PLANNED, LATER, "--waivers", folder / "waivers.yaml"),
    }.items():
        result = run("check", words[0], "--as-of", words[1], *words[2:], "-o", folder / f"{name}.json")
        assert result.exit_code == 1, result.output
    return folder


def stored(reports: Path, name: str) -> Document:
    return read_report(name, (reports / f"{name}.json").read_bytes()).document


def edited(reports: Path, tmp_path: Path, edit: Callable[[Document], None], name: str = "same") -> Path:
    document = json.loads((reports / f"{name}.json").read_text(encoding="utf-8"))
    edit(document)
    path = tmp_path / "edited.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


# Fingerprints


def prints(frame: pandas.DataFrame, pack: Pack) -> list[tuple[str, str]]:
    document = check_all([frame], Request(pack, DAY)).document
    return sorted((one["id"], f["fingerprint"]) for one in document["exchanges"] for f in one["findings"])


@pytest.fixture(scope="module")
def raised(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The pack under a higher version, with other labels and texts, and the same rules."""
    folder = tmp_path_factory.mktemp("raised")
    for name in ("ontology", "shapes"):
        shutil.copytree(ROOT / name, folder / name)
    for file, old, new in [
        ("pack.ttl", '"2026.11"', '"2027.1"'),
        ("roles.ttl", '"Zorgkantoor"@nl', '"Regionaal zorgkantoor"@nl ; skos:altLabel "Zorgkantoor"@nl'),
    ]:
        path = folder / "ontology" / file
        text = path.read_text(encoding="utf-8")
        assert old in text, file
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    for path in (folder / "shapes").glob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('sh:message "', 'sh:message "Voortaan: '), encoding="utf-8")
    return load_pack(str(folder / "ontology"))


@st.composite
def said_otherwise(draw: st.DrawFn, pack: Pack) -> pandas.DataFrame:
    """The planned registry with its rows in another order, and its columns and terms under other names of theirs."""
    names = {name: column for column in pack.columns for name in (column.code, *column.headers)}
    shown = draw(st.permutations(rows()))
    headers = {header: draw(st.sampled_from([names[header].code, *names[header].headers])) for header in rows()[0]}
    language = draw(st.sampled_from((*LANGUAGES, "code")))
    return pandas.DataFrame(
        [{headers[h]: translated(cell, pack, names[h], language) for h, cell in row.items()} for row in shown]
    )


def translated(cell: str, pack: Pack, column: Any, language: str) -> str:
    """The terms of a cell as they are called in a language; what is no plain name stays as it is."""
    if column.scheme is None or column.datatype != "concept":
        return cell
    scheme, told = pack.schemes[column.scheme], []
    for piece in cell.split(";"):
        known = scheme.find(piece.strip())
        name = piece.strip()
        if known is not None:
            other = code(pack.graph, known[0]) if language == "code" else label(pack.graph, known[0])[language]
            again = scheme.find(other)
            name = other if again is not None and again[0] == known[0] else name
        told.append(name)
    return "; ".join(told)


def test_fingerprints_stay_when_a_registry_says_the_same_otherwise(pack: Pack, raised: Pack) -> None:
    expected = prints(pandas.DataFrame(rows()), pack)
    assert raised.version != pack.version and raised.sha256 != pack.sha256
    assert len(expected) > 80

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(said_otherwise(pack), st.booleans())
    def holds(frame: pandas.DataFrame, is_raised: bool) -> None:
        assert prints(frame, raised if is_raised else pack) == expected

    holds()


def test_a_fingerprint_moves_with_what_it_is_about(pack: Pack) -> None:
    """Else the property above would hold of a constant."""
    expected = prints(pandas.DataFrame(rows()), pack)
    for column, cell in [("gegevens", "BSN; Stoornis en diagnose"), ("ontvanger", "CAK"), ("kenmerk", "X1")]:
        changed = [row | ({column: cell} if row["kenmerk"] == "P06" else {}) for row in rows()]
        assert prints(pandas.DataFrame(changed), pack) != expected


def alike(heads: tuple[int, ...], tails: int) -> st.SearchStrategy[list[str]]:
    """Fingerprints of which several start alike."""
    return st.lists(st.sampled_from([f"{head:016x}{tail:048x}" for head in heads for tail in range(tails)]))


@given(alike((0, 7, 2**64 - 1), 4), alike((0, 7, 8, 2**64 - 1), 5))
def test_a_baseline_knows_what_a_dictionary_knows(known: list[str], asked: list[str]) -> None:
    """Also of fingerprints that start alike."""
    weights = [1 + place % 3 for place in range(len(known))]
    found = baseline("a", "b", as_words(known), np.array(weights, dtype=np.int8))
    heaviest: dict[str, int] = {}
    for one, weight in zip(known, weights, strict=True):
        heaviest[one] = max(weight, heaviest.get(one, 0))
    assert found.weigh(asked).tolist() == [heaviest.get(one, ABSENT) for one in asked]
    assert found.gone == sum(one not in asked for one in known)


# A baseline


def held(reports: Path, registry: Path, before: Path, *words: object) -> tuple[Result, Document]:
    output = reports / "held.json"
    result = run("check", registry, "--as-of", DAY, "--baseline", before, "-o", output, *words)
    return result, json.loads(output.read_text(encoding="utf-8"))


def test_against_itself_everything_is_known(reports: Path) -> None:
    result, document = held(reports, PLANNED, reports / "same.json", "--fail-on", "undetermined")
    assert result.exit_code == 0, result.output
    told, total = document["baseline"], sum(len(one["findings"]) for one in document["exchanges"])
    assert (told["new"], told["changed"], told["known"], told["gone"]) == (0, 0, total, 0)
    assert document["summary"]["open"] == {"violation": 0, "undetermined": 0}
    # The outcomes are what they were.
    assert document["summary"]["verdicts"] == stored(reports, "same")["summary"]["verdicts"]


def test_only_what_is_new_counts(reports: Path) -> None:
    result, document = held(reports, PLANNED, reports / "fewer.json")
    assert result.exit_code == 1
    new = {one["id"] for one in document["exchanges"] for f in one["findings"] if f["baseline"] == "new"}
    assert new == {"P04", "P28"} and document["summary"]["open"]["violation"] == 2
    less, document = held(reports, reports / "fewer.csv", reports / "same.json")
    assert less.exit_code == 0 and document["baseline"]["gone"] > 0


def test_what_weighs_more_now_counts_as_new(reports: Path, tmp_path: Path) -> None:
    def lighter(document: Document) -> None:
        [one] = [f for e in document["exchanges"] if e["id"] == "P06" for f in e["findings"] if f["rule"] == "NZ101"]
        one["severity"] = "warning"

    result, document = held(reports, PLANNED, edited(reports, tmp_path, lighter))
    assert result.exit_code == 1 and document["baseline"]["changed"] == 1


def test_a_finding_whose_waiver_lapsed_is_not_simply_known(reports: Path) -> None:
    before, waivers = reports / "waived.json", reports / "waivers.yaml"
    assert held(reports, PLANNED, before)[1]["baseline"]["changed"] == 1
    result, document = held(reports, PLANNED, before, "--waivers", waivers)
    assert result.exit_code == 0 and document["baseline"]["changed"] == 0
    [one] = [f for e in document["exchanges"] for f in e["findings"] if "waiver" in f]
    assert one["baseline"] == "known"


def test_what_streams_is_held_against_a_baseline_as_a_whole_check_is(
    reports: Path, tmp_path: Path, small_is_large: None
) -> None:
    more = ("--waivers", reports / "waivers.yaml")
    before = tmp_path / "findings.parquet"
    run("check", reports / "fewer.csv", "--as-of", DAY, *more, "--format", "findings-parquet", "-o", before)
    assert set(WEIGHTS) >= set(pandas.read_parquet(before).severity)
    streamed = run("check", PLANNED, "--as-of", DAY, "--baseline", before, *more, "-o", tmp_path / "a.jsonl", "-o",
                   tmp_path / "a.csv", "-o", tmp_path / "a.txt", "--lang", "en")  # fmt: skip
    streaming.FEW_BYTES = 10**9
    json_before = tmp_path / "fewer.json"
    run("check", reports / "fewer.csv", "--as-of", DAY, *more, "-o", json_before)
    whole, document = held(reports, PLANNED, json_before, *more, "-o", tmp_path / "b.csv")
    assert streamed.exit_code == whole.exit_code == 1
    assert [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()] == document["exchanges"]
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    told = document["baseline"]
    assert f"new: {told['new']} · changed: 0 · known: {told['known']} · gone: {told['gone']}" in " ".join(
        (tmp_path / "a.txt").read_text().split()
    )


def truncated(path: Path, source: Path) -> Path:
    path.write_bytes(source.read_bytes()[:-40])
    return path


@pytest.mark.parametrize("command", ["check", "diff"])
def test_a_report_that_is_not_right_is_a_sentence(command: str, reports: Path, tmp_path: Path) -> None:
    def with_schema(document: Document) -> None:
        document["schema"] = "grondslag-report/2"

    def sampled(document: Document) -> None:
        document["sampled"] = {"exchanges": 9, "answers": 1, "where": []}

    def broken(document: Document) -> None:
        document["exchanges"][0]["findings"] = [{"rule": "NZ101"}]

    plain = tmp_path / "plain.json"
    plain.write_text('{"a": 1}', encoding="utf-8")
    cases: list[tuple[Callable[[], Path], str]] = [
        (lambda: edited(reports, tmp_path, with_schema), "another version (grondslag-report/2"),
        (lambda: edited(reports, tmp_path, sampled), "holds only examples"),
        (lambda: edited(reports, tmp_path, broken), "exchanges/0/findings/0"),
        (lambda: truncated(tmp_path / "cut.json", reports / "same.json"), "cut short"),
        (lambda: plain, "no report of grondslag"),
        (lambda: tmp_path / "absent.json", "does not exist"),
    ]
    for make, said in cases:
        words = {"check": ("check", PLANNED, "--baseline", make()), "diff": ("diff", make(), reports / "same.json")}
        result = run(*words[command], "--lang", "en", "-o", tmp_path / "out.txt")
        assert result.exit_code == 2 and said in result.output, result.output
        assert "Traceback" not in result.output and not (tmp_path / "out.txt").exists()


def test_a_table_that_is_no_baseline_is_a_sentence(reports: Path, tmp_path: Path) -> None:
    run("check", PLANNED, "--as-of", DAY, "-o", tmp_path / "verdicts.parquet")
    run("check", PLANNED, "--as-of", DAY, "--format", "findings-parquet", "-o", tmp_path / "findings.parquet")
    frame = pandas.read_parquet(tmp_path / "findings.parquet")
    frame.assign(fingerprint="xyz").to_parquet(tmp_path / "prints.parquet")
    frame.assign(severity="heavy").to_parquet(tmp_path / "weights.parquet")
    truncated(tmp_path / "cut.parquet", tmp_path / "findings.parquet")
    for name, said in [
        ("verdicts", "holds no findings"),
        ("prints", "damaged"),
        ("weights", "damaged"),
        ("cut", "damaged"),
    ]:
        result = run("check", PLANNED, "--baseline", tmp_path / f"{name}.parquet", "--lang", "en")
        assert result.exit_code == 2 and said in result.output and "Traceback" not in result.output, name
    assert parquet.read_metadata(tmp_path / "findings.parquet").num_rows > 80


# The difference between two reports


def told(reports: Path, old: str, new: str) -> Document:
    found = difference(stored(reports, old), stored(reports, new), (old, new))
    jsonschema.validate(found, SCHEMA)
    return found


def test_of_the_same_report_nothing_differs(reports: Path) -> None:
    found = told(reports, "same", "same")
    assert found["exchanges"] == [] and found["causes"] == []
    assert found["summary"]["exchanges"] == {"came": 0, "went": 0, "changed": 0, "same": len(rows())}
    result = run("diff", reports / "same.json", reports / "same.json", "--lang", "en", "--fail-on", "undetermined")
    assert result.exit_code == 0 and "No exchange and no finding changed." in result.output


def test_what_went_is_what_comes_the_other_way_round(reports: Path) -> None:
    one, other = told(reports, "fewer", "same"), told(reports, "same", "fewer")
    assert {e["id"]: e["change"] for e in one["exchanges"]} == {"P04": "came", "P28": "came"}
    assert {e["id"]: e["change"] for e in other["exchanges"]} == {"P04": "went", "P28": "went"}
    assert one["summary"]["findings"]["came"] == other["summary"]["findings"]["went"] > 0
    assert {cause for e in one["exchanges"] for cause in e["causes"]} == {"registry"}


def test_a_cell_that_changed_is_why(reports: Path) -> None:
    [exchange] = told(reports, "same", "other")["exchanges"]
    assert exchange["id"] == "P01" and exchange["verdict"] == {"old": "no-objection", "new": "violation"}
    assert [(cell["column"], cell["old"], cell["new"]) for cell in exchange["cells"]] == [("encrypted", "ja", "nee")]
    assert exchange["causes"] == ["registry"] and [f["change"] for f in exchange["findings"]] == ["came"]
    assert {"family": "safeguards", "old": "pass", "new": "violation"} in exchange["outcomes"]


def test_the_date_may_be_why(reports: Path) -> None:
    found = told(reports, "same", "later")
    assert found["causes"] == ["date"] and found["exchanges"]
    assert {cause for e in found["exchanges"] for f in e["findings"] for cause in f["causes"]} == {"date"}


def test_a_waiver_is_why(reports: Path) -> None:
    [exchange] = told(reports, "same", "waived")["exchanges"]
    [finding] = exchange["findings"]
    assert (finding["change"], finding["what"], finding["causes"]) == ("changed", ["waiver"], ["waiver"])
    assert exchange["causes"] == ["waiver"]
    assert run("diff", reports / "same.json", reports / "waived.json").exit_code == 0
    assert run("diff", reports / "waived.json", reports / "same.json").exit_code == 1


def test_of_a_waiver_that_lapsed_the_date_is_why(reports: Path) -> None:
    [exchange] = [one for one in told(reports, "waived", "lapsed")["exchanges"] if one["id"] == "P06"]
    [finding] = exchange["findings"]
    assert (finding["what"], finding["causes"], exchange["causes"]) == (["waiver"], ["date"], ["date"])
    result = run("diff", reports / "waived.json", reports / "lapsed.json", "--lang", "en")
    assert "no longer waived; it was until 1 December 2026" in " ".join(result.output.split())
    # Where another waiver was given, the date is not why.
    [other] = [one for one in told(reports, "same", "waived")["exchanges"] if one["id"] == "P06"]
    assert other["causes"] == ["waiver"]


@pytest.mark.parametrize(
    ("part", "key", "value", "cause"),
    [("pack", "sha256", "0" * 64, "law"), ("generator", "version", "9.9", "engine"), ("", "", "", "other")],
)
def test_the_law_and_the_engine_may_be_why(
    part: str, key: str, value: str, cause: str, reports: Path, tmp_path: Path
) -> None:
    def edit(document: Document) -> None:
        document["exchanges"][1]["findings"].pop()
        if part:
            document[part][key] = value

    path = edited(reports, tmp_path, edit)
    found = difference(stored(reports, "same"), read_report("e", path.read_bytes()).document, ("a", "b"))
    [exchange] = found["exchanges"]
    assert [f["change"] for f in exchange["findings"]] == ["went"] and exchange["causes"] == [cause]


def test_rows_that_moved_and_columns_that_were_renamed_are_no_difference(reports: Path, tmp_path: Path) -> None:
    turned = [{("sender" if h == "verstrekker" else h): c for h, c in row.items()} for row in reversed(rows())]
    path = registry(tmp_path / "turned.csv", turned)
    run("check", path, "--as-of", DAY, "-o", tmp_path / "turned.json")
    turned_report = read_report("t", (tmp_path / "turned.json").read_bytes()).document
    found = difference(stored(reports, "same"), turned_report, ("a", "b"))
    assert found["exchanges"] == [] and found["causes"] == ["registry"]


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_shows_what_differs(form: str, language: str, reports: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    words = ("diff", reports / "same.json", reports / "other.json", "--format", form, "--lang", language, "-o", output)
    assert run(*words).exit_code == 1
    text = output.read_text(encoding="utf-8")
    assert "WB101" in text and "P01" in text
    if form != "json":
        assert {"nl": "Waardoor: het register", "en": "Why: the registry"}[language] in text
    run(*words)
    assert output.read_text(encoding="utf-8") == text


def test_hostile_text_is_shown_as_text(reports: Path, tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>\x1b[31m[x](http://x)\u202e"

    def edit(document: Document) -> None:
        exchange = document["exchanges"][0]
        exchange["id"] = hostile
        exchange["input"]["omschrijving"] = hostile

    path = edited(reports, tmp_path, edit)
    made = {
        form: run("diff", reports / "same.json", path, "--format", form).output for form in ("text", "markdown", "html")
    }
    for text in made.values():
        assert "\x1b" not in text and "\u202e" not in text
    assert "<script>" not in made["html"] and "<script>" not in made["markdown"]
    assert "[x](http" not in made["markdown"]


def test_an_output_that_is_a_report_is_refused(reports: Path) -> None:
    path = reports / "same.json"
    before = path.read_bytes()
    assert run("diff", path, reports / "later.json", "-o", path).exit_code == 2
    assert path.read_bytes() == before


# Law texts that were checked long ago


def test_a_report_says_that_law_texts_are_stale(reports: Path, pack: Pack, tmp_path: Path) -> None:
    assert "stale" not in stored(reports, "same")["pack"]
    assert pack.recheck_after == 365
    assert stored(reports, "later")["pack"]["stale"] == {"days": 376, "most": 365}
    for form in ("text", "markdown", "html", "sarif", "junit", "xlsx"):
        output = tmp_path / f"a.{form}"
        run("report", reports / "later.json", "--format", form, "-o", output, "--lang", "en")
        if form == "xlsx":
            output.write_text(
                str(pandas.read_excel(output, sheet_name=0, header=None, engine="openpyxl").to_dict()), encoding="utf-8"
            )
        assert "376 days" in " ".join(output.read_text(encoding="utf-8").split()), form
