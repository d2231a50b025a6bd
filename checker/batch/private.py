"""Find the rows with what looks like data of a person, a column at a time."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute
from rdflib import URIRef

from checker.pack import Pack
from checker.pack.schema import Pattern
from checker.plan.rows import Numbers
from checker.terms.columns import Layout
from checker.terms.personal import WEIGHTS, personal

_AROUND = re.compile(r"\(\?<?[!=](?:[^()\\\[\]]|\\.|\[[^\]]*\])*\)")
"""What must stand before or behind a match. Arrow's expressions have none, and without it no match is missed."""


class Private:
    """Looks for the patterns of a pack in lots of rows with one header."""

    def __init__(self, layout: Layout, pack: Pack) -> None:
        """Prepare for a header."""
        self.layout = layout
        self.patterns = pack.patterns
        self._quick = {pattern: _quick(pattern) for pattern in pack.patterns}
        self._sets: dict[tuple[tuple[str, URIRef], ...], int] = {(): 0}

    def find(self, columns: Sequence[pyarrow.Array], size: int) -> tuple[Numbers, list[tuple[tuple[str, URIRef], ...]]]:
        """Return for each row the number of what is found in it, and by number the headers and patterns."""
        found: dict[int, dict[tuple[str, URIRef], None]] = {}
        for place, column in enumerate(columns):
            # Of a row with too many cells, the rest is free text.
            name = self.layout.names[place] if place < len(self.layout.names) else f"[{place + 1}]"
            looked_for = [p for p in self.patterns if p.any_column or name in self.layout.free]
            if not looked_for:
                continue
            texts = _different(column)
            suspects = sorted({at for pattern in looked_for for at in self._suspects(texts, pattern)})
            numbers = _numbers(column) if suspects else None
            for at in suspects:
                hits = tuple(personal({name: texts[at].as_py() or ""}, self.layout.free, self.patterns))
                rows = np.flatnonzero(numbers == at).tolist() if numbers is not None else [at]
                for row in rows if hits else ():
                    found.setdefault(row, {}).update(dict.fromkeys(hits))
        result = np.zeros(size, dtype=np.int64)
        for row, hits_of_row in found.items():
            result[row] = self._sets.setdefault(tuple(hits_of_row), len(self._sets))
        return result, list(self._sets)

    def _suspects(self, texts: Any, pattern: Pattern) -> list[int]:
        quick = self._quick[pattern]
        if quick is None:
            return [at for at, text in enumerate(texts.to_pylist()) if text and pattern.regex.search(text)]
        found = np.arange(len(texts))
        if pattern.eleven:
            # Far cheaper than an expression, and of few texts it is true.
            found = np.flatnonzero(_digits(texts) >= len(WEIGHTS))
            texts = texts.take(pyarrow.array(found))
        hits = compute.fill_null(compute.match_substring_regex(texts, quick, ignore_case=True), False)
        hit = hits.to_numpy(zero_copy_only=False)
        found, texts = found[hit], texts.filter(hits)
        if pattern.eleven and len(found):
            found = found[_may_pass(texts)]
        return [int(at) for at in found]


def _digits(texts: pyarrow.StringArray) -> Numbers:
    """Return the number of digits in each text."""
    held = texts.cast("large_string")
    _, offsets, data = held.buffers()
    if data is None or not len(texts):
        return np.zeros(len(texts), dtype=np.int64)
    ends = np.frombuffer(offsets, dtype=np.int64)[held.offset : held.offset + len(held) + 1]
    octets = np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]]
    # Below zero, an octet wraps round: one comparison finds the ten digits.
    are = octets - np.uint8(ord("0")) < 10
    if np.count_nonzero(are) * 4 < len(are):
        # Where digits are few, they are counted by where they stand.
        return np.diff(np.searchsorted(np.flatnonzero(are) + ends[0], ends))
    counts = np.zeros(len(texts), dtype=np.int64)
    filled = np.flatnonzero(ends[1:] > ends[:-1])
    counts[filled] = np.add.reduceat(are.view(np.uint8), ends[:-1][filled] - ends[0], dtype=np.int64)
    return counts


def _may_pass(texts: pyarrow.StringArray) -> Any:
    """Return which texts may hold nine digits that pass the eleven-test: those with other than nine are left open."""
    digits = compute.replace_substring_regex(texts, "[^0-9]", "")
    nine = compute.equal(compute.binary_length(digits), 9).to_numpy(zero_copy_only=False)
    passes = ~nine
    held = np.frombuffer("".join(digits.filter(pyarrow.array(nine)).to_pylist()).encode(), dtype=np.uint8)
    numbers = held.reshape(-1, 9).astype(np.int64) - ord("0")
    passes[nine] = (numbers.any(axis=1)) & (numbers @ np.array(WEIGHTS) % 11 == 0)
    return passes


def _different(column: pyarrow.Array) -> Any:
    """Return the different texts in a column, or all of them where it does not hold each once."""
    return (column.dictionary if pyarrow.types.is_dictionary(column.type) else column).cast("string")


def _numbers(column: pyarrow.Array) -> Numbers | None:
    """Return for each cell the place of its text among the different ones; nothing where that is its own."""
    if not pyarrow.types.is_dictionary(column.type):
        return None
    found: Numbers = compute.fill_null(column.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def _quick(pattern: Pattern) -> str | None:
    """Return the pattern as Arrow can look for it, or nothing where it cannot."""
    text = _AROUND.sub("", pattern.regex.pattern)
    try:
        compute.match_substring_regex(pyarrow.array([""]), text, ignore_case=True)
    except pyarrow.ArrowInvalid:
        return None
    return text
