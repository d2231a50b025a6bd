"""The report as JSON-LD: a SHACL validation report, the verdicts, and where they come from (PROV).

An exchange has the verdict of this product (`gs:verdict`). DPV asks whether it is lawful, and that a check of rules
never says: not "lawful" of an exchange without a finding, nor "unlawful" of one that breaks a rule as declared. So
every exchange is `dpv:LawfulnessUnknown`; what is known stands in `dpv:hasComplianceStatus`: a rule is violated, or
that is not determined.

Every node has an IRI made of hashes, never of a text of the registry. An exchange is one of its run, so that reports
of several days can be in one store. The context stands in the file itself.
"""

import json
from urllib.parse import quote

from checker.report import Report
from checker.reports.parts import Document
from checker.reports.rdf.followed import SEVERITIES, standing_of, waiver_results, waivers
from checker.reports.rdf.nodes import BASE, PREFIXES, Node, digest, iri_of, ref, safe_iri, texts
from checker.reports.rdf.provenance import registry_iri, run, used

COMPLIANCE = {"violation": "dpv:ComplianceViolation", "undetermined": "dpv:ComplianceIndeterminate"}


def to_jsonld(report: Report) -> str:
    """Return the report as the text of a JSON-LD file."""
    return json.dumps(linked(report), ensure_ascii=False, indent=2) + "\n"


def linked(report: Report) -> Node:
    """Return the report as a JSON-LD document."""
    document = report.document
    checked = run(document)
    exchanges = [iri_of("exchange", _exchange_hash(exchange, checked["@id"])) for exchange in document["exchanges"]]
    results: dict[str, Node] = {}
    for exchange, iri in zip(document["exchanges"], exchanges, strict=True):
        for finding in exchange["findings"]:
            result = _result(finding, iri, document)
            results.setdefault(result["@id"], result)
    results |= {result["@id"]: result for result in waiver_results(document, checked["@id"])}
    graph = [
        {
            "@id": iri_of("report", digest(checked["@id"])),
            "@type": ["sh:ValidationReport", "prov:Entity"],
            "sh:conforms": not results,
            "sh:result": [ref(iri) for iri in results],
            "prov:wasGeneratedBy": ref(checked["@id"]),
        },
        checked,
        *used(document),
        *(_exchange(e, iri, document) for e, iri in zip(document["exchanges"], exchanges, strict=True)),
        *waivers(document, checked["@id"]),
        *results.values(),
        *_sources(document),
    ]
    return {"@context": dict(PREFIXES), "@graph": graph}


def _exchange(exchange: Document, iri: str, document: Document) -> Node:
    node: Node = {
        "@id": iri,
        "@type": ["gs:Exchange", "dpv:Process"],
        "gs:identifier": exchange["id"],
        "gs:row": exchange["row"],
        "prov:wasDerivedFrom": ref(registry_iri(document["registries"][exchange["registry"]])),
        "gs:verdict": ref(iri_of("verdict", exchange["verdict"])),
        "gs:scope": ref(iri_of("scope", exchange["scope"])),
        "dpv:hasLawfulness": ref("dpv:LawfulnessUnknown"),
        "gs:assessment": [
            {
                "@id": f"{BASE}assessment/{iri.rpartition('/')[2]}.{quote(family, safe='')}",
                "@type": "gs:Assessment",
                "gs:family": ref(iri_of("family", family)),
                "gs:outcome": ref(f"gs:{outcome}"),
            }
            for family, outcome in exchange["outcomes"].items()
        ],
    }
    if exchange["verdict"] in COMPLIANCE:
        node["dpv:hasComplianceStatus"] = ref(COMPLIANCE[exchange["verdict"]])
    return node


def _result(finding: Document, exchange: str, document: Document) -> Node:
    key = digest(exchange, finding["fingerprint"])
    iri = iri_of("result", key)
    values = finding["values"]
    node: Node = {
        "@id": iri,
        "@type": "sh:ValidationResult",
        "sh:focusNode": ref(exchange),
        "sh:sourceShape": ref(iri_of("rule", finding["rule"])),
        "sh:sourceConstraintComponent": ref("gs:RuleConstraintComponent"),
        "sh:resultSeverity": ref(SEVERITIES[finding["severity"]]),
        "sh:resultMessage": texts(finding["message"]),
        "gs:remedy": texts(finding["remedy"]),
        "gs:family": ref(iri_of("family", finding["family"])),
        "gs:followsFrom": [ref(iri_of("rule", rule)) for rule in finding["follows_from"]],
        "gs:names": [_value(value, f"{BASE}value/{key}.{n}", document) for n, value in enumerate(values, start=1)],
        "dct:source": [ref(safe_iri(source["iri"])) for source in finding["sources"]],
        "dct:identifier": finding["fingerprint"],
    }
    node |= standing_of(finding, key)
    # SHACL knows one value at most.
    if len(values) == 1 and values[0]["code"]:
        node["sh:value"] = values[0]["code"]
    return {key: value for key, value in node.items() if value != []}


def _value(value: Document, iri: str, document: Document) -> Node:
    """Return a value with its column; one that the pack does not know is told by its header, as text."""
    known = value["field"] in document["labels"]["columns"]
    where = {"gs:column": ref(iri_of("column", value["field"]))} if known else {"gs:inHeader": value["field"]}
    return {"@id": iri, "@type": "gs:ReportedValue", **where, "gs:text": value["code"]}


def _sources(document: Document) -> list[Node]:
    """Return every provision cited, once, with how it is cited and where its text is."""
    found: dict[str, Node] = {}
    for exchange in [*document["exchanges"], *document.get("waivers", {}).get("entries", ())]:
        for finding in exchange["findings"]:
            for source in finding["sources"]:
                iri = safe_iri(source["iri"])
                label = texts({"nl": source["citation"], "en": source["citation_en"]})
                page = {"gs:page": {"@value": source["url"], "@type": "xsd:anyURI"}} if source["url"] else {}
                found.setdefault(iri, {"@id": iri, "rdfs:label": label, **page})
    return [found[iri] for iri in sorted(found)]


def _exchange_hash(exchange: Document, run_iri: str) -> str:
    return digest(run_iri, str(exchange["registry"]), str(exchange["row"]), exchange["id"])
