"""The report as JSON-LD: a SHACL validation report, the verdicts, and where they come from (PROV).

An exchange has the verdict of this product (`gs:verdict`). DPV asks whether it is lawful, and that a check of rules
never says: not "lawful" of an exchange without a finding, nor "unlawful" of one that breaks a rule as declared. So
every exchange is `dpv:LawfulnessUnknown`; what is known stands in `dpv:hasComplianceStatus`: a rule is violated, or
that is not determined.

Every node has an IRI made of hashes, never of a text of the registry. An exchange is one of its run, so that reports
of several days can be in one store. The context stands in the file itself.
"""

import hashlib
import json
from typing import Any
from urllib.parse import quote

from checker.report import Report
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
COMPLIANCE = {"violation": "dpv:ComplianceViolation", "undetermined": "dpv:ComplianceIndeterminate"}
SEVERITIES = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}
_IN_IRI = "!$&'()*+,;=:@/?#[]-._~%"


def to_jsonld(report: Report) -> str:
    """Return the report as the text of a JSON-LD file."""
    return json.dumps(linked(report), ensure_ascii=False, indent=2) + "\n"


def linked(report: Report) -> Node:
    """Return the report as a JSON-LD document."""
    document = report.document
    run = _run(document)
    exchanges = [_iri("exchange", _exchange_hash(exchange, run["@id"])) for exchange in document["exchanges"]]
    results: dict[str, Node] = {}
    for exchange, iri in zip(document["exchanges"], exchanges, strict=True):
        for finding in exchange["findings"]:
            result = _result(finding, iri, document)
            results.setdefault(result["@id"], result)
    graph = [
        {
            "@id": _iri("report", _hash(run["@id"])),
            "@type": ["sh:ValidationReport", "prov:Entity"],
            "sh:conforms": not results,
            "sh:result": [_ref(iri) for iri in results],
            "prov:wasGeneratedBy": _ref(run["@id"]),
        },
        run,
        *_used(document),
        *(_exchange(e, iri, document) for e, iri in zip(document["exchanges"], exchanges, strict=True)),
        *results.values(),
        *_sources(document),
    ]
    return {"@context": dict(PREFIXES), "@graph": graph}


def _run(document: Document) -> Node:
    pack, version = document["pack"], document["generator"]["version"]
    inputs = [_registry_iri(registry) for registry in document["registries"]]
    # A report does not know the hour it was made, so that the same input gives the same bytes.
    return {
        "@id": _iri("run", _hash(version, pack["sha256"], document["as_of"], *inputs)),
        "@type": ["gs:Run", "prov:Activity"],
        "gs:asOf": _date(document["as_of"]),
        "prov:used": [_ref(iri) for iri in dict.fromkeys([*inputs, _iri("pack-file", pack["sha256"])])],
        "prov:wasAssociatedWith": _ref(_software(document)),
    }


def _used(document: Document) -> list[Node]:
    """Return what was used: the software, the pack and the registries, each with its version or hash."""
    pack, generator = document["pack"], document["generator"]
    registries = {
        _registry_iri(registry): {
            "@id": _registry_iri(registry),
            "@type": "prov:Entity",
            "dct:title": registry["source"],
            "schema:sha256": registry["sha256"],
        }
        for registry in document["registries"]
    }
    return [
        {
            "@id": _software(document),
            "@type": "prov:SoftwareAgent",
            "rdfs:label": generator["name"],
            "schema:softwareVersion": generator["version"],
        },
        {
            "@id": _iri("pack-file", pack["sha256"]),
            "@type": "prov:Entity",
            "dct:identifier": pack["id"],
            "rdfs:label": _texts(pack["label"]),
            "schema:version": pack["version"],
            "schema:sha256": pack["sha256"],
        },
        *registries.values(),
    ]


def _exchange(exchange: Document, iri: str, document: Document) -> Node:
    node: Node = {
        "@id": iri,
        "@type": ["gs:Exchange", "dpv:Process"],
        "gs:identifier": exchange["id"],
        "gs:row": exchange["row"],
        "prov:wasDerivedFrom": _ref(_registry_iri(document["registries"][exchange["registry"]])),
        "gs:verdict": _ref(_iri("verdict", exchange["verdict"])),
        "gs:scope": _ref(_iri("scope", exchange["scope"])),
        "dpv:hasLawfulness": _ref("dpv:LawfulnessUnknown"),
        "gs:assessment": [
            {
                "@id": f"{BASE}assessment/{iri.rpartition('/')[2]}.{quote(family, safe='')}",
                "@type": "gs:Assessment",
                "gs:family": _ref(_iri("family", family)),
                "gs:outcome": _ref(f"gs:{outcome}"),
            }
            for family, outcome in exchange["outcomes"].items()
        ],
    }
    if exchange["verdict"] in COMPLIANCE:
        node["dpv:hasComplianceStatus"] = _ref(COMPLIANCE[exchange["verdict"]])
    return node


def _result(finding: Document, exchange: str, document: Document) -> Node:
    key = _hash(exchange, finding["fingerprint"])
    iri = _iri("result", key)
    values = finding["values"]
    node: Node = {
        "@id": iri,
        "@type": "sh:ValidationResult",
        "sh:focusNode": _ref(exchange),
        "sh:sourceShape": _ref(_iri("rule", finding["rule"])),
        "sh:sourceConstraintComponent": _ref("gs:RuleConstraintComponent"),
        "sh:resultSeverity": _ref(SEVERITIES[finding["severity"]]),
        "sh:resultMessage": _texts(finding["message"]),
        "gs:remedy": _texts(finding["remedy"]),
        "gs:family": _ref(_iri("family", finding["family"])),
        "gs:followsFrom": [_ref(_iri("rule", rule)) for rule in finding["follows_from"]],
        "gs:names": [_value(value, f"{BASE}value/{key}.{n}", document) for n, value in enumerate(values, start=1)],
        "dct:source": [_ref(_safe(source["iri"])) for source in finding["sources"]],
        "dct:identifier": finding["fingerprint"],
    }
    # SHACL knows one value at most.
    if len(values) == 1 and values[0]["code"]:
        node["sh:value"] = values[0]["code"]
    return {key: value for key, value in node.items() if value != []}


def _value(value: Document, iri: str, document: Document) -> Node:
    """Return a value with its column; one that the pack does not know is told by its header, as text."""
    known = value["field"] in document["labels"]["columns"]
    where = {"gs:column": _ref(_iri("column", value["field"]))} if known else {"gs:inHeader": value["field"]}
    return {"@id": iri, "@type": "gs:ReportedValue", **where, "gs:text": value["code"]}


def _sources(document: Document) -> list[Node]:
    """Return every provision cited, once, with how it is cited and where its text is."""
    found: dict[str, Node] = {}
    for exchange in document["exchanges"]:
        for finding in exchange["findings"]:
            for source in finding["sources"]:
                iri = _safe(source["iri"])
                label = _texts({"nl": source["citation"], "en": source["citation_en"]})
                page = {"gs:page": {"@value": source["url"], "@type": "xsd:anyURI"}} if source["url"] else {}
                found.setdefault(iri, {"@id": iri, "rdfs:label": label, **page})
    return [found[iri] for iri in sorted(found)]


def _exchange_hash(exchange: Document, run: str) -> str:
    return _hash(run, str(exchange["registry"]), str(exchange["row"]), exchange["id"])


def _registry_iri(registry: Document) -> str:
    return _iri("registry", registry["sha256"])


def _software(document: Document) -> str:
    return _iri("software", document["generator"]["version"])


def _iri(kind: str, name: str) -> str:
    return f"{BASE}{kind}/{quote(name, safe='')}"


def _safe(iri: str) -> str:
    """Return an IRI in which nothing ends it: from a pack it is one, from a file of someone else it may be none."""
    return quote(iri, safe=_IN_IRI) if iri.isascii() and ":" in iri else _iri("provision", _hash(iri))


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _ref(iri: str) -> Node:
    return {"@id": iri}


def _date(iso: str) -> Node:
    return {"@value": iso, "@type": "xsd:date"}


def _texts(texts: Document) -> list[Node]:
    return [{"@value": text, "@language": language} for language, text in sorted(texts.items())]
