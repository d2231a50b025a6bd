"""Onward transfers: what SHACL says beside the flows of a registry is what a plain reading of all its rows says."""

import csv
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import oracle
import pandas
import pyarrow  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from checker import Report
from checker.api import check_all
from checker.batch.check import BatchCheck
from checker.batch.lots import stream_table
from checker.batch.tables import findings
from checker.errors import GrondslagError
from checker.flows import Beyond, Flows, Seen, judging, with_flows
from checker.flows.chains import chains
from checker.flows.telling import MOST_CHAINS
from checker.model import Exchange, Judgement, Table
from checker.pack import Pack, load_pack
from checker.plan.cache import MemoryCache, NoCache
from checker.request import Request
from checker.terms import read_exchanges
from checker.terms.names import NONE

AS_OF = date(2026, 11, 23)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
COLUMNS = ("id", "sender", "recipient", "purpose", "ground", "data_categories", "start_date", "end_date")
FAMILY = "onward"

Row = dict[str, str]
ROOT = Path(__file__).parent / "onward"
FAILS = sorted(ROOT.glob("*/fail-*.csv"))
PASSES = sorted(ROOT.glob("*/pass-*.csv"))
DATUM = URIRef("https://example.org/datum")
LONG_CHAIN = [
    {"sender": "CIZ", "recipient": "ZORGKANTOOR", "purpose": "zorgplicht", "ground": "wlz-9.1.2-1-c",
     "data_categories": "bsn"},
    {"sender": "ZORGKANTOOR", "recipient": "CAK", "purpose": "eigen-bijdrage", "ground": "wlz-9.1.2-1-g",
     "data_categories": "bsn"},
    {"sender": "CAK", "recipient": "NZA", "purpose": "onderzoek", "data_categories": "bsn"},
]  # fmt: skip


@cache
def pack() -> Pack:
    return load_pack("iwlz")


def checked(rows: list[Row], onward: bool = True) -> Report:
    frame = pandas.DataFrame(rows, columns=list(COLUMNS), dtype=str).fillna("")
    return check_all([frame], Request(pack(), AS_OF, onward=onward))


def dense(pick: random.Random, size: int) -> list[Row]:
    """A registry in which few parties pass few data on for few purposes, now and then with a fact missing."""
    parties = ["CIZ", "ZORGKANTOOR", "ZORGAANBIEDER", "CAK", "SVB", "ZIN", "NZA", "VWS"][: pick.randint(3, 8)]
    # Of three purposes each has one that is broader or narrower among them.
    purposes = ["zorgplicht", "onderzoek", *(row["code"] for row in oracle.PURPOSES.values() if row["broader"])]
    purposes += [broader for code in purposes for broader in oracle.parts(oracle.PURPOSES[code]["broader"])]
    data = ["bsn", "naam-client", "stoornis-diagnose", "bericht-metadata", "naam-relatie"]
    rows = []
    for number in range(size):
        start = date(2024, 1, 1) + timedelta(days=pick.randint(0, 60) * 15)
        end = start + timedelta(days=pick.choice([-30, 0, 14, 15, 60, 300]))
        row = {
            "id": f"E{number}",
            "sender": pick.choice(parties),
            "recipient": pick.choice(parties),
            "purpose": pick.choice(purposes),
            "ground": pick.choice(["", "", "Wlz 9.1.2 lid 1 onder c", "Wlz 9.1.3 lid 1 onder c", "iets"]),
            "data_categories": ";".join(pick.sample(data, pick.randint(1, 3))),
            "start_date": pick.choice(["", start.isoformat(), start.isoformat()]),
            "end_date": pick.choice(["", end.isoformat(), end.isoformat()]),
        }
        if pick.random() < 0.15:
            column = pick.choice(["sender", "recipient", "purpose", "data_categories", "start_date"])
            row[column] = pick.choice(["", "iets onbekends"])
        rows.append(row)
    return rows


def plainly(rows: list[Row], told: Sequence[Mapping[str, str]]) -> list[str]:
    """The outcomes by the plain reading, on the outcomes of each exchange by itself."""
    exchanges = [oracle.Exchange(row, AS_OF) for row in rows]
    return [oracle.onward(one, outcomes, exchanges) for one, outcomes in zip(exchanges, told, strict=True)]


def table_of(rows: Sequence[Row]) -> Table:
    return Table("made", "", COLUMNS, tuple((n, tuple(row[c] for c in COLUMNS)) for n, row in enumerate(rows, 2)))


def told_at_will(pick: random.Random, size: int) -> tuple[list[Row], tuple[Exchange, ...], list[Judgement]]:
    """A registry whose exchanges have any outcomes."""
    rows = dense(pick, size)
    exchanges = read_exchanges(table_of(rows), pack()).exchanges
    families = [family.code for family in pack().families if not family.gives_scope]
    alone = []
    for _ in exchanges:
        # Often all of them pass: by chance that would be one in 64.
        given = ["pass"] if pick.random() < 0.3 else ["pass", "undetermined", "violation", "inapplicable"]
        alone.append(Judgement("violation", "", {family: pick.choice(given) for family in families}))
    return rows, exchanges, alone


@cache
def judged_at_will() -> tuple[list[Row], tuple[Exchange, ...], list[Judgement], list[Judgement]]:
    """One such registry, and what onward transfers add to its outcomes."""
    rows, exchanges, alone = told_at_will(random.Random(20), 200)
    return rows, exchanges, alone, with_flows(exchanges, alone, pack(), AS_OF)


@given(pick=st.randoms(use_true_random=True), size=st.integers(1, 200))
@settings(max_examples=15, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate, Phase.shrink])
def test_any_registry_is_judged_as_a_plain_reading_has_it(pick: random.Random, size: int) -> None:
    rows, exchanges, alone = told_at_will(pick, size)
    found = with_flows(exchanges, alone, pack(), AS_OF)
    assert [one.outcomes[FAMILY] for one in found] == plainly(rows, [one.outcomes for one in alone])


def test_every_outcome_is_met() -> None:
    rows, _, alone, found = judged_at_will()
    assert [one.outcomes[FAMILY] for one in found] == plainly(rows, [one.outcomes for one in alone])
    met = Counter(one.outcomes[FAMILY] for one in found)
    assert min(met[outcome] for outcome in ("pass", "undetermined", "violation", "inapplicable")) > 5


def test_it_adds_to_the_outcomes_and_changes_none() -> None:
    _, _, alone, found = judged_at_will()
    for one, more in zip(alone, found, strict=True):
        assert {family: outcome for family, outcome in more.outcomes.items() if family != FAMILY} == one.outcomes
        assert {finding.family for finding in more.findings} <= {FAMILY}
        weights = {"violation": "violation", "undetermined": "warning"}
        due = weights.get(more.outcomes[FAMILY])
        assert due is None or due in {finding.severity for finding in more.findings}


def test_both_engines_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    _, exchanges, alone, _ = judged_at_will()
    monkeypatch.setattr("checker.flows.transfers.FEW", 0)
    fast = with_flows(exchanges, alone, pack(), AS_OF)
    monkeypatch.setattr("checker.flows.transfers.FEW", 10**9)
    assert with_flows(exchanges, alone, pack(), AS_OF) == fast


def test_the_order_of_rows_makes_no_difference() -> None:
    _, exchanges, alone, found = judged_at_will()
    assert with_flows(exchanges[::-1], alone[::-1], pack(), AS_OF)[::-1] == found


def test_a_whole_check_says_it_and_leaves_it_out_when_asked() -> None:
    rows = dense(random.Random(2), 40)
    told = checked(rows).document["exchanges"]
    assert [one["outcomes"][FAMILY] for one in told] == plainly(rows, [one["outcomes"] for one in told])
    without = checked(rows, onward=False).document
    assert FAMILY not in without["summary"]["families"]
    for one, other in zip(without["exchanges"], told, strict=True):
        assert one["verdict"] == other["verdict"]
        assert one["outcomes"] == {family: outcome for family, outcome in other["outcomes"].items() if family != FAMILY}


@pytest.mark.parametrize("most", [0, 5, 1_000])
def test_a_registry_that_streams_gives_the_same(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr("checker.batch.kinds.MOST", most)
    rows = dense(random.Random(3), 25)
    table = table_of(rows)
    expected = checked(rows).document["exchanges"]
    check = BatchCheck(pack(), AS_OF, NONE, NoCache(), onward=True)
    found = [row for batch in check.batches([stream_table(table, 7)]) for row in batch.to_pylist()]
    for told, one in zip(found, expected, strict=True):
        rules = ";".join(dict.fromkeys(finding["rule"] for finding in one["findings"]))
        assert told == {"id": one["id"], "verdict": one["verdict"], "scope": one["scope"], **one["outcomes"],
                        "rules": rules}  # fmt: skip
    lines = [row for batch in findings(check, [stream_table(table, 7)]) for row in batch.to_pylist()]
    assert [(line["id"], line["rule"], line["message_nl"], line["fingerprint"]) for line in lines] == [
        (one["id"], finding["rule"], finding["message"]["nl"], finding["fingerprint"])
        for one in expected
        for finding in one["findings"]
    ]


@given(pick=st.randoms(use_true_random=True), size=st.integers(1, 60), parts=st.integers(1, 5))
def test_flows_of_parts_are_those_of_the_whole(pick: random.Random, size: int, parts: int) -> None:
    days = [date(2025, 1, day) for day in range(1, 6)]
    parties = [URIRef(name) for name in "ABC"]
    whole, joined = Flows(), Flows()
    some = [Flows() for _ in range(parts)]
    for _ in range(size):
        giver, taker, aim = pick.choice([None, *parties]), pick.choice(parties), pick.choice([None, *parties[:1]])
        seen = Seen(
            giver, taker, aim, frozenset([DATUM]), False, pick.choice([None, *days]), pick.choice([None, *days])
        )
        times = pick.randint(1, 2)
        whole.add(seen, times)
        pick.choice(some).add(seen, times)
    for one in some:
        joined.put(one.spans.items())
    assert joined.spans == whole.spans


def test_flows_that_were_found_in_another_reading_are_refused() -> None:
    rows = dense(random.Random(3), 20)
    check = BatchCheck(pack(), AS_OF, NONE, NoCache(), onward=True)
    before, after = stream_table(table_of(rows[:1]), 50), stream_table(table_of(rows), 50)
    check.look_over(Beyond(check.flows(before, check.layout(before)), pack(), AS_OF))
    with pytest.raises(GrondslagError, match="changed during the check"):
        list(check.read_once(after, check.layout(after), pyarrow.array([], "string")))


def test_a_registry_is_read_once() -> None:
    # Their identifiers do not ascend, so that they are compared as well.
    stream = stream_table(table_of(dense(random.Random(3), 20)[::-1]), 7)
    readings = iter([stream])
    counting = replace(stream, read=lambda wanted: next(readings).read(wanted))
    assert sum(len(batch) for batch in BatchCheck(pack(), AS_OF, NONE, NoCache(), onward=True).batches([counting]))


def test_rules_on_transfers_are_kept_between_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, cache = stream_table(table_of(dense(random.Random(3), 20)), 50), MemoryCache()
    found = [list(BatchCheck(pack(), AS_OF, NONE, cache, onward=True).batches([stream]))]
    monkeypatch.setattr("checker.flows.transfers.Transfers._ask", lambda *_: pytest.fail("asked again"))
    found.append(list(BatchCheck(pack(), AS_OF, NONE, cache, onward=True).batches([stream])))
    assert found[0] == found[1]


# Chains


def flows_of(*lanes: str) -> Flows:
    """Flows of one category: "A B 1 5" goes from A to B from day 1 to day 5 of a year."""
    flows = Flows()
    for lane in lanes:
        giver, taker, *days = lane.split()
        first, last = (date(2025, 1, int(day)) for day in days) if days else (None, None)
        flows.add(Seen(URIRef(giver), URIRef(taker), None, frozenset([DATUM]), False, first, last))
    return flows


CHAINS = [
    (["A B"], "A B C", ["A B"]),
    (["Z A", "A B"], "A B C", ["Z A B"]),
    (["Y Z", "Z A", "A B"], "A B C", ["Y Z A B"]),
    (["Z A", "Y A", "A B"], "A B C", ["Y A B", "Z A B"]),
    (["B A", "A B"], "A B C", ["A B"]),  # back and forth ends at once
    (["B Z", "Z A", "A B"], "A B C", ["Z A B"]),  # a loop ends where it began
    (["W C", "C A", "A B"], "A B C", ["C A B"]),  # back at who gets it
    (["Z A", "Y A", "X Z", "X Y", "A B"], "A B C", ["X Y A B", "Z A B"]),  # to each party one way, the shortest
    (["Z A 10 20", "A B 1 9"], "A B C", ["A B"]),  # came only afterwards
    (["Z A 9 20", "A B 1 9"], "A B C", ["Z A B"]),  # on its last day
    (["A A", "A B"], "A B C", ["A B"]),
]


@pytest.mark.parametrize(("lanes", "end", "expected"), CHAINS)
def test_chains_are_whole_and_loops_end(lanes: list[str], end: str, expected: list[str]) -> None:
    giver, taker, to = map(URIRef, end.split())
    found = chains(flows_of(*lanes), giver, taker, DATUM, to)
    assert sorted(" ".join(map(str, chain)) for chain in found) == expected


def test_a_finding_names_the_chain_the_data_and_both_purposes() -> None:
    rows = [row | {"id": f"E{at}", "start_date": "2025-01-01"} for at, row in enumerate(LONG_CHAIN)]
    [*_, last] = checked(rows).document["exchanges"]
    [finding] = [finding for finding in last["findings"] if finding["family"] == FAMILY]
    assert "Centrum indicatiestelling zorg → Zorgkantoor → CAK → Nederlandse Zorgautoriteit" in finding["message"]["nl"]
    for part in ("burgerservicenummer", "eigen bijdrage", "wetenschappelijk onderzoek"):
        assert part in finding["message"]["nl"]
    assert {source["citation"] for source in finding["sources"]} == {"Wlz 9.1.7 lid 1", "AVG 5 lid 1 onder b"}
    assert finding["follows_from"] == ["GR102"]
    again = checked([{**rows[2], "id": "E9"}, *rows]).document["exchanges"]
    assert [f["fingerprint"] for f in again[-1]["findings"]] == [f["fingerprint"] for f in last["findings"]]


def test_no_more_chains_are_named_than_can_be_read() -> None:
    givers = ["CIZ", "CAK", "SVB", "ZIN", "NZA", "VWS", "ZORGAANBIEDER", "ZN"]
    rows = [{"id": f"E{at}", "sender": giver, "recipient": "ZORGKANTOOR", "purpose": "zorgplicht",
             "data_categories": "bsn"} for at, giver in enumerate(givers)]  # fmt: skip
    rows.append({**rows[0], "id": "E99", "sender": "ZORGKANTOOR", "recipient": "BTN", "purpose": "onderzoek"})
    [*_, last] = checked(rows).document["exchanges"]
    [message] = [finding["message"] for finding in last["findings"] if finding["family"] == FAMILY]
    assert message["nl"].count("ontvangen voor zorgplicht") == MOST_CHAINS
    assert f"nog {len(givers) - MOST_CHAINS} andere" in message["nl"]


# Examples


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def cells(path: Path, column: str) -> set[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row[column] for row in csv.DictReader(lines)}


@cache
def yielded(path: Path) -> set[str]:
    """The codes of the findings on an example, which is a registry of its own."""
    [day] = cells(path, "as_of")
    report = check_all([path], Request(pack(), date.fromisoformat(day)))
    return {finding["rule"] for exchange in report.document["exchanges"] for finding in exchange["findings"]}


def test_every_rule_with_a_message_has_examples() -> None:
    judged = judging(pack())
    assert judged is not None
    speaking = {rule.code for rule in judged[0].rules.values() if rule.message}
    assert {path.parent.name for path in FAILS} == speaking
    assert [path.with_name(path.name.replace("fail-", "pass-")) for path in FAILS] == PASSES


@pytest.mark.parametrize("path", [*FAILS, *PASSES], ids=name)
def test_an_example_yields_what_it_says(path: Path) -> None:
    expected = {code for also in cells(path, "also") for code in also.split(";") if code}
    code = path.parent.name
    assert code not in expected
    assert yielded(path) == (expected | {code} if path in FAILS else expected)


@pytest.mark.parametrize("path", FAILS, ids=name)
def test_a_pair_differs_in_one_fact(path: Path) -> None:
    tables = []
    for one in (path, path.with_name(path.name.replace("fail-", "pass-"))):
        with one.open(encoding="utf-8", newline="") as lines:
            tables.append([{k: v for k, v in row.items() if k != "also"} for row in csv.DictReader(lines)])
    different = [k for row, other in zip(*tables, strict=True) for k in row if row[k] != other[k]]
    assert len(different) == 1
