"""What differs between two reports: which exchanges and findings came, went and changed, and what may be why."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from checker.audit.pairs import Document, Pair, differing_cells, paired

SCHEMA = "grondslag-diff/1"
CAME, WENT, CHANGED = "came", "went", "changed"
REGISTRY, LAW, ENGINE, DATE, WAIVER, OTHER = "registry", "law", "engine", "date", "waiver", "other"
"""Why a finding or outcome may differ; OTHER is what a report does not tell, such as how names were mapped."""
CAUSES = (REGISTRY, LAW, ENGINE, DATE, WAIVER, OTHER)
WORDED = ("message", "remedy", "sources", "follows_from")


def difference(old: Document, new: Document, names: tuple[str, str]) -> dict[str, Any]:
    """Return what differs between two reports; `reports/difference.schema.json` describes it.

    Args:
        old: the document of the earlier report.
        new: that of the later one.
        names: how each is called.
    """
    shared = _shared(old, new)
    pairs = list(paired(old, new))
    told = [one for pair in pairs if (one := _exchange(pair, old, new, shared))]
    findings = [finding["change"] for one in told for finding in one["findings"]]
    changes = [one["change"] for one in told]
    return {
        "schema": SCHEMA,
        "old": _side(old, names[0]),
        "new": _side(new, names[1]),
        "causes": [*([REGISTRY] if _hashes(old) != _hashes(new) else []), *shared,
                   *([WAIVER] if _waivers(old) != _waivers(new) else [])],
        "summary": {
            "exchanges": {change: changes.count(change) for change in (CAME, WENT, CHANGED)}
            | {"same": len(pairs) - len(told)},
            "findings": {change: findings.count(change) for change in (CAME, WENT, CHANGED)},
        },
        "labels": {name: old["labels"][name] | new["labels"][name] for name in ("families", "verdicts", "outcomes")},
        "rules": {code: rule for document in (old, new) for code, rule in sorted(document["rules"].items())},
        "exchanges": told,
    }  # fmt: skip


def _side(document: Document, name: str) -> dict[str, Any]:
    pack = {key: document["pack"][key] for key in ("id", "version", "sha256", "label")}
    registries = [{key: one[key] for key in ("source", "sha256", "exchanges")} for one in document["registries"]]
    return {
        "source": name,
        "as_of": document["as_of"],
        "generator": dict(document["generator"]),
        "pack": pack,
        "registries": registries,
        "verdicts": document["summary"]["verdicts"],
    }


def _shared(old: Document, new: Document) -> list[str]:
    """Return what differs for all exchanges alike, and may be why one of them does."""
    differs = {
        LAW: old["pack"]["sha256"] != new["pack"]["sha256"],
        ENGINE: old["generator"]["version"] != new["generator"]["version"],
        DATE: old["as_of"] != new["as_of"],
    }
    return [cause for cause, is_other in differs.items() if is_other]


def _hashes(document: Document) -> list[str]:
    return [registry["sha256"] for registry in document["registries"]]


def _waivers(document: Document) -> str:
    return str(document.get("waivers", {}).get("sha256", ""))


def _exchange(pair: Pair, old: Document, new: Document, shared: Sequence[str]) -> dict[str, Any] | None:
    """Return what differs in an exchange, or nothing where nothing does that matters."""
    before, after = pair
    known = after or before or {}
    cells = differing_cells(before, after, old, new) if before and after else []
    causes = _causes(cells, old, new, shared) if before and after else [REGISTRY]
    findings = list(_findings(before, after, causes, (old["as_of"], new["as_of"])))
    outcomes = _outcomes(before, after) if before and after else []
    verdicts = {"old": before["verdict"] if before else None, "new": after["verdict"] if after else None}
    if before and after and not (cells or findings or outcomes or verdicts["old"] != verdicts["new"]):
        return None
    return {
        "id": known["id"],
        "change": CHANGED if before and after else CAME if after else WENT,
        "rows": {"old": before["row"] if before else None, "new": after["row"] if after else None},
        "verdict": verdicts,
        "outcomes": outcomes,
        "cells": cells,
        "causes": _all(cells, outcomes, findings, causes) if before and after else causes,
        "findings": findings,
    }


def _causes(cells: Sequence[Document], old: Document, new: Document, shared: Sequence[str]) -> list[str]:
    found = [*([REGISTRY] if cells else []), *shared]
    if found:
        return found
    # The row is the same and so is all else: another row, such as one with the same identifier, or what is not told.
    return [REGISTRY] if _hashes(old) != _hashes(new) else [OTHER]


def _all(
    cells: Sequence[Any], outcomes: Sequence[Any], findings: Sequence[Document], causes: Sequence[str]
) -> list[str]:
    """Return why anything in an exchange differs: each cause once, in the order of `difference`."""
    met = {cause for finding in findings for cause in finding["causes"]}
    met |= {*causes} if outcomes else set()
    met |= {REGISTRY} if cells else set()
    return [cause for cause in CAUSES if cause in met]


def _why_waiver(was: Document, now: Document, days: tuple[str, str]) -> str:
    """Return why the waiver of a finding differs: it lapsed between the two run dates, or was given or taken away."""
    waiver = was.get("waiver")
    has_lapsed = waiver is not None and "waiver" not in now and days[0] <= waiver["until"] < days[1]
    return DATE if has_lapsed else WAIVER


def _outcomes(before: Document, after: Document) -> list[dict[str, Any]]:
    one, other = before["outcomes"], after["outcomes"]
    return [
        {"family": family, "old": one.get(family), "new": other.get(family)}
        for family in dict.fromkeys([*other, *one])
        if one.get(family) != other.get(family)
    ]


def _findings(
    before: Document | None,
    after: Document | None,
    causes: Sequence[str],
    days: tuple[str, str],
) -> Iterator[dict[str, Any]]:
    gone: dict[str, list[Document]] = defaultdict(list)
    for finding in before["findings"] if before else ():
        gone[finding["fingerprint"]].append(finding)
    for finding in after["findings"] if after else ():
        was = gone[finding["fingerprint"]].pop(0) if gone[finding["fingerprint"]] else None
        if was is None:
            yield {"change": CAME, "what": [], "causes": list(causes), "finding": finding}
        elif what := _what(was, finding):
            why = {
                *(causes if set(what) - {"waiver"} else ()),
                *([_why_waiver(was, finding, days)] if "waiver" in what else ()),
            }
            told = [cause for cause in CAUSES if cause in why]
            yield {"change": CHANGED, "what": what, "causes": told, "finding": finding, "was": was}
    for several in gone.values():
        yield from ({"change": WENT, "what": [], "causes": list(causes), "finding": one} for one in several)


def _what(was: Document, now: Document) -> list[str]:
    """Return what differs between a finding and itself before: its weight, its waiver or its words."""
    tests: dict[str, Callable[[Document], Any]] = {
        "severity": lambda finding: finding["severity"],
        "waiver": lambda finding: finding.get("waiver"),
        "words": lambda finding: [finding[part] for part in WORDED],
    }
    return [name for name, part in tests.items() if part(was) != part(now)]


def arisen(document: Document) -> set[str]:
    """Return the weights of the findings that count in the new report and did not in the old one, by severity."""
    order = ("info", "warning", "violation")
    return {
        one["finding"]["severity"]
        for exchange in document["exchanges"]
        for one in exchange["findings"]
        if one["change"] != WENT and "waiver" not in one["finding"]
        and (one["change"] == CAME or "waiver" in one["was"]
             or order.index(one["was"]["severity"]) < order.index(one["finding"]["severity"]))
    }  # fmt: skip
