"""Onward transfers: what SHACL says beside the flows of a registry is what a plain reading of all its rows says."""

import random
from datetime import date, timedelta
from functools import cache
from typing import Any

import oracle
import pandas
import pytest

from checker import Report
from checker.api import check_all
from checker.pack import Pack, load_pack
from checker.request import Request

AS_OF = date(2026, 11, 23)
COLUMNS = ("id", "sender", "recipient", "purpose", "ground", "data_categories", "start_date", "end_date")
FAMILY = "onward"

Row = dict[str, str]


@cache
def pack() -> Pack:
    return load_pack("iwlz")


def checked(rows: list[Row], onward: bool = True) -> Report:
    frame = pandas.DataFrame(rows, columns=list(COLUMNS)).fillna("")
    return check_all([frame], Request(pack(), AS_OF, onward=onward))


def dense(seed: int, size: int) -> list[Row]:
    """A registry in which few parties pass few data on for few purposes, now and then with a fact missing."""
    pick = random.Random(seed)
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


def plainly(rows: list[Row], told: list[dict[str, Any]]) -> list[str]:
    """The outcomes by the plain reading, on what the report says of each exchange by itself."""
    exchanges = [oracle.Exchange(row, AS_OF) for row in rows]
    return [oracle.onward(one, of["outcomes"], exchanges) for one, of in zip(exchanges, told, strict=True)]


@pytest.mark.parametrize(("seed", "size"), [(1, 5), (2, 12), (3, 40), (4, 120), (5, 200), (6, 200), (7, 200)])
def test_any_registry_is_judged_as_a_plain_reading_has_it(seed: int, size: int) -> None:
    rows = dense(seed, size)
    told = checked(rows).document["exchanges"]
    assert [one["outcomes"][FAMILY] for one in told] == plainly(rows, told)
