"""Rows as numbers: what each cell means by its number, as the plan takes them in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow  # type: ignore[import-untyped]
from rdflib import URIRef

from checker.terms.cellreader import Cell

SPARSE = 8
"""Possible combinations for each row up to which each has a place of its own."""

Numbers = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
"""Sets as bits, in words of 64 along the last axis."""


@dataclass(frozen=True)
class Column:
    """The cells of one column: for each row the number of its meaning."""

    meanings: Sequence[Cell]
    numbers: Numbers


@dataclass(frozen=True)
class Sets:
    """The cells of the column that lists terms: for each row the number of its set, and of what else stands there."""

    terms: Words
    """The terms of each set, by their place in the scheme."""
    numbers: Numbers


@dataclass(frozen=True)
class Rows:
    """Exchanges, a number each in every array."""

    columns: dict[str, Column]
    """By the code of the column. Of the column that lists terms only what is not a known term."""
    sets: Sets | None
    repeated: npt.NDArray[np.bool_]
    """Whether the identifier occurs more often."""
    misshapen: npt.NDArray[np.bool_]
    personal: Numbers
    """The number of a set of patterns."""
    patterns: Sequence[tuple[tuple[str, URIRef], ...]]
    """The patterns of personal data found in a row, with the header, by their number."""

    def __len__(self) -> int:
        """Return the number of exchanges."""
        return len(self.repeated)


def distinct(columns: Sequence[npt.NDArray[Any]]) -> tuple[Numbers, Numbers]:
    """Return for each row the number of its combination, and for each combination the first row that has it.

    Combinations are numbered in the order in which they first occur. Numbers are whole and not below zero.
    """
    length = len(columns[0])
    key, size = np.zeros(length, dtype=np.int64), 1
    for numbers in columns:
        width = int(numbers.max(initial=0)) + 1
        if width == 1:
            continue
        if size > length:
            # There are no more combinations than rows.
            key, first = _numbered(key, size)
            size = len(first)
        key = key * width
        key += numbers
        size *= width
    return _numbered(key, size)


def _numbered(keys: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Return for each key below a size its number, and for each number the first place; see `distinct`."""
    length = len(keys)
    back = np.arange(length - 1, -1, -1)
    if size <= SPARSE * length:
        # A place for each key: far faster than to look for it. The last that is written stays, so that going backwards
        # it is the first.
        first = np.full(size, length)
        first[keys[::-1]] = back
        used = np.flatnonzero(first < length)
        used = used[np.argsort(first[used])]
        number = np.empty(size, dtype=np.int64)
        number[used] = np.arange(len(used))
        return number[keys], first[used]
    found = pyarrow.array(keys).dictionary_encode()
    numbers = found.indices.to_numpy().astype(np.int64)
    first = np.empty(len(found.dictionary), dtype=np.int64)
    first[numbers[::-1]] = back
    return numbers, first
