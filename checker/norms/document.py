"""Norms as JSON, with how each is covered and, of a registry, how it was exercised."""

from collections.abc import Sequence
from typing import Any

from checker.norms.coverage import Coverage
from checker.norms.stated import Norm
from checker.pack import Pack

SCHEMA = "grondslag-norms/1"


def norms_document(norms: Sequence[Norm], pack: Pack, covered: Sequence[Coverage] | None = None) -> dict[str, Any]:
    """Return norms as data; with counts where these are given for each norm."""
    counts = [None] * len(norms) if covered is None else covered
    return {
        "schema": SCHEMA,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "label": pack.label},
        "norms": [_told(norm, count) for norm, count in zip(norms, counts, strict=True)],
    }


def _told(norm: Norm, count: Coverage | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "norm": norm.code,
        "articles": list(norm.articles),
        "label": norm.label,
        "definition": norm.definition,
        "rules": [{"rule": code, "name": name} for code, name in norm.rules],
        "families": [{"family": code, "label": label} for code, label in norm.families],
        "on_decisions": norm.elsewhere,
        "question": norm.question,
        "out_of_reach": norm.out_of_reach,
        "caveat": norm.caveat,
    }
    return told if count is None else told | {"judged": count.judged, "outcomes": count.outcomes}
