"""Part a cell into the values it lists.

A semicolon, a line break and the separator of the column always part. A comma, a slash or a word for "and" parts only
where a known name does not hold it: many names do ("Stoornis en diagnose"), and so do the names of organisations.
"""

import re
from collections.abc import Callable

from checker.pack.schemes import LONGEST

MOST = 300
"""A cell with more parts is no list of names: it is left whole."""
HARD = "[;\n\r\u2028\u2029•▪●\uf0b7]+"
"""What always parts, as a regular expression."""
_HARD = re.compile(HARD)
_BULLET = re.compile(r"(?:[-–*·]|\d{1,2}[.)]|[a-z][.)])\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")


def pieces(text: str, known: Callable[[str], bool], words: frozenset[str], separator: str | None) -> list[str]:
    """Return the different values in a cell, as they stand in it; see `all_pieces`."""
    return list(dict.fromkeys(all_pieces(text, known, words, separator)))


def all_pieces(text: str, known: Callable[[str], bool], words: frozenset[str], separator: str | None) -> list[str]:
    """Return the values in a cell, as they stand in it and as often as they do.

    Args:
        text: the cell.
        known: whether a text is a name of a term.
        words: the words for "and".
        separator: what the column itself parts by, if anything.
    """
    hard = text.replace(separator, ";") if separator else text
    parts = [part.strip() for part in _HARD.split(hard) if part.strip()]
    return [piece for part in parts for piece in ([part] if known(part) else _soft(_bare(part), known, words))]


def _bare(part: str) -> str:
    """Return an item of a list without its bullet or number, and without the full stop of a sentence."""
    return _BULLET.sub("", part, count=1).rstrip(" .") if _BULLET.match(part) else part.rstrip(" .") or part


def _soft(text: str, known: Callable[[str], bool], words: frozenset[str]) -> list[str]:
    """Return the longest known names in a part and what is left between them; all of it where none is known."""
    joints = _joints(text, words)
    edges = [(0, 0), *joints, (len(text), len(text))]
    if not joints or len(joints) > MOST:
        return [text]
    found: list[str] = []
    left: list[tuple[int, int]] = []
    at, any_known = 0, False

    def rest() -> None:
        # Unknown parts that only a word for "and" keeps apart belong together: "Welzijn en Zorg".
        start: int | None = None
        for first, last in left:
            if start is None:
                start = first
            if last == len(edges) - 1 or text[slice(*edges[last])].strip() in ",/;":
                found.append(text[edges[start][1] : edges[last][0]].strip())
                start = None
        if start is not None:
            found.append(text[edges[start][1] : edges[left[-1][1]][0]].strip())
        left.clear()

    while at < len(edges) - 1:
        for end in range(len(edges) - 1, at, -1):
            name = text[edges[at][1] : edges[end][0]].strip()
            if len(name) <= LONGEST and known(name):
                rest()
                found.append(name)
                any_known, at = True, end
                break
        else:
            left.append((at, at + 1))
            at += 1
    rest()
    return [piece for piece in found if piece] if any_known else [text]


def _joints(text: str, words: frozenset[str]) -> list[tuple[int, int]]:
    """Return where a part may be parted: the spans of its commas, slashes and words for "and" outside brackets."""
    covered = _BRACKETS.sub(lambda match: "x" * len(match[0]), text)
    ands = "|".join(sorted(re.escape(word) for word in words if word.isalpha()))
    marks = "".join(sorted(re.escape(word) for word in words if not word.isalpha()))
    pattern = rf"\s*[,/{marks}]\s*" + (rf"|\s+(?:{ands})\s+" if ands else "")
    return [match.span() for match in re.finditer(pattern, covered, re.IGNORECASE)]
