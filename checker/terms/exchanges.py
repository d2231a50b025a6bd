"""From a table to declared exchanges: cells by the datatype of their column, lists as several values or exchanges."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from rdflib.term import Node

from checker.errors import GrondslagError
from checker.model import ColumnReading, Exchange, Table
from checker.pack import Column, Pack
from checker.pack.schemes import normal
from checker.terms.cells import Meaning, find, read_cell
from checker.terms.columns import Layout, read_columns
from checker.terms.names import NONE, Names
from checker.terms.personal import personal
from checker.terms.pieces import pieces
from checker.terms.values import AND, CITATION, EMPTY, IDENTIFIER, LOOKED_UP, NO, READERS, UNREAD

MOST_APART = 100
"""A row that means more exchanges than this is no row of a registry: its lists are left unread."""


@dataclass(frozen=True)
class Registry:
    """A registry as it was read."""

    columns: tuple[ColumnReading, ...]
    exchanges: tuple[Exchange, ...]


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
    return pieces(text, lambda name: find(name, column, pack, extra) is not None, pack.words[AND], column.separator)


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
    values: dict[str, list[Node]] = defaultdict(list)
    meanings: list[Meaning] = []
    for column in pack.columns:
        for meaning in (m for piece in parts[column.code] for m in read_cell(piece, column, pack, extra)):
            meanings.append(meaning)
            if meaning.value is not None:
                values[column.group_code() if meaning.is_group else column.code].append(meaning.value)
    return replace(
        whole,
        values={code: tuple(dict.fromkeys(found)) for code, found in values.items()},
        unread=tuple(dict.fromkeys(m.unread for m in meanings if m.unread)),
        empty=tuple(column.code for column in pack.columns if column.required and not parts[column.code]),
        reading=tuple(dict.fromkeys(m.reading for m in meanings if m.reading)),
    )


def _numbered(rows: list[list[Exchange]], pack: Pack) -> Iterable[Exchange]:
    """Yield the exchanges of all rows, with their identifiers told apart, and marked where a row repeats one."""
    column = next((column for column in pack.columns if column.datatype == IDENTIFIER and column.unique), None)
    times = Counter(row[0].id for row in rows if row[0].id)
    for row in rows:
        repeated = (column.code,) if column is not None and times[row[0].id] > 1 else ()
        for place, exchange in enumerate(row, start=1):
            key = f"{exchange.id}/{place}" if len(row) > 1 else exchange.id
            yield replace(exchange, id=key, repeated=repeated)
