"""Answer a question by constructed exchanges: first which grounds are possible, then what each carries."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, SKOS

from checker.model import Finding, Text
from checker.pack import Pack
from checker.suggest.asked import DATA, Asked, Lane, column_of, lanes
from checker.suggest.constructed import BATCH, constructed, iris, judged, named, terms
from checker.vocabulary import GS, code, label, texts

SCHEMA = "grondslag-suggest/1"

Document = dict[str, Any]
Progress = Callable[[Iterable[Any], int], Iterable[Any]]


def suggest(asked: Asked, pack: Pack, progress: Progress | None = None) -> Document:
    """Return what may flow: for each lane the grounds in force, with conditions, data and how certain that is."""
    searched = lanes(asked, pack)
    watched = progress or (lambda steps, total: steps)
    found: list[tuple[Lane, URIRef]] = []
    bare = [constructed(lane, None, (), asked.day, pack) for lane in searched]
    starts = range(0, len(bare), BATCH)
    for start in watched(starts, len(starts)):
        answers = judged(bare[start : start + BATCH], asked.day, pack)
        for lane, (graph, node, _) in zip(searched[start : start + BATCH], answers, strict=True):
            found += [(lane, candidate) for candidate in sorted(iris(graph, node, GS.candidate))]
    data = asked.data or tuple(sorted(terms(pack, DATA)))
    cited = [constructed(lane, (ground,), data, asked.day, pack) for lane, ground in found]
    grounds: list[Document] = []
    starts = range(0, len(cited), BATCH)
    for start in watched(starts, len(starts)):
        answers = judged(cited[start : start + BATCH], asked.day, pack)
        for (_, ground), (graph, node, said) in zip(found[start : start + BATCH], answers, strict=True):
            grounds.append(_ground(ground, graph, node, said, data, pack))
    by_lane: dict[Lane, list[Document]] = {}
    for (lane, _), option in zip(found, grounds, strict=True):
        by_lane.setdefault(lane, []).append(option)
    return _document(asked, by_lane, len(searched), pack)


def _ground(
    ground: URIRef, graph: Graph, node: URIRef, said: Sequence[Finding], data: Sequence[URIRef], pack: Pack
) -> Document:
    version = next((v for v in sorted(iris(graph, node, GS.citedVersion))), ground)
    idle = set(iris(graph, node, GS.idleCondition))
    conditions = [c for c in sorted(iris(graph, version, GS.condition)) if c not in idle]
    conditional = {code(graph, f) for c in conditions for f in iris(graph, c, GS.family)}
    codes = terms(pack, DATA)
    field = column_of(pack, DATA).code
    about: dict[str, list[Finding]] = {codes[term]: [] for term in data}
    general: list[Finding] = []
    for finding in said:
        hits = [value.code for value in finding.values if value.field == field and value.code in about]
        for name in hits:
            about[name].append(finding)
        if not hits and finding.severity != "info" and finding.family not in conditional:
            general.append(finding)
    return {
        **named(graph, ground),
        "iri": str(ground),
        "url": str(graph.value(ground, GS.page) or ""),
        "certainty": [named(graph, level) for level in sorted(iris(graph, version, GS.certainty))],
        "note": texts(graph, version, GS.certaintyNote),
        "verified_until": str(graph.value(version, GS.verifiedUntil) or ""),
        "requirements": [named(graph, c) | {"definition": texts(graph, c, SKOS.definition)} for c in conditions],
        "norms": [
            {"strict": strict, **_source(graph, norm)}
            for strict, predicate in ((True, GS.strictNorm), (False, GS.looseNorm))
            for norm in _order_by_code(graph, iris(graph, node, predicate))
        ],
        "categories": [
            named(graph, term) | {"outcome": _worst(about[codes[term]]), "rules": [f.rule for f in about[codes[term]]]}
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
    def side(term: URIRef | None) -> Document | None:
        return None if term is None else named(pack.graph, term)

    met = {rule for options in by_lane.values() for o in options for c in o["categories"] for rule in c["rules"]}
    return {
        "schema": SCHEMA,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "last_checked": pack.last_checked,
                 "label": pack.label},
        "day": asked.day.isoformat(),
        "asked": {
            "from": side(asked.exporter), "to": side(asked.importer), "for": side(asked.aim),
            "categories": [named(pack.graph, term) for term in asked.data],
        },
        "searched": searched,
        "rules": {
            rule.code: rule.name for rule in sorted(pack.rules.values(), key=lambda rule: rule.code) if rule.code in met
        },
        "lanes": [
            {"from": side(lane[0]), "to": side(lane[1]), "for": side(lane[2]), "options": grounds}
            for lane, grounds in by_lane.items()
        ],
    }  # fmt: skip
