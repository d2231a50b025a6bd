"""Findings of large registries are worded once for all that can show the same; what is kept holds no text of theirs."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pandas
import pytest
from click.testing import CliRunner

from checker.batch.sights import from_data, sights, to_data
from checker.cli import main
from checker.judge.engine import word
from checker.pack import Pack

ROOT = Path(__file__).parent
SCENARIOS = ROOT / "cases" / "scenarios.csv"
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


def test_a_column_that_a_text_names_is_seen(pack: Pack) -> None:
    found = sights(pack)
    codes = {column.code for column in pack.columns}
    for rule in pack.rules.values():
        if rule.message:
            named = {column for column in codes for text in rule.message.values() if f"{{{column}}}" in text}
            assert named <= set(found[rule.code].columns)
            assert {reported.column for reported in rule.reports if reported.column} <= set(found[rule.code].columns)


def test_sights_survive_as_plain_data(pack: Pack) -> None:
    found = sights(pack)
    assert from_data(to_data(found)) == found
