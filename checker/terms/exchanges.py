"""From a table to declared exchanges: columns by their header, cells by the datatype of their column."""

from collections import Counter
from dataclasses import replace

from rapidfuzz import fuzz, process
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.model import Exchange, Reading, Table, UnreadCell
from checker.pack import Column, Pack
from checker.pack.schemes import normal
from checker.terms.values import CITATION, EMPTY, IDENTIFIER, LOOKED_UP, READERS, UNREAD


def read_exchanges(table: Table, pack: Pack, registry: int = 0) -> list[Exchange]:
    """Return every row of a table as a declared exchange; a row with faults is among them.

    Raises GrondslagError where the header does not name every required column, or names one twice.
    """
    _require_datatypes(pack)
    places = _columns(table, pack)
    names = _names(table)
    exchanges = [_exchange(number, row, names, places, pack, registry) for number, row in table.rows]
    return _mark_repeated(exchanges, pack)


def _require_datatypes(pack: Pack) -> None:
    for column in pack.columns:
        if column.datatype not in READERS.keys() | LOOKED_UP | UNREAD:
            raise GrondslagError(
                f"Het pakket {pack.id} geeft kolom {column.code} een onbekende soort waarde: {column.datatype}.",
                f"The pack {pack.id} gives column {column.code} an unknown datatype: {column.datatype}.",
            )


def identifier(pack: Pack) -> Column | None:
    """Return the column that points out a row."""
    return next((column for column in pack.columns if column.datatype == IDENTIFIER), None)


def _columns(table: Table, pack: Pack) -> dict[str, int]:
    """Return the place of each column that the header names."""
    known = {normal(name): column for column in pack.columns for name in (column.code, *column.headers)}
    places: dict[str, int] = {}
    seen: dict[str, int] = {}
    for place, name in enumerate(table.header):
        column = known.get(normal(name))
        key = column.code if column else normal(name)
        if key in seen and key:
            first = table.header[seen[key]]
            raise GrondslagError(
                f"{table.source}, rij 1: kolom {seen[key] + 1} ({first}) en kolom {place + 1} ({name}) zijn dezelfde"
                " kolom; laat er een weg.",
                f"{table.source}, row 1: column {seen[key] + 1} ({first}) and column {place + 1} ({name}) are the same"
                " column; leave one out.",
            )
        seen[key] = place
        if column:
            places[column.code] = place
    _require(table, pack, places)
    return places


def _require(table: Table, pack: Pack, places: dict[str, int]) -> None:
    missing = [column for column in pack.columns if column.required and column.code not in places]
    if not missing:
        return
    hints_nl, hints_en = [], []
    for column in missing:
        near = process.extractOne(column.label["nl"], table.header, scorer=fuzz.ratio, score_cutoff=70.0)
        hints_nl.append(column.label["nl"] + (f" (lijkt op: {near[0]})" if near else ""))
        hints_en.append(column.code + (f" (resembles: {near[0]})" if near else ""))
    raise GrondslagError(
        f"{table.source}, rij 1: in de kop ontbreekt {', '.join(hints_nl)}; de eerste rij hoort de kolomnamen te"
        " bevatten.",
        f"{table.source}, row 1: the header lacks {', '.join(hints_en)}; the first row should hold the column names.",
    )


def _names(table: Table) -> tuple[str, ...]:
    """Return a name for every column of the table, also for one without a header."""
    return tuple(name.strip() or f"[{place}]" for place, name in enumerate(table.header, start=1))


def _exchange(
    number: int, row: tuple[str, ...], names: tuple[str, ...], places: dict[str, int], pack: Pack, registry: int
) -> Exchange:
    cells = dict(zip(names, row, strict=False)) | dict.fromkeys(names[len(row) :], "")
    cells |= {f"[{place + 1}]": row[place] for place in range(len(names), len(row))}
    values: dict[str, tuple[Node, ...]] = {}
    unread: list[UnreadCell] = []
    reading: list[Reading] = []
    empty: list[str] = []
    key = ""
    for column in pack.columns:
        place = places.get(column.code, len(row))
        text = row[place].strip() if place < len(row) else ""
        pieces = _pieces(text, column, pack)
        if not pieces:
            if column.required:
                empty.append(column.code)
            continue
        if column.datatype == IDENTIFIER:
            key = text
        found = [value for piece in pieces for value in _value(piece, column, pack, unread, reading)]
        if found:
            values[column.code] = tuple(dict.fromkeys(found))
    return Exchange(
        registry=registry,
        row=number,
        id=key,
        cells=cells,
        values=values,
        unread=tuple(dict.fromkeys(unread)),
        empty=tuple(empty),
        reading=tuple(dict.fromkeys(reading)),
        misshapen=None if len(row) == len(names) else (len(row), len(names)),
    )


def _pieces(text: str, column: Column, pack: Pack) -> list[str]:
    """Return the values in a cell; none where the cell is empty or says so."""
    word = normal(text)
    if not word or word in pack.words[EMPTY] or (column.none_allowed and word in pack.words["no"]):
        return []
    if column.separator is None:
        return [text]
    return [piece.strip() for piece in text.split(column.separator) if piece.strip()]


def _value(
    piece: str, column: Column, pack: Pack, unread: list[UnreadCell], reading: list[Reading]
) -> list[Node]:  # fmt: skip
    """Return what a piece of a cell means, and note what was not read and how the rest was."""
    if column.datatype in LOOKED_UP and column.scheme is not None:
        scheme = pack.schemes[column.scheme]
        if found := scheme.find(piece):
            term, how = found
            reading.append(Reading(column.code, piece, scheme.codes[term], how))
            return [term]
        fits = scheme.beginning(piece)
        # Of a citation nothing is suggested: another letter is another purpose.
        near = None if fits or column.datatype == CITATION else scheme.near(piece)
        unread.append(UnreadCell(column.code, piece, near, fits))
        return []
    if column.datatype in UNREAD:
        return []
    value = READERS[column.datatype](piece, pack)
    if value is None:
        unread.append(UnreadCell(column.code, piece))
        return []
    return [value]


def _mark_repeated(exchanges: list[Exchange], pack: Pack) -> list[Exchange]:
    """Mark every row whose identifier occurs more than once, where it must be unique."""
    column = identifier(pack)
    if column is None or not column.unique:
        return exchanges
    times = Counter(exchange.id for exchange in exchanges if exchange.id)
    return [
        replace(exchange, repeated=(column.code,)) if times[exchange.id] > 1 else exchange for exchange in exchanges
    ]
