"""Read the column that lists terms of a scheme, without taking each cell apart in Python."""

import re

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute, types
from rdflib.term import Node

from checker.batch.columns import places_of
from checker.pack import Column
from checker.plan.outline import listed_terms
from checker.plan.plan import bits
from checker.plan.rows import Numbers, Words
from checker.terms.cellreader import Cell, CellReader
from checker.terms.pieces import HARD

WORD = 64


def read_lists(
    column: pyarrow.Array, listed: Column, reader: CellReader
) -> tuple[Words, Numbers, tuple[list[Cell], Numbers]]:  # fmt: skip
    """Return sets of terms, and for each cell the number of its set; and what else stands there, in the same way.

    Args:
        column: the cells, as strings or a dictionary of strings.
        listed: the column of the pack.
        reader: reads cells and their parts.
    """
    terms: dict[Node, int] = {term: place for place, term in enumerate(listed_terms(reader.pack))}
    width = max(1, -(-len(terms) // WORD))
    texts, numbers = column, np.arange(len(column))
    if types.is_dictionary(column.type):
        places = places_of(column)
        used, numbers = np.unique(places, return_inverse=True)
        # Behind the last stands nothing.
        texts = pyarrow.concat_arrays([column.dictionary.cast("string"), pyarrow.array([""])]).take(pyarrow.array(used))
    trimmed = compute.fill_null(compute.utf8_trim_whitespace(texts), "")
    masks, (rest, of) = _parted(trimmed, listed, reader, terms, width)
    return masks, numbers, (rest, of[numbers])


def _split(texts: pyarrow.StringArray, separator: str) -> pyarrow.ListArray:
    others = HARD.replace(separator, "") if len(separator) == 1 else HARD
    is_plain = separator == ";" and _is_printable(texts)
    if not is_plain and compute.any(compute.match_substring_regex(texts, others)).as_py():
        return compute.split_pattern_regex(texts, f"(?:{re.escape(separator)}|{HARD})")
    # Far faster, where nothing but the separator of the column parts.
    return compute.split_pattern(texts, separator)


def _is_printable(texts: pyarrow.StringArray) -> bool:
    """Return whether texts hold nothing but what ASCII prints: there, a semicolon is all that parts by itself."""
    data = texts.buffers()[2]
    return data is None or bool((np.frombuffer(data, dtype=np.uint8) - np.uint8(ord(" ")) < ord("~") - ord(" ")).all())


def _rest(cell: Cell) -> Cell:
    """Return what a cell means beside the terms it names."""
    return Cell(groups=cell.groups, unread=cell.unread, lacks=cell.lacks)


def _parted(
    texts: pyarrow.StringArray, listed: Column, reader: CellReader, terms: dict[Node, int], width: int
) -> tuple[Words, tuple[list[Cell], Numbers]]:  # fmt: skip
    """Read the parts between separators: what a cell of several parts means is what its parts mean together."""
    parts = _split(texts, listed.separator or ";")
    lengths = compute.list_value_length(parts).to_numpy(zero_copy_only=False).astype(np.int64)
    pieces = parts.flatten().dictionary_encode()
    plain = [text.strip() for text in pieces.dictionary.to_pylist()]
    read = [reader.part(text, listed) if text else Cell() for text in plain]
    masks = np.stack([bits((terms[v] for v in cell.values), width) for cell in read])
    odd = np.array([bool(cell.groups or cell.unread) for cell in read])
    numbers = pieces.indices.to_numpy(zero_copy_only=False)
    start = np.cumsum(lengths) - lengths
    found = np.bitwise_or.reduceat(masks[numbers], start, axis=0)
    # A cell of one part may say that there is nothing, and one with what is no term is read whole.
    alone = (lengths == 1) | np.logical_or.reduceat(odd[numbers], start)
    known: dict[Cell, int] = {Cell(): 0}
    rest = np.zeros(len(texts), dtype=np.int64)
    for at in np.flatnonzero(alone).tolist():
        cell = reader.cells(texts[at].as_py(), listed)[0]
        found[at] = bits((terms[v] for v in cell.values), width)
        rest[at] = known.setdefault(_rest(cell), len(known))
    return found, (list(known), rest)
