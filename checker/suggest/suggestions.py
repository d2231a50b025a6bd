"""Answer a question by constructed exchanges: first which grounds are possible, then what each carries."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from checker.judge.engine import validate
from checker.judge.facts import case, exchange_node
from checker.judge.findings import findings
from checker.model import Exchange, Finding, Text
from checker.pack import Pack, Rule
from checker.suggest.asked import BASIS, DATA, EXPORTER, IMPORTER, PURPOSE, Asked, Lane, column_of, lanes
from checker.terms.values import REFERENCE, YES_NO
from checker.vocabulary import GS, code, label, texts

SCHEMA = "grondslag-suggest/1"
BATCH = 500
"""Constructed exchanges in one graph."""

Document = dict[str, Any]
Progress = Callable[[Iterable[Any], int], Iterable[Any]]
Judged = tuple[Graph, URIRef, tuple[Finding, ...]]


def suggest(asked: Asked, pack: Pack, progress: Progress | None = None) -> Document:
    """Return what may flow: for each lane the grounds in force, with conditions, data and how certain that is."""
    searched = lanes(asked, pack)
    watched = progress or (lambda steps, total: steps)
    found: list[tuple[Lane, URIRef]] = []
    bare = [_exchange(lane, None, (), asked.day, pack) for lane in searched]
    starts = range(0, len(bare), BATCH)
    for start in watched(starts, len(starts)):
        judged = _judged(bare[start : start + BATCH], asked.day, pack)
        for lane, (graph, node, _) in zip(searched[start : start + BATCH], judged, strict=True):
            found += [(lane, candidate) for candidate in sorted(_iris(graph, node, GS.candidate))]
    data = asked.data or tuple(sorted(_terms(pack, DATA)))
    cited = [_exchange(lane, ground, data, asked.day, pack) for lane, ground in found]
    grounds: list[Document] = []
    starts = range(0, len(cited), BATCH)
    for start in watched(starts, len(starts)):
        judged = _judged(cited[start : start + BATCH], asked.day, pack)
        for (_, ground), (graph, node, said) in zip(found[start : start + BATCH], judged, strict=True):
            grounds.append(_ground(ground, graph, node, said, data, pack))
    by_lane: dict[Lane, list[Document]] = {}
    for (lane, _), option in zip(found, grounds, strict=True):
        by_lane.setdefault(lane, []).append(option)
    return _document(asked, by_lane, len(searched), pack)


def _terms(pack: Pack, prop: URIRef) -> dict[URIRef, str]:
    scheme = column_of(pack, prop).scheme
    return pack.schemes[scheme].codes if scheme is not None else {}


def _exchange(lane: Lane, ground: URIRef | None, data: tuple[URIRef, ...], day: date, pack: Pack) -> Exchange:
    """Return an exchange in which all that can be answered with yes is: what remains is what the law makes of it."""
    columns = [column_of(pack, prop).code for prop in (EXPORTER, IMPORTER, PURPOSE)]
    values: dict[str, tuple[Node, ...]] = {c: (term,) for c, term in zip(columns, lane, strict=True)}
    if ground is not None:
        values |= {column_of(pack, BASIS).code: (ground,), column_of(pack, DATA).code: data}
    for column in pack.columns:
        if column.datatype in (YES_NO, REFERENCE) and not column.optional:
            values[column.code] = (Literal(True),)
    started = next((column.code for column in pack.columns if column.property == GS.startDate), None)
    return Exchange(0, 0, "", {}, values | ({started: (Literal(day),)} if started else {}))


def _judged(exchanges: Sequence[Exchange], day: date, pack: Pack) -> Iterator[Judged]:
    if not exchanges:
        return
    graph = case(exchanges, pack, day)
    results: dict[URIRef, set[Rule]] = validate(graph, pack)
    for place, exchange in enumerate(exchanges):
        node = exchange_node(place)
        yield graph, node, findings(graph, node, exchange, sorted(results[node], key=lambda r: r.code), pack)


def _iris(graph: Graph, node: Node, predicate: URIRef) -> list[URIRef]:
    return [end for end in graph.objects(node, predicate) if isinstance(end, URIRef)]


def _named(graph: Graph, term: URIRef) -> Document:
    return {"code": code(graph, term), "label": label(graph, term)}


def _ground(
    ground: URIRef, graph: Graph, node: URIRef, said: Sequence[Finding], data: Sequence[URIRef], pack: Pack
) -> Document:
    version = next((v for v in sorted(_iris(graph, node, GS.citedVersion))), ground)
    idle = set(_iris(graph, node, GS.idleCondition))
    conditions = [c for c in sorted(_iris(graph, version, GS.condition)) if c not in idle]
    conditional = {code(graph, f) for c in conditions for f in _iris(graph, c, GS.family)}
    codes = _terms(pack, DATA)
    field = column_of(pack, DATA).code
    about: dict[str, list[Finding]] = {codes[term]: [] for term in data}
    general: list[Finding] = []
    for finding in said:
        named = [value.code for value in finding.values if value.field == field and value.code in about]
        for name in named:
            about[name].append(finding)
        if not named and finding.severity != "info" and finding.family not in conditional:
            general.append(finding)
    return {
        **_named(graph, ground),
        "iri": str(ground),
        "url": str(graph.value(ground, GS.page) or ""),
        "certainty": [_named(graph, level) for level in sorted(_iris(graph, version, GS.certainty))],
        "note": texts(graph, version, GS.certaintyNote),
        "verified_until": str(graph.value(version, GS.verifiedUntil) or ""),
        "requirements": [_named(graph, c) | {"definition": texts(graph, c, SKOS.definition)} for c in conditions],
        "norms": [
            {"strict": strict, **_source(graph, norm)}
            for strict, predicate in ((True, GS.strictNorm), (False, GS.looseNorm))
            for norm in _order_by_code(graph, _iris(graph, node, predicate))
        ],
        "categories": [
            _named(graph, term) | {"outcome": _worst(about[codes[term]]), "rules": [f.rule for f in about[codes[term]]]}
            for term in data
        ],
        "findings": [{"rule": f.rule, "severity": f.severity, "message": f.message} for f in general],
    }


def _order_by_code(graph: Graph, nodes: Sequence[URIRef]) -> list[URIRef]:
    return sorted(nodes, key=lambda node: (code(graph, node), str(node)))


def _source(graph: Graph, norm: URIRef) -> Document:
    """Return a norm as what it rests on, and itself where it has a name of its own."""
    source = graph.value(norm, DCTERMS.source)
    told: Text = label(graph, source) if source is not None else label(graph, norm)
    return {"code": code(graph, norm), "name": texts(graph, norm, SKOS.prefLabel), "source": told}


def _worst(found: Sequence[Finding]) -> str:
    severities = {finding.severity for finding in found}
    return "violation" if "violation" in severities else "undetermined" if "warning" in severities else "pass"


def _document(asked: Asked, by_lane: dict[Lane, list[Document]], searched: int, pack: Pack) -> Document:
    def named(term: URIRef | None) -> Document | None:
        return None if term is None else _named(pack.graph, term)

    met = {rule for options in by_lane.values() for o in options for c in o["categories"] for rule in c["rules"]}
    return {
        "schema": SCHEMA,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "last_checked": pack.last_checked,
                 "label": pack.label},
        "day": asked.day.isoformat(),
        "asked": {
            "from": named(asked.exporter), "to": named(asked.importer), "for": named(asked.aim),
            "categories": [_named(pack.graph, term) for term in asked.data],
        },
        "searched": searched,
        "rules": {
            rule.code: rule.name for rule in sorted(pack.rules.values(), key=lambda rule: rule.code) if rule.code in met
        },
        "lanes": [
            {"from": named(lane[0]), "to": named(lane[1]), "for": named(lane[2]), "options": grounds}
            for lane, grounds in by_lane.items()
        ],
    }  # fmt: skip
