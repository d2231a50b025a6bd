"""A lint of the ontology. Every check is also run on a broken snippet, so that it is known to be able to fail."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, Graph, Namespace, URIRef

from checker.authoring.advice import (
    SHOULD,
    incomplete_provisions,
    missing_definitions,
    missing_sources,
    nameless_provisions,
    one_sided_notes,
    uncertain,
    wrong_identifiers,
)
from checker.authoring.lint import (
    Check,
    Fault,
    ambiguous_names,
    dangling,
    missing_labels,
    of_class,
    overlapping_versions,
    repeated_notations,
    undefined,
    wrong_dates,
)
from checker.authoring.rules import MUST, unreadable_queries, untargeted_rules, wordless_rules

HERE = Path(__file__).resolve().parent
BASE = "https://w3id.org/grondslag/"
GS = Namespace(BASE + "ns#")
BORROWED = {
    "https://w3id.org/dpv#": "dpv",
    "https://w3id.org/dpv/pd#": "pd",
    "https://w3id.org/dpv/legal/eu/gdpr#": "eu-gdpr",
}


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


def strangers(graph: Graph) -> Iterator[Fault]:
    """Terms of the borrowed vocabularies that are not in the frozen list."""
    terms = frozen_terms()
    for node in {node for triple in graph for node in triple if isinstance(node, URIRef)}:
        for namespace, prefix in BORROWED.items():
            local = str(node).removeprefix(namespace)
            if local != str(node) and local and f"{prefix}:{local}" not in terms:
                yield Fault(str(node), f"is geen term van {prefix}", f"is no term of {prefix}")


ON_RULES = (dangling, undefined, untargeted_rules, unreadable_queries, wordless_rules)
ON_ONTOLOGY: tuple[Check, ...] = (
    *(check for check in MUST if check not in ON_RULES),
    *SHOULD,
)
ON_EVERYTHING: tuple[Check, ...] = (*ON_RULES, strangers)


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
    defined = {node for node in of_class(load("ontology", "shapes"), *kinds) if str(node).startswith(BASE)}
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
gs:Rule a owl:Class .
x:rule a gs:Rule ;
    sh:targetClass gs:Role ;
    sh:name "regel"@nl, "rule"@en ;
    sh:message "Dit mag niet."@nl, "This may not be."@en ;
    gs:why "Omdat."@nl, "Because."@en ;
    gs:remedy "Doe dit niet."@nl, "Do not do this."@en .
gs:why a rdf:Property .
gs:remedy a rdf:Property .
x:names sh:declare [ sh:prefix "gs" ; sh:namespace "https://w3id.org/grondslag/ns#" ] .
x:shape sh:sparql [ sh:prefixes x:names ; sh:select "SELECT ?x WHERE { ?x gs:found gs:Read }" ] .
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
    (untargeted_rules, "    sh:targetClass gs:Role ;\n", ""),
    (unreadable_queries, "gs:Read }", "gs:Read"),
    (unreadable_queries, "sh:prefixes x:names ; ", ""),
    (wordless_rules, 'sh:name "regel"@nl, "rule"@en', 'sh:name "regel"@nl'),
    (wordless_rules, '"Dit mag niet."@nl, ', ""),
    (wordless_rules, '"Omdat."@nl, "Because."@en', '"Omdat."@nl, " "@en'),
    (wordless_rules, '    gs:remedy "Doe dit niet."@nl, "Do not do this."@en .', "    sh:order 1 ."),
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
