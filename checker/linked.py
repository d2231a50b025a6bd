"""How an exchange is written as linked data, in the pack's own vocabulary and in DPV, as the pack declares it."""

from rdflib import RDFS, URIRef

from checker.pack import Pack
from checker.readers.rdf.terms import RdfTerms
from checker.terms.values import IDENTIFIER
from checker.vocabulary import GS

DPV = "https://w3id.org/dpv#"
DCTERMS_IDENTIFIER = "http://purl.org/dc/terms/identifier"


def rdf_terms(pack: Pack) -> RdfTerms:
    """Return the classes and properties of an exchange by IRI."""
    key = next(column.code for column in pack.columns if column.datatype == IDENTIFIER)
    properties = {column.code: tuple(map(str, (column.property, *column.also))) for column in pack.columns}
    properties[key] = (*properties[key], DCTERMS_IDENTIFIER)
    broader = (o for o in pack.graph.objects(GS.Exchange, RDFS.subClassOf) if isinstance(o, URIRef))
    return RdfTerms(
        classes=(str(GS.Exchange), *map(str, broader)),
        properties=properties,
        id_column=key,
        nested=(DPV + "hasProcess",),
        measured_by=(DPV + "hasTechnicalMeasure", DPV + "hasTechnicalOrganisationalMeasure"),
        measures={str(measure): column.code for column in pack.columns for measure in column.measures},
        separators={column.code: column.separator for column in pack.columns if column.separator},
        concepts=frozenset(str(term) for scheme in pack.schemes.values() for term in scheme.iris),
        optional=tuple(column.code for column in pack.columns if column.optional),
        own=tuple(column.code for column in pack.columns if column.apart),
    )
