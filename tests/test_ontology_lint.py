"""A lint of the ontology. Every check is also run on a broken snippet, so that it is known to be able to fail."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

HERE = Path(__file__).resolve().parent
BASE = "https://w3id.org/grondslag/"
GS = Namespace(BASE + "ns#")
SH = Namespace("http://www.w3.org/ns/shacl#")
XSD_DATE = URIRef("http://www.w3.org/2001/XMLSchema#date")
BORROWED = {
    "https://w3id.org/dpv#": "dpv",
    "https://w3id.org/dpv/pd#": "pd",
    "https://w3id.org/dpv/legal/eu/gdpr#": "eu-gdpr",
}
LANGUAGES = ("nl", "en")
SOURCED = (
    GS.Role,
    GS.Purpose,
    GS.DataCategory,
    GS.Condition,
    GS.NecessityNorm,
    GS.SpecialException,
    GS.Message,
)
PROVISIONS = (GS.Ground, GS.GeneralProvision, GS.Provision)
DATES = (GS.validFrom, GS.validUntil, GS.verifiedUntil, GS.lastChecked, GS.repealedOn)
QUERIES = (SH.select, SH.construct, SH.ask)


@cache
def load(*folders: str) -> Graph:
    graph = Graph()
    for folder in folders:
        for path in sorted((HERE.parent / folder).rglob("*.ttl")):
            graph.parse(path)
    return graph


def frozen_terms() -> set[str]:
    with (HERE / "facts" / "dpv_terms.csv").open(encoding="utf-8", newline="") as file:
        return {row["term"] for row in csv.DictReader(file)}


def coded(graph: Graph) -> set[Node]:
    return set(graph.subjects(SKOS.notation))


def of_class(graph: Graph, *classes: URIRef) -> set[Node]:
    return {subject for cls in classes for subject in graph.subjects(RDF.type, cls)}


def ours(node: Node) -> bool:
    return isinstance(node, URIRef) and str(node).startswith(BASE)


# The checks: each takes a graph and gives the faults it finds.


def missing_text(graph: Graph, predicate: URIRef) -> Iterator[str]:
    for term in coded(graph):
        texts = [o for o in graph.objects(term, predicate) if isinstance(o, Literal)]
        for language in LANGUAGES:
            found = [text for text in texts if text.language == language]
            if len(found) != 1 or not str(found[0]).strip():
                yield f"{term} has {len(found)} texts in {language}"


def missing_labels(graph: Graph) -> Iterator[str]:
    return missing_text(graph, SKOS.prefLabel)


def missing_definitions(graph: Graph) -> Iterator[str]:
    return missing_text(graph, SKOS.definition)


def missing_sources(graph: Graph) -> Iterator[str]:
    for term in of_class(graph, *SOURCED):
        sources = list(graph.objects(term, DCTERMS.source))
        if not sources:
            yield f"{term} has no source"
        for source in sources:
            if (source, RDF.type, GS.Provision) not in graph:
                yield f"{term} has a source that is no provision: {source}"


def incomplete_provisions(graph: Graph) -> Iterator[str]:
    for term in of_class(graph, *PROVISIONS):
        for predicate in (GS.law, DCTERMS.identifier, GS.page):
            if len(set(graph.objects(term, predicate))) != 1:
                yield f"{term} has not exactly one {predicate}"


def nameless_provisions(graph: Graph) -> Iterator[str]:
    for term in of_class(graph, *PROVISIONS, GS.GroundVersion):
        for predicate in (SKOS.prefLabel, SKOS.definition):
            languages = {o.language for o in graph.objects(term, predicate) if isinstance(o, Literal)}
            if not languages >= set(LANGUAGES):
                yield f"{term} lacks a {predicate} in a language"


def uncertain(graph: Graph) -> Iterator[str]:
    """Every version says how firmly it stands; so does every provision that has no versions."""
    versioned = set(graph.objects(None, GS.versionOf))
    for term in of_class(graph, GS.GroundVersion, *PROVISIONS) - versioned:
        if (term, GS.certainty, None) not in graph:
            yield f"{term} has no certainty"


def wrong_identifiers(graph: Graph) -> Iterator[str]:
    """A provision of a Dutch law bears the identifier that its article, paragraph and point make."""
    for term in of_class(graph, *PROVISIONS):
        law = graph.value(graph.value(term, GS.law), DCTERMS.identifier)
        if law is None or not str(law).startswith("BWBR"):
            continue
        parts = [(key, graph.value(term, p)) for key, p in (("artikel", GS.article), ("lid", GS.paragraph))]
        expected = f"jci1.3:c:{law}" + "".join(f"&{key}={value}" for key, value in parts if value is not None)
        point = graph.value(term, GS.point)
        allowed = {expected if point is None else f"{expected}&o={point}"}
        # A point named after a purpose of another subsection is no letter of the text.
        if any("(doel " in str(label) for label in graph.objects(term, SKOS.prefLabel)):
            allowed = {expected}
        if str(graph.value(term, DCTERMS.identifier)) not in allowed:
            yield f"{term} ought to have the identifier {allowed}"


def one_sided_notes(graph: Graph) -> Iterator[str]:
    for term in set(graph.subjects(GS.certaintyNote)):
        languages = sorted(str(o.language) for o in graph.objects(term, GS.certaintyNote) if isinstance(o, Literal))
        if languages != sorted(LANGUAGES):
            yield f"{term} has notes in {languages}"


def day(graph: Graph, version: Node, predicate: URIRef) -> date | None:
    value = graph.value(version, predicate)
    if isinstance(value, Literal):
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return None
    return None


def is_date(node: Node) -> bool:
    if not isinstance(node, Literal) or node.datatype != XSD_DATE:
        return False
    try:
        return date.fromisoformat(str(node)).isoformat() == str(node)
    except ValueError:
        return False


def wrong_dates(graph: Graph) -> Iterator[str]:
    for subject, predicate, value in graph:
        dated = isinstance(value, Literal) and value.datatype == XSD_DATE
        if (dated or predicate in DATES) and not is_date(value):
            yield f"{subject} has a wrong date: {value}"
    for subject in set(graph.subjects(GS.validUntil)):
        start, end = day(graph, subject, GS.validFrom), day(graph, subject, GS.validUntil)
        if start and end and end < start:
            yield f"{subject} ends before it starts"


def overlapping_versions(graph: Graph) -> Iterator[str]:
    versions: dict[Node, list[tuple[date, date, str]]] = defaultdict(list)
    for version, ground in graph.subject_objects(GS.versionOf):
        start = day(graph, version, GS.validFrom) or date.min
        end = day(graph, version, GS.validUntil) or date.max
        versions[ground].append((start, end, str(version)))
    for periods in versions.values():
        for (start, end, name), (other_start, other_end, other) in combinations(sorted(periods), 2):
            if start <= other_end and other_start <= end:
                yield f"{name} and {other} overlap"


def ambiguous_names(graph: Graph) -> Iterator[str]:
    """Two terms of one scheme with the same notation, or the same label in one language."""
    names: dict[tuple[Node, str, str], set[Node]] = defaultdict(set)
    for term, scheme in graph.subject_objects(SKOS.inScheme):
        for notation in graph.objects(term, SKOS.notation):
            names[scheme, "notation", str(notation).casefold()].add(term)
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for label in graph.objects(term, predicate):
                if isinstance(label, Literal):
                    names[scheme, str(label.language), str(label).casefold()].add(term)
    for (scheme, kind, name), terms in names.items():
        if len(terms) > 1:
            yield f"{kind} {name!r} of {scheme} names {', '.join(sorted(map(str, terms)))}"


def repeated_notations(graph: Graph) -> Iterator[str]:
    for term in coded(graph):
        if len(set(graph.objects(term, SKOS.notation))) > 1:
            yield f"{term} has more than one notation"


def dangling(graph: Graph) -> Iterator[str]:
    known = set(graph.subjects())
    for subject, predicate, value in graph:
        if ours(value) and value not in known and predicate != OWL.versionIRI:
            yield f"{subject} {predicate} {value}, which is nowhere described"


def strangers(graph: Graph) -> Iterator[str]:
    """Terms of the borrowed vocabularies that are not in the frozen list."""
    terms = frozen_terms()
    for node in {node for triple in graph for node in triple if isinstance(node, URIRef)}:
        for namespace, prefix in BORROWED.items():
            local = str(node).removeprefix(namespace)
            if local != str(node) and local and f"{prefix}:{local}" not in terms:
                yield f"{node} is no term of {prefix}"


def names_used(graph: Graph) -> set[Node]:
    """Our properties and classes: predicates and types, and what the queries of the shapes name."""
    used = {
        node for _, predicate, value in graph for node in (predicate, value if predicate == RDF.type else predicate)
    }
    for query in (q for predicate in QUERIES for q in graph.objects(None, predicate)):
        used |= {GS[name] for name in re.findall(r"\bgs:(\w+)", str(query))}
    return {node for node in used if str(node).startswith(str(GS))}


def undefined(graph: Graph) -> Iterator[str]:
    """A property or class is defined in the core vocabulary; other names in queries anywhere in the ontology."""
    kinds = (OWL.Class, RDFS.Class, RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty)
    defined = of_class(graph, *kinds)
    in_data = {node for _, p, o in graph for node in (p, o if p == RDF.type else p)}
    for name in names_used(graph):
        if name not in defined and (name in in_data or (name, None, None) not in graph):
            yield f"{name} is used but not defined"


Check = Callable[[Graph], Iterator[str]]
ON_ONTOLOGY: tuple[Check, ...] = (
    missing_labels,
    missing_definitions,
    missing_sources,
    incomplete_provisions,
    nameless_provisions,
    uncertain,
    wrong_identifiers,
    one_sided_notes,
    wrong_dates,
    overlapping_versions,
    ambiguous_names,
    repeated_notations,
)
ON_EVERYTHING: tuple[Check, ...] = (dangling, strangers, undefined)


@pytest.mark.parametrize("check", ON_ONTOLOGY, ids=lambda check: check.__name__)
def test_ontology(check: Check) -> None:
    assert sorted(check(load("ontology"))) == []


@pytest.mark.parametrize("check", ON_EVERYTHING, ids=lambda check: check.__name__)
def test_ontology_and_shapes(check: Check) -> None:
    assert sorted(check(load("ontology", "shapes"))) == []


def test_definitions_are_in_core_or_facts() -> None:
    core = Graph()
    for name in ("core", "facts"):
        core.parse(HERE.parent / "ontology" / f"{name}.ttl")
    kinds = (OWL.Class, RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty)
    defined = {node for node in of_class(load("ontology", "shapes"), *kinds) if ours(node)}
    assert defined - set(core.subjects()) == set()


# A small ontology without a fault, and for every check a way to break it.
SOUND = """
@prefix gs: <https://w3id.org/grondslag/ns#> .
@prefix x: <https://w3id.org/grondslag/x/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

gs:Law a owl:Class . gs:Provision a owl:Class . gs:GroundVersion a owl:Class . gs:Role a owl:Class .
gs:Certainty a owl:Class .
gs:law a rdf:Property . gs:page a rdf:Property . gs:versionOf a rdf:Property . gs:validFrom a rdf:Property .
gs:validUntil a rdf:Property . gs:certainty a rdf:Property . gs:certaintyNote a rdf:Property .
gs:article a rdf:Property . gs:paragraph a rdf:Property . gs:point a rdf:Property .
gs:found a rdf:Property .
gs:Read a gs:Certainty .

x:scheme a skos:ConceptScheme .
x:law a gs:Law ; dct:identifier "BWBR0000001" .
x:part a gs:Provision ;
    skos:prefLabel "deel"@nl, "part"@en ;
    skos:definition "Een deel."@nl, "A part."@en ;
    gs:law x:law ;
    gs:article "3" ; gs:paragraph "2" ; gs:point "c" ;
    gs:certainty gs:Read ;
    dct:identifier "jci1.3:c:BWBR0000001&artikel=3&lid=2&o=c" ;
    gs:page <https://example.org/> .
x:article a gs:Provision ;
    skos:prefLabel "artikel"@nl, "article"@en ;
    skos:definition "Een artikel."@nl, "An article."@en ;
    gs:law x:law ;
    dct:identifier "jci1.3:c:BWBR0000001" ;
    gs:page <https://example.org/> .
x:old a gs:GroundVersion ;
    skos:prefLabel "oud"@nl, "old"@en ;
    skos:definition "Oud."@nl, "Old."@en ;
    gs:versionOf x:article ;
    gs:validUntil "2019-06-30"^^xsd:date ;
    gs:certainty gs:Read ;
    gs:certaintyNote "Gelezen."@nl, "Read."@en .
x:new a gs:GroundVersion ;
    skos:prefLabel "nieuw"@nl, "new"@en ;
    skos:definition "Nieuw."@nl, "New."@en ;
    gs:versionOf x:article ;
    gs:validFrom "2019-07-01"^^xsd:date ;
    gs:validUntil "2025-12-31"^^xsd:date ;
    gs:certainty gs:Read .
x:one a gs:Role ;
    skos:notation "ONE" ;
    skos:inScheme x:scheme ;
    skos:prefLabel "een"@nl, "one"@en ;
    skos:definition "De ene."@nl, "The one."@en ;
    skos:broadMatch dpv:Organisation, pd:Name ;
    dct:source x:article .
x:two a gs:Role ;
    skos:notation "TWO" ;
    skos:inScheme x:scheme ;
    skos:prefLabel "twee"@nl, "two"@en ;
    skos:altLabel "tweede"@nl ;
    skos:definition "De andere."@nl, "The other."@en ;
    dct:source x:article .
x:shape sh:select "SELECT ?x WHERE { ?x gs:found gs:Read }" .
"""

BREAKS: tuple[tuple[Check, str, str], ...] = (
    (missing_labels, '"een"@nl, "one"@en', '"een"@nl'),
    (missing_labels, '"een"@nl, "one"@en', '"one"@en'),
    (missing_labels, '"een"@nl, "one"@en', '"een"@nl, "one"@en, "first"@en'),
    (missing_labels, '"een"@nl, "one"@en', '" "@nl, "one"@en'),
    (missing_definitions, '"De ene."@nl, "The one."@en', '"De ene."@nl'),
    (missing_definitions, '"De ene."@nl, "The one."@en', '"The one."@en'),
    (missing_sources, "pd:Name ;\n    dct:source x:article", "pd:Name"),
    (missing_sources, "pd:Name ;\n    dct:source x:article", 'pd:Name ;\n    dct:source "Wlz 9.1.2"'),
    (missing_sources, "pd:Name ;\n    dct:source x:article", "pd:Name ;\n    dct:source x:law"),
    (incomplete_provisions, "gs:law x:law ;", ""),
    (incomplete_provisions, 'dct:identifier "jci1.3:c:BWBR0000001" ;', ""),
    (
        incomplete_provisions,
        'dct:identifier "jci1.3:c:BWBR0000001" ;',
        'dct:identifier "jci1.3:c:BWBR0000001", "eli" ;',
    ),
    (incomplete_provisions, ";\n    gs:page <https://example.org/>", ""),
    (nameless_provisions, '"artikel"@nl, "article"@en', '"artikel"@nl'),
    (nameless_provisions, '"Oud."@nl, "Old."@en', '"Old."@en'),
    (uncertain, ';\n    gs:certainty gs:Read ;\n    dct:identifier "jci', ';\n    dct:identifier "jci'),
    (
        uncertain,
        'gs:validUntil "2025-12-31"^^xsd:date ;\n    gs:certainty gs:Read',
        'gs:validUntil "2025-12-31"^^xsd:date',
    ),
    (wrong_identifiers, "&lid=2&o=c", "&lid=2"),
    (wrong_identifiers, 'gs:article "3"', 'gs:article "4"'),
    (wrong_identifiers, '"BWBR0000001"', '"BWBR0000002"'),
    (one_sided_notes, '"Gelezen."@nl, "Read."@en', '"Gelezen."@nl'),
    (wrong_dates, '"2019-07-01"^^xsd:date', '"2019-02-30"^^xsd:date'),
    (wrong_dates, '"2019-07-01"^^xsd:date', '"1-7-2019"^^xsd:date'),
    (wrong_dates, '"2019-07-01"^^xsd:date', '"20190701"^^xsd:date'),
    (wrong_dates, '"2019-07-01"^^xsd:date', '"2019-07-01"'),
    (wrong_dates, '"2025-12-31"^^xsd:date', '"2019-06-01"^^xsd:date'),
    (overlapping_versions, '"2019-07-01"^^xsd:date', '"2019-06-30"^^xsd:date'),
    (overlapping_versions, '    gs:validUntil "2019-06-30"^^xsd:date ;\n', ""),
    (overlapping_versions, '    gs:validFrom "2019-07-01"^^xsd:date ;\n', ""),
    (ambiguous_names, 'skos:notation "TWO"', 'skos:notation "one"'),
    (ambiguous_names, '"twee"@nl', '"Een"@nl'),
    (ambiguous_names, '"two"@en', '"ONE"@en'),
    (ambiguous_names, '"tweede"@nl', '"een"@nl'),
    (repeated_notations, 'skos:notation "TWO"', 'skos:notation "TWO", "2"'),
    (
        dangling,
        'skos:inScheme x:scheme ;\n    skos:prefLabel "een"',
        'skos:inScheme x:none ;\n    skos:prefLabel "een"',
    ),
    (dangling, "gs:law x:law", "gs:law x:lwa"),
    (strangers, "dpv:Organisation", "dpv:Organization"),
    (strangers, "pd:Name", "pd:Naam"),
    (undefined, "gs:page <", "gs:pages <"),
    (undefined, "x:law a gs:Law", "x:law a gs:Lex"),
    (undefined, "?x gs:found", "?x gs:fuond"),
    (undefined, "gs:found a rdf:Property", "gs:found a gs:Certainty ; gs:found true"),
)


@pytest.mark.parametrize("check", [*ON_ONTOLOGY, *ON_EVERYTHING], ids=lambda check: check.__name__)
def test_sound_snippet(check: Check) -> None:
    assert sorted(check(Graph().parse(data=SOUND))) == []


@pytest.mark.parametrize(("check", "sound", "broken"), BREAKS)
@pytest.mark.filterwarnings("ignore")
def test_broken_snippet(check: Check, sound: str, broken: str) -> None:
    assert sound in SOUND
    assert sorted(check(Graph().parse(data=SOUND.replace(sound, broken, 1)))) != []


def test_every_check_is_seen_to_fail() -> None:
    assert {check for check, _, _ in BREAKS} == {*ON_ONTOLOGY, *ON_EVERYTHING}
