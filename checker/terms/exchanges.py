"""From a table to declared exchanges: cells by the datatype of their column, lists as several values or exchanges."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product
from math import prod

from rdflib import URIRef
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.model import ColumnReading, Exchange, Reading, Table, UnreadCell
from checker.pack import Column, Pack
from checker.pack.schemes import Scheme, normal
from checker.terms.citations import Citations, read_citations
from checker.terms.columns import Layout, read_columns
from checker.terms.names import NONE, Names
from checker.terms.personal import masked, personal
from checker.terms.pieces import pieces
from checker.terms.values import AND, CITATION, EMPTY, IDENTIFIER, LOOKED_UP, NO, READERS, UNREAD

_GLOSS = re.compile(r"([^()]{1,200})\(([^()]{1,200})\)\s*")
MOST_APART = 100
"""A row that means more exchanges than this is no row of a registry: its lists are left unread."""


@dataclass(frozen=True)
class Registry:
    """A registry as it was read."""

    columns: tuple[ColumnReading, ...]
    exchanges: tuple[Exchange, ...]


@dataclass
class _Row:
    """What is read of a row while it is read."""

    values: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    unread: list[UnreadCell] = field(default_factory=list)
    reading: list[Reading] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


def read_exchanges(table: Table, pack: Pack, registry: int = 0, names: Names = NONE) -> Registry:
    """Return every row of a table as declared exchanges; a row with faults is among them.

    Several parties or purposes in one cell mean several exchanges, with "/1", "/2" and so on after the identifier.

    Raises GrondslagError where the header does not name every required column, or names one twice.
    """
    _require_datatypes(pack)
    layout = read_columns(table, pack, names)
    rows = [_exchanges(number, row, layout, pack, registry, names) for number, row in table.rows]
    return Registry(layout.reading, tuple(_numbered(rows, pack)))


def _require_datatypes(pack: Pack) -> None:
    for column in pack.columns:
        if column.datatype not in READERS.keys() | LOOKED_UP | UNREAD:
            raise GrondslagError(
                f"Het pakket {pack.id} geeft kolom {column.code} een onbekende soort waarde: {column.datatype}.",
                f"The pack {pack.id} gives column {column.code} an unknown datatype: {column.datatype}.",
            )


def _exchanges(
    number: int, row: tuple[str, ...], layout: Layout, pack: Pack, registry: int, extra: Names
) -> list[Exchange]:
    names = layout.names
    cells = dict(zip(names, row, strict=False)) | dict.fromkeys(names[len(row) :], "")
    cells |= {f"[{place + 1}]": row[place] for place in range(len(names), len(row))}
    parts = {column.code: _parts(column, row, layout, pack, extra) for column in pack.columns}
    key = next((" ".join(parts[column.code]) for column in pack.columns if column.datatype == IDENTIFIER), "")
    whole = Exchange(
        registry=registry,
        row=number,
        id=key,
        cells=cells,
        values={},
        personal=tuple(personal(cells, layout.free, pack.patterns)),
        misshapen=None if len(row) == len(names) else (len(row), len(names)),
    )
    return [_read(whole, one, pack, extra) for one in _apart(parts, row, layout, pack)]


def _parts(column: Column, row: tuple[str, ...], layout: Layout, pack: Pack, extra: Names) -> list[str]:
    """Return the values in a cell; none where the cell is empty or says so."""
    place = layout.places.get(column.code, len(row))
    text = row[place].strip() if place < len(row) else ""
    word = normal(text)
    if not word or word in pack.words[EMPTY] or (column.none_allowed and word in pack.words[NO]):
        return []
    # A list of citations is parted where it is read: one may take its law or article from another.
    if column.datatype not in LOOKED_UP or column.datatype == CITATION or not (column.separator or column.apart):
        return [text]
    return pieces(text, lambda name: _found(name, column, pack, extra) is not None, pack.words[AND], column.separator)


def _apart(
    parts: dict[str, list[str]], row: tuple[str, ...], layout: Layout, pack: Pack
) -> Iterable[dict[str, list[str]]]:
    """Yield the values of each exchange that a row means: one for every sender, recipient and purpose in it."""
    several = [column.code for column in pack.columns if column.apart and len(parts[column.code]) > 1]
    if prod(len(parts[code]) for code in several) > MOST_APART:
        whole = {code: [row[layout.places[code]].strip()] for code in several}
        yield parts | whole
        return
    for chosen in product(*(parts[code] for code in several)):
        yield parts | {code: [one] for code, one in zip(several, chosen, strict=True)}


def _read(whole: Exchange, parts: dict[str, list[str]], pack: Pack, extra: Names) -> Exchange:
    row = _Row()
    for column in pack.columns:
        if not parts[column.code] and column.required:
            row.empty.append(column.code)
        found: dict[bool, list[Node]] = {True: [], False: []}
        for piece in parts[column.code]:
            _value(piece, column, pack, row, found, extra)
        for as_group, code in ((False, column.code), (True, column.group_code())):
            if found[as_group]:
                row.values[code] = tuple(dict.fromkeys(found[as_group]))
    return replace(
        whole,
        values=row.values,
        unread=tuple(dict.fromkeys(row.unread)),
        empty=tuple(row.empty),
        reading=tuple(dict.fromkeys(row.reading)),
    )


def _value(piece: str, column: Column, pack: Pack, row: _Row, found: dict[bool, list[Node]], extra: Names) -> None:
    """Add what a piece of a cell means to what was found, or note that it was not read."""
    if column.datatype == CITATION and column.scheme is not None:
        _cite(piece, column, pack.schemes[column.scheme], pack, row, found[False], extra)
    elif column.datatype in LOOKED_UP and column.scheme is not None:
        if known := _found(piece, column, pack, extra):
            term, how, as_group = known
            codes = pack.schemes[column.groups if as_group and column.groups else column.scheme].codes
            row.reading.append(Reading(column.code, piece, codes[term], how))
            found[as_group].append(term)
            return
        row.unread.append(
            UnreadCell(column.code, masked(piece, pack.patterns), pack.schemes[column.scheme].near(piece))
        )
    elif column.datatype in READERS:
        value = READERS[column.datatype](piece, pack)
        if value is None:
            row.unread.append(UnreadCell(column.code, masked(piece, pack.patterns)))
        else:
            found[False].append(value)


def _cite(text: str, column: Column, scheme: Scheme, pack: Pack, row: _Row, found: list[Node], extra: Names) -> None:
    """Add the provisions that a cell cites; of one that is unclear nothing is suggested, but what it may be."""
    if given := extra.term(column.code, text) or scheme.find(text):
        row.reading.append(Reading(column.code, text, scheme.codes[given[0]], given[1]))
        found.append(given[0])
        return
    for citation in _citations(pack, scheme.iri).read(_without_gloss(text, scheme, pack)):
        if citation.term is not None:
            known = scheme.find(citation.text)
            how = known[1] if known else CITATION
            row.reading.append(Reading(column.code, citation.text, scheme.codes[citation.term], how))
            found.append(citation.term)
        else:
            row.unread.append(UnreadCell(column.code, masked(citation.text, pack.patterns), None, citation.fits))


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


def _found(name: str, column: Column, pack: Pack, extra: Names) -> tuple[URIRef, str, bool] | None:
    """Return the term that a name means in a column, how it was known, and whether it is a group of terms."""
    if given := extra.term(column.code, name):
        return (*given, column.groups is not None and given[0] in pack.schemes[column.groups].codes)
    if column.scheme is not None and (one := pack.schemes[column.scheme].find(name)):
        return (*one, False)
    if column.groups is not None and (group := pack.schemes[column.groups].find(name)):
        return (*group, True)
    return None


def _numbered(rows: list[list[Exchange]], pack: Pack) -> Iterable[Exchange]:
    """Yield the exchanges of all rows, with their identifiers told apart, and marked where a row repeats one."""
    column = next((column for column in pack.columns if column.datatype == IDENTIFIER and column.unique), None)
    times = Counter(row[0].id for row in rows if row[0].id)
    for row in rows:
        repeated = (column.code,) if column is not None and times[row[0].id] > 1 else ()
        for place, exchange in enumerate(row, start=1):
            key = f"{exchange.id}/{place}" if len(row) > 1 else exchange.id
            yield replace(exchange, id=key, repeated=repeated)
