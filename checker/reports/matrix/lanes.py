"""What tells one lane from another, and what a cell of it stands on."""

from typing import Any

from checker.reports.sheets.sheet import Cell, Head
from checker.reports.sheets.words import titled

Document = dict[str, Any]

SIDE = (("from", 24), ("to", 24), ("for", 30))
"""What a lane is told by, with the widths of the columns."""


def lane_heads(document: Document, language: str) -> list[Head]:
    """Return the heads of sender, recipient and purpose, as the columns of a registry are called."""
    return [Head(titled(document["labels"][key][language]), width) for key, width in SIDE]


def lane_cells(lane: Document, language: str) -> list[Cell]:
    """Return sender, recipient and purpose of a lane."""
    return [Cell(lane[key]["label"][language]) for key, _ in SIDE]


def stands_on(code: str, document: Document, language: str) -> str:
    """Return how a norm is called in a cell: a message by its code, a list in a statute by its article."""
    norm = document["norms"][code]
    return code if norm["is_message"] else str(norm["source"][language])
