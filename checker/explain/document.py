"""Lay out the proof of an exchange as a document; `reports/proof.schema.json` describes it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from checker.explain.families import Explained, FamilyProof, RuleProof
from checker.explain.proof import DERIVED, LAW, SEARCHED, Proof, leaves
from checker.explain.wording import Wording
from checker.judge.facts import RUN
from checker.judge.findings import findings, source, stated
from checker.model import LANGUAGES, Exchange, Finding, Source, Text
from checker.norms import for_a_person
from checker.pack import Pack
from checker.vocabulary import GS

SCHEMA = "grondslag-proof/1"
WHOLE, BRIEF, HIDDEN = "whole", "brief", "hidden"
"""How a step is told to a person: with the steps below it, without them, or not at all."""

SPOKE: Text = {"nl": "{name} ({code}).", "en": "{name} ({code})."}
HOLDS: Text = {"nl": "{reason}", "en": "{reason}"}
SOUGHT: Text = {"nl": "gezocht: {reason}", "en": "looked for: {reason}"}
SILENT: Text = {"nl": "‘{name}’ ({code}) doet zich niet voor.", "en": "‘{name}’ ({code}) does not occur."}


def proof_document(
    exchange: Exchange,
    registry: str,
    told: Explained,
    pack: Pack,
    as_of: date,
    families: Sequence[FamilyProof] | None = None,
) -> dict[str, Any]:
    """Return the document: the outcomes, per family the steps of its proof, and the triples that it stands on."""
    shown = told.families if families is None else families
    steps = _Steps(exchange, told, pack)
    outcomes = {f.family.code: f.outcome for f in told.families if not f.family.gives_scope}
    scope = next((f.outcome for f in told.families if f.family.gives_scope), "")
    return {
        "schema": SCHEMA,
        "id": exchange.id,
        "registry": registry,
        "row": exchange.row,
        "as_of": as_of.isoformat(),
        "verdict": next(v.code for v in pack.verdicts if v.outcome is None or v.outcome in outcomes.values()),
        "scope": scope,
        "outcomes": outcomes,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "last_checked": pack.last_checked,
                 "label": pack.label},
        "labels": {
            "verdicts": {verdict.code: verdict.label for verdict in pack.verdicts},
            "outcomes": pack.outcomes,
            "scopes": pack.scopes,
        },
        "families": [
            {
                "family": family.family.code,
                "label": family.family.label,
                "outcome": family.outcome,
                "rules": [rule.code for rule in family.decided],
                "steps": [steps.rule(rule) for rule in family.rules],
            }
            for family in shown
        ],
        "for_a_person": for_a_person(exchange, scope, pack),
        "leaves": sorted(
            [term.n3() for term in triple]
            for triple in leaves(proof for family in shown for rule in family.rules for proof in rule.proofs)
        ),
    }  # fmt: skip


class _Steps:
    """Lays out proofs, each in full once and afterwards by its number."""

    def __init__(self, exchange: Exchange, told: Explained, pack: Pack) -> None:
        self.graph, self.node = told.graph, told.node
        self.words = Wording(told.graph, pack, told.node)
        rules = sorted(told.said, key=lambda rule: rule.code)
        self.findings = findings(told.graph, told.node, exchange, rules, pack)
        self.numbers: dict[Proof, int] = {}

    def rule(self, told: RuleProof) -> dict[str, Any]:
        """Lay out why a rule spoke, with what it says, or why it kept silent."""
        said = [finding for finding in self.findings if finding.rule == told.rule.code] if told.spoke else []
        return {
            "kind": DERIVED if told.spoke else SEARCHED,
            "rule": told.rule.code,
            "name": told.rule.name,
            "text": _rule_text(told, said),
            "reason": told.rule.why if told.spoke else {},
            "triple": None,
            "number": None,
            "see": None,
            "show": WHOLE,
            "looked": None,
            "about": None,
            "sources": _sources(source for finding in said for source in finding.sources),
            "steps": [self.step(proof) for proof in told.proofs],
        }

    def step(self, proof: Proof) -> dict[str, Any]:
        """Lay out a step and those below it; a step that was laid out before is referred to."""
        again = self.numbers.get(proof)
        if proof.below and again is None:
            self.numbers[proof] = len(self.numbers) + 1
        return {
            "kind": proof.kind,
            "rule": None,
            "name": None,
            "text": self._text(proof),
            "reason": self._reason(proof),
            "triple": None if proof.triple is None else [term.n3() for term in proof.triple],
            "number": self.numbers.get(proof) if again is None else None,
            "see": again,
            "show": self._show(proof),
            "looked": None if proof.searched is None else len(proof.searched.looked),
            "about": self._about(proof),
            "sources": _sources(self._law(proof)),
            "steps": [] if again is not None else [self.step(below) for below in proof.below],
        }

    def _text(self, proof: Proof) -> Text:
        return self.words.fact(proof.triple) if proof.triple is not None else self.words.searched(proof)

    def _reason(self, proof: Proof) -> Text:
        """Return why a derived fact holds: the rule that says so, and the comparisons made."""
        compared = self.words.comparisons(proof.compared) if proof.triple is not None else {}
        reason = proof.reason or {}
        pattern = SOUGHT if proof.searched is not None else HOLDS
        return {
            language: " ".join(
                filter(
                    None,
                    (
                        _start(pattern[language].format(reason=reason[language])) if reason.get(language) else "",
                        compared.get(language, ""),
                    ),
                )
            )
            for language in LANGUAGES
            if reason.get(language) or compared.get(language)
        }

    def _show(self, proof: Proof) -> str:
        """Return how a step is told to a person: what a thing is, or that there is no more of it, need not be told."""
        if proof.searched is not None:
            return HIDDEN if proof.searched.found else WHOLE
        if proof.triple is None or proof.triple[1] == RDF.type or proof.triple[0] == proof.triple[2]:
            return HIDDEN
        return BRIEF if proof.kind == DERIVED and not self._is_declared(proof.triple[0]) else WHOLE

    def _about(self, proof: Proof) -> Text | None:
        """Return the name of the thing that a step is about: by it alone may one step differ from the next."""
        if proof.searched is not None:
            thing = proof.searched.blocked[2] if proof.searched.blocked else proof.searched.pattern[2]
        else:
            thing = None if proof.triple is None else proof.triple[2]
            if isinstance(thing, Literal) and isinstance(thing.value, bool) and proof.triple is not None:
                thing = None if self._is_declared(proof.triple[0]) else proof.triple[0]
        return None if thing is None else {language: self.words.name(thing, language) for language in LANGUAGES}

    def _is_declared(self, node: Node) -> bool:
        return str(node).startswith(str(RUN))

    def _law(self, proof: Proof) -> Iterator[Source]:
        """Yield the provisions that a fact of the law rests on: of the thing it is about, or of the facts below it."""
        if proof.triple is None or self._is_declared(proof.triple[0]):
            return
        if proof.kind == LAW:
            yield from provisions(self.graph, self.node, proof.triple[0])
        for below in proof.below:
            yield from self._law(below)


def provisions(graph: Graph, exchange: URIRef, node: Node) -> list[Source]:
    """Return the provisions of a thing: itself, what it is a version of, or what it rests on."""
    named = [graph.value(node, GS.versionOf) or node]
    if graph.value(named[0], GS.law) is None:
        named = sorted((p for p in graph.objects(node, DCTERMS.source) if graph.value(p, GS.law) is not None), key=str)
    certain = node if (node, GS.certainty, None) in graph else None
    return [source(graph, p, certain or stated(graph, exchange, p)) for p in named if isinstance(p, URIRef)]


def _rule_text(told: RuleProof, said: Sequence[Finding]) -> Text:
    pattern = SPOKE if told.spoke else SILENT
    return {
        language: " ".join(
            (
                pattern[language].format(name=told.rule.name.get(language, ""), code=told.rule.code),
                *dict.fromkeys(finding.message.get(language, "") for finding in said),
            )
        )
        for language in LANGUAGES
    }


def _start(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}" if text else ""


def _sources(found: Iterable[Source]) -> list[dict[str, Any]]:
    different = {(s.iri, s.certainty): s for s in found}
    return [vars(s) | {"citation": s.citation["nl"], "citation_en": s.citation["en"]} for s in different.values()]


__all__ = ["SCHEMA", "proof_document", "provisions"]
