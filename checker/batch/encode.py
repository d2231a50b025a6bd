"""From columns of text to rows as numbers: each different cell is read once.

Columns are Arrow's: pyarrow reads and writes them without a Python object per cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute

from checker.batch.columns import dictionary, identifiers
from checker.batch.lists import read_lists
from checker.batch.private import Private
from checker.pack import Column, Pack
from checker.plan import rows
from checker.plan.footprints import listed_column
from checker.plan.rows import Numbers, Rows
from checker.terms.cellreader import Cell, CellReader
from checker.terms.columns import Layout
from checker.terms.values import IDENTIFIER, TEXT

Flags = npt.NDArray[np.bool_]

MOST_TEXTS = 200_000
"""Different texts of a column whose meaning is kept by text; beyond that each lot of rows starts anew."""


@dataclass(frozen=True)
class Lot:
    """Exchanges as the plan takes them in, with what tells which they are."""

    rows: Rows
    row: Numbers
    """The place in the lot of the row that each exchange is in."""
    id: pyarrow.StringArray


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

    def encode(
        self, columns: Sequence[pyarrow.Array], repeated: Flags | None = None, misshapen: Flags | None = None
    ) -> Lot:  # fmt: skip
        """Return a lot of rows as exchanges.

        Args:
            columns: the cells of each column of the table, as strings or dictionaries of strings.
            repeated: the rows whose identifier occurs more often.
            misshapen: the rows with more or fewer cells than the header.
        """
        size = len(columns[0])
        key = next(column for column in self.pack.columns if column.datatype == IDENTIFIER)
        place = self.layout.places.get(key.code)
        ids = identifiers(columns[place] if place is not None else pyarrow.nulls(size, "string"), self.pack)
        found = {c.code: self._column(columns, c, size, ids) for c in self.pack.columns if c.datatype != TEXT}
        apart = {code: several for code, (_, several) in found.items() if len(several)}
        row, found_numbers, names = np.arange(size), {code: numbers for code, (numbers, _) in found.items()}, ids
        if apart:
            row, found_numbers, names = self._expanded(columns, found_numbers, apart, ids)
        sets = None
        if self.listed is not None and self.listed.code in self.layout.places:
            masks, number, rest = read_lists(columns[self.layout.places[self.listed.code]], self.listed, self.reader)
            lexicon = self._lexicons[self.listed.code]
            table = np.array([lexicon.number(cell) for cell in rest[0]], dtype=np.int64)
            found_numbers[self.listed.code] = table[rest[1]][row]
            sets = rows.Sets(masks, number[row])
        personal, patterns = self._private.find(columns, size)
        again = np.zeros(size, dtype=bool) if repeated is None else repeated
        return Lot(
            rows=Rows(
                columns={
                    code: rows.Column(self._lexicons[code].meanings, numbers) for code, numbers in found_numbers.items()
                },
                sets=sets,
                repeated=again[row],
                misshapen=(np.zeros(size, dtype=bool) if misshapen is None else misshapen)[row],
                personal=personal[row],
                patterns=patterns,
            ),
            row=row,
            id=names,
        )

    def _column(
        self, columns: Sequence[pyarrow.Array], column: Column, size: int, ids: pyarrow.StringArray
    ) -> tuple[Numbers, Flags]:
        """Return the number of the meaning of each cell, and which cells mean several exchanges, if any do."""
        lexicon, none = self._lexicons[column.code], np.zeros(0, dtype=bool)
        place = self.layout.places.get(column.code)
        if column.datatype == IDENTIFIER:
            lacks = compute.equal(ids, "").to_numpy(zero_copy_only=False)
            table = np.array([lexicon.number(Cell()), lexicon.number(Cell(lacks=column.required))], dtype=np.int64)
            return table[lacks.astype(np.int64)], none
        if place is None or (self.listed is not None and column.code == self.listed.code):
            number = lexicon.number(self.reader.cells(None, column)[0])
            return np.full(size, number, dtype=np.int64), none
        texts, numbers = dictionary(columns[place])
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
        self, columns: Sequence[pyarrow.Array], numbers: dict[str, Numbers],
        apart: dict[str, Flags], ids: pyarrow.StringArray,
    ) -> tuple[Numbers, dict[str, Numbers], pyarrow.StringArray]:  # fmt: skip
        """Return the rows with those that mean several exchanges repeated, an exchange each."""
        several = np.any(list(apart.values()), axis=0)
        by_code = {column.code: column for column in self.pack.columns}
        times = np.ones(len(several), dtype=np.int64)
        meant: dict[int, dict[str, list[int]]] = {}
        for place in np.flatnonzero(several).tolist():
            texts = {code: columns[self.layout.places[code]][place].as_py() or "" for code in apart}
            meant[place] = self._product(texts, by_code)
            times[place] = len(next(iter(meant[place].values())))
        row = np.repeat(np.arange(len(several)), times)
        start = np.concatenate([[0], np.cumsum(times)[:-1]])
        expanded = {code: found[row] for code, found in numbers.items()}
        names = ids.take(pyarrow.array(row)).to_pylist()
        for place, cells in meant.items():
            at, count = int(start[place]), int(times[place])
            for code, found in cells.items():
                expanded[code][at : at + count] = found
            if count > 1:
                names[at : at + count] = [f"{names[at]}/{number}" for number in range(1, count + 1)]
        return row, expanded, pyarrow.array(names, "string")

    def _product(self, texts: dict[str, str], columns: dict[str, Column]) -> dict[str, list[int]]:
        """Return the meanings of the cells of a row, an exchange after the other."""
        every: dict[str, str | None] = {column.code: None for column in self.pack.columns}
        exchanges = list(self.reader.row(every | {code: text.strip() for code, text in texts.items()}))
        return {code: [self._lexicons[code].number(one[code]) for one in exchanges] for code in texts}
