"""Rows as numbers: what each cell means by its number, as the plan takes them in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow  # type: ignore[import-untyped]
from rdflib import URIRef

from checker.terms.cellreader import Cell

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
    """Return for each row the number of its combination, and for each combination the first row that has it."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    size = 1
    for numbers in columns:
        width = int(numbers.max(initial=0)) + 1
        if width == 1:
            continue
        if size * width >= 2**62:
            key, size = _numbered(key)
        key *= width
        key += numbers
        size *= width
    number, size = _numbered(key)
    first = np.empty(size, dtype=np.int64)
    # The last that is written stays: backwards, that is the first row.
    first[number[::-1]] = np.arange(len(number) - 1, -1, -1)
    return number, first


def _numbered(keys: Numbers) -> tuple[Numbers, int]:
    """Return for each key its number, in the order in which they first occur, and how many different ones there are."""
    found = pyarrow.array(keys).dictionary_encode()
    return found.indices.to_numpy().astype(np.int64), len(found.dictionary)
