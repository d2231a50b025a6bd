"""How nodes are written in JSON-LD: names by prefix, IRIs made of hashes or codes, texts by language."""

import hashlib
import json
from typing import Any
from urllib.parse import quote

from checker.reports.parts import Document

Node = dict[str, Any]

BASE = "https://w3id.org/grondslag/"
KINDS = ("assessment", "column", "exchange", "family", "provision", "result", "rule", "scope", "value", "verdict")
"""Of nodes that have an IRI of their own kind."""
PREFIXES = {
    "gs": f"{BASE}ns#",
    "sh": "http://www.w3.org/ns/shacl#",
    "dpv": "https://w3id.org/dpv#",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
} | {kind: f"{BASE}{kind}/" for kind in KINDS}
_IN_IRI = "!$&'()*+,;=:@/?#[]-._~%"


def iri_of(kind: str, name: str) -> str:
    """Return the IRI of a node of a kind by its code or hash."""
    return f"{BASE}{kind}/{quote(name, safe='')}"


def safe_iri(iri: str) -> str:
    """Return an IRI in which nothing ends it: from a pack it is one, from a file of someone else it may be none."""
    return quote(iri, safe=_IN_IRI) if iri.isascii() and ":" in iri else iri_of("provision", digest(iri))


def digest(*parts: object) -> str:
    """Return a hash by which parts, which JSON can hold, are known."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def ref(iri: str) -> Node:
    """Return a reference to a node."""
    return {"@id": iri}


def day(iso: str) -> Node:
    """Return a day as a literal."""
    return {"@value": iso, "@type": "xsd:date"}


def texts(by_language: Document) -> list[Node]:
    """Return a text in every language as literals."""
    return [{"@value": text, "@language": language} for language, text in sorted(by_language.items())]
