"""What `impact` says changes is what two checks differ in, and the causes that it names are held against all others."""

import csv
import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from overlays import overlay
from pyarrow import csv as csv_of_arrow
from pyarrow import parquet

import checker
from checker import Request, check_all
from checker.cli import main
from checker.cli.tables import rendered
from checker.impact.attribution import Attribution, Cause, Units, Values
from checker.reports.changes.impact import impact_sheets

HERE = Path(__file__).resolve().parent / "impact"
REGISTER = HERE / "register.csv"
PLANNED = HERE.parent.parent / "datasets" / "iwlz" / "planned.csv"
UNITS = sorted(path.stem for path in HERE.glob("*.ttl"))
SCHEMA = Path(checker.__file__).parent / "reports" / "changes" / "impact.schema.json"
AS_OF = "2026-11-23"
ENDING = """@prefix gs: <https://w3id.org/grondslag/ns#> .
@prefix version: <https://w3id.org/grondslag/version/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
version:wlz-9.1.2-1-c.2015-01-01 gs:validUntil "2026-06-30"^^xsd:date .
"""

Told = dict[str, dict[str, str]]
"""By exchange: its verdict, scope and outcomes."""


def told(registry: Path, pack: str, day: str) -> Told:
    """What goes beyond a single exchange is left out, as impact says that it does."""
    exchanges = check_all([str(registry)], Request(pack, day, onward=False)).document["exchanges"]
    return {one["id"]: {"verdict": one["verdict"], "scope": one["scope"], **one["outcomes"]} for one in exchanges}


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["impact", *map(str, words), "--no-cache"])


@cache
def document(*words: object) -> dict[str, Any]:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(found, json.loads(SCHEMA.read_text(encoding="utf-8")))
    return found


def moved(one: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return by aspect what a listed exchange was and is."""
    moves = one["outcomes"] | ({"verdict": one["verdict"]} if one["verdict"] else {})
    return {aspect: (move["from"], move["to"]) for aspect, move in moves.items()}


def differences(old: Told, new: Told) -> dict[str, dict[str, tuple[str, str]]]:
    found = {key: {a: (old[key][a], new[key][a]) for a in old[key] if old[key][a] != new[key][a]} for key in old}
    return {key: moves for key, moves in found.items() if moves}


def law(units: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join((HERE / f"{unit}.ttl").read_text(encoding="utf-8") for unit in units)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an overlay for each set of the units."""
    folder = tmp_path_factory.mktemp("packs")
    for size in range(len(UNITS) + 1):
        for units in combinations(UNITS, size):
            overlay(folder / ("+".join(units) or "none"), law(units))
    return folder


@pytest.fixture(scope="module")
def ending(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An overlay by which a version ends."""
    return overlay(tmp_path_factory.mktemp("packs") / "ending", ENDING)


@pytest.mark.long
def test_causes_are_those_of_brute_force(packs: Path) -> None:
    """Every set of the changed files is checked as a pack of its own, by the check that everybody runs."""
    sets = [frozenset(units) for size in range(len(UNITS) + 1) for units in combinations(UNITS, size)]
    world = {units: told(REGISTER, str(packs / ("+".join(sorted(units)) or "none")), AS_OF) for units in sets}
    old, new = world[frozenset()], world[frozenset(UNITS)]
    found = document(REGISTER, "--against", packs / "+".join(UNITS), "--as-of", AS_OF)
    expected = differences(old, new)
    assert {one["id"]: moved(one) for one in found["listed"]} == expected
    for one in found["listed"]:
        named = [alternatives(found["changes"][at]) for at in one["changes"]]
        for aspect in expected[one["id"]]:
            enough = [units for units in sets if world[units][one["id"]][aspect] == new[one["id"]][aspect]]
            smallest = {units for units in enough if not any(other < units for other in enough)}
            assert smallest in named, (one["id"], aspect, named)
    assert {len(sets) for one in found["changes"] for sets in [alternatives(one)]} == {1, 2}
    assert {len(units) for one in found["changes"] for units in alternatives(one)} == {1, 2}


def alternatives(change: dict[str, Any]) -> set[frozenset[str]]:
    """Return the sets of files that a change names; each file brings one term."""
    codes = {"rapportage": "purpose", "new-1": "ground-1", "new-2": "ground-2"}
    return {frozenset(codes[one["subject"].rsplit("/", 1)[1]] for one in sets) for sets in change["alternatives"]}


def test_groups_are_told_by_size_with_what_does_nothing_apart(packs: Path) -> None:
    found = document(REGISTER, "--against", packs / "+".join(UNITS), "--as-of", AS_OF)
    sizes = [one["exchanges"] for one in found["changes"]]
    assert sizes == sorted(sizes, reverse=True)
    assert found["changed"] == len(found["listed"]) == 4
    assert sum(one["exchanges"] for one in found["verdicts"]) == found["exchanges"] == 5
    idle = document(PLANNED, "--against", packs / "+".join(UNITS), "--as-of", AS_OF)
    assert idle["changed"] == 0
    assert {one["kind"] for one in idle["without_effect"]} == {"added"}
    assert len(idle["without_effect"]) == len(UNITS)


@pytest.mark.long
def test_a_date_that_comes_is_the_cause(ending: Path) -> None:
    """The pack stays as it is; the run date passes the last day of a version."""
    days = ("2026-06-30", "2026-07-01")
    words = (PLANNED, "--pack", ending, "--as-of", days[0], "--against-as-of", days[1])
    found = document(*words)
    expected = differences(told(PLANNED, str(ending), days[0]), told(PLANNED, str(ending), days[1]))
    assert expected
    assert {one["id"]: moved(one) for one in found["listed"]} == expected
    (change,) = found["changes"]
    assert not change["with_days"]
    ((only,),) = change["alternatives"]
    assert only["kind"] == "day"
    assert [one["sign"] for one in only["triples"]] == ["="]
    assert "validUntil" in only["triples"][0]["triple"]
    assert "2026-06-30" in only["triples"][0]["triple"]
    back = document(PLANNED, "--pack", ending, "--as-of", days[1], "--against-as-of", days[0])
    assert [one["alternatives"] for one in back["changes"]] == [[[only]]]
    assert {one["id"]: {a: (y, x) for a, (x, y) in moved(one).items()} for one in back["listed"]} == expected


@pytest.mark.long
def test_a_pack_and_a_day_that_both_change(ending: Path) -> None:
    """The version ends in the new pack only; between the days it does."""
    days = ("2026-06-30", "2026-07-31")
    found = document(PLANNED, "--as-of", days[0], "--against", ending, "--against-as-of", days[1])
    expected = differences(told(PLANNED, "iwlz", days[0]), told(PLANNED, str(ending), days[1]))
    assert {one["id"]: moved(one) for one in found["listed"]} == expected
    (((only,),),) = [one["alternatives"] for one in found["changes"]]
    assert only["kind"] == "ended"
    assert [one["sign"] for one in only["triples"]] == ["+"]


def test_time_that_passes_in_the_row_is_no_change_of_law(tmp_path: Path) -> None:
    """The term of a request runs out; no day of the law lies between."""
    row = {
        "id": "E1", "sender": "CAK", "recipient": "ZORGVERZEKERAAR", "purpose": "afstemming-zvw-wlz",
        "ground": "Wlz 9.1.3 lid 1 onder a", "data_categories": "indicatie-soort", "start_date": "2025-03-01",
        "request_reference": "R1", "request_due": "2025-03-10", "own_administration": "ja", "encrypted": "ja",
        "authenticated": "ja", "authorised": "ja",
    }  # fmt: skip
    registry = tmp_path / "register.csv"
    registry.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", encoding="utf-8")
    days = ("2025-03-05", "2025-03-20")
    found = document(registry, "--as-of", days[0], "--against-as-of", days[1])
    assert differences(told(registry, "iwlz", days[0]), told(registry, "iwlz", days[1]))
    assert [(one["known"], one["with_days"], one["alternatives"]) for one in found["changes"]] == [(True, True, [])]


def test_a_large_registry_says_the_same_as_a_small_one(ending: Path, tmp_path: Path) -> None:
    """A Parquet file that streams, of the same rows many times."""
    times = 500
    table = csv_of_arrow.read_csv(PLANNED)
    key = table.schema.names[0]
    names = [f"{name}-{number}" for number in range(times) for name in table[key].to_pylist()]
    many = pyarrow.concat_tables([table] * times).set_column(0, key, [names])
    parquet.write_table(many, tmp_path / "many.parquet")
    out = tmp_path / "changed.parquet"
    small = document(PLANNED, "--against", ending, "--as-of", AS_OF)
    large = document(tmp_path / "many.parquet", "--against", ending, "--as-of", AS_OF, "--exchanges", out)
    assert large["changed"] == times * small["changed"]
    for key in ("verdicts", "outcomes"):
        assert large[key] == [one | {"exchanges": one["exchanges"] * times} for one in small[key]]
    assert [one["alternatives"] for one in large["changes"]] == [one["alternatives"] for one in small["changes"]]
    rows = parquet.read_table(out).to_pylist()
    assert len(rows) == large["changed"]
    assert {row["id"].rsplit("-", 1)[0] for row in rows} == {one["id"] for one in small["listed"]}


def test_every_form_and_the_list(ending: Path, tmp_path: Path) -> None:
    words = (PLANNED, "--against", ending, "--as-of", AS_OF)
    listed = tmp_path / "listed.csv"
    texts = {"nl": "beëindigd", "en": "ended"}
    for language, said in texts.items():
        result = run(*words, "--lang", language, "--exchanges", listed, "--exit-code")
        assert result.exit_code == 1, result.output
        assert said in result.stdout
    with listed.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"]: row["verdict_to"] for row in rows}["P01"] == "violation"
    found = document(*words)
    for form in ("md", "html"):
        assert "P01" in str(rendered(found, form, "en", impact_sheets))
    assert rendered(found, "xlsx", "nl", impact_sheets)[:2] == b"PK"


def test_equal_packs_say_that_nothing_changes() -> None:
    result = run(REGISTER, "--against", "iwlz", "--lang", "en", "--exit-code")
    assert result.exit_code == 0, result.output
    assert "Nothing changes" in result.stdout


@cache
def wrong() -> dict[str, tuple[object, ...]]:
    return {
        "no-such-pack": (REGISTER, "--against", "no-such-pack"),
        "--against": (REGISTER,),
        "2026-02-30": (REGISTER, "--against-as-of", "2026-02-30"),
        "out.doc": (REGISTER, "--against", "iwlz", "--exchanges", "out.doc"),
        "no-such-file.csv": ("no-such-file.csv", "--against", "iwlz"),
    }


@pytest.mark.parametrize("name", sorted(wrong()))
def test_bad_input_is_one_sentence(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    result = run(*wrong()[name], "-o", out, "--lang", "en")
    assert result.exit_code == 2
    assert name in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not out.exists()


def test_two_results_do_not_take_one_place(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = run(REGISTER, "--against", "iwlz", "--format", "json", "-o", out, "--exchanges", out)
    assert "out.csv" in result.stderr
    assert result.exit_code == 2
    assert not out.exists()


def only(count: int, try_out: Callable[[Units], Values]) -> Cause:
    """Return the cause of the one aspect of the one example."""
    old, new = try_out(frozenset()), try_out(frozenset(range(count)))
    ((cause,),) = [list(one.values()) for one in Attribution(count, try_out, old, new).causes()]
    return cause


@settings(max_examples=300, deadline=None)
@given(data=st.data(), count=st.integers(1, 5))
def test_attribution_of_any_law(data: st.DataObject, count: int) -> None:
    """Whatever units do together, also where one undoes another: what is named suffices, and no part of it does."""
    every = frozenset(range(count))
    sets = [frozenset(units) for size in range(count + 1) for units in combinations(range(count), size)]
    table = {units: data.draw(st.sampled_from("abc")) for units in sets}
    table[frozenset()], table[every] = "old", "new"
    table |= {units: "new" for units in sets[1:-1] if data.draw(st.integers(0, 3)) == 0}

    def try_out(units: Units) -> Values:
        return [{"aspect": table[units]}]

    cause = only(count, try_out)
    alone = {units for units in sets if len(units) == 1 and table[units] == "new"}
    assert cause.sets
    if alone:
        assert set(cause.sets) == alone
    else:
        (units,) = cause.sets
        assert table[units] == "new"
        assert all(table[units - {unit}] != "new" for unit in units)


@given(count=st.integers(9, 40), data=st.data())
@settings(max_examples=50, deadline=None)
def test_many_units_that_do_nothing_are_set_aside(count: int, data: st.DataObject) -> None:
    needed = frozenset(data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=3)))

    def try_out(units: Units) -> Values:
        return [{"aspect": "new" if needed <= units else "old"}]

    cause = only(count, try_out)
    assert cause.sets == (needed,)
