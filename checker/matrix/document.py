"""The matrix as a document, from which every form of it is made; nothing in it is decided here."""

from collections.abc import Iterable, Sequence
from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from checker.matrix.cells import LOOSE, NAMED, STRICT, Progress, Standing, literal, standings
from checker.matrix.overlay import Declared, Overlay, lay_over
from checker.matrix.sides import lanes_of, named_purposes
from checker.model import LANGUAGES, Exchange
from checker.pack import Pack
from checker.suggest.asked import DATA, EXPORTER, IMPORTER, PURPOSE, Asked, Lane, column_of
from checker.suggest.constructed import iris, named, where
from checker.vocabulary import GS, code, instances, label, texts

SCHEMA = "grondslag-matrix/1"

Document = dict[str, Any]


def matrix(
    asked: Asked,
    pack: Pack,
    exchanges: Sequence[Exchange] | None = None,
    registries: Sequence[Document] = (),
    progress: Progress | None = None,
) -> Document:
    """Return the necessity matrix of the lanes asked for, with a registry laid over it if there is one.

    Args:
        asked: the lanes; all of them where nothing is asked for, and the day.
        pack: the law.
        exchanges: those of a registry.
        registries: where they stand, as in a report.
        progress: may watch the work go by.
    """
    over = None if exchanges is None else lay_over(exchanges, asked, asked.day, pack)
    extra = sorted(set(over.lanes) - set(lanes_of(asked, pack))) if over else []
    found = standings([*lanes_of(asked, pack), *extra], asked.day, pack, progress)
    found |= {lane: Standing() for lane in (over.lanes if over else ()) if lane not in found}
    pairs = set().union(*(standing.pairs for standing in found.values()))
    met = {rule for standing in found.values() for rules in standing.doubts.values() for rule in rules}
    graph = pack.graph
    return {
        "schema": SCHEMA,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "last_checked": pack.last_checked,
                 "label": pack.label},
        "day": asked.day.isoformat(),
        "asked": {
            key: None if term is None else named(graph, term)
            for key, term in (("from", asked.exporter), ("to", asked.importer), ("for", asked.aim))
        },
        "labels": {
            key: column_of(pack, prop).label
            for key, prop in (("from", EXPORTER), ("to", IMPORTER), ("for", PURPOSE), ("data", DATA))
        },
        "rules": {rule.code: rule.name for rule in _sorted_rules(pack) if rule.code in met},
        "norms": _norms({norm for standing in found.values() for norm in standing.norms}, graph),
        "lanes": [_lane(lane, found[lane], over, graph) for lane in _by_code(found, graph)],
        "transfers": list(_transfers(pairs, pack)),
        "registry": None if over is None else {
            "sources": [{key: one[key] for key in ("source", "sha256", "exchanges")} for one in registries],
            "unplaced": [_unplaced(exchange, pack) for exchange in over.unplaced],
        },
    }  # fmt: skip


def _sorted_rules(pack: Pack) -> list[Any]:
    return sorted(pack.rules.values(), key=lambda rule: rule.code)


def _by_code(lanes: Iterable[Lane], graph: Graph) -> list[Lane]:
    return sorted(lanes, key=lambda lane: tuple(code(graph, term) for term in lane))


def _lane(lane: Lane, standing: Standing, over: Overlay | None, graph: Graph) -> Document:
    sender, recipient, purpose = lane
    declared = None if over is None else over.lanes.get(lane, Declared())
    data = standing.data_of(graph, STRICT, LOOSE, NAMED)
    terms = sorted({*data, *(declared.data if declared else ())}, key=lambda term: code(graph, term))
    cells = []
    for term in terms:
        norms = [(norm, standing.norms[norm]) for norm in data.get(term, ())]
        cells.append({
            **named(graph, term),
            "group": _label_of(graph, term, GS.group),
            "kind": _label_of(graph, term, GS.kind),
            "subject": _label_of(graph, term, GS.dataSubject),
            "norms": [
                {"code": code(graph, norm), "holds": holds, "required": (norm, GS.requires, term) in graph}
                for norm, holds in sorted(norms, key=lambda one: (one[1], code(graph, one[0])))
            ],
            "doubts": standing.doubts.get(term, []),
            "declared": None if declared is None else {
                place: [where(exchange) for exchange in exchanges]
                for place, exchanges in sorted(declared.data.get(term, {}).items())
            },
        })  # fmt: skip
    return {
        "from": named(graph, sender),
        "to": named(graph, recipient),
        "for": named(graph, purpose),
        "options": [named(graph, ground) for ground in standing.bases],
        "norms": {code(graph, norm): holds for norm, holds in sorted(standing.norms.items())},
        "cells": cells,
        "exchanges": None
        if declared is None
        else [where(exchange) | {"standing": fits} for exchange, fits in declared.exchanges],
    }


def _unplaced(exchange: Exchange, pack: Pack) -> Document:
    """Return an exchange without a lane: the ends of one that were read, and the texts of those that were not."""
    told: Document = dict(where(exchange))
    for key, prop in (("from", EXPORTER), ("to", IMPORTER), ("for", PURPOSE)):
        column = column_of(pack, prop).code
        terms = [term for term in exchange.values.get(column, ()) if isinstance(term, URIRef)]
        told[key] = named(pack.graph, terms[0]) if terms else None
        told[f"{key}_text"] = "; ".join(cell.text for cell in exchange.unread if cell.column == column)
    return told


def _label_of(graph: Graph, term: URIRef, predicate: URIRef) -> Document:
    """Return the label of what a property leads to, empty where it leads nowhere."""
    end = graph.value(term, predicate)
    return dict.fromkeys(LANGUAGES, "") if end is None else label(graph, end)


def _norms(norms: Iterable[URIRef], graph: Graph) -> dict[str, Document]:
    found = {}
    for norm in sorted(norms, key=lambda norm: code(graph, norm)):
        source = graph.value(norm, DCTERMS.source)
        found[code(graph, norm)] = {
            "name": label(graph, norm),
            "is_message": (norm, None, GS.Message) in graph,
            "source": label(graph, source) if source is not None else label(graph, norm),
            "iri": str(source or ""),
            "url": str(graph.value(source, GS.page) or ""),
            **_certainty(graph, norm),
        }
    return found


def _certainty(graph: Graph, node: Node) -> Document:
    levels = [label(graph, level) for level in sorted(graph.objects(node, GS.certainty), key=str)]
    return {
        "certainty": {language: "; ".join(level[language] for level in levels) for language in LANGUAGES},
        "note": texts(graph, node, GS.certaintyNote),
    }


def _transfers(pairs: set[URIRef], pack: Pack) -> Iterable[Document]:
    """Yield who may send to whom under each version of a ground, as the pack declares it."""
    graph = pack.graph
    versions = sorted(instances(graph, GS.GroundVersion), key=lambda v: (code(graph, _ground(v, graph)), str(v)))
    for version in versions:
        ground = _ground(version, graph)
        for pair in sorted(pairs.intersection(iris(graph, version, GS.permits)), key=lambda pair: code(graph, pair)):
            conditions = sorted(iris(graph, version, GS.condition), key=lambda one: code(graph, one))
            reach = graph.value(version, GS.dataSubjects)
            health = graph.value(version, GS.coversHealth)
            yield {
                **named(graph, ground),
                "iri": str(ground),
                "url": str(graph.value(ground, GS.page) or ""),
                "from": named(graph, _end(graph, pair, GS["from"])),
                "to": named(graph, _end(graph, pair, GS.to)),
                "for": [named(graph, one) for one in named_purposes(version, pack)],
                "valid_from": literal(graph, version, GS.validFrom),
                "valid_until": literal(graph, version, GS.validUntil),
                "verified_until": literal(graph, version, GS.verifiedUntil),
                "requirements": [
                    named(graph, one) | {"definition": texts(graph, one, SKOS.definition)} for one in conditions
                ],
                "health": None if health is None else bool(getattr(health, "value", None)),
                "reach": None if reach is None else named(graph, URIRef(str(reach))),
                **_certainty(graph, version),
            }


def _ground(version: URIRef, graph: Graph) -> URIRef:
    return _end(graph, version, GS.versionOf)


def _end(graph: Graph, node: URIRef, predicate: URIRef) -> URIRef:
    end = graph.value(node, predicate)
    return end if isinstance(end, URIRef) else node
