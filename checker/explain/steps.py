"""Lay out the steps of a proof, with the provisions that they rest on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from checker.explain.families import RuleProof
from checker.explain.proof import DERIVED, LAW, SEARCHED, Proof
from checker.explain.wording import Wording
from checker.judge.facts import RUN
from checker.judge.sources import source, stated
from checker.model import LANGUAGES, Finding, Source, Text
from checker.vocabulary import GS

WHOLE, BRIEF, HIDDEN = "whole", "brief", "hidden"
"""How a step is told to a person: with the steps below it, without them, or not at all."""

SPOKE: Text = {"nl": "{name} ({code}).", "en": "{name} ({code})."}
HOLDS: Text = {"nl": "{reason}", "en": "{reason}"}
SOUGHT: Text = {"nl": "gezocht: {reason}", "en": "looked for: {reason}"}
SILENT: Text = {"nl": "‘{name}’ ({code}) doet zich niet voor.", "en": "‘{name}’ ({code}) does not occur."}


@dataclass(frozen=True)
class Steps:
    """Lays out the proofs of facts in a graph, each in full once and afterwards by its number."""

    graph: Graph
    node: URIRef
    findings: Sequence[Finding]
    words: Wording
    numbers: dict[Proof, int]
    """Those that steps were given so far, in the whole document."""
    about: Mapping[Node, Node] = field(default_factory=dict)
    """What each of several things of the case is about, where by it alone one may differ from the next."""

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
            "sources": _sources([source for finding in said for source in finding.sources] or self._basis(told)),
            "steps": [self.step(proof) for proof in told.proofs],
        }

    def _basis(self, told: RuleProof) -> Iterator[Source]:
        """Yield the provisions that a rule which spoke without a finding names as what it rests on."""
        if told.spoke:
            for provision in told.rule.sources:
                yield from provisions(self.graph, self.node, provision)

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
        subject = proof.triple[0] if proof.triple is not None else None
        if proof.searched is not None:
            subject = (proof.searched.blocked or proof.searched.pattern)[0]
        if subject is not None and subject in self.about:
            thing: Node | None = self.about[subject]
        elif proof.searched is not None:
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
