"""Every rule with a message has examples under rules/: a file that yields it, and one that a single fact keeps from it.

An example is a registry. Two columns that the product ignores say how to judge it: `as_of`, the run date, and `also`,
the codes of the other rules that it yields. An example may lean on a decision of `decisions.csv`.
"""

import csv
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest
from rdflib import Graph, Literal

from checker.decisions import check_decisions, leaning_on
from checker.judge.engine import judge_plainly, validate
from checker.judge.facts import case, exchange_node
from checker.model import Exchange
from checker.pack import Pack, load_pack
from checker.readers.delimited import read_delimited
from checker.terms import read_exchanges
from checker.vocabulary import SH

ROOT = Path(__file__).parent / "rules"
DECISIONS = ROOT / "decisions.csv"
DECIDED = date(2025, 12, 31)
FAILS = sorted(ROOT.glob("*/fail-*.csv"))
PASSES = sorted(ROOT.glob("*/pass-*.csv"))
NO_FACT = ("also", "description")

Batches = dict[date, list[tuple[Path, Exchange]]]


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@cache
def pack() -> Pack:
    plain = load_pack("iwlz")
    return leaning_on(check_decisions(DECISIONS, plain, DECIDED), plain)


def cells(path: Path, column: str) -> set[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row[column] for row in csv.DictReader(lines)}


@cache
def exchanges() -> Batches:
    """The rows of all examples by run date. Each file is read on its own: it is a registry of its own."""
    found: Batches = defaultdict(list)
    for path in (*FAILS, *PASSES):
        [day] = cells(path, "as_of")
        read = read_exchanges(read_delimited(path), pack()).exchanges
        found[date.fromisoformat(day)] += [(path, exchange) for exchange in read]
    return found


@cache
def yielded() -> dict[Path, set[str]]:
    """The codes of the findings on each example."""
    found: dict[Path, set[str]] = defaultdict(set)
    for day, rows in exchanges().items():
        judged = judge_plainly([exchange for _, exchange in rows], pack(), day)
        for (path, _), judgement in zip(rows, judged, strict=True):
            found[path] |= {finding.rule for finding in judgement.findings}
    return found


@cache
def yielded_without_messages() -> dict[Path, set[str]]:
    """The codes, those without a message too, on each failing example once every rule with a message is deactivated."""
    graph = Graph()
    for triple in pack().graph:
        graph.add(triple)
    for rule in pack().rules.values():
        if rule.message:
            graph.add((rule.iri, SH.deactivated, Literal(True)))
    silenced = replace(pack(), graph=graph)
    found: dict[Path, set[str]] = defaultdict(set)
    for day, rows in exchanges().items():
        failing = [(path, exchange) for path, exchange in rows if path in FAILS]
        results = validate(case([exchange for _, exchange in failing], silenced, day), silenced)
        for place, (path, _) in enumerate(failing):
            found[path] |= {rule.code for rule in results[exchange_node(place)]}
    return found


def twin(path: Path) -> Path:
    return path.with_name(path.name.replace("fail-", "pass-", 1))


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def differences(one: Path, other: Path) -> list[str]:
    """The columns in which a cell differs, once for each cell; a cell without a header is one, too."""
    (header, *rows), (other_header, *other_rows) = rows_of(one), rows_of(other)
    assert header == other_header
    assert len(rows) == len(other_rows)
    return [
        column
        for row, other_row in zip(rows, other_rows, strict=True)
        for column, cell, other_cell in zip_longest(header, row, other_row, fillvalue="")
        if cell != other_cell and column not in NO_FACT
    ]


def test_every_rule_with_a_message_has_a_folder_and_every_folder_a_rule() -> None:
    speaking = {rule.code for rule in pack().rules.values() if rule.message}
    assert {place.name for place in ROOT.iterdir() if place != DECISIONS} == speaking
    assert {path.parent.name for path in FAILS} == speaking


def test_every_failing_example_has_a_passing_one() -> None:
    assert [twin(path) for path in FAILS] == PASSES
    assert sorted(path for path in ROOT.rglob("*") if path.is_file()) == sorted((*FAILS, *PASSES, DECISIONS))


@pytest.mark.parametrize("path", FAILS, ids=name)
def test_a_pair_differs_in_one_fact(path: Path) -> None:
    assert len(differences(path, twin(path))) == 1


@pytest.mark.parametrize("path", [*FAILS, *PASSES], ids=name)
def test_an_example_yields_what_it_says(path: Path) -> None:
    expected = {code for also in cells(path, "also") for code in also.split(";") if code}
    code = path.parent.name
    assert code not in expected
    assert yielded()[path] == (expected | {code} if path in FAILS else expected)


@pytest.mark.parametrize("path", FAILS, ids=name)
def test_a_deactivated_rule_yields_nothing(path: Path) -> None:
    """The rule itself gives its code, no other; and the judge does answer: the rules without a message still speak."""
    code = path.parent.name
    assert code in yielded()[path]
    assert code not in yielded_without_messages()[path]
    assert yielded_without_messages()[path]
