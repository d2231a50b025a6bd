"""A change of law in lines of text."""

from collections.abc import Iterator
from typing import Any

from checker.reports.changes.words import word
from checker.reports.parts import one_line

Document = dict[str, Any]

LONGEST = 400
"""Characters of a text of a pack."""


def change_lines(change: Document, language: str) -> Iterator[str]:
    """Yield the lines that tell what changes of one term of the law."""
    for part in change["parts"]:
        lines = [statement_line(one, language) for one in part["statements"]]
        if part["name"] is None:
            yield from lines
            continue
        head = plain(part["name"][language])
        if part["came"] or part["went"]:
            head += f" ({word('came' if part['came'] else 'went', language)})"
        if part["compared_with"] is not None:
            head += f", {word('beside', language, name=plain(part['compared_with'][language]))}"
            lines = lines or [word("same", language)]
        if len(lines) == 1:
            yield f"{head}: {lines[0]}"
        else:
            yield f"{head}:"
            yield from (f"– {line}" for line in lines)


def statement_line(statement: Document, language: str) -> str:
    """Return what one statement changes."""
    removed, added = (_joined(statement[side], language) for side in ("removed", "added"))
    label = plain(statement["label"][language])
    if statement["effect"] in ("added", "removed"):
        return word("is", language, label=label, held=added or removed)
    if statement["effect"] == "day":
        return word("came_day", language, label=label, held=added)
    if statement["single"]:
        none = word("not_given", language)
        return word("now", language, label=label, added=added or none, removed=removed or none)
    key = "swap" if removed and added else "minus" if removed else "plus"
    return word(key, language, label=label, added=added, removed=removed)


def _joined(told: list[dict[str, str]], language: str) -> str:
    # A text that exists in one language is told in that one.
    texts = [one[language] if language in one else f"{next(iter(one.values()))} ({next(iter(one))})" for one in told]
    return "; ".join(plain(text) for text in texts)


def pack_line(pack: Document) -> str:
    """Return which pack it is."""
    return f"{one_line(pack['id'])} {one_line(pack['version'])} · {pack['sha256'][:12]}"


def plain(text: str) -> str:
    """Return a text of a pack on one line."""
    return one_line(text, LONGEST)
