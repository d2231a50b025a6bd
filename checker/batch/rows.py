"""Rows of a registry, as Arrow holds them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute, types

from checker.errors import GrondslagError

Flags = npt.NDArray[np.bool_]
SAMPLE = 2_000
"""Rows of a lot that tell whether a column repeats itself."""


@dataclass(frozen=True)
class Lot:
    """Rows of a registry: the cells of each of its columns."""

    columns: list[Any]
    rows: npt.NDArray[np.int64]
    """The number of each row; the header is row 1."""
    misshapen: Flags | None = None
    """The rows with more or fewer cells than the header."""


def numbered(lot: Lot, keys: Collection[int | None]) -> Lot:
    """Return a lot with each different text of a column held once, but where these seldom repeat.

    Args:
        lot: the lot.
        keys: the places of columns in which they never do.
    """
    columns = [
        column if place in keys or not repeats(column) else column.dictionary_encode()
        for place, column in enumerate(lot.columns)
    ]
    return replace(lot, columns=columns)


def repeats(column: pyarrow.Array) -> bool:
    """Return whether the texts of a column, which are all there, seem to repeat each other."""
    start = column[:SAMPLE]
    return not types.is_dictionary(column.type) and len(start.unique()) <= len(start) // 2


def require_plain(source: str, schema: pyarrow.Schema) -> None:
    """Raise GrondslagError where a column holds more than single values and lists of those."""
    for field in schema:
        is_list = types.is_list(field.type) or types.is_large_list(field.type) or types.is_fixed_size_list(field.type)
        if types.is_nested(field.type.value_type if is_list else field.type):
            raise GrondslagError(
                f"{source}, kolom {field.name}: genest dieper dan een lijst van waarden; geef een tekst, een getal of"
                " een lijst daarvan.",
                f"{source}, column {field.name}: nested deeper than a list of values; give a text, a number or a list"
                " of those.",
            )


def whole(
    columns: list[Any], first: int, header: Sequence[str], wanted: Sequence[int] | None, misshapen: Flags | None = None
) -> Lot:  # fmt: skip
    """Return a lot without the rows of which every cell is blank.

    Args:
        columns: the cells of each column, or of each that is wanted.
        first: the number of the first row.
        header: the names of all columns.
        wanted: the places of the columns that were read; nothing where all were.
        misshapen: the rows with more or fewer cells than the header.
    """
    if wanted is not None:
        every: list[Any] = [None] * len(header)
        for place, column in zip(wanted, columns, strict=True):
            every[place] = column
        return Lot(every, np.zeros(0, dtype=np.int64))
    numbers = np.arange(first, first + len(columns[0]))
    blank = None
    for column in columns:
        empty = _blank(column)
        blank = empty if blank is None else compute.and_(blank, empty)
        if not compute.any(blank).as_py():
            return Lot(columns, numbers, misshapen)
    keep = compute.invert(blank)
    kept = keep.to_numpy(zero_copy_only=False)
    shape = None if misshapen is None else misshapen[kept]
    return Lot([column.filter(keep) for column in columns], numbers[kept], shape)


def _blank(column: Any) -> Any:
    if types.is_dictionary(column.type):
        blank = compute.fill_null(_blank(column.dictionary), True)
        return compute.fill_null(blank.take(column.indices), True)
    plain = compute.fill_null(compute.equal(column, ""), True)
    if compute.any(compute.starts_with(compute.fill_null(column, ""), " ")).as_py():
        return compute.or_(plain, compute.equal(compute.utf8_trim_whitespace(compute.fill_null(column, "")), ""))
    return plain
