"""What one value in a cell means: a term, a group of terms, a literal, the provisions it cites, or nothing known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rdflib import URIRef
from rdflib.term import Node

from checker.model import Reading, UnreadCell
from checker.pack import Column, Pack
from checker.pack.schemes import Scheme
from checker.terms.citations import Citations, read_citations
from checker.terms.names import Names
from checker.terms.personal import masked
from checker.terms.values import CITATION, LOOKED_UP, READERS

_GLOSS = re.compile(r"([^()]{1,200})\(([^()]{1,200})\)\s*")


@dataclass(frozen=True)
class Meaning:
    """What was made of a value: it was read, with the way it was known if it is a term, or it was not."""

    value: Node | None = None
    is_group: bool = False
    reading: Reading | None = None
    unread: UnreadCell | None = None


def read_cell(text: str, column: Column, pack: Pack, names: Names) -> Iterator[Meaning]:
    """Yield what a value means: one meaning, but for a list of citations."""
    if column.datatype == CITATION and column.scheme is not None:
        yield from _cited(text, column, pack.schemes[column.scheme], pack, names)
    elif column.datatype in LOOKED_UP and column.scheme is not None:
        if known := find(text, column, pack, names):
            term, how, is_group = known
            codes = pack.schemes[column.groups if is_group and column.groups else column.scheme].codes
            yield Meaning(term, is_group, Reading(column.code, text, codes[term], how))
        else:
            near = pack.schemes[column.scheme].near(text)
            yield Meaning(unread=UnreadCell(column.code, masked(text, pack.patterns), near))
    elif column.datatype in READERS:
        value = READERS[column.datatype](text, pack)
        unread = UnreadCell(column.code, masked(text, pack.patterns)) if value is None else None
        yield Meaning(value, unread=unread)


def find(name: str, column: Column, pack: Pack, names: Names) -> tuple[URIRef, str, bool] | None:
    """Return the term that a name means in a column, how it is known, and whether it is a group of terms."""
    if given := names.term(column.code, name):
        return (*given, column.groups is not None and given[0] in pack.schemes[column.groups].codes)
    if column.scheme is not None and (one := pack.schemes[column.scheme].find(name)):
        return (*one, False)
    if column.groups is not None and (group := pack.schemes[column.groups].find(name)):
        return (*group, True)
    return None


def _cited(text: str, column: Column, scheme: Scheme, pack: Pack, names: Names) -> Iterator[Meaning]:
    """Yield the provisions that a cell cites; of one that is unclear nothing is suggested, but what it may be."""
    if given := names.term(column.code, text) or scheme.find(text):
        yield Meaning(given[0], reading=Reading(column.code, text, scheme.codes[given[0]], given[1]))
        return
    for citation in _citations(pack, scheme.iri).read(_without_gloss(text, scheme, pack)):
        if citation.term is not None:
            known = scheme.find(citation.text)
            how = known[1] if known else CITATION
            reading = Reading(column.code, citation.text, scheme.codes[citation.term], how)
            yield Meaning(citation.term, reading=reading)
        else:
            yield Meaning(unread=UnreadCell(column.code, masked(citation.text, pack.patterns), None, citation.fits))


def _without_gloss(text: str, scheme: Scheme, pack: Pack) -> str:
    """Return a citation without its name beside it in brackets, or a name without the citation: both say the same."""
    gloss = _GLOSS.fullmatch(text)
    if gloss is None:
        return text
    for citation, name in (gloss.groups(), gloss.groups()[::-1]):
        named, cited = scheme.find(name.strip()), _citations(pack, scheme.iri).read(citation)
        if named and [one.term for one in cited] == [named[0]]:
            return citation.strip()
    return text


@lru_cache(maxsize=8)
def _citations(pack: Pack, scheme: URIRef) -> Citations:
    return read_citations(pack.graph, pack.schemes[scheme])
