"""Where a report comes from, in PROV: the run, and the registries, pack and software that it used."""

from checker.reports.parts import Document
from checker.reports.rdf.nodes import Node, day, digest, iri_of, ref, texts


def run(document: Document) -> Node:
    """Return the run that made the report. Another run, or the same one with other options, is another node."""
    inputs = [registry_iri(registry) for registry in document["registries"]]
    # A report does not know the hour it was made, so that the same input gives the same bytes.
    return {
        "@id": iri_of("run", digest(document)),
        "@type": ["gs:Run", "prov:Activity"],
        "gs:asOf": day(document["as_of"]),
        "prov:used": [ref(iri) for iri in dict.fromkeys([*inputs, iri_of("pack-file", document["pack"]["sha256"])])],
        "prov:wasAssociatedWith": ref(_software(document)),
    }


def used(document: Document) -> list[Node]:
    """Return what was used: the software, the pack and the registries, each with its version or hash."""
    pack, generator = document["pack"], document["generator"]
    registries = {
        registry_iri(registry): {
            "@id": registry_iri(registry),
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
            "@id": iri_of("pack-file", pack["sha256"]),
            "@type": "prov:Entity",
            "dct:identifier": pack["id"],
            "rdfs:label": texts(pack["label"]),
            "schema:version": pack["version"],
            "schema:sha256": pack["sha256"],
        },
        *registries.values(),
    ]


def registry_iri(registry: Document) -> str:
    """Return the IRI of a registry: of the bytes of its file."""
    return iri_of("registry", registry["sha256"])


def _software(document: Document) -> str:
    return iri_of("software", document["generator"]["version"])
