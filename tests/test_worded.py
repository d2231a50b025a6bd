"""Findings of large registries are worded once for all that can show the same; what is kept holds no text of theirs."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import pytest
import strategies
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings

from checker.api import check_all
from checker.batch.check import BatchCheck
from checker.batch.findings import Findings
from checker.batch.lines import blocks as lines_of
from checker.batch.lots import stream_table
from checker.batch.reach import from_data, reaches, to_data
from checker.cli import main
from checker.judge.engine import word
from checker.model import Table
from checker.pack import Pack
from checker.plan.cache import Cache, MemoryCache
from checker.request import Request
from checker.terms.names import NONE

ROOT = Path(__file__).parent
SCENARIOS = ROOT / "cases" / "scenarios.csv"
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
PRIVATE = "jan.jansen@voorbeeld.nl"


def registry(folder: Path) -> Path:
    """Return a registry with texts of its own in several columns."""
    rows = pandas.read_csv(SCENARIOS, dtype=str).fillna("")
    rows["id"] = [f"KENMERK-{number}" for number in range(len(rows))]
    rows.loc[3, "purpose"] = PRIVATE
    rows.loc[4, "start_date"] = "1987-06-05"
    source = folder / "registry.parquet"
    rows.to_parquet(source, index=False)
    return source


def lines(source: Path, *more: str) -> bytes:
    target = source.with_name("a.jsonl")
    words = ["check", str(source), "-o", str(target), "--as-of", "2026-11-23", "--fail-on", "never", *more]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return target.read_bytes()


@pytest.mark.usefixtures("small_is_large")
def test_a_second_run_words_only_what_may_not_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, asked = registry(tmp_path), []

    def counted(cases: Sequence[object], *more: object) -> object:
        asked.append(len(cases))
        return word(cases, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("checker.batch.worded.word", counted)
    first, before = lines(source), sum(asked)
    asked.clear()
    assert lines(source) == first
    assert before > sum(asked) > 0
    assert lines(source, "--no-cache") == first


@pytest.mark.usefixtures("small_is_large")
def test_the_cache_holds_no_text_of_a_registry(tmp_path: Path) -> None:
    told = lines(registry(tmp_path)).decode()
    with closing(sqlite3.connect(next(tmp_path.rglob("answers.sqlite")))) as connection:
        held = "\n".join(f"{question}\n{answer}" for question, answer in connection.execute(
            "SELECT question, answer FROM answers"))  # fmt: skip
    assert '"severity": "' in held
    assert all(text in told for text in ("KENMERK-", PRIVATE, "1987-06-05"))
    assert not any(text in held for text in ("KENMERK-", PRIVATE, "1987-06-05", "5 juni 1987"))


def worded(table: Table, pack: Pack, as_of: date, cache: Cache, rows: int) -> list[dict[str, Any]]:
    """Return the exchanges as a check by lots tells them."""
    check, stream = BatchCheck(pack, as_of, NONE, cache, onward=True), stream_table(table, rows)
    layout, findings = check.layout(stream), Findings(check)
    told = (findings.of(checked, layout) for checked in check.run([stream]))
    blocks = b"".join(block for lot in told for block in lines_of(lot, findings.key(layout)))
    return [json.loads(line) for line in blocks.splitlines()]


def agree(rows: list[dict[str, str]], pack: Pack, as_of: date) -> None:
    header = strategies.header(rows)
    table = Table(
        "", "", header, tuple((at, tuple(row.get(name, "") for name in header)) for at, row in enumerate(rows, 2))
    )
    frame = pandas.DataFrame(rows, columns=list(header), dtype=str).fillna("")
    expected = check_all([frame], Request(pack, as_of)).document["exchanges"]
    cache = MemoryCache()
    for size in (29, 500):
        found = worded(table, pack, as_of, cache, size)
        assert len(found) == len(expected)
        for told, one in zip(found, expected, strict=True):
            assert told == one


@given(rows=strategies.registries(min_size=40, max_size=80), as_of=strategies.AS_OF_DATES)
@settings(max_examples=2, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate], derandomize=True)
def test_any_registry_is_worded_as_a_whole_check_words_it(pack: Pack, rows: list[dict[str, str]], as_of: date) -> None:
    agree(rows, pack, as_of)


@pytest.mark.long
@given(rows=strategies.declaring(min_size=100, max_size=200), as_of=strategies.AS_OF_DATES)
@settings(max_examples=15, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate])
def test_many_registries_are_worded_as_a_whole_check_words_them(
    pack: Pack, rows: list[dict[str, str]], as_of: date
) -> None:
    agree(rows, pack, as_of)


def test_a_column_that_a_text_names_is_seen(pack: Pack) -> None:
    found = reaches(pack)
    codes = {column.code for column in pack.columns}
    for rule in pack.rules.values():
        if rule.message:
            named = {column for column in codes for text in rule.message.values() if f"{{{column}}}" in text}
            assert named <= set(found[rule.code].columns)
            assert {reported.column for reported in rule.reports if reported.column} <= set(found[rule.code].columns)


def test_reaches_survive_as_plain_data(pack: Pack) -> None:
    found = reaches(pack)
    assert from_data(to_data(found)) == found
