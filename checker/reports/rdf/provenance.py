"""Where a report comes from, in PROV: the run, and the registries, pack and software that it used."""

from checker.reports.parts import Document
from checker.reports.rdf.nodes import Node, day, digest, iri_of, ref, texts


def run(document: Document) -> Node:
    """Return the run that made the report. Another run, or the same one with other options, is another node."""
    inputs = [registry_iri(registry) for registry in document["registries"]]
    inputs += [_decisions_iri(given) for given in _given(document)]
    # A report does not know the hour it was made, so that the same input gives the same bytes.
    return {
        "@id": iri_of("run", digest(document)),
        "@type": ["gs:Run", "prov:Activity"],
        "gs:asOf": day(document["as_of"]),
        "prov:used": [ref(iri) for iri in dict.fromkeys([*inputs, iri_of("pack-file", document["pack"]["sha256"])])],
        "prov:wasAssociatedWith": ref(_software(document)),
    }


def used(document: Document) -> list[Node]:
    """Return what was used: the software, the pack, the registries and the decisions, each with its version or hash."""
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
        *(
            {
                "@id": _decisions_iri(given),
                "@type": "prov:Entity",
                "dct:title": given["source"],
                "schema:sha256": given["sha256"],
                "schema:numberOfItems": given["decisions"],
            }
            for given in _given(document)
        ),
    ]


def registry_iri(registry: Document) -> str:
    """Return the IRI of a registry: of the bytes of its file."""
    return iri_of("registry", registry["sha256"])


def _given(document: Document) -> list[Document]:
    """Return the register of decisions that exchanges lean on, if one was given."""
    return [document["decisions"]] if "decisions" in document else []


def _decisions_iri(given: Document) -> str:
    return iri_of("decisions", given["sha256"])


def _software(document: Document) -> str:
    return iri_of("software", document["generator"]["version"])
