"""What differs between what a check gave and what it gives now."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

MOST_TOLD = 1_000
"""Differences that are told one by one."""


@dataclass(frozen=True)
class Difference:
    """What of one exchange differs."""

    registry: int
    row: int
    id: str
    field: str
    """"verdict", "scope", "reading", "finding", the code of a family, or "exchange" where there is none any more."""
    then: str
    now: str


def differences(then: dict[str, Any], now: dict[str, Any]) -> Iterator[Difference]:
    """Yield the differences between two reports, exchange by exchange; wording is left aside."""
    for old, new in zip_longest(then["exchanges"], now["exchanges"]):
        if old is None or new is None:
            one = old or new
            told = ("", one["verdict"]) if old is None else (one["verdict"], "")
            yield Difference(one["registry"], one["row"], one["id"], "exchange", *told)
            continue
        if old["id"] != new["id"]:
            yield Difference(old["registry"], old["row"], old["id"], "id", old["id"], new["id"])
        where = (old["registry"], old["row"], old["id"])
        for field in ("verdict", "scope"):
            if old[field] != new[field]:
                yield Difference(*where, field, old[field], new[field])
        for family in dict.fromkeys([*old["outcomes"], *new["outcomes"]]):
            outcomes = (old["outcomes"].get(family, ""), new["outcomes"].get(family, ""))
            if outcomes[0] != outcomes[1]:
                yield Difference(*where, family, *outcomes)
        if _codes(old) != _codes(new):
            yield Difference(*where, "reading", *_only(_codes(old), _codes(new)))
        if _findings(old) != _findings(new):
            yield Difference(*where, "finding", *_only(_findings(old), _findings(new)))


def table_differences(then: Path, now: Path) -> Iterator[Difference]:
    """Yield the differences between two tables with one exchange a row."""
    with then.open(encoding="utf-8", newline="") as old_file, now.open(encoding="utf-8", newline="") as new_file:
        old_rows, new_rows = csv.reader(old_file), csv.reader(new_file)
        header, other = next(old_rows, []), next(new_rows, [])
        if header != other:
            yield Difference(0, 1, "", "columns", ", ".join(header), ", ".join(other))
            return
        for number, (old, new) in enumerate(zip_longest(old_rows, new_rows), start=1):
            for name, was, is_now in zip_longest(header, old or (), new or (), fillvalue=""):
                if was != is_now:
                    yield Difference(0, number, (old or new or [""])[0], name, was, is_now)


def _codes(exchange: dict[str, Any]) -> list[str]:
    return sorted(f"{one['column']}={one['code']}" for one in exchange["reading"])


def _findings(exchange: dict[str, Any]) -> list[str]:
    return sorted(
        " ".join(
            [
                one["rule"],
                one["severity"],
                *(f"{value['field']}={value['code']}" for value in one["values"]),
                *(["waived"] if "waiver" in one else []),
                *([one["baseline"]] if "baseline" in one else []),
            ]
        )
        for one in exchange["findings"]
    )


def _only(old: list[str], new: list[str]) -> tuple[str, str]:
    """Return what is on one side alone."""
    return "; ".join(one for one in old if one not in new), "; ".join(one for one in new if one not in old)
