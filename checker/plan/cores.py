"""Cores: what all footprints together can see of an exchange, beside the terms that it lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from rdflib import URIRef

from checker.judge.facts import lacking
from checker.model import Exchange, UnreadCell
from checker.pack import Pack
from checker.pack.schema import Column
from checker.plan.cells import ORDERED, Sight, scaled
from checker.plan.outline import View
from checker.plan.rows import Numbers, Rows, distinct
from checker.terms.cellreader import Cell
from checker.vocabulary import GS

NOTHING = Cell()


@dataclass(frozen=True)
class Core:
    """What is seen of an exchange, and the cells of one exchange of which this is seen."""

    cells: dict[str, Cell]
    values: dict[str, tuple[Any, ...]]
    """By column: its values, or their place among those of the law. Of the column that lists terms: its groups."""
    unread: dict[str, tuple[Any, ...]]
    lacks: tuple[tuple[str, URIRef], ...]
    """The columns without a value that is required or asked for, with what is told of that."""
    order: dict[tuple[str, str], int]
    """Of two columns whose values stand between the same marks: 1, 2 or 3 where the one is less, equal or more."""
    repeated: bool
    misshapen: bool
    personal: tuple[URIRef, ...]
    looks: dict[str, int]
    """By column: the number of all that is seen of its cell."""


@dataclass(eq=False)
class _Table:
    """What is seen of the meanings of one column, as numbers."""

    values: list[tuple[Any, ...]] = field(default_factory=list)
    unread: list[tuple[Any, ...]] = field(default_factory=list)
    known: dict[Any, int] = field(default_factory=dict)
    seen: list[int] = field(default_factory=list)
    """By meaning: the number of what is seen of it."""
    scaled: list[int] = field(default_factory=list)
    """By meaning: its value as a whole number, to be compared."""
    place: list[int] = field(default_factory=list)
    """By meaning: where its value stands between two marks, or -1."""


@dataclass(eq=False)
class Cores:
    """Finds the cores of rows, and knows each different one."""

    pack: Pack
    sight: Sight
    listed: Column | None
    all: list[Core] = field(default_factory=list)
    _tables: dict[str, _Table] = field(default_factory=dict)
    _known: dict[Any, int] = field(default_factory=dict)

    def of(self, rows: Rows) -> Numbers:
        """Return the number of the core of each row."""
        patterns = [tuple(sorted({pattern for _, pattern in found})) for found in rows.patterns]
        kinds: dict[Any, int] = {}
        kind = np.array([kinds.setdefault(found, len(kinds)) for found in patterns], dtype=np.int64)
        keys: list[Numbers] = [
            rows.repeated.astype(np.int64), rows.misshapen.astype(np.int64), kind[rows.personal]
        ]  # fmt: skip
        for code, column in rows.columns.items():
            keys.append(np.array(self._table(code, column.meanings).seen, dtype=np.int64)[column.numbers])
        pairs = self._pairs(rows)
        keys += pairs.values()
        numbers, first = distinct(keys)
        # A registry may number patterns anew, so these are named and not numbered.
        found = np.stack([key[first] for key in (*keys[:2], *keys[3:])], axis=1)
        shape = (tuple(rows.columns), tuple(pairs))
        names = [(key.tobytes(), patterns[kind], *shape)
                 for key, kind in zip(found, rows.personal[first].tolist(), strict=True)]  # fmt: skip
        for name, row in zip(names, first.tolist(), strict=True):
            if name not in self._known:
                self._known[name] = len(self.all)
                self.all.append(self._core(rows, row, pairs))
        return np.array([self._known[name] for name in names], dtype=np.int64)[numbers]

    def _table(self, code: str, meanings: Sequence[Cell]) -> _Table:
        table = self._tables.setdefault(code, _Table())
        column = next(column for column in self.pack.columns if column.code == code)
        for cell in meanings[len(table.seen) :]:
            values = self._values(cell, column)
            unread = self.sight.unread(cell)
            table.values.append(values)
            table.unread.append(unread)
            key = (values, unread, cell.lacks)
            table.seen.append(table.known.setdefault(key, len(table.known)))
            single = values[0] if len(values) == 1 and isinstance(values[0], int) else 1
            table.place.append(single if single % 2 == 0 else -1)
            table.scaled.append(scaled(cell.values[0]) if table.place[-1] >= 0 else 0)
        return table

    def _values(self, cell: Cell, column: Column) -> tuple[Any, ...]:
        if self.listed is not None and column.code == self.listed.code:
            return tuple(sorted(group.n3() for group in cell.groups))
        return self.sight.values(cell, column.code, column.datatype)

    def _pairs(self, rows: Rows) -> dict[tuple[str, str], Numbers]:
        """Return how the values of two ordered columns compare, where their places do not tell."""
        kinds = {column.code: column.datatype for column in self.pack.columns}
        ordered = [code for code in rows.columns if kinds[code] in ORDERED and code not in self.sight.exact]
        found: dict[tuple[str, str], Numbers] = {}
        for one, other in combinations(ordered, 2):
            if kinds[one] == kinds[other]:
                places, values = [], []
                for code in (one, other):
                    numbers = rows.columns[code].numbers
                    places.append(np.array(self._tables[code].place, dtype=np.int64)[numbers])
                    values.append(np.array(self._tables[code].scaled, dtype=np.int64)[numbers])
                together = (places[0] == places[1]) & (places[0] >= 0)
                found[(one, other)] = np.where(together, np.sign(values[0] - values[1]) + 2, 0)
        return found

    def _core(self, rows: Rows, row: int, pairs: dict[tuple[str, str], Numbers]) -> Core:
        numbers = {code: int(column.numbers[row]) for code, column in rows.columns.items()}
        cells = {code: column.meanings[numbers[code]] for code, column in rows.columns.items()}
        return Core(
            cells=cells,
            values={code: self._tables[code].values[number] for code, number in numbers.items()},
            unread={code: self._tables[code].unread[number] for code, number in numbers.items()},
            lacks=tuple((c.code, lacking(c)) for c in self.pack.columns if c.code in cells and cells[c.code].lacks),
            order={pair: int(order[row]) for pair, order in pairs.items()},
            repeated=bool(rows.repeated[row]),
            misshapen=bool(rows.misshapen[row]),
            personal=tuple(sorted({pattern for _, pattern in rows.patterns[rows.personal[row]]})),
            looks={code: self._tables[code].seen[number] for code, number in numbers.items()},
        )


def look_at(core: Core, view: View, seen: Sequence[str]) -> tuple[Any, ...]:
    """Return what a footprint sees of a core in numbers, and perhaps more: quicker to tell than its question."""
    return (
        tuple(map(core.looks.get, seen)),
        tuple(core.order.values()) if view.orders else (),
        tuple(core.unread.values()) if GS.unreadableCell in view.sees else (),
        _lacks(core, view),
        core.repeated,
        core.misshapen,
        core.personal,
    )


def question(core: Core, view: View, seen: Sequence[str]) -> tuple[Any, ...]:
    """Return what a footprint sees of a core, as plain text and numbers in a fixed order; `seen` are its columns."""
    values = tuple((code, *core.values[code]) for code in seen if core.values.get(code))
    order: tuple[Any, ...] = ()
    if view.orders:
        order = tuple((*pair, way) for pair, way in core.order.items() if way and pair[0] in seen and pair[1] in seen)
    unread: tuple[Any, ...] = ()
    if GS.unreadableCell in view.sees:
        unread = tuple((code, *found) for code, found in core.unread.items() if found)
    return (
        values,
        order,
        unread,
        _lacks(core, view),
        core.repeated and GS.repeatedColumn in view.sees,
        core.misshapen and GS.cellsFound in view.sees,
        tuple(map(str, core.personal)) if GS.personalDataIn in view.sees else (),
    )


def _lacks(core: Core, view: View) -> tuple[str, ...]:
    return tuple(code for code, told in core.lacks if told in view.sees)


def representative(core: Core, view: View, pack: Pack, sight: Sight) -> Exchange:
    """Return an exchange that holds what a footprint sees of a core, and nothing else."""
    values: dict[str, Any] = {}
    for column in pack.columns:
        cell = core.cells.get(column.code, NOTHING)
        if column.property in view.sees and cell.values:
            values[column.code] = cell.values
        if column.group_property in view.sees and cell.groups:
            values[column.group_code()] = cell.groups
    unread: list[UnreadCell] = []
    if GS.unreadableCell in view.sees:
        unread = [sight.cell(one) for cell in core.cells.values() for one in cell.unread]
    sees_shape, sees_personal = GS.cellsFound in view.sees, GS.personalDataIn in view.sees
    unique = [column.code for column in pack.columns if column.unique]
    return Exchange(
        registry=0,
        row=0,
        id="",
        cells={},
        values=values,
        unread=tuple(dict.fromkeys(unread)),
        empty=_lacks(core, view),
        repeated=tuple(unique[:1]) if core.repeated and GS.repeatedColumn in view.sees else (),
        personal=tuple(("", pattern) for pattern in core.personal) if sees_personal else (),
        misshapen=(1, 2) if core.misshapen and sees_shape else None,
    )
