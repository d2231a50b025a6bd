"""Law is data: a statute comes and goes as Turtle files alone, and no Python names what a pack declares."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas
import pytest
from rdflib import RDF, URIRef
from rdflib.namespace import SKOS

import checker
from checker import GrondslagError, check
from checker.pack import Pack, load_pack
from checker.vocabulary import GS, SH, texts

ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2026-11-23"

HEAD = """
@prefix gs: <https://w3id.org/grondslag/ns#> .
@prefix condition: <https://w3id.org/grondslag/condition/> .
@prefix family: <https://w3id.org/grondslag/family/> .
@prefix ground: <https://w3id.org/grondslag/ground/> .
@prefix law: <https://w3id.org/grondslag/law/> .
@prefix pair: <https://w3id.org/grondslag/pair/> .
@prefix purpose: <https://w3id.org/grondslag/purpose/> .
@prefix role: <https://w3id.org/grondslag/role/> .
@prefix rule: <https://w3id.org/grondslag/rule/> .
@prefix scheme: <https://w3id.org/grondslag/scheme/> .
@prefix version: <https://w3id.org/grondslag/version/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PACK = """
<https://w3id.org/grondslag/pack/research> a owl:Ontology, gs:Pack ;
    dct:identifier "research" ;
    rdfs:label "Met een onderzoekswet"@nl, "With a research act"@en ;
    owl:versionInfo "1" ;
    owl:imports <https://w3id.org/grondslag/pack/iwlz> .
"""
LAW = """
law:research a gs:Law ;
    skos:notation "Woz" ;
    skos:prefLabel "Wet onderzoek zorg"@nl, "Care Research Act"@en .
ground:research-1 a gs:Ground ;
    skos:notation "research-1" ;
    skos:inScheme scheme:grounds ;
    skos:prefLabel "Wet onderzoek zorg 1"@nl, "Care Research Act 1"@en ;
    gs:law law:research .
pair:CIZ.NZA a gs:Pair ; gs:from role:CIZ ; gs:to role:NZA .
version:research-1.2020 a gs:GroundVersion ;
    gs:versionOf ground:research-1 ;
    gs:permits pair:CIZ.NZA ;
    gs:purpose purpose:onderzoek ;
    gs:coversHealth true ;
    gs:dataSubjects gs:AnyDataSubject ;
    gs:validFrom "2020-01-01"^^xsd:date .
"""
ROW = {
    "id": "E1", "sender": "CIZ", "recipient": "NZA", "purpose": "onderzoek", "ground": "Wet onderzoek zorg 1",
    "data_categories": "indicatie-soort", "start_date": "2025-01-01",
    "encrypted": "ja", "authenticated": "ja", "authorised": "ja",
}  # fmt: skip


def outcomes(pack: str | Pack, **changes: str) -> dict[str, str]:
    report = check(pandas.DataFrame([ROW | changes]), pack, AS_OF)
    found: dict[str, str] = report.document["exchanges"][0]["outcomes"]
    return found


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    folder = tmp_path / "research"
    folder.mkdir()
    (folder / "pack.ttl").write_text(HEAD + PACK, encoding="utf-8")
    (folder / "law.ttl").write_text(HEAD + LAW, encoding="utf-8")
    return folder


def test_a_new_law_is_a_turtle_file(overlay: Path, pack: Pack) -> None:
    before, after = outcomes(pack), outcomes(str(overlay))
    assert (before["ground"], before["special-category"]) == ("undetermined", "undetermined")
    assert outcomes(pack, ground="")["ground"] == "violation"
    assert {after[family] for family in ("registry", "ground", "validity", "special-category")} == {"pass"}
    assert outcomes(str(overlay), ground="")["ground"] == "undetermined"  # now there is a candidate


def test_the_best_of_several_fitting_grounds_counts(overlay: Path) -> None:
    """Two grounds for one lane: the chain's own law has no such case, so it is made here."""
    second = LAW.replace("research-1", "research-2").replace("zorg 1", "zorg 2").replace("Act 1", "Act 2")
    second = second.replace(
        "gs:coversHealth true", "gs:coversHealth false ; gs:condition condition:explicit-consent, condition:on-request"
    ).replace('"2020-01-01"', '"2026-01-01"')
    (overlay / "second.ttl").write_text(HEAD + second, encoding="utf-8")
    loaded = load_pack(str(overlay))
    both = "Wet onderzoek zorg 1|Wet onderzoek zorg 2"
    alone = outcomes(loaded, ground="Wet onderzoek zorg 2")
    assert (alone["conditions"], alone["special-category"], alone["validity"]) == (
        "undetermined",
        "violation",
        "undetermined",  # not in force before 2026
    )
    together = outcomes(loaded, ground=both, consent="nee")
    assert (together["conditions"], together["special-category"], together["validity"]) == (
        "inapplicable",  # the first sets no condition, and no condition is best
        "pass",
        "pass",
    )
    refused = outcomes(loaded, ground="Wet onderzoek zorg 2", consent="nee", request_reference="Z-1")
    assert refused["conditions"] == "violation"


def test_a_gap_between_versions_is_seen(overlay: Path) -> None:
    later = LAW[LAW.index("version:") :].replace("1.2020", "1.2023").replace("2020-01-01", "2023-01-01")
    (overlay / "later.ttl").write_text(HEAD + later, encoding="utf-8")
    with_end = LAW.replace('"2020-01-01"^^xsd:date', '"2020-01-01"^^xsd:date ; gs:validUntil "2021-06-30"^^xsd:date')
    (overlay / "law.ttl").write_text(HEAD + with_end, encoding="utf-8")
    loaded = load_pack(str(overlay))
    assert outcomes(loaded, start_date="2021-06-30")["validity"] == "undetermined"
    assert outcomes(loaded, start_date="2022-06-30")["validity"] == "undetermined"
    assert outcomes(loaded, start_date="2023-01-01")["validity"] == "pass"
    assert outcomes(loaded, start_date="2020-01-01", end_date="2021-06-30")["validity"] == "pass"
    assert outcomes(loaded, start_date="2020-01-01", end_date="2021-07-01")["validity"] == "violation"


def test_an_overlay_ends_a_version(overlay: Path, pack: Pack) -> None:
    ended = 'version:wlz-9.1.2-1-g.2015-01-01 gs:validUntil "2024-12-31"^^xsd:date .'
    (overlay / "end.ttl").write_text(HEAD + ended, encoding="utf-8")
    row = {"recipient": "CAK", "sender": "ZORGKANTOOR", "purpose": "eigen-bijdrage", "ground": "wlz-9.1.2-1-g"}
    assert outcomes(pack, **row)["validity"] == "pass"
    assert outcomes(str(overlay), **row)["validity"] == "violation"


def test_an_overlay_cannot_contradict(overlay: Path) -> None:
    moved = 'version:wlz-9.1.3-1-b.2015-01-01 gs:validUntil "2024-12-31"^^xsd:date .'
    (overlay / "move.ttl").write_text(HEAD + moved, encoding="utf-8")
    with pytest.raises(GrondslagError, match="two values"):
        load_pack(str(overlay))


def test_a_ground_can_be_removed(tmp_path: Path, pack: Pack) -> None:
    for folder in ("ontology", "shapes"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    wlz = tmp_path / "ontology" / "laws" / "wlz.ttl"
    blocks = wlz.read_text(encoding="utf-8").split("\n\n")
    kept = [block for block in blocks if not block.startswith(("ground:wlz-9.1.2-1-g ", "version:wlz-9.1.2-1-g."))]
    assert len(kept) == len(blocks) - 2
    wlz.write_text("\n\n".join(kept), encoding="utf-8")
    row = {"recipient": "CAK", "sender": "ZORGKANTOOR", "purpose": "eigen-bijdrage", "ground": "wlz-9.1.2-1-g"}
    assert outcomes(pack, **row)["ground"] == "pass"
    assert outcomes(str(tmp_path / "ontology"), **row)["ground"] == "undetermined"  # an unknown citation now
    assert outcomes(str(tmp_path / "ontology"), **row | {"ground": ""})["ground"] == "violation"


def test_a_condition_of_the_user_needs_no_python(overlay: Path) -> None:
    """A yes/no column, a condition on it and a rule: all of them in Turtle."""
    column = """
    <https://w3id.org/grondslag/column/ethics> a gs:Column ;
        skos:notation "ethics_approved" ; skos:prefLabel "ethisch getoetst"@nl, "ethics approved"@en ;
        gs:header "ethisch_getoetst"@nl ; gs:order 50 ; gs:datatype gs:YesNoValue ; gs:property gs:ethicsApproved .
    condition:ethics a gs:Condition ; skos:notation "ethics" ; gs:family family:conditions ;
        gs:asksYes gs:ethicsApproved .
    version:research-1.2020 gs:condition condition:ethics .
    rule:VW901 a sh:PropertyShape, gs:Rule ; skos:notation "VW901" ; gs:family family:conditions ;
        sh:name "Niet ethisch getoetst"@nl, "No ethics approval"@en ;
        sh:severity sh:Violation ; sh:targetSubjectsOf gs:breach ; sh:path gs:breach ;
        sh:not [ sh:hasValue condition:ethics ] ;
        sh:message "Het onderzoek is niet getoetst."@nl, "The research has no approval."@en ;
        gs:why "Zo wil het de wet."@nl, "The law wants it."@en ;
        gs:remedy "Laat het toetsen."@nl, "Have it approved."@en .
    """
    (overlay / "condition.ttl").write_text(HEAD + column, encoding="utf-8")
    loaded = load_pack(str(overlay))
    assert outcomes(loaded, ethisch_getoetst="nee")["conditions"] == "violation"
    assert outcomes(loaded, ethisch_getoetst="ja")["conditions"] == "pass"


def test_a_family_without_an_answer_is_an_error_and_no_pass(overlay: Path) -> None:
    silent = '<https://w3id.org/grondslag/family/silent> a gs:Family ; skos:notation "silent" ; gs:order 80 .'
    (overlay / "family.ttl").write_text(HEAD + silent, encoding="utf-8")
    with pytest.raises(GrondslagError, match="silent"):
        outcomes(str(overlay))


# Words of the report's own schema and of SHACL's severities; a pack uses some of them as codes too.
CONTRACT = {"id", "registry", "message", "violation", "undetermined", "pass", "inapplicable", "no-objection", "scope"}
# The name of the product, which is Dutch for "ground" and so the header of a column too.
PRODUCT = {"grondslag"}


def declared(pack: Pack) -> set[str]:
    """The codes and labels of all that belongs to a law, an article, a party, a column, a family or the scope."""
    classes = [GS.Law, GS.Provision, GS.Ground, GS.GeneralProvision, GS.Role, GS.Purpose, GS.DataCategory,
               GS.CategoryKind, GS.CategoryGroup, GS.Condition, GS.Message, GS.Column, GS.Family, GS.Scope,
               GS.DeliveryForm]  # fmt: skip
    found: set[str] = set()
    for node in {node for cls in classes for node in pack.graph.subjects(RDF.type, cls)}:
        assert isinstance(node, URIRef)
        found |= {str(o) for p in (SKOS.notation, SKOS.altLabel, GS.header) for o in pack.graph.objects(node, p)}
        found |= set(texts(pack.graph, node, SKOS.prefLabel).values())
        found.add(str(node).rsplit("/", 1)[-1])
    for rule in pack.graph.subjects(RDF.type, GS.Rule):
        found |= {str(o) for o in pack.graph.objects(rule, SKOS.notation)}
    return found - CONTRACT - PRODUCT


def strings() -> Iterator[tuple[str, str]]:
    """Every string and attribute name in the package's code, documentation strings aside."""
    folder = Path(checker.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                yield path.relative_to(folder).as_posix(), node.value
            if isinstance(node, ast.Attribute):
                yield path.relative_to(folder).as_posix(), node.attr


def test_python_names_nothing_that_a_pack_declares(pack: Pack) -> None:
    words = declared(pack)
    assert {"CIZ", "wlz-9.1.2-1-g", "Wlz", "sender", "verstrekker", "necessity", "inside", "GR101"} <= words
    named = {(path, text) for path, text in strings() if text in words}
    inside = {
        (path, text, word)
        for path, text in strings()
        for word in words
        if len(word) > 2 and word.upper() == word and word in text and re.search(rf"\b{re.escape(word)}\b", text)
    }
    assert sorted(named) == []
    assert sorted(inside) == []


def test_every_rule_reaches_what_it_judges(pack: Pack) -> None:
    """A rule without a target would look green for ever."""
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
    for rule in pack.rules:
        assert any((rule, target, None) in pack.graph for target in targets), rule
