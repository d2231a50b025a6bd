"""Waivers in JSON-LD: what waives a finding, and what was found of the waivers themselves."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from checker.reports.parts import Document
from checker.reports.rdf.nodes import BASE, Node, day, digest, iri_of, ref, safe_iri, texts

SEVERITIES = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}
_PROPERTIES = {"reason": "gs:reason", "owner": "gs:owner", "approved_by": "gs:approvedBy"}
_DAYS = {"date": "gs:approvedOn", "until": "gs:until"}


def standing_of(finding: Document, key: str) -> Node:
    """Return how a finding stands: its waiver as a node of its own, and how it compares with the baseline."""
    node: Node = {}
    if waiver := finding.get("waiver"):
        node["gs:waivedBy"] = {"@id": f"{BASE}waiver/{key}", "@type": "gs:Waiver", **_told(waiver)}
    if status := finding.get("baseline"):
        node["gs:besideBaseline"] = status
    return node


def waivers(document: Document, run: str) -> Iterator[Node]:
    """Yield each waiver as it was written down; a day that is none is a text."""
    for entry in _entries(document):
        named = {"exchange": "gs:waivedExchange", "rule": "gs:waivedRule", "fingerprint": "gs:fingerprint"}
        yield {
            "@id": _iri(entry, run),
            "@type": ["gs:Waiver", "prov:Entity"],
            "gs:row": entry["row"],
            "gs:inForce": entry["in_force"],
            "gs:findingsCovered": entry["covers"],
            **{property_: entry[name] for name, property_ in named.items() if entry[name]},
            **_told(entry),
        }


def waiver_results(document: Document, run: str) -> Iterator[Node]:
    """Yield a result for each finding about a waiver."""
    for entry in _entries(document):
        for finding in entry["findings"]:
            yield {
                "@id": iri_of("result", digest(_iri(entry, run), finding["fingerprint"])),
                "@type": "sh:ValidationResult",
                "sh:focusNode": ref(_iri(entry, run)),
                "sh:sourceShape": ref(iri_of("rule", finding["rule"])),
                "sh:sourceConstraintComponent": ref("gs:RuleConstraintComponent"),
                "sh:resultSeverity": ref(SEVERITIES[finding["severity"]]),
                "sh:resultMessage": texts(finding["message"]),
                "gs:remedy": texts(finding["remedy"]),
                "gs:family": ref(iri_of("family", finding["family"])),
                "dct:source": [ref(safe_iri(source["iri"])) for source in finding["sources"]],
                "dct:identifier": finding["fingerprint"],
            }


def _told(waiver: Document) -> Node:
    told: Node = {property_: waiver[name] for name, property_ in _PROPERTIES.items() if waiver[name]}
    return told | {property_: _day(waiver[name]) for name, property_ in _DAYS.items() if waiver[name]}


def _day(text: str) -> Any:
    """Return a day as a literal, and what is none as the text that it is."""
    try:
        return day(date.fromisoformat(text).isoformat())
    except ValueError:
        return text


def _iri(entry: Document, run: str) -> str:
    return f"{BASE}waiver/{digest(run, entry['row'])}"


def _entries(document: Document) -> list[Document]:
    found: list[Document] = document.get("waivers", {}).get("entries", [])
    return found
