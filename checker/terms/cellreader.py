"""Read the cells of a registry: each different text once, as rows repeat what other rows say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod

from rdflib.term import Node

from checker.model import Reading, UnreadCell
from checker.pack import Column, Pack
from checker.pack.schemes import normal
from checker.terms.cells import find, read_cell
from checker.terms.names import Names
from checker.terms.pieces import pieces
from checker.terms.values import AND, CITATION, EMPTY, LOOKED_UP, NO

MOST_APART = 100
"""A row that means more exchanges than this is no row of a registry: its lists are left unread."""
MOST_KEPT = 50_000
"""Different texts of which the meaning is kept: bounds memory, and is more than a column of terms has."""


@dataclass(frozen=True)
class Cell:
    """What a cell means for one exchange."""

    values: tuple[Node, ...] = ()
    groups: tuple[Node, ...] = ()
    unread: tuple[UnreadCell, ...] = ()
    lacks: bool = False
    """Whether a value is required, or asked for where the column is present, and nothing stands there."""
    reading: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class CellReader:
    """Reads cells by the columns of a pack and the names that came with a registry."""

    pack: Pack
    names: Names
    _kept: dict[tuple[str, str], tuple[Cell, ...]] = field(default_factory=dict)

    def cells(self, text: str | None, column: Column) -> tuple[Cell, ...]:
        """Return what the text of a cell means: several only in a column of which each value is an exchange apart.

        There is no text where the registry does not have the column.
        """
        if text is None:
            return (Cell(lacks=column.required),)
        key = (column.code, text)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            parts = self._parts(text, column)
            found = tuple(self._cell((part,), column) for part in parts) if column.apart and parts else ()
            self._kept[key] = found or (self._cell(parts, column),)
        return self._kept[key]

    def whole(self, text: str, column: Column) -> Cell:
        """Return what the text of a cell means, taken as one value."""
        return self._cell((text,), column)

    def part(self, text: str, column: Column) -> Cell:
        """Return what stands between two separators of a list means."""
        return self._cell(self._pieces(text, column), column)

    def name(self, text: str, column: Column) -> str:
        """Return an identifier; none where the cell is empty or says so."""
        return " ".join(self._parts(text, column))

    def row(self, texts: Mapping[str, str | None]) -> Iterator[dict[str, Cell]]:
        """Yield the cells of each exchange that a row means: one for every sender, recipient and purpose in it."""
        columns = {column.code: column for column in self.pack.columns}
        cells = {code: self.cells(texts[code], column) for code, column in columns.items()}
        several = [code for code, found in cells.items() if len(found) > 1]
        if prod(len(cells[code]) for code in several) > MOST_APART:
            cells |= {code: (self.whole(texts[code] or "", columns[code]),) for code in several}
        for chosen in product(*cells.values()):
            yield dict(zip(cells, chosen, strict=True))

    def _parts(self, text: str, column: Column) -> tuple[str, ...]:
        """Return the values in a cell; none where the cell is empty or says so."""
        word = normal(text)
        if not word or word in self.pack.words[EMPTY] or (column.none_allowed and word in self.pack.words[NO]):
            return ()
        # A list of citations is parted where it is read: one may take its law or article from another.
        if column.datatype not in LOOKED_UP or column.datatype == CITATION or not (column.separator or column.apart):
            return (text,)
        return self._pieces(text, column)

    def _pieces(self, text: str, column: Column) -> tuple[str, ...]:
        def known(name: str) -> bool:
            return find(name, column, self.pack, self.names) is not None

        return tuple(pieces(text, known, self.pack.words[AND], column.separator))

    def _cell(self, parts: tuple[str, ...], column: Column) -> Cell:
        meanings = [m for part in parts for m in read_cell(part, column, self.pack, self.names)]
        read = [(m.value, m.is_group) for m in meanings if m.value is not None]
        return Cell(
            values=tuple(dict.fromkeys(value for value, is_group in read if not is_group)),
            groups=tuple(dict.fromkeys(value for value, is_group in read if is_group)),
            unread=tuple(dict.fromkeys(m.unread for m in meanings if m.unread)),
            lacks=(column.required or column.asked) and not parts,
            reading=tuple(dict.fromkeys(m.reading for m in meanings if m.reading)),
        )
