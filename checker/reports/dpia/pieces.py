"""The pieces of an assessment as it is read in one language: parts, sections, tables and questions, of plain text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TableView:
    """A table: its number and caption, and rows of text under headings; the last column tells where a row is from."""

    number: int
    caption: str
    note: str
    empty: str
    words: bool
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    changes: tuple[str, ...]
    """Of each row "new", "changed" or nothing."""
    flows: tuple[tuple[str, str, int], ...]
    """From, to and how many exchanges, of a table that is drawn as well: what is drawn of it."""
    undrawn: str
    """That not all of it is drawn, if so."""
    traced: bool
    """Whether the last column tells where a row is from."""
    origin: str
    """Where all rows are from, if from the same; else the last column tells."""
    gone: str


@dataclass(frozen=True)
class QuestionView:
    """A question to people, with what they answered."""

    code: str
    text: str
    answer: str
    again: bool


@dataclass(frozen=True)
class SectionView:
    """A section: what it asks, the tables that fill it, and the questions that are left."""

    code: str
    title: str
    asks: str
    tables: tuple[TableView, ...]
    bearing: str
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True)
class PartView:
    """A part with its sections."""

    title: str
    about: str
    sections: tuple[SectionView, ...]
