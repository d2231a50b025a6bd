"""From columns of text to rows as numbers: each different cell is read once.

Columns are Arrow's: pyarrow reads and writes them without a Python object per cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute

from checker.batch.apart import spread
from checker.batch.columns import dictionary, identifiers, places_of
from checker.batch.lists import read_lists
from checker.batch.private import Private
from checker.pack import Column, Pack
from checker.plan import rows
from checker.plan.footprints import listed_column
from checker.plan.rows import Numbers, Rows, Words, distinct
from checker.terms.cellreader import Cell, CellReader
from checker.terms.columns import Layout
from checker.terms.values import IDENTIFIER, TEXT

Flags = npt.NDArray[np.bool_]

MOST_TEXTS = 200_000
"""Different texts of a column whose meaning is kept by text; beyond that each lot of rows starts anew."""


@dataclass(frozen=True)
class Lot:
    """Exchanges as the plan takes them in, each different one once, with what tells which they are."""

    rows: Rows
    """The different exchanges, whatever their identifier."""
    of: Numbers
    """By exchange: which of them it is."""
    row: Numbers | None
    """By exchange: the place in the lot of the row that it is in; nothing where each row is one exchange."""
    id: pyarrow.StringArray
    """By row."""


@dataclass(eq=False)
class Lexicon:
    """The meanings of one column, numbered; several by a text that means several exchanges."""

    meanings: list[Cell] = field(default_factory=list)
    numbers: dict[Cell, int] = field(default_factory=dict)
    texts: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def number(self, cell: Cell) -> int:
        """Return the number of a meaning."""
        if cell not in self.numbers:
            self.numbers[cell] = len(self.meanings)
            self.meanings.append(cell)
        return self.numbers[cell]


class Encoder:
    """Reads lots of rows that share a header."""

    def __init__(self, reader: CellReader, layout: Layout, lexicons: dict[str, Lexicon]) -> None:
        """Make an encoder for a header; the lexicons are shared by all registries of one plan."""
        self.reader = reader
        self.pack: Pack = reader.pack
        self.layout = layout
        self.listed = listed_column(self.pack)
        self._lexicons = lexicons
        for column in self.pack.columns:
            lexicons.setdefault(column.code, Lexicon())
        self._private = Private(layout, self.pack)
        self._key = next(column for column in self.pack.columns if column.datatype == IDENTIFIER)
        self._read = {c.code: c for c in self.pack.columns if c.datatype not in (TEXT, IDENTIFIER)}

    def encode(self, columns: Sequence[pyarrow.Array], misshapen: Flags | None = None) -> Lot:
        """Return a lot of rows as exchanges; whether an identifier occurs more often is not known yet.

        Args:
            columns: the cells of each column of the table, as strings or dictionaries of strings.
            misshapen: the rows with more or fewer cells than the header.
        """
        size = len(columns[0])
        shape = np.zeros(size, dtype=bool) if misshapen is None else misshapen
        place = self.layout.places.get(self._key.code)
        ids = identifiers(columns[place] if place is not None else pyarrow.nulls(size, "string"), self.pack)
        lacks = compute.equal(ids, "").to_numpy(zero_copy_only=False)
        personal, patterns = self._private.find(columns, size)
        places = {code: at for code, at in self.layout.places.items() if code in self._read}
        lists = self._lists(columns)
        beside = () if lists is None or self.listed is None else (self.listed.code,)
        keys: list[npt.NDArray[Any]] = [places_of(columns[at]) for code, at in places.items() if code not in beside]
        # Where cells of a list seldom repeat each other, each row is taken to be a different one.
        of, first = distinct([*keys, lacks, shape, personal]) if lists is None else (np.arange(size), np.arange(size))
        wanted = pyarrow.array(first)
        cells = {code: columns[at].take(wanted) for code, at in places.items() if code not in beside}
        found = {code: self._column(cells.get(code), column, len(first)) for code, column in self._read.items()}
        found[self._key.code] = self._lacking(lacks[first])
        apart = [several for _, several in found.values() if len(several)]
        kind, numbers = np.arange(len(first)), {code: number for code, (number, _) in found.items()}
        if apart:
            kind, numbers = self._expanded(cells, numbers, [code for code, (_, s) in found.items() if len(s)], apart)
        sets = None
        if self.listed is not None and self.listed.code in places:
            masks, number, rest = (
                read_lists(cells[self.listed.code], self.listed, self.reader)
                if lists is None
                else (lists[0], lists[1][first], (lists[2][0], lists[2][1][first]))
            )
            table = np.array([self._lexicons[self.listed.code].number(cell) for cell in rest[0]], dtype=np.int64)
            numbers[self.listed.code] = table[rest[1]][kind]
            sets = rows.Sets(masks, number[kind])
        exchange = spread(of, kind, len(first)) if apart else None
        return Lot(
            rows=Rows(
                columns={
                    column.code: rows.Column(self._lexicons[column.code].meanings, numbers[column.code])
                    for column in self.pack.columns
                    if column.code in numbers
                },
                sets=sets,
                repeated=np.zeros(len(kind), dtype=bool),
                misshapen=shape[first][kind],
                personal=personal[first][kind],
                patterns=patterns,
            ),
            of=of if exchange is None else exchange[1],
            row=None if exchange is None else exchange[0],
            id=ids,
        )

    def _lists(self, columns: Sequence[pyarrow.Array]) -> tuple[Words, Numbers, tuple[list[Cell], Numbers]] | None:
        """Return the terms in each cell of the column that lists them, where cells seldom repeat each other."""
        if self.listed is None or self.listed.code not in self.layout.places:
            return None
        column = columns[self.layout.places[self.listed.code]]
        if pyarrow.types.is_dictionary(column.type):
            return None
        return read_lists(column, self.listed, self.reader)

    def _lacking(self, lacks: Flags) -> tuple[Numbers, Flags]:
        lexicon = self._lexicons[self._key.code]
        table = [lexicon.number(Cell()), lexicon.number(Cell(lacks=self._key.required))]
        return np.array(table, dtype=np.int64)[lacks.astype(np.int64)], np.zeros(0, dtype=bool)

    def _column(self, cells: pyarrow.Array | None, column: Column, size: int) -> tuple[Numbers, Flags]:
        """Return the number of the meaning of each cell, and which cells mean several exchanges, if any do."""
        lexicon, none = self._lexicons[column.code], np.zeros(0, dtype=bool)
        if cells is None or (self.listed is not None and column.code == self.listed.code):
            number = lexicon.number(self.reader.cells(None, column)[0])
            return np.full(size, number, dtype=np.int64), none
        texts, numbers = dictionary(cells)
        meant = [self._meant(text, column, lexicon) for text in texts]
        first = np.array([found[0] for found in meant], dtype=np.int64)
        several = np.array([len(found) > 1 for found in meant], dtype=bool)
        return first[numbers], several[numbers] if several.any() else none

    def _meant(self, text: str, column: Column, lexicon: Lexicon) -> tuple[int, ...]:
        if text not in lexicon.texts:
            if len(lexicon.texts) >= MOST_TEXTS:
                lexicon.texts.clear()
            cells = self.reader.cells(text.strip(), column)
            lexicon.texts[text] = tuple(lexicon.number(cell) for cell in cells)
        return lexicon.texts[text]

    def _expanded(
        self, cells: Mapping[str, pyarrow.Array], numbers: dict[str, Numbers], codes: Sequence[str],
        apart: Sequence[Flags],
    ) -> tuple[Numbers, dict[str, Numbers]]:  # fmt: skip
        """Return different rows with those that mean several exchanges repeated, an exchange each."""
        several = np.any(apart, axis=0)
        times = np.ones(len(several), dtype=np.int64)
        meant: dict[int, dict[str, list[int]]] = {}
        for place in np.flatnonzero(several).tolist():
            meant[place] = self._product({code: cells[code][place].as_py() or "" for code in codes})
            times[place] = len(next(iter(meant[place].values())))
        kind = np.repeat(np.arange(len(several)), times)
        start = np.cumsum(times) - times
        expanded = {code: found[kind] for code, found in numbers.items()}
        for place, cells_of in meant.items():
            at, count = int(start[place]), int(times[place])
            for code, found in cells_of.items():
                expanded[code][at : at + count] = found
        return kind, expanded

    def _product(self, texts: dict[str, str]) -> dict[str, list[int]]:
        """Return the meanings of the cells of a row, an exchange after the other."""
        every: dict[str, str | None] = {column.code: None for column in self.pack.columns}
        exchanges = list(self.reader.row(every | {code: text.strip() for code, text in texts.items()}))
        return {code: [self._lexicons[code].number(one[code]) for one in exchanges] for code in texts}
