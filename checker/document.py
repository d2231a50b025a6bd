"""Lay out what was judged as the document of a report; `reports/report.schema.json` describes it."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from checker.model import ColumnReading, Exchange, Finding, Judgement, Source, Table, Text
from checker.pack import Pack
from checker.report import SCHEMA
from checker.vocabulary import label

Thing = TypeVar("Thing")


def document(
    tables: Sequence[Table],
    registries: Sequence[Sequence[ColumnReading]],
    exchanges: Sequence[Exchange],
    judged: Sequence[Judgement],
    pack: Pack,
    as_of: date,
    version: str,
) -> dict[str, Any]:
    """Return the document: what was checked, by what, the counts, every exchange, and the labels to show them by."""
    shared: dict[int, Any] = {}
    families = [family for family in pack.families if not family.gives_scope]
    met = {finding.rule for judgement in judged for finding in judgement.findings}
    return {
        "schema": SCHEMA,
        "generator": {"name": "grondslag", "version": version},
        "pack": {
            "id": pack.id, "version": pack.version, "sha256": pack.sha256, "last_checked": pack.last_checked,
            "label": pack.label,
        },
        "as_of": as_of.isoformat(),
        "registries": [
            {
                "source": table.source,
                "sha256": table.sha256,
                "rows": len(table.rows),
                "exchanges": sum(exchange.registry == place for exchange in exchanges),
                "columns": [dict(vars(column)) for column in columns],
            }
            for place, (table, columns) in enumerate(zip(tables, registries, strict=True))
        ],
        "summary": {
            "verdicts": _count([j.verdict for j in judged], [v.code for v in reversed(pack.verdicts)]),
            "families": {
                family.code: _count([j.outcomes[family.code] for j in judged], list(reversed(_OUTCOMES)))
                for family in families
            },
        },
        "labels": {
            "families": {family.code: family.label for family in pack.families},
            "verdicts": {verdict.code: verdict.label for verdict in pack.verdicts},
            "outcomes": pack.outcomes,
            "scopes": pack.scopes,
            "columns": {column.code: column.label for column in pack.columns},
            "terms": _terms(exchanges, pack),
        },
        "rules": {
            rule.code: {"name": rule.name, "why": rule.why, "family": rule.family, "severity": rule.severity}
            for rule in sorted(pack.rules.values(), key=lambda rule: rule.code)
            if rule.code in met
        },
        "exchanges": [
            lay_out(exchange, judgement, shared) for exchange, judgement in zip(exchanges, judged, strict=True)
        ],
    }  # fmt: skip


_OUTCOMES = ("violation", "undetermined", "pass", "inapplicable")


def _count(found: Sequence[str], known: Sequence[str]) -> dict[str, int]:
    counts = Counter(found)
    return {key: counts[key] for key in known}


def _terms(exchanges: Sequence[Exchange], pack: Pack) -> dict[str, dict[str, Text]]:
    """Return the labels of the terms that the registries use, by column and code."""
    terms: dict[str, dict[str, Text]] = {}
    for column in pack.columns:
        if column.scheme is not None:
            codes = pack.schemes[column.scheme].codes | (pack.schemes[column.groups].codes if column.groups else {})
            keys = (column.code, column.group_code())
            used = {node for exchange in exchanges for key in keys for node in exchange.values.get(key, ())}
            terms[column.code] = {codes[term]: label(pack.graph, term) for term in sorted(codes.keys() & used)}
    return terms


def lay_out(exchange: Exchange, judgement: Judgement, shared: dict[int, Any]) -> dict[str, Any]:
    """Return an exchange as it stands in the document; `shared` holds what equal exchanges share."""
    return {
        "id": exchange.id,
        "registry": exchange.registry,
        "row": exchange.row,
        "verdict": judgement.verdict,
        "scope": judgement.scope,
        "input": exchange.cells,
        "reading": [dict(vars(reading)) for reading in exchange.reading],
        "outcomes": judgement.outcomes,
        "findings": [_finding(finding, shared) for finding in judgement.findings],
    }


def _finding(finding: Finding, shared: dict[int, Any]) -> dict[str, Any]:
    return vars(finding) | {
        "values": _once(finding.values, shared, lambda value: dict(vars(value))),
        "follows_from": list(finding.follows_from),
        "sources": _once(finding.sources, shared, _source),
    }


def _source(source: Source) -> dict[str, Any]:
    return vars(source) | {"citation": source.citation["nl"], "citation_en": source.citation["en"]}


def _once(things: tuple[Thing, ...], shared: dict[int, Any], make: Callable[[Thing], dict[str, Any]]) -> Any:
    """Lay out a tuple once: equal exchanges share their findings, and a document of many rows shares them too."""
    key = id(things)
    if key not in shared:
        shared[key] = [make(thing) for thing in things]
    return shared[key]
