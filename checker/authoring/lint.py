"""Look over the form of a pack: what a reader or the checker would stumble on, without judging anything.

A check takes a graph and yields the faults that it finds. Those of rules and queries are in `rules`; advice, on what a
reader would miss, is in `advice`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from checker.model import LANGUAGES
from checker.vocabulary import BASE, GS, SH

DATES = (GS.validFrom, GS.validUntil, GS.verifiedUntil, GS.lastChecked, GS.repealedOn)
QUERIES = (SH.select, SH.construct, SH.ask)


@dataclass(frozen=True, order=True)
class Fault:
    """Something of a term that is not as it should be."""

    term: str
    nl: str
    en: str


Check = Callable[[Graph], Iterator[Fault]]


def named(graph: Graph, node: Node) -> str:
    """Return the name of a term, or of that which a nameless node is part of."""
    while isinstance(node, BNode) and (whole := next(graph.subjects(None, node), None)) is not None:
        node = whole
    return str(node)


def coded(graph: Graph) -> set[Node]:
    """Return the terms with a code; a rule is named in the words of SHACL."""
    return set(graph.subjects(SKOS.notation)) - of_class(graph, GS.Rule)


def of_class(graph: Graph, *classes: URIRef) -> set[Node]:
    """Return the terms of these classes."""
    return {subject for cls in classes for subject in graph.subjects(RDF.type, cls)}


def missing_text(graph: Graph, predicate: URIRef, nl: str, en: str) -> Iterator[Fault]:
    """Yield the terms that have not exactly one text of a kind in each language."""
    for term in coded(graph):
        texts = [o for o in graph.objects(term, predicate) if isinstance(o, Literal)]
        for language in LANGUAGES:
            found = [text for text in texts if text.language == language]
            if len(found) != 1 or not str(found[0]).strip():
                yield Fault(
                    str(term),
                    f"heeft {len(found)} keer {nl} in de taal {language}, en dat hoort 1 keer te zijn",
                    f"has {en} {len(found)} times in the language {language}, which ought to be once",
                )


def missing_labels(graph: Graph) -> Iterator[Fault]:
    """A term has one label in each language."""
    yield from missing_text(graph, SKOS.prefLabel, "een naam (skos:prefLabel)", "a label (skos:prefLabel)")


def _day(graph: Graph, version: Node, predicate: URIRef) -> date | None:
    value = graph.value(version, predicate)
    try:
        return date.fromisoformat(str(value)) if isinstance(value, Literal) else None
    except ValueError:
        return None


def _is_date(node: Node) -> bool:
    if not isinstance(node, Literal) or node.datatype != XSD.date:
        return False
    try:
        return date.fromisoformat(str(node)).isoformat() == str(node)
    except ValueError:
        return False


def wrong_dates(graph: Graph) -> Iterator[Fault]:
    """A day exists, and an end does not lie before its start."""
    for subject, predicate, value in graph:
        dated = isinstance(value, Literal) and value.datatype == XSD.date
        if (dated or predicate in DATES) and not _is_date(value):
            yield Fault(
                named(graph, subject), f"heeft een dag die niet bestaat: {value}", f"has a day that is none: {value}"
            )
    for subject in set(graph.subjects(GS.validUntil)):
        start, end = _day(graph, subject, GS.validFrom), _day(graph, subject, GS.validUntil)
        if start and end and end < start:
            yield Fault(str(subject), "eindigt voor het begint", "ends before it starts")


def overlapping_versions(graph: Graph) -> Iterator[Fault]:
    """No two versions of a provision are in force on one day."""
    versions: dict[Node, list[tuple[date, date, str]]] = defaultdict(list)
    for version, ground in graph.subject_objects(GS.versionOf):
        start = _day(graph, version, GS.validFrom) or date.min
        end = _day(graph, version, GS.validUntil) or date.max
        versions[ground].append((start, end, str(version)))
    for periods in versions.values():
        for (start, end, name), (other_start, other_end, other) in combinations(sorted(periods), 2):
            if start <= other_end and other_start <= end:
                yield Fault(other, f"geldt op een dag waarop {name} ook geldt", f"is in force on a day of {name}")


def ambiguous_names(graph: Graph) -> Iterator[Fault]:
    """No two terms of a list have the same code, or the same name in one language: a registry could not tell them."""
    names: dict[tuple[Node, str, str], set[Node]] = defaultdict(set)
    for term, scheme in graph.subject_objects(SKOS.inScheme):
        for notation in graph.objects(term, SKOS.notation):
            names[scheme, "", str(notation).casefold()].add(term)
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for label in graph.objects(term, predicate):
                if isinstance(label, Literal):
                    names[scheme, str(label.language), str(label).casefold()].add(term)
    for (_, _, name), terms in names.items():
        for term in terms if len(terms) > 1 else ():
            yield Fault(str(term), f"heeft “{name}” als naam, en een ander ook", f"is named “{name}”, and another too")


def repeated_notations(graph: Graph) -> Iterator[Fault]:
    """A term has one code."""
    for term in coded(graph):
        if len(set(graph.objects(term, SKOS.notation))) > 1:
            yield Fault(str(term), "heeft meer dan één code (skos:notation)", "has more than one code (skos:notation)")


def dangling(graph: Graph) -> Iterator[Fault]:
    """What a term refers to is described somewhere."""
    known = set(graph.subjects())
    for subject, predicate, value in graph:
        ours = isinstance(value, URIRef) and str(value).startswith(BASE)
        if ours and value not in known and predicate not in (OWL.versionIRI, OWL.imports):
            yield Fault(
                named(graph, subject),
                f"verwijst naar {value}, en dat bestaat niet",
                f"refers to {value}, which is none",
            )


def undefined(graph: Graph) -> Iterator[Fault]:
    """A property or class is defined in the core vocabulary; other names in queries anywhere in the pack."""
    kinds = (OWL.Class, RDFS.Class, RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty)
    defined = of_class(graph, *kinds)
    for subject, predicate, value in graph:
        for name in (predicate, value if predicate == RDF.type else predicate):
            if str(name).startswith(str(GS)) and name not in defined:
                yield Fault(
                    named(graph, subject), f"gebruikt {name}, dat niet bestaat", f"uses {name}, which does not exist"
                )
        if predicate in QUERIES:
            for name in {GS[found] for found in re.findall(r"\bgs:(\w+)", str(value))} - defined:
                if (name, None, None) not in graph:
                    yield Fault(
                        named(graph, subject),
                        f"vraagt naar {name}, dat niet bestaat",
                        f"asks for {name}, which is none",
                    )
