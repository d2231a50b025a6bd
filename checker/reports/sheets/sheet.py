"""A document as sheets: what stands in them, not how it looks."""

from dataclasses import dataclass

GOOD, DOUBT, BAD, FAINT, PLAIN = "pass", "undetermined", "violation", "inapplicable", ""
"""The tone of a cell, named as the outcome whose colours it has; its words say the same."""


@dataclass(frozen=True)
class Cell:
    """A text, with what sets it apart: its tone, and the page that it leads to."""

    text: str
    tone: str = PLAIN
    url: str = ""


@dataclass(frozen=True)
class Head:
    """The head of a column, with its width in characters."""

    text: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """A table. The first cell of a row is what the row is about."""

    name: str
    about: str
    """One sentence that says what stands in it."""
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_data: bool = False
    """Whether it is the one that a form with a single table holds."""
    only: str = ""
    """WIDE or NARROW where it is for such a form alone."""
    part: str = ""
    """The heading under which it stands with others in a form that is read as a page."""


WIDE, NARROW = "wide", "narrow"
"""A form that can hold a table of any width, and one that is read as a page."""


@dataclass(frozen=True)
class Sheets:
    """A whole document in one language."""

    language: str
    title: str
    day: str
    """An ISO date: the document is made of nothing later."""
    facts: tuple[tuple[str, str], ...]
    preface: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    empty: str
    """What to say where a sheet has no rows."""

    def parts(self) -> list[tuple[str, tuple[Sheet, ...]]]:
        """Return what is read as a page in parts, each with its heading; a sheet in no part is one of its own."""
        found: list[tuple[str, tuple[Sheet, ...]]] = []
        for sheet in self.shown(NARROW):
            if sheet.part and found and found[-1][0] == sheet.part:
                found[-1] = (sheet.part, (*found[-1][1], sheet))
            else:
                found.append((sheet.part or sheet.name, (sheet,)))
        return found

    def shown(self, form: str) -> tuple[Sheet, ...]:
        """Return the sheets for a form that is wide or narrow."""
        return tuple(sheet for sheet in self.sheets if sheet.only in ("", form))
