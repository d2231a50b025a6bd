"""Lay out an assessment as one JSON document, from which every form is made; `reports/dpia.schema.json` has it."""

from collections.abc import Sequence
from typing import Any

from rdflib import OWL, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from checker.collection import without_collection
from checker.dpia.cells import Shown, columns
from checker.dpia.facts import Chosen, Facts, facts
from checker.dpia.tables import Row, rows, tables_of
from checker.model import Source, Text
from checker.repair.checked import Checked
from checker.report import Report
from checker.vocabulary import GS, code, instances, label, texts

SCHEMA = "grondslag-dpia/1"
Document = dict[str, Any]


@without_collection()
def prepare(report: Report, checked: Checked, chosen: Chosen) -> Document:
    """Return the assessment of exchanges that a check judged: what is known of them, and the questions left.

    Args:
        report: the report of the check.
        checked: what it was made from.
        chosen: the exchanges that the assessment is about.

    Raises GrondslagError where the pack declares no assessment.
    """
    told = facts(chosen, checked.pack, checked.as_of)
    layout = _Layout(told)
    parts = [layout.part(part) for part in _ordered(told.graph, GS.DpiaPart)]
    head = {key: report.document[key] for key in ("generator", "pack", "as_of")}
    return {
        "schema": SCHEMA,
        **head,
        "model": _model(told.graph),
        "choice": {"ids": list(chosen.choice.identifiers), "from": chosen.choice.exporter,
                   "to": chosen.choice.importer, "for": chosen.choice.aim},
        "registries": [
            {key: registry[key] for key in ("source", "sha256", "exchanges")}
            for registry in report.document["registries"]
        ],
        "exchanges": [
            {"key": known.key, "name": known.name, "id": exchange.id, "registry": exchange.registry,
             "row": exchange.row, "verdict": judgement.verdict}
            for known, exchange, judgement in zip(
                told.exchanges.values(), chosen.exchanges, chosen.judged, strict=True
            )
        ],
        "rules": {
            rule.code: {"name": rule.name, "family": rule.family}
            for rule in sorted(told.pack.rules.values(), key=lambda rule: rule.code)
            if rule.code in layout.rules
        },
        "sources": dict(sorted(layout.sources.items())),
        "parts": parts,
        "changes": None,
    }  # fmt: skip


def _ordered(graph: Graph, cls: URIRef) -> list[URIRef]:
    return sorted(instances(graph, cls), key=lambda node: (int(str(graph.value(node, GS.order))), str(node)))


def _question(graph: Graph, norm: URIRef) -> Text:
    """Return what only a person can tell of a norm, with where the norm stands."""
    articles = [label(graph, source) for source in sorted(graph.objects(norm, DCTERMS.source), key=str)]
    return {
        language: f"{asked} ({'; '.join(article[language] for article in articles)})"
        for language, asked in texts(graph, norm, GS.question).items()
    }


def _model(graph: Graph) -> Document:
    """Return the scheme of the sections: which model the assessment follows, and which version of it."""
    section = next(instances(graph, GS.DpiaSection))
    scheme = graph.value(section, SKOS.inScheme) or section
    return {"label": label(graph, scheme), "version": str(graph.value(scheme, OWL.versionInfo) or "")}


class _Layout:
    """Lays out parts, and gathers the rules and provisions that their rows come from."""

    def __init__(self, told: Facts) -> None:
        self.facts, self.graph = told, told.graph
        self.rules: set[str] = set()
        self.sources: dict[str, Document] = {}
        self.numbered: dict[URIRef, dict[URIRef, tuple[int, str]]] = {}

    def part(self, part: URIRef) -> Document:
        sections = [s for s in _ordered(self.graph, GS.DpiaSection) if (s, GS.part, part) in self.graph]
        lettered = (part, GS.lettered, Literal(True)) in self.graph
        return {
            "code": code(self.graph, part),
            "letter": code(self.graph, part) if lettered else "",
            "label": label(self.graph, part),
            "about": texts(self.graph, part, SKOS.definition),
            "sections": [self.section(section, lettered) for section in sections],
        }

    def section(self, section: URIRef, numbered: bool) -> Document:
        asked, norms = (
            [one for one in _ordered(self.graph, cls) if (one, GS.section, section) in self.graph]
            for cls in (GS.DpiaQuestion, GS.StatedNorm)
        )
        return {
            "code": code(self.graph, section),
            "number": code(self.graph, section) if numbered else "",
            "label": label(self.graph, section),
            "asks": texts(self.graph, section, SKOS.definition),
            "tables": [self.table(table) for table in tables_of(self.graph, section, GS.section)],
            "bearing": [code(self.graph, table) for table in tables_of(self.graph, section, GS.bearsOn)],
            "questions": [
                {"code": name, "text": text, "answer": "", "again": False}
                for name, text in (
                    *((code(self.graph, question), label(self.graph, question)) for question in asked),
                    *((f"norm-{code(self.graph, norm)}", _question(self.graph, norm)) for norm in norms),
                )
            ],
        }  # fmt: skip

    def table(self, table: URIRef) -> Document:
        graph, shown = self.graph, columns(self.graph, table)
        letter = str(graph.value(table, GS.rowLetter) or "")
        found = rows(self.facts, table, shown, self.numbered)
        numbers = [f"{letter}{n}" if letter else "" for n in range(1, len(found) + 1)]
        self.numbered[table] = {
            finding: (place, number)
            for place, (row, number) in enumerate(zip(found, numbers, strict=True))
            for finding in row.findings
        }
        draws = [str(graph.value(table, which) or "") for which in (GS.drawsFrom, GS.drawsTo)]
        places = [next((n for n, c in enumerate(shown) if c.variable == name), None) for name in draws]
        return {
            "code": code(graph, table),
            "caption": label(graph, table),
            "note": texts(graph, table, GS.note),
            "empty": texts(graph, table, GS.whenEmpty),
            "words": (table, GS.inWords, Literal(True)) in graph,
            "drawn": None if None in places else places,
            "columns": [column.heading for column in shown],
            "rows": [
                {"number": number, **self._row(row, shown)} for row, number in zip(found, numbers, strict=True)
            ],
            "gone": [],
        }  # fmt: skip

    def _row(self, row: Row, shown: Sequence[Shown]) -> Document:
        self.rules |= row.rules
        keys = []
        for source in sorted(row.sources.values(), key=lambda source: (source.iri, source.certainty)):
            keys.append(f"{source.iri} {source.certainty}")
            self.sources[keys[-1]] = _source(source)
        cells = [
            [{"nl": str(len(cell)), "en": str(len(cell))}] if column.counts else [cell[place] for place in sorted(cell)]
            for column, cell in zip(shown, row.cells, strict=True)
        ]
        known = sorted((self.facts.exchanges[node] for node in row.exchanges), key=lambda known: known.place)
        return {
            "cells": cells,
            "origin": {"exchanges": [one.key for one in known], "rules": sorted(row.rules), "sources": keys},
            "change": "",
        }


def _source(source: Source) -> Document:
    return vars(source) | {"citation": source.citation["nl"], "citation_en": source.citation["en"]}
