"""Hold a check against waivers and a baseline, and tell in its report what they came to: what is waived, what new."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checker.audit.marks import CHANGED, GIVES, KNOWN, NEW, Marker, marked
from checker.document import finding_of, rules_of
from checker.follow_up.baselines import read_baseline
from checker.follow_up.waiver_files import NAMED, TOLD, WaiverFile, read_waivers
from checker.judge.waivers import Use
from checker.pack import Pack
from checker.report import Report
from checker.request import Against


@dataclass(frozen=True)
class Audit:
    """What a check is held against: waivers, a baseline or both."""

    file: WaiverFile | None
    marker: Marker
    pack: Pack


def open_audit(against: Against, pack: Pack, as_of: date) -> Audit | None:
    """Return what a check is to be held against, or nothing where that is nothing.

    Raises GrondslagError where one of its files cannot be read.
    """
    if not against.files:
        return None
    baseline = None if against.baseline is None else read_baseline(against.baseline)
    file = None if against.waivers is None else read_waivers(against.waivers, pack, as_of)
    return Audit(file, Marker(None if file is None else file.waivers, baseline), pack)


def mark_report(report: Report, audit: Audit) -> Report:
    """Return a report whose findings are marked, with what the waivers and the baseline came to."""
    exchanges = report.document["exchanges"]
    document = report.document | {"exchanges": marked(exchanges, audit.marker)}
    return tell(replace(report, document=document), audit, {exchange["id"] for exchange in exchanges})


def tell(report: Report, audit: Audit, known: set[str] | None = None) -> Report:
    """Return a report with what the waivers and the baseline came to; its findings are marked already.

    Args:
        report: the report.
        audit: what it was held against.
        known: the identifiers in the registries; if not given those that the waivers name and that were met.
    """
    marker, document = audit.marker, dict(report.document)
    if audit.file is not None:
        document |= _waivers(document, audit.file, audit, marker.met if known is None else known)
    if marker.baseline is not None:
        document["baseline"] = {
            "source": marker.baseline.source,
            "sha256": marker.baseline.sha256,
            **{status: marker.counts[status] for status in (NEW, CHANGED, KNOWN)},
            "gone": marker.baseline.gone,
        }
    left = {verdict: marker.open[verdict] for verdict in reversed(GIVES.values())}
    document["summary"] = document["summary"] | {"open": left}
    return replace(report, document=document)


def _waivers(document: Mapping[str, Any], file: WaiverFile, audit: Audit, known: set[str]) -> dict[str, Any]:
    codes = {rule.code for rule in audit.pack.rules.values()}
    uses = [
        Use(
            audit.marker.covers[place],
            waiver.exchange if waiver.exchange and waiver.exchange not in known else "",
            waiver.rule if waiver.rule and waiver.rule not in codes else "",
        )
        for place, waiver in enumerate(file.waivers)
    ]
    judged = file.judged(uses)
    shared: dict[int, Any] = {}
    entries = [
        {
            "row": waiver.row,
            **{code: getattr(waiver, code) for code in (*NAMED, *TOLD)},
            "in_force": waiver.in_force,
            "covers": use.covers,
            "findings": [finding_of(finding, shared) for finding in one.findings],
        }
        for waiver, use, one in zip(file.waivers, uses, judged, strict=True)
    ]
    met = {finding.rule for one in judged for finding in one.findings}
    labels = document["labels"]
    families = labels["families"] | {family.code: family.label for family in file.pack.families}
    return {
        "waivers": {"source": file.source, "sha256": file.sha256, "waived": audit.marker.counts["waived"],
                    "entries": entries},
        "labels": labels | {"families": families},
        "rules": document["rules"] | rules_of(file.pack, met),
    }  # fmt: skip
