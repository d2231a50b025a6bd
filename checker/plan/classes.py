"""Which terms of a list stand for each other in the eyes of a footprint."""

from collections import defaultdict
from collections.abc import Sequence

from rdflib import Graph, URIRef
from rdflib.term import Node

from checker.plan.footprints import Footprint


def classes(terms: Sequence[URIRef], footprint: Footprint, law: Graph) -> list[list[URIRef]]:
    """Part terms into classes: of two in one class the law tells the same, by the properties that a footprint reads.

    A term that a rule names is in a class of its own.
    """
    found: dict[frozenset[tuple[Node | str, ...]], list[URIRef]] = defaultdict(list)
    for term in terms:
        told: set[tuple[Node | str, ...]] = {
            ("is", predicate, value) for predicate, value in law.predicate_objects(term) if predicate in footprint.reads
        }
        told |= {
            ("of", subject, predicate)
            for subject, predicate in law.subject_predicates(term)
            if predicate in footprint.reads
        }
        if term in footprint.constants:
            told.add(("itself", term))
        found[frozenset(told)].append(term)
    return sorted(found.values())
