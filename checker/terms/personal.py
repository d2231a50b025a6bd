"""Find what looks like data of a person in a registry that should hold none; what is found is never repeated."""

import re
from collections.abc import Callable, Iterator, Mapping

from rdflib import URIRef

from checker.pack.schema import Pattern

MASK = "***"
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
"""Of the digits of a number that passes the eleven-test."""
LONGEST = 20_000
"""Characters of a cell that are looked at."""


def personal(
    cells: Mapping[str, str], free: frozenset[str], patterns: tuple[Pattern, ...]
) -> Iterator[tuple[str, URIRef]]:
    """Yield the header and pattern of each cell in which a pattern is found.

    Args:
        cells: the cells of a row by header.
        free: the headers of columns with free text; other columns are searched only for patterns that say so.
        patterns: what to look for.
    """
    for header, text in cells.items():
        for pattern in patterns:
            if (header in free or pattern.any_column) and any(
                not pattern.eleven or eleven(match[0]) for match in pattern.regex.finditer(text[:LONGEST])
            ):
                yield header, pattern.iri


def masked(text: str, patterns: tuple[Pattern, ...]) -> str:
    """Return a text without what looks like data of a person."""

    def hide(pattern: Pattern) -> Callable[[re.Match[str]], str]:
        return lambda match: MASK if not pattern.eleven or eleven(match[0]) else match[0]

    for pattern in patterns:
        text = pattern.regex.sub(hide(pattern), text)
    return text


def eleven(text: str) -> bool:
    """Return whether nine digits pass the eleven-test: their sum, weighted 9 down to 2 and -1, is divisible by 11."""
    digits = [int(digit) for digit in re.sub(r"\D", "", text)]
    return len(digits) == 9 and any(digits) and sum(d * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11 == 0
