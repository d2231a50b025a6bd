"""A frame of any kind gives what the same registry in a file gives, as a frame of its own kind."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow  # type: ignore[import-untyped]
import pytest

from checker import GrondslagError, Report, check
from checker.api import read_table
from checker.pack import Pack
from checker.plan.cache import MemoryCache

ROOT = Path(__file__).parent.parent
PLANNED = ROOT / "datasets" / "iwlz" / "planned.csv"
SCENARIOS = ROOT / "tests" / "cases" / "scenarios.csv"
DECISIONS = ROOT / "tests" / "rules" / "decisions.csv"
AS_OF = "2026-11-23"
ANSWERS = MemoryCache()
"""Shared by these tests, as runs share the cache of their user."""

KINDS: dict[str, Callable[[pyarrow.Table], Any]] = {
    "pandas": lambda table: table.to_pandas(),
    "polars": polars.DataFrame,
    "polars lazy": lambda table: polars.DataFrame(table).lazy(),
    "duckdb": duckdb.from_arrow,
    "pyarrow": lambda table: table,
}
ROW = {"id": "A", "sender": "CIZ", "recipient": "CAK", "purpose": "", "data_categories": "bsn", "ground": ""}


def arrow(path: Path, pack: Pack) -> pyarrow.Table:
    table = read_table(str(path), pack)
    return pyarrow.table(
        [[row[place] for _, row in table.rows] for place in range(len(table.header))], names=list(table.header)
    )


def rows(frame: Any) -> list[dict[str, Any]]:
    if isinstance(frame, pandas.DataFrame):
        return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]
    if isinstance(frame, polars.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, duckdb.DuckDBPyRelation):
        frame = frame.to_arrow_table()
    found: list[dict[str, Any]] = frame.to_pylist() if isinstance(frame, pyarrow.Table) else frame.to_dicts()
    return found


def checked(frame: Any, pack: Pack) -> Report:
    return check(frame, pack, AS_OF, cache=ANSWERS)


@pytest.mark.parametrize("path", [SCENARIOS, pytest.param(PLANNED, marks=pytest.mark.long)])
def test_a_frame_gives_what_a_file_gives(path: Path, pack: Pack) -> None:
    file, frame = check(path, pack, AS_OF), checked(arrow(path, pack).to_pandas(), pack)
    assert rows(frame.verdicts) == rows(file.verdicts)
    assert rows(frame.findings) == rows(file.findings)
    parts = ("summary", "exchanges", "rules", "labels")
    assert [frame.document[part] for part in parts] == [file.document[part] for part in parts]


def test_a_frame_leans_on_decisions_as_a_file_does(pack: Pack, tmp_path: Path) -> None:
    paths = sorted((ROOT / "tests" / "rules").glob("AF*/*.csv"))
    every = pandas.concat([arrow(path, pack).to_pandas() for path in paths]).fillna("")
    every.to_csv(tmp_path / "register.csv", index=False)
    file = check(tmp_path / "register.csv", pack, AS_OF, decisions=DECISIONS)
    frame = check(every, pack, AS_OF, cache=ANSWERS, decisions=str(DECISIONS))
    assert rows(frame.verdicts) == rows(file.verdicts)
    assert rows(frame.findings) == rows(file.findings)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_back_as_itself(kind: str, pack: Pack) -> None:
    table = arrow(PLANNED, pack).slice(0, 8)
    frame = KINDS[kind](table)
    found, expected = checked(frame, pack), checked(table, pack)
    assert type(found.verdicts) is type(frame)
    assert type(found.findings) is type(frame)
    assert rows(found.verdicts) == rows(expected.verdicts)
    assert rows(found.findings) == rows(expected.findings)
    assert len(rows(found.verdicts)) == table.num_rows


@pytest.mark.parametrize("kind", KINDS)
def test_values_that_are_no_text_read_as_in_a_file(kind: str, pack: Pack) -> None:
    plain = {
        "start_date": ["2026-01-01", ""], "fee": ["12", "1.5"], "encrypted": ["true", ""],
        "data_categories": ["bsn;naam-client", ""],
    }  # fmt: skip
    typed = {
        "start_date": pyarrow.array([date(2026, 1, 1), None]), "fee": pyarrow.array([12.0, 1.5]),
        "encrypted": pyarrow.array([True, None]), "data_categories": pyarrow.array([["bsn", "naam-client"], None]),
    }  # fmt: skip
    rest = {"id": ["A", "B"]} | {name: [None, None] for name in ("sender", "recipient", "purpose", "ground")}
    one, other = (checked(KINDS[kind](pyarrow.table(rest | values)), pack) for values in (typed, plain))
    assert rows(one.verdicts) == rows(other.verdicts)
    assert rows(one.findings) == rows(other.findings)
    assert one.document["exchanges"] == [
        exchange | {"input": theirs["input"] | ours["input"] | theirs["input"]}
        for exchange, ours, theirs in zip(
            other.document["exchanges"], one.document["exchanges"], other.document["exchanges"], strict=True
        )
    ]


def test_a_pandas_column_of_several_types(pack: Pack) -> None:
    texts = ["2026-01-01", "true", "12", "1.5", "0.10", ""]
    values = [pandas.Timestamp("2026-01-01"), True, 12, 1.5, Decimal("0.10"), None]
    frames = [pandas.DataFrame([ROW | {"note": value} for value in column]) for column in (values, texts)]
    found = [checked(frame, pack).document["exchanges"] for frame in frames]
    assert [exchange["input"]["note"] for exchange in found[0]] == texts
    assert found[0] == found[1]


def test_what_happens_to_a_frame_afterwards_does_not_show(pack: Pack) -> None:
    frame = pandas.DataFrame([ROW])
    report = checked(frame, pack)
    frame["id"] = ["other"]
    assert list(report.verdicts["id"]) == ["A"]
    assert report.document["exchanges"][0]["id"] == "A"


def test_the_document_is_made_only_when_it_is_asked_for(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    report = checked(pandas.DataFrame([ROW]), pack)
    monkeypatch.setattr("checker.api.check_all", None)
    assert (len(report.verdicts), len(report.findings) > 0) == (1, True)


def test_repeated_identifiers_and_blank_rows(pack: Pack) -> None:
    blank = dict.fromkeys(ROW)
    found = checked(polars.DataFrame([ROW, blank, ROW, ROW | {"id": "B"}]), pack)
    assert found.verdicts["id"].to_list() == ["A", "A", "B"]
    assert set(found.findings["row"]) <= {2, 4, 5}
    assert found.verdicts["rules"][0] == found.verdicts["rules"][1] != found.verdicts["rules"][2]


REFUSED: dict[str, tuple[Any, str]] = {
    "no frame": (3, "no file and no table"),
    "columns missing": (pandas.DataFrame({"id": ["A"]}), "the header lacks"),
    "a column twice": (pandas.DataFrame([["A", "B"]], columns=["id", "id"]), "are the same column"),
    "nested": (polars.DataFrame([ROW | {"note": {"a": 1}}]), "nested deeper"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_registry_is_refused(name: str, pack: Pack) -> None:
    frame, said = REFUSED[name]
    with pytest.raises(GrondslagError, match=said):
        checked(frame, pack)


def test_bytes_that_are_no_text_are_refused(pack: Pack) -> None:
    with pytest.raises(GrondslagError, match="column note: holds a value that cannot be read as text"):
        _ = checked(polars.DataFrame([ROW | {"note": b"\xff"}]), pack).verdicts
