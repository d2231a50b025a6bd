"""The catalogue as JSON: entries as they are, with both languages, and the pack they are of."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from checker.catalogue.entries import RuleEntry, Term
from checker.pack import Pack

SCHEMA = "grondslag-catalogue/1"
FOR_TEXT = {"listed"}


def to_json(entries: Sequence[RuleEntry] | Sequence[Term], key: str, pack: Pack) -> str:
    """Return entries as JSON under a key; the same pack gives the same text."""
    document = {
        "schema": SCHEMA,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "label": pack.label},
        key: [asdict(entry, dict_factory=_told) for entry in entries],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _told(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a part without what only the text needs."""
    return {name: value for name, value in pairs if name not in FOR_TEXT}
