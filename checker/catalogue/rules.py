"""The rules that a pack has something to say by, as the catalogue tells them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from checker.catalogue.blanks import basis, readable
from checker.catalogue.entries import Named, Provision, RuleEntry
from checker.catalogue.examples import read_examples
from checker.catalogue.told import facts
from checker.catalogue.words import WORDS
from checker.model import LANGUAGES, Text
from checker.pack import Pack, Rule, pack_judging
from checker.vocabulary import GS, label, texts

TOLD_APART = (GS.family, GS.outcome, GS.scope, GS.why, GS.remedy, GS.reports, GS.perValue, GS.basis, GS.followsFrom,
              GS.mendedBy, GS.unmended, GS.judges, DCTERMS.source, SKOS.altLabel)  # fmt: skip
"""The properties of a rule that an entry has a place of its own for."""


@lru_cache(maxsize=4)
def complete(pack: Pack) -> Pack:
    """Return a pack with all families and rules in it, also those that judge something else than exchanges."""
    parts = [pack, *_apart(pack)]
    graph = Graph()
    for part in parts:
        graph += part.graph
    return replace(
        pack,
        graph=graph,
        families=tuple(family for part in parts for family in part.families),
        rules={iri: rule for part in parts for iri, rule in part.rules.items()},
    )


def home(rule: Rule, pack: Pack) -> Pack:
    """Return the pack by the columns of which a rule is told: as it judges what the rule is about."""
    return next((part for part in _apart(pack) if rule.iri in part.rules), pack)


@lru_cache(maxsize=4)
def _apart(pack: Pack) -> tuple[Pack, ...]:
    return tuple(pack_judging(judged, pack)[0] for judged in sorted(pack.apart))


def speaking(pack: Pack) -> list[Rule]:
    """Return the rules with a message, in the order of families and codes."""
    order = {family.code: place for place, family in enumerate(pack.families)}
    return sorted(
        (rule for rule in pack.rules.values() if any(rule.message.values())),
        key=lambda rule: (order.get(rule.family, len(order)), rule.code),
    )


def rule_entry(rule: Rule, pack: Pack, folders: Sequence[Path] = ()) -> RuleEntry:
    """Return all there is to say of a rule, with its examples from these folders."""
    pack = home(rule, pack)
    graph = pack.graph
    families = {family.code: family.label for family in pack.families}
    causes = [cause for cause in speaking(pack) if cause.code in rule.follows]
    named = [basis(steps, graph) for steps in rule.basis]
    return RuleEntry(
        code=rule.code,
        family=rule.family,
        family_label=families.get(rule.family, dict.fromkeys(LANGUAGES, rule.family)),
        severity=rule.severity,
        severity_label=WORDS["noted"] if rule.severity == "info" else pack.outcomes.get(rule.outcome, {}),
        gives=pack.scopes.get(rule.scope, {}) if rule.scope else {},
        name=rule.name,
        checks=readable(rule.message, rule, pack),
        why=rule.why,
        remedy=readable(rule.remedy, rule, pack),
        sources=tuple(_provision(graph, source) for source in rule.sources),
        case_sources=tuple(text for text in named if text),
        reports=tuple(column.label for column in pack.columns if any(r.column == column.code for r in rule.reports)),
        follows_from=tuple(Named(cause.code, cause.name) for cause in causes),
        facts=facts(graph, rule.iri, TOLD_APART),
        examples=tuple(read_examples(rule.code, pack, folders)),
    )


def _provision(graph: Graph, node: URIRef) -> Provision:
    stated = _stated(graph, node)
    levels = sorted(graph.objects(stated, GS.certainty), key=str)
    checked = graph.value(stated, GS.lastChecked) or graph.value(node, GS.lastChecked)
    return Provision(
        citation=label(graph, node),
        iri=str(node),
        identifier=str(graph.value(node, DCTERMS.identifier) or ""),
        url=str(graph.value(node, GS.page) or ""),
        certainty=_listed([label(graph, level) for level in levels]),
        certainty_meaning=_listed([texts(graph, level, SKOS.definition) for level in levels], " "),
        certainty_note=texts(graph, stated, GS.certaintyNote),
        last_checked="" if checked is None else str(checked),
    )


def _stated(graph: Graph, provision: URIRef) -> Node:
    """Return where the certainty of a provision is stated: at the version that starts last, else at itself."""
    versions = graph.subjects(GS.versionOf, provision)
    return max(
        versions, key=lambda version: (str(graph.value(version, GS.validFrom) or ""), version), default=provision
    )


def _listed(found: Sequence[Text], joint: str = "; ") -> Text:
    return {language: joint.join(text[language] for text in found if language in text) for language in LANGUAGES}
