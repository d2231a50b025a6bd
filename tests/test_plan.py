"""Each question once gives what pySHACL gives row by row: verdict, scope, outcomes and rules of every exchange."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow  # type: ignore[import-untyped]
import pytest
import strategies
from hypothesis import HealthCheck, Phase, given, settings

from checker.api import read_table
from checker.batch import kinds
from checker.batch.check import BatchCheck
from checker.batch.lots import Stream, stream_table
from checker.decisions import check_decisions, leaning_on
from checker.judge.engine import BATCH, judge_plainly
from checker.model import Exchange, Table
from checker.pack import Pack, load_pack
from checker.plan.cache import FileCache, MemoryCache, NoCache
from checker.plan.footprints import footprints
from checker.terms import read_exchanges
from checker.terms.names import NONE

TESTS = Path(__file__).parent
FILES = [
    *sorted((TESTS / "rules").glob("*/*.csv")),
    *sorted((TESTS / "cases").glob("*.csv")),
    *sorted((TESTS.parent / "datasets").glob("*/*.csv")),
]
AS_OF = date(2026, 11, 23)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

Told = dict[str, Any]


@cache
def pack() -> Pack:
    plain = load_pack("iwlz")
    return leaning_on(check_decisions(TESTS / "rules" / "decisions.csv", plain, AS_OF), plain)


def plainly(tables: Sequence[Table], as_of: date) -> list[Told]:
    """What pySHACL says of each exchange, in a graph with others but by itself."""
    exchanges: list[Exchange] = [exchange for table in tables for exchange in read_exchanges(table, pack()).exchanges]
    told: list[Told] = []
    for start in range(0, len(exchanges), BATCH):
        part = exchanges[start : start + BATCH]
        for exchange, judged in zip(part, judge_plainly(part, pack(), as_of), strict=True):
            rules = ";".join(dict.fromkeys(finding.rule for finding in judged.findings))
            told.append(
                {"id": exchange.id, "verdict": judged.verdict, "scope": judged.scope, **judged.outcomes, "rules": rules}
            )
    return told


def planned(streams: Iterable[Stream], as_of: date, **options: Any) -> list[Told]:
    check = BatchCheck(pack(), as_of, NONE, options.get("cache", NoCache()))
    rows: list[Told] = [row for batch in check.batches(list(streams)) for row in batch.to_pylist()]
    assert sum(check.times) == len(rows)
    return rows


def table(rows: list[dict[str, str]], header: Sequence[str] = tuple(strategies.COLUMNS)) -> Table:
    cells = [(number, tuple(row.get(name, "") for name in header)) for number, row in enumerate(rows, start=2)]
    return Table("generated", "", tuple(header), tuple(cells))


def agree(tables: Sequence[Table], as_of: date, rows: int = 200_000) -> None:
    expected = plainly(tables, as_of)
    cache = MemoryCache()
    for most in (kinds.MOST, 3):
        # With room for few different exchanges, most lots keep their own.
        with patch.object(kinds, "MOST", most):
            found = planned([stream_table(one, rows) for one in tables], as_of, cache=cache)
        assert len(found) == len(expected)
        for told, one in zip(found, expected, strict=True):
            assert told == one


def test_the_examples_and_the_shipped_registries(tmp_path: Path) -> None:
    agree([read_table(str(path), pack()) for path in FILES[::4]], AS_OF)


@pytest.mark.long
def test_all_examples_and_shipped_registries() -> None:
    agree([read_table(str(path), pack()) for path in FILES], AS_OF)


@given(rows=strategies.registries(min_size=50, max_size=100), as_of=strategies.AS_OF_DATES)
@settings(max_examples=4, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate], derandomize=True)
def test_any_registry(rows: list[dict[str, str]], as_of: date) -> None:
    agree([table(rows)], as_of, rows=37)


@pytest.mark.long
@given(rows=strategies.declaring(min_size=50, max_size=100), as_of=strategies.AS_OF_DATES)
@settings(max_examples=4, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate], derandomize=True)
def test_any_registry_with_columns_that_need_not_be_there(rows: list[dict[str, str]], as_of: date) -> None:
    agree([table(rows, strategies.header(rows))], as_of, rows=37)


@pytest.mark.long
@given(rows=strategies.declaring(min_size=100, max_size=200), as_of=strategies.AS_OF_DATES)
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate])
def test_many_registries(rows: list[dict[str, str]], as_of: date) -> None:
    agree([table(rows, strategies.header(rows))], as_of, rows=101)


def test_answers_of_an_earlier_run_are_the_same(tmp_path: Path) -> None:
    cache = FileCache(tmp_path / "answers.sqlite")
    tables = [read_table(str(path), pack()) for path in FILES[:40]]
    first = planned(map(stream_table, tables), AS_OF, cache=cache)
    again = BatchCheck(pack(), AS_OF, NONE, cache)
    rows = [row for batch in again.batches([stream_table(one) for one in tables]) for row in batch.to_pylist()]
    assert rows == first
    assert again.plan.asked == 0
    assert again.plan.found > 100


def test_a_damaged_cache_is_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "answers.sqlite"
    path.write_bytes(b"SQLite format 3\0" + b"no database" * 1000)
    one = read_table(str(FILES[0]), pack())
    assert planned([stream_table(one)], AS_OF, cache=FileCache(path)) == planned([stream_table(one)], AS_OF)


def test_the_cache_holds_no_text_of_a_registry(tmp_path: Path) -> None:
    rows = [{"id": "SECRET-ID", "sender": "SECRET-PARTY", "recipient": "CIZ", "data_categories": "SECRET-DATA",
             "description": "SECRET-TEXT", "request_reference": "SECRET-REFERENCE"}]  # fmt: skip
    path = tmp_path / "answers.sqlite"
    planned([stream_table(table(rows))], AS_OF, cache=FileCache(path))
    assert path.stat().st_size > 0
    assert b"SECRET" not in path.read_bytes()


def test_the_footprint_of_every_rule_is_derived() -> None:
    found = footprints(pack())
    assert not found.not_understood
    assert sorted(rule.code for part in found.parts for rule in part.rules) == sorted(
        rule.code for rule in pack().rules.values()
    )


def test_sets_of_terms_are_read_as_one_by_one() -> None:
    codes = sorted(pack().schemes[next(c.scheme for c in pack().columns if c.groups)].codes.values())  # type: ignore[index]
    cells = ["", "-", "geen", "BSN;;naam", "iets; naam client", *(";".join(codes[at : at + 3]) for at in range(30))]
    agree([table([{"id": str(at), "data_categories": cell} for at, cell in enumerate(cells)])], AS_OF)
    # Each many times, so that the column is held as a dictionary.
    agree([table([{"id": str(at), "data_categories": cells[at % 3]} for at in range(12)])], AS_OF)


def test_a_column_of_lists_is_read(tmp_path: Path) -> None:
    from pyarrow import parquet

    from checker.batch.lots import stream_parquet

    lists = pyarrow.table({"id": ["A", "B"], "data_categories": [["bsn", "naam-client"], None]})
    path = tmp_path / "lists.parquet"
    texts = lists.set_column(1, "data_categories", pyarrow.array(["bsn;naam-client", ""]))
    header = {name: pyarrow.nulls(2, "string") for name in ("sender", "recipient", "purpose", "ground")}
    for name, values in header.items():
        lists, texts = lists.append_column(name, values), texts.append_column(name, values)
    parquet.write_table(lists, path)
    found = planned([stream_parquet(path)], AS_OF)
    parquet.write_table(texts, path)
    assert planned([stream_parquet(path)], AS_OF) == found
