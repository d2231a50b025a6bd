"""The names by which a registry may call a term or a column: each names one thing only, and everyday ones are known."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, Namespace, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node
from test_ontology_lint import load

BASE = "https://w3id.org/grondslag/"
GS = Namespace(BASE + "ns#")
OF_A_TERM = (SKOS.notation, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
OF_A_COLUMN = (SKOS.notation, GS.header, SKOS.prefLabel, SKOS.altLabel)
COLUMNS = "columns"

UNNAMED: set[str] = set()
"""Parties, purposes and categories for which there is no other Dutch name in use."""
CATEGORY_AND_GROUP = {"strafrechtelijk"}
"""A group that is its only category: either reading says the same."""


def normal(text: str) -> str:
    """A name without what does not tell names apart: case, accents, and hyphens, underscores and spaces as such."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return re.sub(r"[-_\s]+", " ", "".join(c for c in letters if not unicodedata.combining(c))).strip()


def named(terms: Iterable[Node], predicates: Iterable[URIRef]) -> dict[str, set[str]]:
    """By name: the codes of the terms that bear it."""
    graph = load("ontology")
    found: dict[str, set[str]] = defaultdict(set)
    for term in terms:
        for name in (name for predicate in predicates for name in graph.objects(term, predicate)):
            found[normal(str(name))].add(str(graph.value(term, SKOS.notation)))
    return found


@cache
def names(scheme: str) -> dict[str, set[str]]:
    graph = load("ontology")
    if scheme == COLUMNS:
        # Not those of another register than that of exchanges.
        own = [c for c in graph.subjects(RDF.type, GS.Column) if (c, GS.judges, None) not in graph]
        return named(own, OF_A_COLUMN)
    return named(graph.subjects(SKOS.inScheme, URIRef(f"{BASE}scheme/{scheme}")), OF_A_TERM)


def find(scheme: str, text: str) -> str:
    """The code of what a text names, or nothing."""
    codes = names(scheme).get(normal(text), set())
    return next(iter(codes)) if len(codes) == 1 else ""


def schemes() -> list[str]:
    found = load("ontology").objects(None, SKOS.inScheme)
    return [COLUMNS, *sorted({str(scheme).rsplit("/", 1)[-1] for scheme in found})]


def everyday() -> list[tuple[str, str, str]]:
    with (Path(__file__).parent / "names.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["list"], row["text"], row["code"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize("scheme", schemes())
def test_a_name_belongs_to_one_term(scheme: str) -> None:
    assert {name: codes for name, codes in names(scheme).items() if len(codes) > 1} == {}


def test_a_group_bears_no_name_of_a_category() -> None:
    assert names("categories").keys() & names("groups").keys() == CATEGORY_AND_GROUP


@pytest.mark.parametrize(("scheme", "text", "code"), everyday())
def test_everyday_name(scheme: str, text: str, code: str) -> None:
    assert names(scheme)
    assert find(scheme, text) == code


def test_there_are_everyday_names_of_everything() -> None:
    known = {(scheme, code) for scheme, _, code in everyday() if code}
    assert len(everyday()) >= 150
    for scheme in (COLUMNS, "roles", "purposes", "groups", "delivery-forms"):
        assert {code for codes in names(scheme).values() for code in codes} == {c for s, c in known if s == scheme}


def test_dutch_names_besides_the_label() -> None:
    graph = load("ontology")
    without = {
        str(term).removeprefix(BASE)
        for cls in (GS.Role, GS.Purpose, GS.DataCategory)
        for term in graph.subjects(RDF.type, cls)
        if not any(
            getattr(name, "language", None) == "nl"
            for predicate in (SKOS.altLabel, SKOS.hiddenLabel)
            for name in graph.objects(term, predicate)
        )
    }
    assert without == UNNAMED
