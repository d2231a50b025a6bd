"""A registry with the first proposal of each exchange filled in, and what was changed marked beside it."""

import csv
from io import StringIO
from typing import Any

from checker.pack import Pack

MARKS = {
    "nl": ("voorstel", "gewijzigd", "uitkomst van het voorstel"),
    "en": ("proposal", "changed", "outcome of the proposal"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula."""


def proposed(document: dict[str, Any], pack: Pack, language: str) -> str:
    """Return a registry as CSV, with canonical columns and three more: what is proposed, changed and reached."""
    out = StringIO()
    held = {code for exchange in document["exchanges"] for code in exchange["declared"]}
    codes = [column.code for column in pack.columns if column.code in held]
    writer = csv.writer(out)
    writer.writerow([*codes, *MARKS[language]])
    for exchange in document["exchanges"]:
        first = next(iter(exchange["proposals"]), None)
        for row in _rows(exchange, first):
            said, changed, reached = "", "", ""
            if first is not None:
                labels = document["labels"]
                said = " ".join(text[language] for text in first["texts"])
                changed = "; ".join(
                    labels["columns"][code][language]
                    for code in codes
                    if row.get(code) != exchange["declared"].get(code)
                )
                reached = labels["verdicts"][first["reaches"]["verdict"]][language]
            writer.writerow([_safe(text) for text in (*(row.get(code, "") for code in codes), said, changed, reached)])
    return out.getvalue()


def _rows(exchange: dict[str, Any], proposal: dict[str, Any] | None) -> list[dict[str, str]]:
    if proposal is None:
        return [exchange["declared"]]
    if "rows" in proposal:
        return list(proposal["rows"])
    return [exchange["declared"] | {change["field"]: change["to"] for change in proposal["changes"]}]


def _safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a lone dash is none."""
    return f"'{text}" if text.startswith(FORMULA) and len(text) > 1 else text
