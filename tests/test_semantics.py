"""The shapes give what the semantics say: compared with a second reading of it in plain Python, on any registry."""

from datetime import date
from functools import cache

import oracle
import pandas
import pytest
import strategies
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from checker import check
from checker.pack import Pack, load_pack

pytestmark = pytest.mark.usefixtures("plainly")
"""What is compared is the judge of record; test_engines.py holds the faster engine against it."""
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@cache
def pack() -> Pack:
    return load_pack("iwlz")


def compare(rows: list[dict[str, str]], as_of: date) -> None:
    """The families of the semantics are as expected, whatever else a registry declares; others weigh beside them."""
    frame = pandas.DataFrame(rows, columns=list(strategies.header(rows))).fillna("")
    report = check(frame, pack(), as_of)
    declares = set(strategies.DECLARED) & set(frame.columns)
    for row, told, expected in zip(rows, report.document["exchanges"], oracle.judge(rows, as_of), strict=True):
        found = {family: told["outcomes"][family] for family in expected.outcomes}
        beside = {family: outcome for family, outcome in told["outcomes"].items() if family not in found}
        assert found == expected.outcomes, row
        assert told["scope"] == expected.scope, row
        assert declares or set(beside.values()) == {"inapplicable"}, row
        worst = oracle.worst([*expected.outcomes.values(), *beside.values()])
        assert told["verdict"] == (worst if worst in ("violation", "undetermined") else "no-objection"), row
        weights = {"violation": "violation", "undetermined": "warning"}
        for family, outcome in expected.outcomes.items():
            if outcome in weights:
                assert (family, weights[outcome]) in {(f["family"], f["severity"]) for f in told["findings"]}, row


@given(
    rows=st.one_of(strategies.registries(min_size=30, max_size=60), strategies.declaring(min_size=30, max_size=60)),
    as_of=strategies.AS_OF_DATES,
)
@settings(max_examples=6, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate], derandomize=True)
def test_any_registry(rows: list[dict[str, str]], as_of: date) -> None:
    compare(rows, as_of)


@pytest.mark.long
@given(
    rows=st.one_of(strategies.registries(min_size=100, max_size=200), strategies.declaring(min_size=100, max_size=200)),
    as_of=strategies.AS_OF_DATES,
)
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate])
def test_many_registries(rows: list[dict[str, str]], as_of: date) -> None:
    compare(rows, as_of)
