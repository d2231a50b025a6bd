"""Read waivers and a baseline, and tell in a report what they came to: which findings are waived, and which are new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from rdflib import Graph

from checker.audit import Baseline, Marker, Waiver
from checker.audit.marks import CHANGED, GIVES, KNOWN, NEW, marked
from checker.audit.waivers import KEY
from checker.document import finding_of, rules_of
from checker.errors import GrondslagError
from checker.judge.waivers import Judged, Use, judge_waivers
from checker.model import Exchange, Table
from checker.pack import Pack, pack_judging
from checker.pack.schemes import normal
from checker.readers.registry import read_registry
from checker.readers.source import open_source
from checker.readers.yamltext import SUFFIXES, read_yaml
from checker.report import Report
from checker.terms import read_exchanges
from checker.terms.columns import read_columns
from checker.terms.values import EMPTY, UNREAD
from checker.vocabulary import GS

MOST = 20_000
"""Waivers in a file: more is no list that a person decided on."""
NAMED = ("fingerprint", "exchange", "rule")
TOLD = ("reason", "owner", "approved_by", "date", "until")


@dataclass(frozen=True)
class WaiverFile:
    """The waivers in a file, as judged before the check."""

    source: str
    sha256: str
    rows: tuple[Exchange, ...]
    texts: tuple[dict[str, str], ...]
    """For each the text in every column, by its code; nothing where a word says that there is none."""
    pack: Pack
    shapes: Graph
    as_of: date
    waivers: tuple[Waiver, ...]

    def judged(self, uses: Sequence[Use] | None) -> list[Judged]:
        """Return the judgement on each, with what came of it in a check if that was done."""
        unread = {column.code for column in self.pack.columns if column.datatype in UNREAD}
        texts = [{code: text for code, text in one.items() if code in unread} for one in self.texts]
        return judge_waivers(self.rows, texts, uses, self.pack, self.shapes, self.as_of)


@dataclass(frozen=True)
class Audit:
    """What a check is held against: waivers, a baseline or both."""

    file: WaiverFile | None
    marker: Marker
    pack: Pack


def open_audit(waivers: Path | None, baseline: Baseline | None, pack: Pack, as_of: date) -> Audit | None:
    """Return what a check is to be held against, or nothing where that is nothing.

    Raises GrondslagError where the file of the waivers cannot be read.
    """
    if waivers is None and baseline is None:
        return None
    file = None if waivers is None else read_waivers(waivers, pack, as_of)
    return Audit(file, Marker(None if file is None else file.waivers, baseline), pack)


def read_waivers(path: Path, pack: Pack, as_of: date) -> WaiverFile:
    """Return the waivers in a YAML file, or in a sheet in any form that a registry can have.

    Raises GrondslagError where the file cannot be read, or holds something else.
    """
    judging, shapes = pack_judging(GS.Waiver, pack)
    # A waiver that lacks something is a finding; a file that has no such column is no other case.
    lenient = replace(judging, columns=tuple(replace(column, required=False) for column in judging.columns))
    table = _complete(_read(path, judging), judging)
    read = read_exchanges(table, lenient).exchanges
    layout = read_columns(table, lenient)
    texts = tuple(
        {code: _text(cells, place, judging) for code, place in layout.places.items()} for _, cells in table.rows
    )
    required = [column.code for column in judging.columns if column.required]
    rows = tuple(
        replace(row, id=" ".join(told[code] for code in NAMED), empty=tuple(c for c in required if not told[c]))
        for row, told in zip(read, texts, strict=True)
    )
    file = WaiverFile(table.source, table.sha256, rows, texts, judging, shapes, as_of, ())
    found = tuple(
        Waiver(row.row, **{code: _plain(row, told, code) for code in (*NAMED, *TOLD)}, in_force=judged.in_force)
        for row, told, judged in zip(rows, texts, file.judged(None), strict=True)
    )
    return replace(file, waivers=found)


def _read(path: Path, judging: Pack) -> Table:
    known = {name: column.code for column in judging.columns
             for name in map(normal, (column.code, *column.headers, *column.synonyms))}  # fmt: skip
    if path.suffix.lower() in SUFFIXES:
        # In a list of entries each may call the same thing by another of its names.
        table = read_yaml(open_source(path), KEY, lambda name: known.get(normal(name), name))
    else:
        table = read_registry(path, known=known)
    if len(table.rows) > MOST:
        raise GrondslagError(
            f"{path} bevat {len(table.rows)} aanvaardingen en het meeste is {MOST}: verhelp wat te verhelpen is, of"
            " gebruik een nulmeting (--baseline).",
            f"{path} holds {len(table.rows)} waivers and the most is {MOST}: mend what can be mended, or use a baseline"
            " (--baseline).",
        )
    named = {normal(name) for name in table.header}
    if table.rows and not named & known.keys():
        nl, en = (", ".join(column.label[language] for column in judging.columns) for language in ("nl", "en"))
        raise GrondslagError(
            f"{path} bevat geen aanvaardingen: noem de kolommen {nl}.",
            f"{path} holds no waivers: name the columns {en}.",
        )
    return table


def _complete(table: Table, judging: Pack) -> Table:
    """Return a table with a column for all that a waiver has, empty where the file has none."""
    named = {normal(name) for name in table.header}
    lacking = tuple(
        column.code
        for column in judging.columns
        if not named & {normal(name) for name in (column.code, *column.headers, *column.synonyms)}
    )
    width = len(table.header)
    rows = tuple(
        # What is too few stays too few, and what is too many too many.
        (number, (*cells[:width], *("" for _ in lacking), *cells[width:]) if len(cells) >= width else cells)
        for number, cells in table.rows
    )
    return replace(table, header=(*table.header, *lacking), rows=rows)


def _text(cells: Sequence[str], place: int, judging: Pack) -> str:
    text = cells[place].strip() if place < len(cells) else ""
    return "" if normal(text) in judging.words[EMPTY] else text


def _plain(row: Exchange, texts: Mapping[str, str], code: str) -> str:
    """Return the text in a column; a day as it was read."""
    return str(row.values[code][0]) if code in row.values else texts[code]


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
