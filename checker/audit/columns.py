"""The columns in which tables show which findings are waived, and which are new beside a baseline."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

WAIVER_COLUMNS = ("waiver_reason", "waiver_owner", "waiver_approved_by", "waiver_date", "waiver_until")
BASELINE_COLUMN = "baseline"
"""Of the table with one finding a row, where a check was held against waivers or a baseline."""

VERDICT_MARKS: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    "waived": lambda mark: "waiver" in mark,
    "new": lambda mark: mark.get("baseline", "known") != "known",
}
"""Columns of the table with one exchange a row: the rules of which a finding is waived, or new beside the baseline."""


def verdict_marks(has_waivers: bool, has_baseline: bool) -> tuple[str, ...]:
    """Return the columns that the table with one exchange a row has besides, by what a check was held against."""
    return tuple(name for name, is_had in zip(VERDICT_MARKS, (has_waivers, has_baseline), strict=True) if is_had)


def finding_marks(has_waivers: bool, has_baseline: bool) -> tuple[str, ...]:
    """Return the columns that the table with one finding a row has besides, by what a check was held against."""
    return (*(WAIVER_COLUMNS if has_waivers else ()), *((BASELINE_COLUMN,) if has_baseline else ()))


def marked_rules(
    findings: Iterable[tuple[str, Mapping[str, Any]]], is_marked: Callable[[Mapping[str, Any]], bool]
) -> str:  # fmt: skip
    """Return the codes of the rules of which a finding is marked so, in their order."""
    return ";".join(dict.fromkeys(rule for rule, mark in findings if is_marked(mark)))


def mark_cells(mark: Mapping[str, Any], columns: Iterable[str]) -> tuple[str, ...]:
    """Return what stands in these columns of the table with one finding a row."""
    waiver = mark.get("waiver", {})
    return tuple(
        mark.get(name, "") if name == BASELINE_COLUMN else waiver.get(name.removeprefix("waiver_"), "")
        for name in columns
    )
