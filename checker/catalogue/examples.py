"""The examples of a rule: pairs of registries that differ in one cell, of which one yields its finding.

Such a pair is `fail-NAME.csv` and `pass-NAME.csv` in a folder named after the rule. Two columns say how to judge it:
`as_of`, the run date, and `also`, the codes of the other rules that it yields.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from rdflib import RDFS, XSD, Literal, URIRef

from checker.catalogue.entries import Cell, Example, Named, Row, Side
from checker.catalogue.told import coded, spoken
from checker.catalogue.words import WORDS
from checker.errors import GrondslagError
from checker.model import LANGUAGES, Exchange, Table, Text
from checker.pack import Column, Pack
from checker.terms import read_exchanges
from checker.terms.exchanges import Registry
from checker.terms.values import IDENTIFIER, LOOKED_UP, REFERENCE, TEXT
from checker.vocabulary import GS, label, texts

FAIL, PASS = "fail-", "pass-"
AS_OF, ALSO = "as_of", "also"


def read_examples(rule: str, pack: Pack, folders: Sequence[Path]) -> Iterator[Example]:
    """Yield the examples of a rule in these folders, in the order of their names."""
    for folder in folders:
        for failing in sorted((folder / rule).glob(f"{FAIL}*.csv")):
            name = failing.stem.removeprefix(FAIL)
            passing = failing.with_name(f"{PASS}{name}.csv")
            if passing.is_file():
                yield _example(name, read_example(failing), read_example(passing), pack)


def read_example(path: Path) -> Table:
    """Return an example as it stands in its file. Raises GrondslagError where it cannot be read."""
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
    changed, others = _difference([_day(failing, pack), *_cells(one)], [_day(passing, pack), *_cells(other)])
    left = tuple(piece for piece in changed.pieces if piece not in others.pieces)
    right = tuple(piece for piece in others.pieces if piece not in changed.pieces)
    shared = len(left) < len(changed.pieces) or len(right) < len(others.pieces)
    [day, *_] = cells_of(failing, AS_OF) or [""]
    return Example(name, day, one, other, changed.label or others.label, left, right, shared)


def _day(table: Table, pack: Pack) -> Cell:
    """Return the run date as a cell: it may be the fact that makes the difference."""
    told = tuple(spoken(Literal(day, datatype=XSD.date)) for day in cells_of(table, AS_OF)[:1])
    return Cell(AS_OF, texts(pack.graph, GS.asOf, RDFS.label), told)


def _cells(side: Side) -> list[Cell]:
    return [replace(cell, column=f"{place} {cell.column}") for place, row in enumerate(side.rows) for cell in row.cells]


def _difference(one: Sequence[Cell], other: Sequence[Cell]) -> tuple[Cell, Cell]:
    """Return the cell that differs, on both sides; where no cell seems to, an empty one."""
    cells, others = ({cell.column: cell for cell in side} for side in (one, other))
    empty = Cell("", {}, ())
    pairs = [(cells.get(column, empty), others.get(column, empty)) for column in dict.fromkeys([*cells, *others])]
    return next((pair for pair in pairs if pair[0].pieces != pair[1].pieces), (empty, empty))


def _side(table: Table, pack: Pack) -> Side:
    registry = read_exchanges(table, pack)
    also = {code for text in cells_of(table, ALSO) for code in text.split(";")}
    others = sorted((rule for rule in pack.rules.values() if rule.code in also), key=lambda rule: rule.code)
    return Side(tuple(_rows(table, registry, pack)), tuple(Named(rule.code, rule.name) for rule in others))


def cells_of(table: Table, name: str) -> list[str]:
    """Return the cells in the column of this name that are not empty."""
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
                if column is None:
                    cells.append(Cell(header or "", _same(header) if header else WORDS["no_header"], (_quoted(text),)))
                else:
                    cells.append(Cell(column.code, column.label, tuple(_pieces(column, text, exchanges, pack))))
        yield Row(tuple(cells))


def _pieces(column: Column, text: str, exchanges: Sequence[Exchange], pack: Pack) -> list[Text]:
    """Return what a cell says: as it was read, and as it stands where it was not."""
    if column.datatype in (IDENTIFIER, TEXT):
        return [_same(text) if column.datatype == IDENTIFIER else _quoted(text)]
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
