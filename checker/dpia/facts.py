"""The facts of an assessment in one graph: exchanges, law, what was found of them, and the outcome of the prescan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from checker.judge.engine import reckon, validate
from checker.judge.facts import exchange_node
from checker.judge.graph import Settled
from checker.model import Exchange, Finding, Judgement, Text
from checker.pack import Pack, pack_judging
from checker.repair.checked import Cells
from checker.terms.values import TEXT
from checker.vocabulary import GS, SH, code, instances


@dataclass(frozen=True)
class Choice:
    """Which exchanges an assessment is about, as a person names them; what is empty leaves all."""

    identifiers: tuple[str, ...] = ()
    exporter: str = ""
    importer: str = ""
    aim: str = ""


@dataclass(frozen=True)
class Chosen:
    """The exchanges that an assessment is about, with their judgements."""

    exchanges: tuple[Exchange, ...]
    judged: tuple[Judgement, ...]
    cells: tuple[Cells, ...]
    """Each as a row of the registry, by column: free text is judged by no rule, but told."""
    choice: Choice


@dataclass(frozen=True)
class Known:
    """An exchange by the name that tells it from the others, in each language."""

    key: str
    name: Text
    place: int


@dataclass(frozen=True, eq=False)
class Facts:
    """The graph, with what its nodes stand for."""

    graph: Graph
    pack: Pack
    exchanges: Mapping[URIRef, Known]
    findings: Mapping[URIRef, Finding]


def facts(chosen: Chosen, pack: Pack, as_of: date) -> Facts:
    """Return the facts of these exchanges.

    Raises GrondslagError where the pack has no prescan, or its shapes cannot be run.
    """
    assessing, shapes = pack_judging(GS.Assessed, pack)
    graph, _ = reckon(chosen.exchanges, pack, as_of)
    named = _names(chosen.exchanges)
    exchanges, found = {}, {}
    codes = _Codes(graph)
    free = [column for column in pack.columns if column.datatype == TEXT]
    for place, (name, judgement, cells) in enumerate(zip(named, chosen.judged, chosen.cells, strict=True)):
        node = exchange_node(place)
        exchanges[node] = name
        for column in free:
            if text := cells.get(column.code, ""):
                graph.add((node, column.property, Literal(text)))
        _tell_outcomes(graph, node, judgement, codes)
        for number, finding in enumerate(judgement.findings):
            iri = URIRef(f"{node}/finding/{number}")
            found[iri] = finding
            _tell_finding(graph, node, iri, finding, codes)
    validate(graph, assessing, shapes)
    return Facts(Settled(graph), pack, exchanges, found)


class _Codes:
    """The nodes of families, outcomes, verdicts and rules by their codes."""

    def __init__(self, graph: Graph) -> None:
        self.families, self.outcomes, self.verdicts, self.rules = (
            {code(graph, node): node for node in instances(graph, cls)}
            for cls in (GS.Family, GS.Outcome, GS.Verdict, GS.Rule)
        )


def _tell_outcomes(graph: Graph, node: URIRef, judgement: Judgement, codes: _Codes) -> None:
    graph.add((node, GS.verdict, codes.verdicts[judgement.verdict]))
    for family, outcome in judgement.outcomes.items():
        iri = URIRef(f"{node}/assessment/{family}")
        graph.add((node, GS.assessment, iri))
        graph.add((iri, GS.family, codes.families[family]))
        graph.add((iri, GS.outcome, codes.outcomes[outcome]))


def _tell_finding(graph: Graph, node: URIRef, iri: URIRef, finding: Finding, codes: _Codes) -> None:
    """Write a finding as a result of SHACL; one for information leads to no outcome, and says of none."""
    graph.add((iri, RDF.type, SH.ValidationResult))
    graph.add((iri, SH.focusNode, node))
    graph.add((iri, SH.sourceShape, codes.rules[finding.rule]))
    graph.add((iri, GS.family, codes.families[finding.family]))
    outcome = _OUTCOMES.get(finding.severity)
    if outcome is not None:
        graph.add((iri, GS.outcome, codes.outcomes[outcome]))
    for language, text in finding.message.items():
        graph.add((iri, SH.resultMessage, Literal(text, lang=language)))
    for language, text in finding.remedy.items():
        graph.add((iri, GS.remedy, Literal(text, lang=language)))
    for cause in finding.follows_from:
        graph.add((iri, GS.followsFrom, codes.rules[cause]))
    for source in finding.sources:
        graph.add((iri, DCTERMS.source, URIRef(source.iri)))


_OUTCOMES = {"violation": "violation", "warning": "undetermined"}


def _names(exchanges: Sequence[Exchange]) -> list[Known]:
    """Return what each exchange is called: its identifier, with its row where that does not tell it from others."""
    times = Counter(exchange.id for exchange in exchanges)
    several = len({exchange.registry for exchange in exchanges}) > 1
    found = []
    for place, exchange in enumerate(exchanges):
        shown = "".join(c if c.isprintable() else " " for c in exchange.id).strip()
        if shown and times[exchange.id] == 1:
            found.append(Known(shown, {"nl": shown, "en": shown}, place))
            continue
        where = f"{exchange.registry + 1}:{exchange.row}" if several else str(exchange.row)
        name = {"nl": f"{shown or '?'} (rij {where})", "en": f"{shown or '?'} (row {where})"}
        found.append(Known(f"{shown}#{where}", name, place))
    return found


__all__ = ["Choice", "Chosen", "Facts", "Known", "facts"]
