"""The record of processing as linked data: a DCAT catalogue of DPV processes.

Every node has an IRI of the pack or one made of hashes; a text of the registry is a literal and nothing else. What
the registry does not say is no triple, but a question (`gs:openQuestion`).
"""

from typing import Any

from checker.reports.rdf.nodes import PREFIXES, Node, day, digest, iri_of, ref, safe_iri, texts
from checker.reports.rdf.turtle import turtle

Document = dict[str, Any]

NAMES = {key: PREFIXES[key] for key in ("gs", "dpv", "prov", "dct", "rdfs", "schema", "xsd")} | {
    "dcat": "http://www.w3.org/ns/dcat#"
}


def record_turtle(document: Document) -> bytes:
    """Return a record as the bytes of a Turtle file."""
    return turtle(linked(document), NAMES)


def linked(document: Document) -> Node:
    """Return a record as a JSON-LD document."""
    key = digest(document)
    fields = {field["code"]: field for field in document["fields"]}
    activities = [
        _activity(activity, f"{iri_of('record', key)}/{n}", fields, document)
        for n, activity in enumerate(document["activities"], start=1)
    ]
    catalogue: Node = {
        "@id": iri_of("record", key),
        "@type": ["dcat:Catalog", "dpv:ROPA"],
        "dct:issued": day(document["day"]),
        "dct:conformsTo": [ref(safe_iri(source["iri"])) for field in fields.values() for source in field["sources"]],
        "prov:wasDerivedFrom": [ref(iri_of("registry", one["sha256"])) for one in document["registries"]],
        "dcat:resource": [ref(activity["@id"]) for activity in activities],
    }
    sources = [
        {"@id": iri_of("registry", one["sha256"]), "@type": "prov:Entity", "dct:title": one["source"],
         "schema:sha256": one["sha256"]}
        for one in document["registries"]
    ]  # fmt: skip
    return {"@context": NAMES, "@graph": [catalogue, *sources, *activities]}


def _activity(activity: Document, iri: str, fields: dict[str, Document], document: Document) -> Node:
    sha256 = {place: one["sha256"] for place, one in enumerate(document["registries"])}
    node: dict[str, Any] = {
        "@id": iri,
        "@type": ["gs:ProcessingActivity", "dpv:Process", "dcat:Resource"],
        "dct:title": texts({language: _title(activity, language) for language in activity["party"]["label"]}),
        "dpv:hasProcessing": [ref(safe_iri(term)) for term in activity["capacity"]["processing"]],
        "prov:wasDerivedFrom": [
            ref(iri_of("exchange", digest(sha256.get(one["registry"], ""), one["row"], one["id"])))
            for one in activity["exchanges"]
        ],
        "dct:identifier": sorted({one["id"] for one in activity["exchanges"] if one["id"]}),
    }
    questions: list[Node] = []
    for held in activity["fields"]:
        questions += texts(held["question"])
        told = [value["iri"] for value in held["values"] if value["how"] == "term"]
        told += [measure for value in held["values"] for measure in value.get("measures", ())]
        if (prop := fields[held["field"]]["property"]) and told:
            node[prop] = [ref(safe_iri(iri)) for iri in told]
        # What was not read is kept as it stands in the registry.
        unread = [value["text"] for value in held["values"] if value["how"] == "unread"]
        node.setdefault("gs:text", []).extend(unread)
    node["gs:openQuestion"] = questions
    return {key: value for key, value in node.items() if value != []}


def _title(activity: Document, language: str) -> str:
    aim = activity["for"]["label"][language] if activity["for"] else "?"
    return f"{activity['party']['label'][language]} {activity['capacity']['label'][language]}: {aim}"
