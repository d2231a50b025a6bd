"""Read the column that lists terms of a scheme, without taking each cell apart in Python."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute
from rdflib.term import Node

from checker.batch.columns import dictionary
from checker.pack import Column
from checker.plan.outline import listed_terms
from checker.plan.plan import bits
from checker.plan.rows import Numbers, Words, distinct
from checker.terms.cellreader import Cell, CellReader
from checker.terms.pieces import HARD

FEW = 5_000
"""Different cells that are read one by one; more are parted all at once, and their parts are read."""
Known = dict[str, tuple[Words, Cell]]
"""By the text of a cell: the terms in it, and what else stands there."""
MOST_KNOWN = 50_000
"""Cells of which is held what they mean; beyond that they are read anew."""
WORD = 64


def read_lists(
    column: pyarrow.Array, listed: Column, reader: CellReader, known: Known
) -> tuple[Words, Numbers, tuple[list[Cell], Numbers]]:  # fmt: skip
    """Return the different sets of terms, and for each cell its number; and what else stands there, in the same way.

    Args:
        column: the cells.
        listed: the column of the pack.
        reader: reads cells.
        known: what cells of earlier lots mean, by their text; is added to.
    """
    found = column if pyarrow.types.is_dictionary(column.type) else column.dictionary_encode()
    used = compute.unique(found.indices)
    terms: dict[Node, int] = {term: place for place, term in enumerate(listed_terms(reader.pack))}
    width = max(1, -(-len(terms) // WORD))
    if len(used) <= FEW:
        texts, numbers = dictionary(column)
        wanted = np.unique(numbers)
        if len(known) > MOST_KNOWN:
            known.clear()
        new = [text for text in (texts[at] for at in wanted.tolist()) if text not in known]
        for text in new:
            cell = reader.cells(text.strip(), listed)[0]
            known[text] = bits((terms[value] for value in cell.values), width), _rest(cell)
        masks, rest = zip(*(known[texts[at]] for at in wanted.tolist()), strict=True)
        place = np.searchsorted(wanted, numbers)
        return np.stack(masks), place, _numbered(rest, place)
    texts_array = compute.fill_null(compute.utf8_trim_whitespace(_plain(found)), "")
    return _parted(texts_array, listed, reader, terms, width)


def _split(texts: pyarrow.StringArray, separator: str) -> pyarrow.ListArray:
    others = HARD.replace(separator, "") if len(separator) == 1 else HARD
    if compute.any(compute.match_substring_regex(texts, others)).as_py():
        return compute.split_pattern_regex(texts, f"(?:{re.escape(separator)}|{HARD})")
    # Far faster, where nothing but the separator of the column parts.
    return compute.split_pattern(texts, separator)


def _plain(column: Any) -> Any:
    return column.cast("string") if pyarrow.types.is_dictionary(column.type) else column


def _rest(cell: Cell) -> Cell:
    """Return what a cell means beside the terms it names."""
    return Cell(groups=cell.groups, unread=cell.unread, lacks=cell.lacks)


def _numbered(rest: Sequence[Cell], place: Numbers) -> tuple[list[Cell], Numbers]:
    known: dict[Cell, int] = {}
    numbers = np.array([known.setdefault(cell, len(known)) for cell in rest], dtype=np.int64)
    return list(known), numbers[place]


def _parted(
    texts: pyarrow.StringArray, listed: Column, reader: CellReader, terms: dict[Node, int], width: int
) -> tuple[Words, Numbers, tuple[list[Cell], Numbers]]:  # fmt: skip
    """Read the parts between separators: what a cell of several parts means is what its parts mean together."""
    parts = _split(texts, listed.separator or ";")
    lengths = compute.list_value_length(parts).to_numpy(zero_copy_only=False).astype(np.int64)
    pieces = compute.utf8_trim_whitespace(parts.flatten()).dictionary_encode()
    read = [reader.part(text, listed) if text else Cell() for text in pieces.dictionary.to_pylist()]
    masks = np.stack([bits((terms[v] for v in cell.values), width) for cell in read])
    odd = np.array([bool(cell.groups or cell.unread) for cell in read])
    numbers = pieces.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    start = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    found = np.bitwise_or.reduceat(masks[numbers], start, axis=0)
    # A cell of one part may say that there is nothing, and one with what is no term is read whole.
    alone = (lengths == 1) | np.logical_or.reduceat(odd[numbers], start)
    known: dict[Cell, int] = {Cell(): 0}
    rest = np.zeros(len(texts), dtype=np.int64)
    for at in np.flatnonzero(alone).tolist():
        cell = reader.cells(texts[at].as_py(), listed)[0]
        found[at] = bits((terms[v] for v in cell.values), width)
        rest[at] = known.setdefault(_rest(cell), len(known))
    sets, first = distinct([(found[:, at] >> np.uint64(shift) & np.uint64(2**32 - 1)).astype(np.int64)
                            for at in range(width) for shift in (0, 32)])  # fmt: skip
    return found[first], sets, (list(known), rest)
