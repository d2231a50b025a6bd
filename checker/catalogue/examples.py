"""The examples of a rule: pairs of registries that differ in one cell, of which one yields its finding.

Such a pair is `fail-NAME.csv` and `pass-NAME.csv` in a folder named after the rule. Two columns say how to judge it:
`as_of`, the run date, and `also`, the codes of the other rules that it yields.
"""

import csv
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from rdflib import Literal, URIRef

from checker.catalogue.entries import Cell, Example, Row, Side
from checker.catalogue.told import coded, spoken
from checker.errors import GrondslagError
from checker.model import LANGUAGES, Exchange, Table, Text
from checker.pack import Column, Pack
from checker.terms import read_exchanges
from checker.terms.exchanges import Registry
from checker.terms.values import IDENTIFIER, LOOKED_UP, REFERENCE, TEXT
from checker.vocabulary import label

FAIL, PASS = "fail-", "pass-"
AS_OF, ALSO = "as_of", "also"


def read_examples(rule: str, pack: Pack, folders: Sequence[Path]) -> Iterator[Example]:
    """Yield the examples of a rule in these folders, in the order of their names."""
    for folder in folders:
        for failing in sorted((folder / rule).glob(f"{FAIL}*.csv")):
            name = failing.stem.removeprefix(FAIL)
            passing = failing.with_name(f"{PASS}{name}.csv")
            if passing.is_file():
                yield _example(name, _read(failing), _read(passing), pack)


def _read(path: Path) -> Table:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            header, *rows = csv.reader(lines, strict=True)
    except (OSError, ValueError, csv.Error) as error:
        raise GrondslagError(
            f"{path} is geen leesbaar voorbeeld: maak er een CSV-bestand van met een kop en een rij.",
            f"{path} is no readable example: make it a CSV file with a header and a row.",
        ) from error
    return Table(str(path), "", tuple(header), tuple((place, tuple(row)) for place, row in enumerate(rows, start=2)))


def _example(name: str, failing: Table, passing: Table, pack: Pack) -> Example:
    one, other = _side(failing, pack), _side(passing, pack)
    changed, others = _difference(one, other)
    left = [piece for piece in changed.pieces if piece not in others.pieces]
    right = [piece for piece in others.pieces if piece not in changed.pieces]
    shared = len(left) < len(changed.pieces) or len(right) < len(others.pieces)
    [day, *_] = _column(failing, AS_OF) or [""]
    return Example(name, day, one, other, changed.label or others.label, tuple(left), tuple(right), shared)


def _difference(one: Side, other: Side) -> tuple[Cell, Cell]:
    """Return the cell that differs, on both sides; where no cell seems to, an empty one."""
    empty = Cell("", {}, ())
    for row, other_row in zip(one.rows, other.rows, strict=False):
        cells = {cell.column: cell for cell in row.cells}
        others = {cell.column: cell for cell in other_row.cells}
        for column in dict.fromkeys([*cells, *others]):
            found, against = cells.get(column, empty), others.get(column, empty)
            if found.pieces != against.pieces:
                return found, against
    return empty, empty


def _side(table: Table, pack: Pack) -> Side:
    registry = read_exchanges(table, pack)
    also = {code for text in _column(table, ALSO) for code in text.split(";") if code}
    return Side(tuple(_rows(table, registry, pack)), tuple(sorted(also)))


def _column(table: Table, name: str) -> list[str]:
    place = table.header.index(name) if name in table.header else None
    return [] if place is None else [row[place] for _, row in table.rows if place < len(row) and row[place]]


def _rows(table: Table, registry: Registry, pack: Pack) -> Iterator[Row]:
    columns = {column.code: column for column in pack.columns}
    known = [columns.get(reading.column) for reading in registry.columns]
    for number, row in table.rows:
        exchanges = [exchange for exchange in registry.exchanges if exchange.row == number]
        cells = []
        for header, column, text in zip_longest(table.header, known, row):
            if text and header not in (AS_OF, ALSO):
                key, called = (header or "", _same(header or "")) if column is None else (column.code, column.label)
                pieces = [_same(text)] if column is None else _pieces(column, text, exchanges, pack)
                cells.append(Cell(key, called, tuple(pieces)))
        yield Row(tuple(cells))


def _pieces(column: Column, text: str, exchanges: Sequence[Exchange], pack: Pack) -> list[Text]:
    """Return what a cell says: as it was read, and as it stands where it was not."""
    if column.datatype in (IDENTIFIER, TEXT):
        return [_same(text)]
    unread = [_quoted(cell.text) for e in exchanges for cell in e.unread if cell.column == column.code]
    if column.datatype in LOOKED_UP:
        codes = [reading.code for e in exchanges for reading in e.reading if reading.column == column.code]
        told = [_term(code, column, pack) for code in codes] + unread
    else:
        held = [value for e in exchanges for value in e.values.get(column.code, ()) if isinstance(value, Literal)]
        # A reference is read as whether there is one; what it says stands in the cell.
        there = [value for value in held if column.datatype != REFERENCE or value.toPython() is False]
        told = [spoken(value) for value in there] + unread
    return [piece for place, piece in enumerate(told) if piece not in told[:place]] or [_same(text)]


def _term(code: str, column: Column, pack: Pack) -> Text:
    found: URIRef | None = None
    for scheme in (column.scheme, column.groups):
        if scheme is not None and found is None:
            found = next((term for term, known in pack.schemes[scheme].codes.items() if known == code), None)
    named = _same(code) if found is None else label(pack.graph, found)
    return {language: coded(text, code) for language, text in named.items()}


def _same(text: str) -> Text:
    return dict.fromkeys(LANGUAGES, text)


def _quoted(text: str) -> Text:
    return _same(f"“{text}”")
