"""A scheme of the pack as a list of names by which its terms are recognised."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS

from checker.vocabulary import GS

LONGEST = 200
"""A longer text is no name: it is not compared with any."""
ALIKE = 75.0


_JOINTS = str.maketrans("_-\u2010\u2011\u2012\u2013\u2014", "       ")


@lru_cache(maxsize=100_000)
def normal(text: str) -> str:
    """Return a name without what does not tell names apart: case, accents, hyphens, kinds and number of spaces."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in parts if not unicodedata.combining(character))
    return " ".join(plain.translate(_JOINTS).split()) or " ".join(parts.split())


NAMES = (
    (SKOS.notation, "code"),
    (SKOS.prefLabel, "label"),
    (SKOS.altLabel, "alternative"),
    (SKOS.hiddenLabel, "alternative"),
    (GS.mention, "alternative"),
)
"""The properties that name a term, and how it is known by each."""


@dataclass(frozen=True)
class Scheme:
    """The terms of a list and the names by which they are known."""

    iri: URIRef
    names: dict[str, tuple[URIRef, str]]
    """By name, in normal form: the term, and how it is known ("code", "label" or "alternative")."""
    codes: dict[URIRef, str]
    iris: dict[str, URIRef]
    """By IRI, of the term itself or of one that is exactly the same elsewhere."""

    def find(self, text: str) -> tuple[URIRef, str] | None:
        """Return the term that a text names, and how; an IRI names the term it is of."""
        if text in self.iris:
            return self.iris[text], "iri"
        return None if len(text) > LONGEST else self.names.get(normal(text))

    def beginning(self, text: str) -> tuple[URIRef, ...]:
        """Return the terms of which the text is the beginning of a name, and more than one is."""
        start = normal(text) + " "
        found = {term for name, (term, how) in self.names.items() if how != "code" and name.startswith(start)}
        return tuple(sorted(found)) if len(found) > 1 else ()

    def near(self, text: str) -> URIRef | None:
        """Return the term whose name resembles the text most, if any does."""
        name = normal(text)
        return None if len(name) > LONGEST else _near(self, name)

    def __hash__(self) -> int:
        return hash(self.iri)


@lru_cache(maxsize=10_000)
def _near(scheme: Scheme, name: str) -> URIRef | None:
    held = [known for known in scheme.names if len(known) > 2 and f" {known} " in f" {name} "]
    if held:
        return scheme.names[max(held, key=lambda known: (len(known), known))][0]
    best = process.extractOne(name, sorted(scheme.names), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return scheme.names[best[0]][0] if best else None


def read_scheme(graph: Graph, scheme: URIRef) -> Scheme:
    """Read the terms of a scheme; a name that two terms share counts for neither."""
    found: dict[str, dict[URIRef, str]] = defaultdict(dict)
    codes: dict[URIRef, str] = {}
    terms = sorted(term for term in graph.subjects(SKOS.inScheme, scheme) if isinstance(term, URIRef))
    for predicate, how in NAMES:
        for term in terms:
            for name in sorted(graph.objects(term, predicate), key=str):
                found[normal(str(name))].setdefault(term, how)
                if how == "code":
                    codes[term] = str(name)
    names = {name: next(iter(term.items())) for name, term in found.items() if len(term) == 1}
    iris = {str(same): term for term in terms for same in (term, *graph.objects(term, SKOS.exactMatch))}
    return Scheme(scheme, names, codes, iris)
