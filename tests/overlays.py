"""Overlays on the shipped pack, for tests: a folder with a head and one file of law."""

from pathlib import Path

HEAD = """@prefix gs: <https://w3id.org/grondslag/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<https://example.org/changed> a owl:Ontology, gs:Pack ;
    dct:identifier "changed" ;
    rdfs:label "Gewijzigd"@nl, "Changed"@en ;
    owl:versionInfo "1" ;
    owl:imports <https://w3id.org/grondslag/pack/iwlz> .
"""


def overlay(folder: Path, law: str) -> Path:
    """Return the folder of a new overlay with this law."""
    folder.mkdir(parents=True)
    (folder / "pack.ttl").write_text(HEAD, encoding="utf-8")
    (folder / "law.ttl").write_text(law, encoding="utf-8")
    return folder
