"""From a table to declared exchanges: cells by the datatype of their column, lists as several values or exchanges."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rdflib.term import Node

from checker.errors import GrondslagError
from checker.model import ColumnReading, Exchange, Table
from checker.pack import Column, Pack
from checker.terms.cellreader import Cell, CellReader
from checker.terms.columns import Layout, read_columns
from checker.terms.names import NONE, Names
from checker.terms.personal import personal
from checker.terms.values import IDENTIFIER, LOOKED_UP, READERS, UNREAD


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
    require_datatypes(pack)
    layout = read_columns(table, pack, names)
    reader = CellReader(pack, names)
    rows = [read_row(number, row, layout, reader, registry) for number, row in table.rows]
    return Registry(layout.reading, tuple(_numbered(rows, pack)))


def require_datatypes(pack: Pack) -> None:
    """Raise GrondslagError where the pack gives a column a datatype that is not known here."""
    for column in pack.columns:
        if column.datatype not in READERS.keys() | LOOKED_UP | UNREAD:
            raise GrondslagError(
                f"Het pakket {pack.id} geeft kolom {column.code} een onbekende soort waarde: {column.datatype}.",
                f"The pack {pack.id} gives column {column.code} an unknown datatype: {column.datatype}.",
            )


def read_row(
    number: int, row: tuple[str, ...], layout: Layout, reader: CellReader, registry: int
) -> list[Exchange]:  # fmt: skip
    """Return the exchanges that a row means, each under the identifier of the row."""
    names = layout.names
    cells = dict(zip(names, row, strict=False)) | dict.fromkeys(names[len(row) :], "")
    cells |= {f"[{place + 1}]": row[place] for place in range(len(names), len(row))}
    texts = {column.code: _text(column, row, layout) for column in reader.pack.columns}
    key = next((reader.name(texts[c.code] or "", c) for c in reader.pack.columns if c.datatype == IDENTIFIER), "")
    whole = Exchange(
        registry=registry,
        row=number,
        id=key,
        cells=cells,
        values={},
        personal=tuple(personal(cells, layout.free, reader.pack.patterns)),
        misshapen=None if len(row) == len(names) else (len(row), len(names)),
    )
    return [compose(whole, one, reader.pack) for one in reader.row(texts)]


def _text(column: Column, row: tuple[str, ...], layout: Layout) -> str | None:
    """Return the text of a cell; none where the registry does not have the column."""
    place = layout.places.get(column.code)
    if place is None:
        return None
    return row[place].strip() if place < len(row) else ""


def compose(whole: Exchange, cells: Mapping[str, Cell], pack: Pack) -> Exchange:
    """Return an exchange with what its cells mean, by the code of their column."""
    values: dict[str, tuple[Node, ...]] = {}
    for column in pack.columns:
        cell = cells[column.code]
        if cell.values:
            values[column.code] = cell.values
        if cell.groups:
            values[column.group_code()] = cell.groups
    return replace(
        whole,
        values=values,
        unread=tuple(dict.fromkeys(unread for cell in cells.values() for unread in cell.unread)),
        empty=tuple(column.code for column in pack.columns if cells[column.code].lacks),
        reading=tuple(dict.fromkeys(reading for cell in cells.values() for reading in cell.reading)),
    )


def _numbered(rows: list[list[Exchange]], pack: Pack) -> Iterable[Exchange]:
    """Yield the exchanges of all rows, with their identifiers told apart, and marked where a row repeats one."""
    times = Counter(row[0].id for row in rows if row[0].id)
    for row in rows:
        yield from told_apart(row, times[row[0].id] > 1, pack)


def told_apart(row: list[Exchange], is_repeated: bool, pack: Pack) -> Iterable[Exchange]:
    """Yield the exchanges of a row with identifiers of their own, marked where that of the row occurs more often."""
    column = next((column for column in pack.columns if column.datatype == IDENTIFIER and column.unique), None)
    repeated = (column.code,) if column is not None and is_repeated else ()
    for place, exchange in enumerate(row, start=1):
        key = f"{exchange.id}/{place}" if len(row) > 1 else exchange.id
        yield replace(exchange, id=key, repeated=repeated)
