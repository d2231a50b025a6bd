"""The record of processing as linked data: a DCAT catalogue of DPV processes, with one for each party in it.

Every node has an IRI of the pack or one made of hashes; a text of the registry is a literal and nothing else. What
the registry does not say is no triple, but a question (`gs:openQuestion`). Terms of the pack come with their names,
so that the record can be read without the pack.
"""

from collections.abc import Iterator
from typing import Any

from checker.reports.rdf.nodes import PREFIXES, Node, day, digest, iri_of, ref, safe_iri, texts
from checker.reports.rdf.turtle import turtle
from checker.reports.sheets.words import word

Document = dict[str, Any]

NAMES = {key: PREFIXES[key] for key in ("gs", "dpv", "prov", "dct", "rdfs", "schema", "xsd")} | {
    "dcat": "http://www.w3.org/ns/dcat#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
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
        parties.append(_party(party, f"{whole}/{party['code']}", own, fields, document))
    catalogue: Node = {
        "@id": whole,
        "@type": "dcat:Catalog",
        "dct:title": texts(_whole_title(document)),
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
    told = [*_exchanges(document), *_terms(document)]
    return {"@context": NAMES, "@graph": [catalogue, *sources, *parties, *activities, *told]}


def _whole_title(document: Document) -> dict[str, str]:
    """Return what the record is called, in each language."""
    field = document["fields"][0]
    return {
        language: word("record_title", language, source=field["sources"][0]["citation"][language])
        for language in field["label"]
    }


def _exchange_iri(exchange: Document, document: Document) -> str:
    sha256 = document["registries"][exchange["registry"]]["sha256"]
    return iri_of("exchange", digest(sha256, exchange["row"], exchange["id"]))


def _exchanges(document: Document) -> Iterator[Node]:
    """Yield the exchanges that activities were derived from: by these a reader finds the rows of the registry."""
    found = {_exchange_iri(one, document): one for activity in document["activities"] for one in activity["exchanges"]}
    for iri, one in found.items():
        registry = document["registries"][one["registry"]]["sha256"]
        node: Node = {"@id": iri, "@type": "gs:Exchange", "gs:row": one["row"],
                      "prov:wasDerivedFrom": ref(iri_of("registry", registry))}  # fmt: skip
        yield node | ({"gs:identifier": one["id"]} if one["id"] else {})


def _terms(document: Document) -> Iterator[Node]:
    """Yield the terms of the pack that the record names, with what they are called."""
    holders = [*document["parties"], *document["activities"]]
    named = [
        *document["parties"],
        *(activity[key] for activity in document["activities"] for key in ("party", "for", "counterparty")),
        *(value for holder in holders for held in holder["fields"] for value in held["values"]),
        *({"iri": source["iri"], "label": source["citation"]} for field in document["fields"]
          for source in field["sources"]),
    ]  # fmt: skip
    found = {one["iri"]: one for one in named if one and one.get("iri")}
    for iri, one in sorted(found.items()):
        node: Node = {"@id": safe_iri(iri), "skos:prefLabel": texts(one["label"])}
        yield node | ({"skos:notation": one["code"]} if one.get("code") else {})


def _party(party: Document, iri: str, activities: list[str], fields: dict[str, Document], document: Document) -> Node:
    """Return the record of one party."""
    whole = _whole_title(document)
    node: dict[str, Any] = {
        "@id": safe_iri(iri),
        "@type": ["dcat:Catalog", "dpv:ROPA"],
        "dct:title": texts({language: f"{title}: {party['label'][language]}" for language, title in whole.items()}),
        # Whether it is a controller is asked, and so not said.
        "dpv:hasEntity": ref(safe_iri(party["iri"])),
        "dcat:resource": [ref(activity) for activity in activities],
    }
    return _with_fields(node, party, fields)


def _activity(activity: Document, iri: str, fields: dict[str, Document], document: Document) -> Node:
    node: dict[str, Any] = {
        "@id": iri,
        "@type": ["gs:ProcessingActivity", "dpv:Process", "dcat:Resource"],
        "dct:title": texts({language: _title(activity, language) for language in activity["party"]["label"]}),
        activity["capacity"]["own"]: ref(safe_iri(activity["party"]["iri"])),
        "dpv:hasProcessing": [ref(safe_iri(term)) for term in activity["capacity"]["processing"]],
        "prov:wasDerivedFrom": [ref(_exchange_iri(one, document)) for one in activity["exchanges"]],
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
        # A measure that one exchange of the activity goes without is not taken for all of it.
        lacking = {value["code"] for value in held["values"] if value["how"] == "no"}
        told += [
            measure
            for value in held["values"]
            if value.get("code") not in lacking
            for measure in value.get("measures", ())
        ]
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
