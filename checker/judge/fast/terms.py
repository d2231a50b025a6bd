"""Terms of rdflib as terms of oxigraph and back, so that no value is lost or changed on the way.

oxigraph keeps a value and not how it was written: of 25.00 it makes 25. So each typed literal is told with what
oxigraph makes of it, and what comes back is spelled as it was told. That is exact as long as nothing is written in two
ways; where something is, or oxigraph cannot hold a value, this is said (Inexact) and nothing is judged.
"""

from datetime import date, time
from decimal import Decimal
from functools import cache, lru_cache

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

from checker.errors import GrondslagError

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Spellings = dict[Term, Literal]
"""How each typed literal was written, by what oxigraph makes of it."""

MADE = "SELECT ?made (?made - ?made AS ?none) {{ VALUES ?made {{ {} }} }}"
"""What is made of a literal, and a value where oxigraph can count with it."""
COUNTED = (int, float, Decimal, date, time)
EMPTY = ox.Store()


class Inexact(GrondslagError):  # noqa: N818 (named after what the values are)
    """These values cannot be judged exactly by this engine; pySHACL can judge them."""

    def __init__(self, *literals: Literal) -> None:
        """Name the literals that this is about."""
        shown = ", ".join(str(literal) for literal in literals)
        super().__init__(
            f"De snelle motor kan niet precies rekenen met deze waarden: {shown}; toets zonder het extra onderdeel"
            " pyoxigraph.",
            f"The fast engine cannot reckon exactly with these values: {shown}; check without the extra part"
            " pyoxigraph.",
        )


def tell(term: Node, spellings: Spellings) -> Term:
    """Return a term as oxigraph holds it, and remember how it was written.

    Raises Inexact where the same value was told in another spelling, or cannot be held; ValueError on a malformed IRI.
    """
    made = to_ox(term)
    if isinstance(term, Literal) and term.datatype is not None:
        known = spellings.setdefault(made, term)
        if known != term:
            raise Inexact(known, term)
    return made


@lru_cache(maxsize=100_000)
def to_ox(term: Node) -> Term:
    """Return a term as oxigraph holds it. Raises Inexact, and ValueError on a malformed IRI."""
    if isinstance(term, URIRef):
        return ox.NamedNode(term)
    if isinstance(term, BNode):
        return ox.BlankNode(term)
    if not isinstance(term, Literal):
        raise TypeError(type(term))
    if term.language:
        return ox.Literal(term, language=term.language)
    return _typed(term, term.datatype) if term.datatype else ox.Literal(term)


def _typed(literal: Literal, datatype: URIRef) -> ox.Literal:
    if datatype == XSD.string:
        # To oxigraph this is a plain literal, and to rdflib it is not.
        raise Inexact(literal)
    told = ox.Literal(literal, datatype=ox.NamedNode(datatype))
    solutions = EMPTY.query(MADE.format(told))
    assert isinstance(solutions, ox.QuerySolutions)
    made, none = next(iter(solutions))
    counted = isinstance(literal.value, COUNTED) and not isinstance(literal.value, bool)
    if not isinstance(made, ox.Literal) or (counted and none is None):
        raise Inexact(literal)
    return made


def kept(term: Node) -> bool:
    """Return whether oxigraph keeps a term as it is written: then it may stand in a query. A blank node may not."""
    try:
        made = to_ox(term)
    except (Inexact, ValueError, TypeError):
        return False
    return not isinstance(term, BNode) and _plain(made) == term


def to_rdflib(term: Term, spellings: Spellings) -> Node:
    """Return a term as rdflib holds it, spelled as it was told."""
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    return spellings[term] if term in spellings else _plain(term)


def _plain(term: Term) -> Node:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise TypeError(type(term))
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = _iri(term.datatype.value)
    return Literal(term.value, datatype=None if datatype == XSD.string else datatype, normalize=False)


@cache
def _iri(value: str) -> URIRef:
    return URIRef(value)
