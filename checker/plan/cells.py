"""What of a cell a question holds: its values or their place, what was not read in it, whether it lacks a value."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rdflib import Graph, Literal
from rdflib.term import Node

from checker.model import UnreadCell
from checker.plan.footprints import Footprint, Footprints
from checker.terms.cellreader import Cell
from checker.vocabulary import GS

ORDERED = frozenset({"date", "amount"})
"""The datatypes of which only the order counts, where rules do no more than compare."""


@dataclass(frozen=True)
class Sight:
    """What all footprints of a pack together can see of a cell."""

    marks: dict[str, tuple[Any, ...]]
    """By datatype: the values that the law itself holds, in order. Between two of them one value is as another."""
    exact: frozenset[str]
    """The columns of which the very value counts."""
    shown: frozenset[Node]
    """The properties of a cell that was not read which a rule looks at."""

    def values(self, cell: Cell, column: str, datatype: str) -> tuple[Any, ...]:
        """Return what can be seen of the values in a cell: their place among those of the law, or they themselves."""
        if datatype in ORDERED and column not in self.exact:
            return tuple(place(self.marks[datatype], number(value)) for value in cell.values)
        return tuple(sorted(value.n3() for value in (*cell.values, *cell.groups)))

    def unread(self, cell: Cell) -> tuple[Any, ...]:
        """Return what can be seen of what was not read in a cell; never its text, unless a rule looks at that."""
        return tuple(sorted({self._unread(one) for one in cell.unread}))

    def cell(self, cell: UnreadCell) -> UnreadCell:
        """Return a cell that was not read with no more than can be seen of it."""
        return UnreadCell(
            cell.column,
            cell.text if GS.text in self.shown else "",
            cell.near if GS.near in self.shown else None,
            cell.fits if GS.fits in self.shown else (),
        )

    def _unread(self, cell: UnreadCell) -> tuple[str, ...]:
        return (
            cell.text if GS.text in self.shown else "",
            str(cell.near or "") if GS.near in self.shown else "",
            *((str(term) for term in cell.fits) if GS.fits in self.shown else ()),
        )


def sight(found: Footprints, law: Graph, columns: Iterable[tuple[str, Any]]) -> Sight:
    """Return what the footprints can see, with the marks of the law alone.

    Args:
        found: the footprints of a pack.
        law: its graph.
        columns: the code and property of each column.
    """
    parts = found.parts
    reads = {node for part in parts for node in part.reads}
    held = {value for part in parts for value in part.constants if isinstance(value, Literal)}
    held |= {o for p in reads for o in law.objects(None, p) if isinstance(o, Literal)}
    cells = frozenset({GS.text, GS.near, GS.fits})
    return Sight(
        marks={
            "date": tuple(sorted({number(v) for v in held if isinstance(v.value, date)})),
            "amount": tuple(sorted({Decimal(str(v)) for v in held if _is_number(v)})),
        },
        exact=frozenset(code for code, prop in columns if _seen_exactly(prop, parts)),
        shown=cells if found.not_understood else cells & reads,
    )


def _seen_exactly(prop: Any, parts: Sequence[Footprint]) -> bool:
    return any(prop in part.sees and not part.orders for part in parts)


def _is_number(value: Literal) -> bool:
    return isinstance(value.value, int | Decimal | float) and not isinstance(value.value, bool)


def number(value: Any) -> Any:
    """Return an ordered value as a number: a day by its ordinal."""
    plain = value.value if isinstance(value, Literal) else value
    return plain.toordinal() if isinstance(plain, date) else plain


def scaled(value: Any) -> int:
    """Return an ordered value as a whole number by which two values of a kind compare; amounts have six decimals."""
    plain = number(value)
    return plain if isinstance(plain, int) and not isinstance(value, Decimal) else int(plain * 10**6)


def place(marks: Sequence[Any], value: Any) -> int:
    """Return where a value stands: an odd number for a mark itself, an even one for between two of them."""
    at = bisect_left(marks, value)
    return 2 * at + 1 if at < len(marks) and marks[at] == value else 2 * at
