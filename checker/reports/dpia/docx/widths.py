"""How wide the columns of a table are: so that the table is short and few words are broken."""

import re
from collections.abc import Sequence
from math import ceil

CHARACTER_CM, HEAD_CM, MARGIN_CM = 0.19, 0.21, 0.4
"""What a column needs for a letter, for one of its heading, and for its margins, in a wide typeface."""
FREE, WHOLE_CM = 0.12, 2.8
"""The part of the width that is left for text where the longest words would take all of it, and the width up to which
words are not broken for that.
"""
STEP_CM = 0.1
MOST_ROWS = 200
"""Rows that are looked at."""


def column_widths(headings: Sequence[str], rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Return the widths of columns in centimetres, of a table of that width with at least one row.

    Each column first gets what its longest word needs; where those do not fit, the words of the widest columns are
    broken. Then what is left goes, bit by bit, to the column that makes the table shortest.
    """
    columns = list(zip(*rows[:MOST_ROWS], strict=True))
    heads = [MARGIN_CM + _longest([heading]) * HEAD_CM for heading in headings]
    words = [MARGIN_CM + _longest(column) * CHARACTER_CM for column in columns]
    most = width
    while sum(map(max, heads, (min(word, most) for word in words))) > width * (1 - FREE) and most > WHOLE_CM:
        most -= STEP_CM
    found = [max(head, min(word, most)) for head, word in zip(heads, words, strict=True)]
    if sum(found) > width:
        return [width * one / sum(found) for one in found]
    lengths = [[len(row[n]) for n in range(len(headings))] for row in rows[:MOST_ROWS]]
    while width - sum(found) > STEP_CM:
        wider = [sum(_lines(row, found, n) for row in lengths) for n in range(len(found))]
        found[wider.index(min(wider))] += STEP_CM
    return [width * one / sum(found) for one in found]


def _lines(lengths: Sequence[int], widths: Sequence[float], wider: int) -> float:
    """Return how many lines a row takes if a column is made a step wider; a line that is nearly full counts in part."""
    found = [
        length * CHARACTER_CM / max(width + (STEP_CM if n == wider else 0) - MARGIN_CM, STEP_CM)
        for n, (length, width) in enumerate(zip(lengths, widths, strict=True))
    ]
    return ceil(max(found)) + 0.5 * max(found) + 0.01 * sum(found)


def _longest(cells: Sequence[str]) -> int:
    """Return how long the longest piece is that is not broken: a word, or what is between the signs of an address."""
    return max((len(part) for cell in cells for part in re.split(r"[\s/&]+", cell)), default=1)
