"""From the rules that have something to say of an exchange to findings: message, values, sources and causes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Literal, Node

from checker.judge.sources import sources
from checker.judge.wording import fill, names
from checker.model import Exchange, Finding, Value
from checker.pack import Pack, Rule
from checker.pack.schema import Reported
from checker.vocabulary import GS, PREFIXES, code, follow


def findings(
    graph: Graph, node: URIRef, exchange: Exchange, rules: Sequence[Rule], pack: Pack
) -> tuple[Finding, ...]:  # fmt: skip
    """Return what these rules have to say, in the order of families, rules and values.

    A rule without a message only establishes an outcome. A finding follows from the others of this exchange that its
    rule names as possible causes.
    """
    found = [finding for rule in rules if rule.message for finding in of_rule(graph, node, exchange, rule, pack)]
    return together(found, {rule.code: rule for rule in rules}, pack)


def together(found: Sequence[Finding], by_code: Mapping[str, Rule], pack: Pack) -> tuple[Finding, ...]:
    """Return all findings on an exchange in their order, each with those from which it may follow; rules by code."""
    order = {family.code: place for place, family in enumerate(pack.families)}
    return tuple(
        replace(finding, follows_from=caused(finding, found, by_code))
        for finding in sorted(found, key=lambda f: (order[f.family], f.rule, [(v.field, v.code) for v in f.values]))
    )


def fingerprint(rule: str, identifier: str, values: Sequence[Value]) -> str:
    """Return what a finding is known by over time: its rule, exchange and values, not its row, language or version."""
    before, after = fingerprint_around(rule, values)
    key = before + json.dumps(identifier, ensure_ascii=False) + after
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def fingerprint_around(rule: str, values: Sequence[Value]) -> tuple[str, str]:
    """Return what stands before and after the identifier, as JSON, in the text of which a fingerprint is the hash."""
    named = json.dumps(sorted([v.field, v.code] for v in values), ensure_ascii=False)
    return f"[{json.dumps(rule)}, ", f", {named}]"


def caused(finding: Finding, found: Sequence[Finding], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the rules whose findings may be the cause: of a rule about single values, one about the same column.

    Args:
        finding: the finding that may follow.
        found: all findings on the exchange.
        rules: by code, those of all these findings.
    """
    fields = {value.field for value in finding.values}
    return tuple(
        sorted(
            {
                cause.rule
                for cause in found
                if cause.rule in rules[finding.rule].follows
                and (not rules[cause.rule].per_value or fields & {value.field for value in cause.values})
            }
        )
    )


def of_rule(graph: Graph, node: URIRef, exchange: Exchange, rule: Rule, pack: Pack) -> list[Finding]:
    """Return what a rule has to say of an exchange, without what it follows from."""
    if not rule.per_value:
        return [_finding(graph, node, exchange, rule, pack, None)]
    ends = [end for reported in rule.reports for end in follow(graph, node, reported.path)]
    return [_finding(graph, node, exchange, rule, pack, end) for end in ends]


_LOOKED_UP = frozenset(
    {RDF.type, GS.unreadableCell, GS.column, GS.text, GS.inHeader, GS.found, GS.citedVersion, GS.candidateVersion,
     GS.versionOf, GS.law, GS.page, GS.certainty, GS.certaintyNote, GS.lastChecked, GS.order, GS.mention,
     SKOS.notation, SKOS.prefLabel, DCTERMS.source}
)  # fmt: skip
"""What is looked up of whatever a text names or a rule rests on; see `wording` and `sources`."""


def looked_up(rule: Rule) -> frozenset[Node]:
    """Return the properties that are looked up to word the findings of a rule, of whatever they name."""
    parts = {part for text in (*rule.message.values(), *rule.remedy.values()) for name in names(text)
             for part in name.split(".")}  # fmt: skip
    paths = [*(reported.path for reported in rule.reports), *rule.basis]
    return (
        _LOOKED_UP | {prefix[part] for part in parts for prefix in PREFIXES} | {step for path in paths for step in path}
    )


def unplaced(graph: Graph, node: URIRef, rule: Rule) -> frozenset[str]:
    """Return what a rule reports of an exchange without saying in which column it stands: it may stand in any."""
    paths = [reported.path for reported in rule.reports if not reported.column]
    return frozenset(str(end) for path in paths for end in follow(graph, node, path))


def _finding(
    graph: Graph, node: URIRef, exchange: Exchange, rule: Rule, pack: Pack, only: Node | None
) -> Finding:  # fmt: skip
    values = _values(graph, node, exchange, rule, pack, only)
    return Finding(
        rule=rule.code,
        family=rule.family,
        severity=rule.severity,
        message=fill(rule.message, graph, node, exchange, pack, only),
        remedy=fill(rule.remedy, graph, node, exchange, pack, only),
        values=values,
        follows_from=(),
        sources=sources(graph, node, rule),
        fingerprint=fingerprint(rule.code, exchange.id, values),
    )


def _values(
    graph: Graph, node: URIRef, exchange: Exchange, rule: Rule, pack: Pack, only: Node | None
) -> tuple[Value, ...]:  # fmt: skip
    found: set[Value] = set()
    for reported in rule.reports:
        ends = [only] if only is not None else follow(graph, node, reported.path)
        found |= {value for end in ends for value in _value(graph, exchange, reported, pack, end)}
        if not ends and reported.column:
            unread = [cell.text for cell in exchange.unread if cell.column == reported.column]
            found |= {Value(reported.column, text) for text in unread or [""]}
    order = {column.code: place for place, column in enumerate(pack.columns)}
    return tuple(sorted(found, key=lambda value: (order.get(value.field, len(order)), value.field, value.code)))


def _value(graph: Graph, exchange: Exchange, reported: Reported, pack: Pack, end: Node) -> list[Value]:
    """Return a value with its column: the one the rule names, or the one that the value itself tells."""
    if reported.column:
        return [Value(reported.column, _written(graph, end))]
    by_iri = {column.iri: column.code for column in pack.columns}
    if isinstance(end, URIRef) and end in by_iri:
        return [Value(by_iri[end], text) for text in _held(graph, exchange, by_iri[end], _is_key(end, pack))]
    if (end, RDF.type, GS.PersonalDataCell) in graph:
        return [
            Value(str(graph.value(end, GS.inHeader)), _written(graph, found)) for found in graph.objects(end, GS.found)
        ]
    if (end, RDF.type, GS.Cell) in graph:
        column = graph.value(end, GS.column)
        return [Value(by_iri[column], str(graph.value(end, GS.text)))] if isinstance(column, URIRef) else []
    return [Value(column, _written(graph, end)) for column, held in exchange.values.items() if end in held]


def _held(graph: Graph, exchange: Exchange, column: str, key: bool) -> list[str]:
    """Return what stands in a column: the identifier, what was read, or what was not; else one empty text."""
    read = [_written(graph, value) for value in exchange.values.get(column, ())]
    unread = [cell.text for cell in exchange.unread if cell.column == column]
    return [exchange.id] if key else read or unread or [""]


def _is_key(column: URIRef, pack: Pack) -> bool:
    return any(c.iri == column and c.unique for c in pack.columns)


def _written(graph: Graph, node: Node) -> str:
    return str(node) if isinstance(node, Literal) else code(graph, node)
