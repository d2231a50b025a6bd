"""A registry that was read: its lots set aside, with each different exchange known by a number."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow  # type: ignore[import-untyped]

from checker.batch.encode import Lot as EncodedLot
from checker.batch.kinds import Kinds, from_arrays, to_arrays
from checker.batch.repeated import Ascending, repeated
from checker.batch.rows import Lot
from checker.batch.shelf import Shelf, compact
from checker.plan.rows import Rows

ID = "id"


@dataclass(eq=False)
class Held:
    """The lots of a registry."""

    is_unique: bool
    """Whether its identifiers must differ."""
    holds_cells: bool
    """Whether the cells of its rows are wanted again."""
    kinds: Kinds = field(default_factory=Kinds)
    _ascending: Ascending = field(default_factory=Ascending)
    _shelf: Shelf = field(default_factory=Shelf)
    _like: Rows | None = None

    def put(self, lot: Lot, encoded: EncodedLot) -> bool:
        """Set a lot aside; return whether its exchanges are too many to be held among the others."""
        if self.is_unique:
            self._ascending.add(encoded.id)
        numbers = self.kinds.number(encoded.rows)
        own = to_arrays(encoded.rows) if numbers is None else []
        of = encoded.of if numbers is None else numbers[encoded.of]
        if numbers is not None:
            self.kinds.count(of)
        self._like = encoded.rows
        rows = [] if encoded.row is None else [encoded.row]
        shape = [] if lot.misshapen is None else [lot.misshapen]
        cells = [encoded.id, *lot.columns] if self.holds_cells else [encoded.id]
        columns = pyarrow.RecordBatch.from_arrays(cells, [ID, *map(str, range(len(cells) - 1))])
        flags = np.array([bool(rows), bool(shape)])
        self._shelf.put(columns, [flags, compact(of), compact(lot.rows), *rows, *shape, *own])
        return numbers is None

    @cached_property
    def again(self) -> pyarrow.StringArray:
        """The identifiers that occur more often, once all lots are put."""
        if self._ascending.holds:
            return pyarrow.array([], "string")
        return repeated(lambda: (columns[0] for columns, _ in self._shelf.lots()))

    def lots(self) -> Iterator[tuple[Lot, EncodedLot, bool]]:
        """Yield the lots as they were put, once, each with whether its exchanges are its own, not held among others.

        Where the cells are not wanted again, they are left out.
        """
        for columns, (flags, of, numbers, *rest) in self._shelf.lots():
            row = rest.pop(0) if flags[0] else None
            shape = rest.pop(0) if flags[1] else None
            rows = from_arrays(rest, self._like) if rest and self._like is not None else self.kinds.rows
            lot = Lot(columns.columns[1:], numbers.astype(np.int64), shape)
            yield lot, EncodedLot(rows, of.astype(np.int64), row, columns[0]), bool(rest)

    def close(self) -> None:
        """Give the room of the lots back."""
        self._shelf.close()
