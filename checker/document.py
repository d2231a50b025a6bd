"""Lay out what was judged as the document of a report; `reports/report.schema.json` describes it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from checker.flows import reported
from checker.model import Chain, ColumnReading, Exchange, Finding, Judgement, Source, Text
from checker.pack import Pack
from checker.report import SCHEMA
from checker.vocabulary import label

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Counted:
    """How many exchanges have an answer."""

    verdict: str
    outcomes: dict[str, str]
    times: int


def registry(
    source: str, sha256: str, rows: int, exchanges: int, columns: Sequence[ColumnReading]
) -> dict[str, Any]:  # fmt: skip
    """Return a registry as it stands in the document."""
    return {
        "source": source,
        "sha256": sha256,
        "rows": rows,
        "exchanges": exchanges,
        "columns": [dict(vars(column)) for column in columns],
    }


def document(
    registries: Sequence[dict[str, Any]],
    exchanges: Sequence[Exchange],
    judged: Sequence[Judgement],
    pack: Pack,
    as_of: date,
    version: str,
) -> dict[str, Any]:
    """Return the document: what was checked, by what, the counts, every exchange, and the labels to show them by."""
    shared: dict[int, Any] = {}
    counted = [Counted(judgement.verdict, judgement.outcomes, 1) for judgement in judged]
    told = [lay_out(exchange, judgement, shared) for exchange, judgement in zip(exchanges, judged, strict=True)]
    return _document(registries, exchanges, judged, told, counted, pack, as_of, version)


def digest(
    registries: Sequence[dict[str, Any]],
    examples: Sequence[tuple[Exchange, Judgement, int]],
    counted: Sequence[Counted],
    where: Sequence[str],
    pack: Pack,
    as_of: date,
    version: str,
) -> dict[str, Any]:
    """Return the document of a check too large to hold every exchange.

    Args:
        registries: as `registry` gives them.
        examples: an exchange for each different answer, with the number of exchanges that have it.
        counted: all answers.
        where: the files that hold the answers on all exchanges.
        pack: as in `document`, and so on.
        as_of: the day.
        version: that of the checker.
    """
    shared: dict[int, Any] = {}
    told = [lay_out(exchange, judgement, shared) | {"times": times} for exchange, judgement, times in examples]
    exchanges, judged = [one for one, _, _ in examples], [one for _, one, _ in examples]
    made = _document(registries, exchanges, judged, told, counted, pack, as_of, version)
    sampled = {"exchanges": sum(one.times for one in counted), "answers": len(counted), "where": list(where)}
    return {**made, "sampled": sampled}


def _document(
    registries: Sequence[dict[str, Any]],
    exchanges: Sequence[Exchange],
    judged: Sequence[Judgement],
    told: list[dict[str, Any]],
    counted: Sequence[Counted],
    pack: Pack,
    as_of: date,
    version: str,
) -> dict[str, Any]:
    families = [family for family in pack.families if not family.gives_scope]
    every = reported(pack).families
    left_out = [family.code for family in every if family not in pack.families]
    met = {finding.rule for judgement in judged for finding in judgement.findings}
    return {
        "schema": SCHEMA,
        "generator": {"name": "grondslag", "version": version},
        "pack": {
            "id": pack.id, "version": pack.version, "sha256": pack.sha256, "last_checked": pack.last_checked,
            "label": pack.label, **_stale(pack, as_of),
        },
        "as_of": as_of.isoformat(),
        "registries": list(registries),
        **({"decisions": dict(vars(pack.given))} if pack.given else {}),
        "summary": {
            "verdicts": _count([(c.verdict, c.times) for c in counted], [v.code for v in reversed(pack.verdicts)]),
            "families": {
                family.code: _count([(c.outcomes[family.code], c.times) for c in counted], list(reversed(_OUTCOMES)))
                for family in families
            },
        },
        "labels": {
            "families": {family.code: family.label for family in every},
            "verdicts": {verdict.code: verdict.label for verdict in pack.verdicts},
            "outcomes": pack.outcomes,
            "scopes": pack.scopes,
            "columns": {column.code: column.label for column in pack.columns},
            "terms": _terms(exchanges, judged, pack),
        },
        "rules": rules_of(pack, met),
        "exchanges": told,
        **({"not_judged": left_out} if left_out else {}),
    }  # fmt: skip


def _stale(pack: Pack, as_of: date) -> dict[str, Any]:
    """Return that the law texts were checked longer ago than the pack states; nothing where they were not."""
    if pack.recheck_after is None or not pack.last_checked:
        return {}
    days = (as_of - date.fromisoformat(pack.last_checked)).days
    return {"stale": {"days": days, "most": pack.recheck_after}} if days > pack.recheck_after else {}


def rules_of(pack: Pack, met: Collection[str]) -> dict[str, Any]:
    """Return the rules of a pack with these codes as they stand in the document."""
    return {
        rule.code: {"name": rule.name, "why": rule.why, "family": rule.family, "severity": rule.severity}
        for rule in sorted(pack.rules.values(), key=lambda rule: rule.code)
        if rule.code in met
    }


_OUTCOMES = ("violation", "undetermined", "pass", "inapplicable")


def _count(found: Iterable[tuple[str, int]], known: Sequence[str]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for key, times in found:
        counts[key] += times
    return {key: counts[key] for key in known}


def _terms(
    exchanges: Sequence[Exchange], judged: Sequence[Judgement], pack: Pack
) -> dict[str, dict[str, Text]]:  # fmt: skip
    """Return the labels of the terms that the registries use, by column and code."""
    told = {value for one in judged for chain in one.chains
            for value in (*chain.parties, *chain.data, *chain.received_for)}  # fmt: skip
    terms: dict[str, dict[str, Text]] = {}
    for column in pack.columns:
        if column.scheme is not None:
            codes = pack.schemes[column.scheme].codes | (pack.schemes[column.groups].codes if column.groups else {})
            keys = (column.code, column.group_code())
            used = {node for exchange in exchanges for key in keys for node in exchange.values.get(key, ())}
            passed = {value.code for value in told if value.field == column.code}
            terms[column.code] = {
                codes[term]: label(pack.graph, term) for term in sorted(codes) if term in used or codes[term] in passed
            }
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
        "findings": [finding_of(finding, shared) for finding in judgement.findings],
        **({"chains": [_chain(chain) for chain in judgement.chains]} if judgement.chains else {}),
    }


def _chain(chain: Chain) -> dict[str, Any]:
    told = (
        (part, [dict(vars(value)) for value in getattr(chain, part)]) for part in ("parties", "data", "received_for")
    )
    return {"rule": chain.rule, **dict(told)}


def finding_of(finding: Finding, shared: dict[int, Any]) -> dict[str, Any]:
    """Return a finding as it stands in the document; `shared` as in `lay_out`."""
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
