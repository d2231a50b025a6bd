"""How exchanges are named in a cell."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from checker.reports.parts import one_line
from checker.reports.sheets.words import word

MOST = 10
"""Exchanges that are named in a cell."""


def where_of(exchanges: Sequence[dict[str, Any]], language: str) -> str:
    """Return exchanges by their identifiers, with their rows where they have none or share it."""
    shared = Counter(one["id"] for one in exchanges)
    names = []
    for one in exchanges[:MOST]:
        name, row = one_line(one["id"]), word("row", language, n=one["row"])
        names.append(row if not name else name if shared[one["id"]] == 1 else f"{name} ({row})")
    if len(exchanges) > MOST:
        names.append(word("more", language, n=len(exchanges) - MOST))
    return ", ".join(names)
