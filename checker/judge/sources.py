"""The provisions that a finding rests on, with how sure each is."""

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from checker.judge.graph import Settled
from checker.model import LANGUAGES, Source
from checker.pack import Rule
from checker.vocabulary import GS, code, follow, label, texts


def sources(graph: Graph, node: URIRef, rule: Rule) -> tuple[Source, ...]:
    """Return what the rule rests on: its own provisions, and those that the facts of the case lead to."""
    ends = [end for steps in rule.basis for end in follow(graph, node, steps)]
    found = [_source(graph, node, end) for end in dict.fromkeys([*ends, *rule.sources])]
    return tuple({(source.iri, source.certainty): source for source in found if source}.values())


def _source(graph: Graph, exchange: URIRef, node: Node) -> Source | None:
    """Return a provision as a source. What rests on a provision (a norm, an opening) is cited by it."""
    certain = stated(graph, exchange, node)
    provision = node
    if graph.value(node, GS.law) is None and (named := graph.value(node, DCTERMS.source)) is not None:
        provision = named
    if not isinstance(provision, URIRef):
        return None
    return source(graph, provision, certain)


def source(graph: Graph, provision: URIRef, certain: Node) -> Source:
    """Return a provision as a source, with the certainty that is stated of this node."""
    if isinstance(graph, Settled):
        return graph.once(("source", provision, certain), lambda: _cited(graph, provision, certain))
    return _cited(graph, provision, certain)


def _cited(graph: Graph, provision: URIRef, certain: Node) -> Source:
    levels = sorted(graph.objects(certain, GS.certainty), key=str)
    checked = graph.value(certain, GS.lastChecked) or graph.value(provision, GS.lastChecked)
    return Source(
        citation=label(graph, provision),
        iri=str(provision),
        url=str(graph.value(provision, GS.page) or ""),
        certainty="; ".join(code(graph, level) for level in levels),
        certainty_label={
            language: "; ".join(label(graph, level)[language] for level in levels) for language in LANGUAGES
        },
        last_checked="" if checked is None else str(checked),
        note=texts(graph, certain, GS.certaintyNote),
    )


def stated(graph: Graph, exchange: URIRef, node: Node) -> Node:
    """Return where the certainty of a provision is stated: at the version that applies, else at its latest."""
    versions = sorted(graph.subjects(GS.versionOf, node), key=str)
    applying = set(graph.objects(exchange, GS.citedVersion)) | set(graph.objects(exchange, GS.candidateVersion))
    return next((version for version in versions if version in applying), versions[-1] if versions else node)
