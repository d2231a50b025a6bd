"""Check a register of decisions: read it, judge it, and give the document of its results."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS

from checker.graphs import copied
from checker.judge.decisions import Decision, judge_decisions
from checker.judge.wording import quote
from checker.model import LANGUAGES, Table
from checker.pack import Pack, load_pack, pack_judging
from checker.pack.schema import Given, read_schemes
from checker.readers.registry import read_registry
from checker.resources import DEFAULT_PACK
from checker.terms import read_exchanges
from checker.terms.repetition import repeated_terms
from checker.vocabulary import BASE, GS


def check_decisions(
    register: str | Path, pack: str | Pack = DEFAULT_PACK, as_of: date | None = None, *, sheet: str | None = None
) -> list[Decision]:
    """Return the decisions in a register with their results and findings, in order.

    Args:
        register: the path of a file, or "-" for standard input.
        pack: the id of a pack, the folder of one, or a pack already loaded.
        as_of: the day on which to judge; today if not given.
        sheet: the name or number of the sheet of a workbook.

    Raises GrondslagError where the register or pack cannot be read.
    """
    return _checked(register, pack, as_of, sheet)[1]


def leaning_on_register(register: Path, pack: Pack, as_of: date) -> Pack:
    """Return a pack that also knows the decisions in a register, and names it; see `leaning_on`.

    Raises GrondslagError where the register cannot be read.
    """
    table, found = _checked(register, pack, as_of)
    return leaning_on(found, pack, Given(table.source, table.sha256, len(found)))


def _checked(
    register: str | Path, pack: str | Pack, as_of: date | None, sheet: str | None = None
) -> tuple[Table, list[Decision]]:
    judging, shapes = pack_judging(GS.Decision, load_pack(pack) if isinstance(pack, str) else pack)
    known = {name for column in judging.columns for name in (column.code, *column.headers, *column.synonyms)}
    table = read_registry(register, sheet=sheet, known=known)
    read = read_exchanges(table, judging)
    found = judge_decisions(read.exchanges, repeated_terms(read, judging), judging, shapes, as_of or date.today())
    return table, found


def leaning_on(decisions: Sequence[Decision], pack: Pack, given: Given | None = None) -> Pack:
    """Return a pack that also knows these decisions, as terms of the lists that are to hold them.

    A decision without an identifier is left out: nothing can name it. Of several with one identifier, which is a fault
    of each, the first stands for all.

    Args:
        decisions: the decisions.
        pack: the pack.
        given: the register that they were read from, for a report to name.
    """
    schemes = sorted(pack.graph.subjects(GS.holds, GS.Decision), key=str)
    known = Graph()
    named = {decision.id: decision for decision in reversed(decisions) if decision.id}
    for place, decision in enumerate(reversed(named.values())):
        term = URIRef(f"{BASE}decision/{place}")
        known.add((term, RDF.type, GS.Decision))
        known.add((term, SKOS.notation, Literal(decision.id)))
        known.add((term, GS.result, decision.outcome))
        for language in LANGUAGES:
            known.add((term, SKOS.prefLabel, Literal(quote(decision.id), lang=language)))
        if decision.decided is not None:
            known.add((term, GS.adoptedOn, Literal(decision.decided)))
        for scheme in schemes:
            known.add((term, SKOS.inScheme, scheme))
    graph = copied(pack.graph)
    graph += known
    told = "\n".join(sorted(" ".join(node.n3() for node in triple) for triple in known))
    digest = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
    return replace(pack, graph=graph, schemes=read_schemes(graph, pack.columns), beside=digest, given=given)


def decisions_document(decisions: Sequence[Decision]) -> dict[str, Any]:
    """Return what is told of decisions as JSON."""
    return {
        "decisions": [
            {
                "id": decision.id,
                "result": decision.result,
                "findings": [
                    {"rule": finding.rule, "severity": finding.severity, "message": finding.message}
                    for finding in decision.findings
                ],
            }
            for decision in decisions
        ]
    }
