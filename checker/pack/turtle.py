"""Read Turtle in a fraction of the time where pyoxigraph is installed: just what rdflib reads, or nothing at all.

rdflib is the parser of record: a file that the two may read differently, or that either refuses, is left to it, so that
what is a readable file and what is said of another does not depend on what is installed.
"""

import re
from typing import TYPE_CHECKING

from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

if TYPE_CHECKING:
    import pyoxigraph as ox

Triple = tuple[Node, Node, Node]

_DIFFERENT = (
    # pyoxigraph writes the tags of languages in small letters.
    re.compile(rb"@[A-Za-z0-9-]*[A-Z]"),
    # To pyoxigraph text is the same with and without its datatype, to rdflib it is not. So a datatype is to have a
    # prefix, and a name that cannot be the end of "string".
    re.compile(rb"\^\^(?![A-Za-z][\w-]*:(?!\w*g\b)\w)"),
    # Turtle 1.2, of which rdflib knows nothing.
    re.compile(rb"(?i:version)\s*[\"']+1"),
    # rdflib makes all ends of lines the same.
    re.compile(rb"\r"),
)
"""What of a file the two may read differently."""
_PREFIX = re.compile(r"(?:[A-Za-z][\w-]*)?", re.ASCII)
"""The prefixes that both take."""
MOST_NESTED = 20
"""Blank nodes about blank nodes in a file: rdflib fails where too many stand inside each other."""
_REST = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"


def read_quickly(data: bytes) -> list[Triple] | None:
    """Return the triples in a Turtle file, in its order, or nothing where it is to be left to rdflib.

    A relative IRI is one reason to leave it: pyoxigraph is told no base, and refuses a file with one.
    """
    try:
        import pyoxigraph as ox
    except ImportError:
        return None
    if any(pattern.search(data) for pattern in _DIFFERENT):
        return None
    parser = ox.parse(data, format=ox.RdfFormat.TURTLE)
    made: dict[object, Node] = {}
    found: list[Triple] = []
    nested = 0
    try:
        for subject, predicate, value, _ in parser:
            if isinstance(value, ox.BlankNode) and isinstance(subject, ox.BlankNode) and predicate.value != _REST:
                nested += 1
            for term in (subject, predicate, value):
                if term not in made:
                    made[term] = _term(term)
            found.append((made[subject], made[predicate], made[value]))
    except (SyntaxError, ValueError):
        return None
    if nested > MOST_NESTED or parser.base_iri is not None or not all(map(_PREFIX.fullmatch, parser.prefixes)):
        return None
    return found


def _term(term: "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple") -> Node:
    """Return a term as rdflib has it. Raises ValueError for one that rdflib knows nothing of or would refuse."""
    import pyoxigraph as ox

    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            # A name of its own: the same one in another file is another node.
            return BNode()
        case ox.Literal() if term.direction is None:
            return _literal(term)
    raise ValueError(term)


def _literal(term: "ox.Literal") -> Literal:
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    if datatype == XSD.string:
        return Literal(term.value)
    literal = Literal(term.value, datatype=datatype)
    if literal.ill_typed:
        # Of a bare number that is too long rdflib refuses the file.
        raise ValueError(term)
    return literal
