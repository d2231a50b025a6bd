"""Why not on this ground: judge the exchange as if it cited one provision alone, and say where that fails."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rdflib import URIRef
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.explain.derivations import Derivations
from checker.explain.document import proof_document
from checker.explain.families import Explained, FamilyProof
from checker.explain.onward import ExplainedBeyond
from checker.explain.shape_rules import reads
from checker.judge.wording import quote, word
from checker.model import LANGUAGES, Exchange, Text
from checker.pack import Column, Pack
from checker.terms.cells import read_cell
from checker.terms.names import Names
from checker.terms.values import CITATION
from checker.vocabulary import label

STOPS: Text = {
    "nl": "Op {citation} alleen loopt deze uitwisseling het eerst vast bij: {families}.",
    "en": "On {citation} alone this exchange fails first at: {families}.",
}
THEN: Text = {"nl": "Daarna ook bij: {families}.", "en": "After that at: {families}."}
OPEN: Text = {
    "nl": "Onbepaald op {citation} alleen: {families}.",
    "en": "Undetermined on {citation} alone: {families}.",
}
CLEAR: Text = {
    "nl": "Op {citation} alleen is er geen bevinding in de toetsen die van de grondslag afhangen.",
    "en": "On {citation} alone there is no finding in the families that depend on the ground.",
}
DECLARED: Text = {
    "nl": "De rij zelf noemt: {cited}. Hieronder is gerekend alsof zij alleen {citation} noemt.",
    "en": "The row itself cites: {cited}. What follows is reckoned as if it cited {citation} alone.",
}
NOTHING: Text = {"nl": "geen bepaling", "en": "no provision"}


def on_ground(exchange: Exchange, text: str, pack: Pack, names: Names) -> tuple[Exchange, URIRef]:
    """Return the exchange as if it cited one provision alone, and that provision.

    Raises GrondslagError where the text does not cite one provision that the pack knows.
    """
    column = next((column for column in pack.columns if column.datatype == CITATION), None)
    if column is None:
        raise GrondslagError(
            f"Het pakket {pack.id} heeft geen kolom voor een grondslag.",
            f"The pack {pack.id} has no column for a ground.",
        )
    term = _provision(text, column, pack, names)
    values = {code: found for code, found in exchange.values.items() if code != column.code} | {column.code: (term,)}
    return replace(
        exchange,
        values=values,
        unread=tuple(cell for cell in exchange.unread if cell.column != column.code),
        empty=tuple(code for code in exchange.empty if code != column.code),
    ), term


def _provision(text: str, column: Column, pack: Pack, names: Names) -> URIRef:
    meanings = list(read_cell(text.strip(), column, pack, names)) if text.strip() else []
    if len(meanings) == 1 and isinstance(meanings[0].value, URIRef):
        return meanings[0].value
    fits = [term for meaning in meanings if meaning.unread for term in meaning.unread.fits]
    known = {language: "; ".join(label(pack.graph, term)[language] for term in fits) for language in LANGUAGES}
    if fits:
        raise GrondslagError(
            f"De verwijzing {quote(text)} is niet volledig: noem een van {known['nl']}.",
            f"The citation {quote(text)} is not complete: name one of {known['en']}.",
        )
    if len(meanings) > 1:
        raise GrondslagError(
            f"De verwijzing {quote(text)} noemt meer dan een bepaling: noem er een.",
            f"The citation {quote(text)} names more than one provision: name one.",
        )
    raise GrondslagError(
        f"De verwijzing {quote(text)} wijst naar geen bepaling in dit pakket: zie grondslag grounds.",
        f"The citation {quote(text)} points to no provision in this pack: see grondslag grounds.",
    )


def why_not(
    exchange: Exchange,
    variant: Exchange,
    term: URIRef,
    registry: str,
    told: Explained,
    pack: Pack,
    as_of: date,
    rules: Derivations,
    beyond: ExplainedBeyond | None = None,
) -> dict[str, Any]:
    """Return the proof of the variant, of the families that depend on the ground, and where it fails."""
    column = next(column for column in pack.columns if column.datatype == CITATION)
    dependent = rules.following(column.property)
    own = [family for family in told.families if _depends(family, pack, dependent)]
    if beyond is not None and not beyond.told & {family.family.code for family in own}:
        beyond = None
    document = proof_document(variant, registry, told, pack, as_of, own, beyond)
    families = [*own, *(beyond.families if beyond else ())]
    failing = [family for family in families if family.outcome == "violation"]
    open_ones = [family for family in families if family.outcome == "undetermined"]
    cited = exchange.values.get(column.code, ())
    lines = {
        language: [
            *_line(STOPS, term, failing[:1], pack, language),
            *_line(THEN, term, failing[1:], pack, language),
            *_line(OPEN, term, open_ones, pack, language),
            *([] if failing or open_ones else _line(CLEAR, term, families, pack, language)),
            DECLARED[language].format(
                cited="; ".join(_name(node, pack, language) for node in cited) or NOTHING[language],
                citation=_name(term, pack, language),
            ),
        ]
        for language in LANGUAGES
    }
    return document | {
        "why_not": {
            "provision": str(term),
            "citation": label(pack.graph, term),
            "fails_at": [family.family.code for family in failing],
            "undetermined_at": [family.family.code for family in open_ones],
            "text": lines,
        }
    }


def _line(pattern: Text, term: Node, families: Sequence[FamilyProof], pack: Pack, language: str) -> list[str]:
    names = ", ".join(family.family.label[language] for family in families)
    return [pattern[language].format(citation=_name(term, pack, language), families=names)] if families else []


def _name(node: Node, pack: Pack, language: str) -> str:
    return word(node, language, pack.graph)


def _depends(family: FamilyProof, pack: Pack, dependent: frozenset[Node]) -> bool:
    return any(
        dependent & reads(rule, pack.graph) for rule in pack.rules.values() if rule.family == family.family.code
    )  # fmt: skip
