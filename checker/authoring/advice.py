"""Advice on the form of a pack: what is not said changes no outcome, but leaves the reader of a report without it."""

from collections.abc import Iterator

from rdflib import RDF, Graph, Literal
from rdflib.namespace import DCTERMS, SKOS

from checker.authoring.lint import Check, Fault, missing_text, of_class
from checker.model import LANGUAGES
from checker.vocabulary import GS

SOURCED = (GS.Role, GS.Purpose, GS.DataCategory, GS.Condition, GS.NecessityNorm, GS.SpecialException, GS.Message)
PROVISIONS = (GS.Ground, GS.GeneralProvision, GS.Provision)


def missing_definitions(graph: Graph) -> Iterator[Fault]:
    """A term has one definition in each language."""
    yield from missing_text(
        graph, SKOS.definition, "een omschrijving (skos:definition)", "a definition (skos:definition)"
    )


def missing_sources(graph: Graph) -> Iterator[Fault]:
    """A term that the law knows names the provision."""
    for term in of_class(graph, *SOURCED):
        sources = list(graph.objects(term, DCTERMS.source))
        if not sources or any((source, RDF.type, GS.Provision) not in graph for source in sources):
            yield Fault(str(term), "noemt geen bepaling als bron (dct:source)", "names no provision as source")


def incomplete_provisions(graph: Graph) -> Iterator[Fault]:
    """A provision says of which law it is, by which identifier, and on which page it can be read."""
    for term in of_class(graph, *PROVISIONS):
        for predicate, name in ((GS.law, "gs:law"), (DCTERMS.identifier, "dct:identifier"), (GS.page, "gs:page")):
            if len(set(graph.objects(term, predicate))) != 1:
                yield Fault(str(term), f"heeft niet precies één {name}", f"has not exactly one {name}")


def nameless_provisions(graph: Graph) -> Iterator[Fault]:
    """A provision and each of its versions have a name and a definition."""
    for term in of_class(graph, *PROVISIONS, GS.GroundVersion):
        for predicate, name in ((SKOS.prefLabel, "skos:prefLabel"), (SKOS.definition, "skos:definition")):
            languages = {o.language for o in graph.objects(term, predicate) if isinstance(o, Literal)}
            if not languages >= set(LANGUAGES):
                yield Fault(str(term), f"mist een {name} in een taal", f"lacks a {name} in a language")


def uncertain(graph: Graph) -> Iterator[Fault]:
    """Every version says how firmly it stands; so does every provision that has no versions."""
    versioned = set(graph.objects(None, GS.versionOf))
    for term in of_class(graph, GS.GroundVersion, *PROVISIONS) - versioned:
        if (term, GS.certainty, None) not in graph:
            yield Fault(str(term), "zegt niet hoe zeker het is (gs:certainty)", "does not say how certain it is")


def wrong_identifiers(graph: Graph) -> Iterator[Fault]:
    """A provision of a Dutch law bears the identifier that its article, paragraph and point make."""
    for term in of_class(graph, *PROVISIONS):
        law = graph.value(graph.value(term, GS.law), DCTERMS.identifier)
        if law is None or not str(law).startswith("BWBR"):
            continue
        parts = [(key, graph.value(term, p)) for key, p in (("artikel", GS.article), ("lid", GS.paragraph))]
        expected = f"jci1.3:c:{law}" + "".join(f"&{key}={value}" for key, value in parts if value is not None)
        point = graph.value(term, GS.point)
        # A point named after a purpose of another subsection is no letter of the text.
        if point is not None and not any("(doel " in str(label) for label in graph.objects(term, SKOS.prefLabel)):
            expected = f"{expected}&o={point}"
        if str(graph.value(term, DCTERMS.identifier)) != expected:
            yield Fault(
                str(term),
                f"hoort volgens artikel, lid en letter {expected} als dct:identifier te hebben",
                f"ought by its article, paragraph and point to have the dct:identifier {expected}",
            )


def one_sided_notes(graph: Graph) -> Iterator[Fault]:
    """A note on certainty exists in each language."""
    for term in set(graph.subjects(GS.certaintyNote)):
        languages = sorted(str(o.language) for o in graph.objects(term, GS.certaintyNote) if isinstance(o, Literal))
        if languages != sorted(LANGUAGES):
            yield Fault(str(term), "heeft niet in elke taal één gs:certaintyNote", "has not one note in each language")


SHOULD: tuple[Check, ...] = (
    missing_definitions,
    missing_sources,
    incomplete_provisions,
    nameless_provisions,
    uncertain,
    wrong_identifiers,
    one_sided_notes,
)
