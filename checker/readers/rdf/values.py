"""Values in linked data as text: literals, IRIs, and nodes with a notation, a label or a class."""

import re
from collections.abc import Sequence

from rdflib import RDF, RDFS, SKOS, XSD, BNode, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from checker.readers.rdf.statements import Statements
from checker.readers.rdf.terms import RdfTerms
from checker.readers.text import clean, written_number

_LABELS = (SKOS.prefLabel, RDFS.label, DCTERMS.title)
_LANGUAGES = ("nl", "en", "")
"""In which a text is preferred."""
_DAYS = frozenset({XSD.date, XSD.dateTime})
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:\.0+)?)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
_NUMBERS = frozenset({XSD.integer, XSD.decimal, XSD.double, XSD.float})
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_NOTHING = "[]"
"""A node of which nothing is said: a value nonetheless, of which nobody knows what it is."""


def value_texts(values: Sequence[Node], statements: Statements, terms: RdfTerms) -> list[str]:
    """Return the text of each value, each once; the items of a list are values."""
    tongues = [value.language for value in values if isinstance(value, Literal)]
    if len(values) > 1 and None not in tongues and len(set(tongues)) == len(values):
        # One text in several languages, not several values.
        return [_preferred(values)]
    items = [item for value in values for item in _items(value, statements)]
    return list(dict.fromkeys(piece for item in items for piece in _texts(item, statements, terms)))


def types(node: Node, statements: Statements) -> list[str]:
    """Return the classes of a node."""
    return [str(kind) for kind in statements.get(node, {}).get(RDF.type, ()) if isinstance(kind, URIRef)]


def _items(value: Node, statements: Statements) -> list[Node]:
    """Return the items of a list, and of any other value the value itself; a list that runs into itself ends there."""
    if value == RDF.nil:
        return []
    if RDF.first not in statements.get(value, {}):
        return [value]
    items: list[Node] = []
    seen: set[Node] = set()
    while value not in seen and value in statements:
        seen.add(value)
        items += statements[value].get(RDF.first, ())
        value = next(iter(statements[value].get(RDF.rest, ())), RDF.nil)
    return items


def _texts(node: Node, statements: Statements, terms: RdfTerms) -> list[str]:
    if isinstance(node, Literal):
        return [_literal(node)]
    if str(node) in terms.concepts:
        return [str(node)]
    said = statements.get(node, {})
    kinds = types(node, statements)
    if known := [kind for kind in kinds if kind in terms.concepts]:
        return known
    for key in (SKOS.notation, *_LABELS):
        if found := [value for value in said.get(key, ()) if isinstance(value, Literal)]:
            return [_preferred(found)]
    if isinstance(node, BNode):
        return kinds or [_NOTHING]
    return [clean(str(node))]


def _preferred(values: Sequence[Node]) -> str:
    """Return one text of several: by language, and of one language the first by alphabet."""

    def rank(value: Node) -> tuple[int, str]:
        language = (getattr(value, "language", None) or "").split("-")[0]
        return _LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES), str(value)

    value = min(values, key=rank)
    return _literal(value) if isinstance(value, Literal) else str(value)


def _literal(literal: Literal) -> str:
    written = clean(str(literal))
    if literal.datatype in _DAYS and (match := _DAY.fullmatch(written)):
        return match[1]
    if literal.datatype in _NUMBERS and _NUMBER.fullmatch(written):
        return written_number(written)
    return written
