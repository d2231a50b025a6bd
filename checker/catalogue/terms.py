"""The terms of a list, with all that a pack says of them. A list is known by the class of its terms."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from checker.catalogue.blanks import called
from checker.catalogue.entries import Fact, Term, Version
from checker.catalogue.told import UNTOLD, facts, name, place, type_of, values
from checker.catalogue.words import word
from checker.model import LANGUAGES, Text
from checker.pack import Pack, Scheme
from checker.vocabulary import GS, label, texts


def scheme_of(pack: Pack, cls: URIRef) -> Scheme | None:
    """Return the list in which a column finds terms of a class."""
    found = (scheme for _, scheme in sorted(pack.schemes.items()))
    return next((s for s in found if any((term, RDF.type, cls) in pack.graph for term in s.codes)), None)


def term_entry(term: URIRef, scheme: Scheme, pack: Pack) -> Term:
    """Return a term with its versions, and with what refers to it."""
    graph = pack.graph
    identifier, page = graph.value(term, DCTERMS.identifier), graph.value(term, GS.page)
    versions = [version for version in graph.subjects(GS.versionOf, term) if isinstance(version, URIRef)]
    return Term(
        code=scheme.codes[term],
        iri=str(term),
        type=type_of(graph, term),
        label=label(graph, term),
        definition=texts(graph, term, SKOS.definition),
        identifier="" if identifier is None else str(identifier),
        url="" if page is None else str(page),
        facts=facts(graph, term),
        versions=tuple(sorted((_version(graph, version) for version in versions), key=_start)),
        referred=(*_referred(graph, term), *_through_broader(graph, term)),
    )


def _version(graph: Graph, version: URIRef) -> Version:
    return Version(
        label=label(graph, version),
        definition=texts(graph, version, SKOS.definition),
        valid_from=str(graph.value(version, GS.validFrom) or ""),
        valid_until=str(graph.value(version, GS.validUntil) or ""),
        verified_until=str(graph.value(version, GS.verifiedUntil) or ""),
        facts=facts(graph, version),
    )


def _start(version: Version) -> tuple[str, str]:
    return version.valid_from, version.valid_until


def _referred(graph: Graph, term: URIRef) -> tuple[Fact, ...]:
    """Return what refers to a term, or to what is exactly the same; a version refers for its provision."""
    same = {term, *graph.objects(term, SKOS.exactMatch), *graph.subjects(SKOS.exactMatch, term)}
    found: dict[tuple[URIRef, tuple[tuple[str, str], ...]], set[Node]] = defaultdict(set)
    for subject, predicate in {pair for node in same for pair in graph.subject_predicates(node)}:
        whole = graph.value(subject, GS.versionOf) or subject
        kind = tuple(type_of(graph, whole).items())
        if kind and isinstance(predicate, URIRef) and predicate not in UNTOLD and name(graph, predicate):
            found[predicate, kind].add(whole)
    order = sorted(found, key=lambda key: (key[1], place(graph, key[0])))
    return tuple(
        Fact(str(predicate), _both(dict(kind), called(predicate, graph)), values(graph, found[predicate, kind]))
        for predicate, kind in order
    )


def _through_broader(graph: Graph, term: URIRef) -> Iterator[Fact]:
    """Yield what refers to a broader term: it holds for the narrower one too, and says by which it does."""
    for broader in graph.transitive_objects(term, SKOS.broader):
        if isinstance(broader, URIRef) and broader != term:
            through = label(graph, broader)
            for fact in _referred(graph, broader):
                if fact.property != str(SKOS.broader):
                    yield replace(fact, label=_through(fact.label, through))


def _through(told: Text, broader: Text) -> Text:
    return {language: f"{told[language]} ({broader[language]})" for language in LANGUAGES}


def _both(kind: Text, predicate: Text) -> Text:
    return {language: word("as", language, kind=kind[language], what=predicate[language]) for language in LANGUAGES}
