"""The record of processing as linked data: a DCAT catalogue of DPV processes, with one for each party in it.

Every node has an IRI of the pack or one made of hashes; a text of the registry is a literal and nothing else. What
the registry does not say is no triple, but a question (`gs:openQuestion`).
"""

from typing import Any

from checker.reports.rdf.nodes import PREFIXES, Node, day, digest, iri_of, ref, safe_iri, texts
from checker.reports.rdf.turtle import turtle
from checker.reports.sheets.words import word

Document = dict[str, Any]

NAMES = {key: PREFIXES[key] for key in ("gs", "dpv", "prov", "dct", "rdfs", "schema", "xsd")} | {
    "dcat": "http://www.w3.org/ns/dcat#"
}


def record_turtle(document: Document) -> bytes:
    """Return a record as the bytes of a Turtle file."""
    return turtle(linked(document), NAMES)


def linked(document: Document) -> Node:
    """Return a record as a JSON-LD document."""
    whole = iri_of("record", digest(document))
    fields = {field["code"]: field for field in document["fields"]}
    activities = [
        _activity(activity, f"{whole}/{number:04}", fields, document)
        for number, activity in enumerate(document["activities"], start=1)
    ]
    parties = []
    for party in document["parties"]:
        own = [node["@id"] for node, told in zip(activities, document["activities"], strict=True)
               if told["party"]["iri"] == party["iri"]]  # fmt: skip
        parties.append(_party(party, f"{whole}/{party['code']}", own, fields))
    languages = document["fields"][0]["label"]
    catalogue: Node = {
        "@id": whole,
        "@type": "dcat:Catalog",
        "dct:title": texts({language: _whole_title(document, language) for language in languages}),
        "dct:issued": day(document["day"]),
        "dct:conformsTo": [
            ref(safe_iri(source["iri"])) for field in fields.values() if field["letter"] for source in field["sources"]
        ],
        "prov:wasDerivedFrom": [ref(iri_of("registry", one["sha256"])) for one in document["registries"]],
        "dcat:catalog": [ref(party["@id"]) for party in parties],
    }
    sources = [
        {"@id": iri_of("registry", one["sha256"]), "@type": "prov:Entity", "dct:title": one["source"],
         "schema:sha256": one["sha256"]}
        for one in document["registries"]
    ]  # fmt: skip
    return {"@context": NAMES, "@graph": [catalogue, *sources, *parties, *activities]}


def _whole_title(document: Document, language: str) -> str:
    return word("record_title", language, source=document["fields"][0]["sources"][0]["citation"][language])


def _party(party: Document, iri: str, activities: list[str], fields: dict[str, Document]) -> Node:
    """Return the record of one party."""
    node: dict[str, Any] = {
        "@id": safe_iri(iri),
        "@type": ["dcat:Catalog", "dpv:ROPA"],
        "dct:title": texts(party["label"]),
        # Whether it is a controller is asked, and so not said.
        "dpv:hasEntity": ref(safe_iri(party["iri"])),
        "dcat:resource": [ref(activity) for activity in activities],
    }
    return _with_fields(node, party, fields)


def _activity(activity: Document, iri: str, fields: dict[str, Document], document: Document) -> Node:
    sha256 = {place: one["sha256"] for place, one in enumerate(document["registries"])}
    node: dict[str, Any] = {
        "@id": iri,
        "@type": ["gs:ProcessingActivity", "dpv:Process", "dcat:Resource"],
        "dct:title": texts({language: _title(activity, language) for language in activity["party"]["label"]}),
        activity["capacity"]["own"]: ref(safe_iri(activity["party"]["iri"])),
        "dpv:hasProcessing": [ref(safe_iri(term)) for term in activity["capacity"]["processing"]],
        "prov:wasDerivedFrom": [
            ref(iri_of("exchange", digest(sha256.get(one["registry"], ""), one["row"], one["id"])))
            for one in activity["exchanges"]
        ],
        "dct:identifier": sorted({one["id"] for one in activity["exchanges"] if one["id"]}),
    }
    if activity["counterparty"]:
        node[activity["capacity"]["other"]] = ref(safe_iri(activity["counterparty"]["iri"]))
    return _with_fields(node, activity, fields)


def _with_fields(node: dict[str, Any], holder: Document, fields: dict[str, Document]) -> Node:
    """Return a node with what the fields of an activity or a party hold, and what is left to ask."""
    questions: list[Node] = []
    for held in holder["fields"]:
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
    aim = activity["for"]["label"][language] if activity["for"] else word("no_aim", language)
    return f"{activity['party']['label'][language]} {activity['capacity']['label'][language]}: {aim}"
