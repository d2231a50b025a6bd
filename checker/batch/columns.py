"""Columns of text, as Arrow holds them."""

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute, types

from checker.pack import Pack
from checker.plan.rows import Numbers
from checker.readers.text import SEPARATOR, text, written_number
from checker.terms.values import EMPTY


def identifiers(column: pyarrow.Array, pack: Pack) -> pyarrow.StringArray:
    """Return the identifiers in a column; a sign for an empty cell is none."""
    plain = column.cast("string") if not pyarrow.types.is_string(column.type) else column
    trimmed = compute.utf8_trim_whitespace(compute.fill_null(plain, ""))
    empty = compute.is_in(trimmed, value_set=pyarrow.array(sorted(pack.words[EMPTY]), "string"))
    return compute.if_else(empty, "", trimmed)


def dictionary(column: pyarrow.Array) -> tuple[list[str], Numbers]:
    """Return the different texts in a column, and the number of its text for each cell; nothing is an empty text."""
    found = column if pyarrow.types.is_dictionary(column.type) else column.dictionary_encode()
    texts = ["" if text is None else str(text) for text in found.dictionary.to_pylist()]
    numbers = compute.fill_null(found.indices, len(texts)).to_numpy(zero_copy_only=False).astype(np.int64)
    return [*texts, ""], numbers


def places_of(column: pyarrow.Array) -> Numbers:
    """Return for each cell of a column the place of its text in the column's dictionary, or behind it for nothing."""
    found = column if types.is_dictionary(column.type) else column.dictionary_encode()
    places = found.indices if not found.null_count else compute.fill_null(found.indices, len(found.dictionary))
    return np.asarray(places.to_numpy(zero_copy_only=False))


def to_text(column: pyarrow.Array) -> pyarrow.Array:
    """Return a column as text, written as everywhere; of a column that repeats itself, each value once."""
    kind = column.type
    inner = kind.value_type if types.is_dictionary(kind) else kind
    if types.is_string(inner):
        return column
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        parts = to_text(compute.list_flatten(column))
        plain = parts.cast("string") if types.is_dictionary(parts.type) else parts
        lists = compute.list_parent_indices(column)
        return _joined(plain, lists, len(column))
    found = column if types.is_dictionary(kind) else column.dictionary_encode()
    values = pyarrow.array([text(value) for value in _values(found.dictionary)], "string")
    return pyarrow.DictionaryArray.from_arrays(found.indices, values)


def _values(column: pyarrow.Array) -> list[object]:
    kind = column.type
    if types.is_float32(kind) or types.is_float16(kind):
        # As text first: made longer, such a number would show digits that the file does not hold.
        return ["" if value in (None, "nan") else written_number(value) for value in column.cast("string").to_pylist()]
    if types.is_timestamp(kind):
        column = column.cast(pyarrow.timestamp("us", tz=kind.tz), safe=False)
    if types.is_binary(kind) or types.is_large_binary(kind):
        column = column.cast("string")
    return list(column.to_pylist())


def _joined(parts: pyarrow.Array, parents: pyarrow.Array, size: int) -> pyarrow.Array:
    """Return the parts of each list as one text."""
    lengths = np.bincount(parents.to_numpy(zero_copy_only=False), minlength=size)
    offsets = pyarrow.array(np.concatenate([[0], np.cumsum(lengths)]), "int32")
    return compute.binary_join(pyarrow.ListArray.from_arrays(offsets, compute.fill_null(parts, "")), SEPARATOR)
