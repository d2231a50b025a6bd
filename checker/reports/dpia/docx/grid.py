"""Write a table: its heading repeated on every page, its columns as wide as their text asks, rows kept whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docx.document import Document
from docx.shared import Cm, Pt

from checker.reports.dpia.docx import page
from checker.reports.dpia.docx.widths import column_widths
from checker.reports.dpia.docx.xml import bordered, described, head_row, shaded, whole_row
from checker.reports.dpia.words import word

MOST_COLUMNS = 5
"""Columns that an upright page has room for where the last of them tells what a row comes from."""
HEAD_FILL, CHANGE_FILL = "E3EBF3", "E6F2E2"
SMALL = Pt(7.5)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Shown:
    """What of a table stands in columns, and what below the text of one of them."""

    columns: tuple[int, ...]
    below: int | None = None
    """The column with the longest text, below which stands what a row comes from; none where that is a column."""


class Grids:
    """Writes tables at the end of a document."""

    def __init__(self, document: Document, language: str) -> None:
        self.document, self.language = document, language

    @cached_property
    def _style(self) -> str:
        """The id of the style of a cell: looked up by name, the styles would be gone through for each cell."""
        return str(self.document.styles[page.CELL].style_id)

    def write(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], changes: Sequence[str], caption: str, *,
        traced: bool = False,
    ) -> None:  # fmt: skip
        """Write a table with at least one row.

        Args:
            headings: of its columns.
            rows: their texts.
            changes: of each row "new", "changed" or nothing.
            caption: what the table is called, for who cannot see it.
            traced: whether the last column tells what a row comes from.
        """
        shown = _shown(rows, traced)
        table = self.document.add_table(rows=len(rows) + 1, cols=len(shown.columns), style="Table Grid")
        table.autofit = False
        bordered(table)
        described(table, clean(caption), clean(word("alt_table", self.language, n=len(rows), caption=caption)))
        texts = [[f"{row[n]} {row[-1]}" if n == shown.below else row[n] for n in shown.columns] for row in rows]
        widths = [Cm(width) for width in column_widths([headings[n] for n in shown.columns], texts, page.WIDTH_CM)]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        first, *others = table.rows
        head_row(first)
        for cell, n, width in zip(first.cells, shown.columns, widths, strict=True):
            cell.width = width
            self._text(cell, headings[n]).bold = True
            shaded(cell, HEAD_FILL)
        for line, row, change in zip(others, rows, changes, strict=True):
            whole_row(line)
            cells = line.cells
            for cell, n, width in zip(cells, shown.columns, widths, strict=True):
                cell.width = width
                marked = f"{word(change, self.language)}: " if change and cell is cells[0] else ""
                self._text(cell, row[n] or "–", marked)
                if n == shown.below:
                    self._below(cell, f"{headings[-1]}: {row[-1]}")
                if change:
                    shaded(cell, CHANGE_FILL)

    def _text(self, cell: Any, text: str, marked: str = "") -> Any:
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self._style
        if marked:
            paragraph.add_run(marked).bold = True
        return paragraph.add_run(clean(text))

    def _below(self, cell: Any, text: str) -> None:
        paragraph = cell.add_paragraph()
        paragraph._p.style = self._style
        run = paragraph.add_run(clean(text))
        run.font.color.rgb, run.font.size = page.GREY, SMALL


def _shown(rows: Sequence[Sequence[str]], traced: bool) -> Shown:
    """Return how a table is shown: a column without any text is left out."""
    kept = tuple(n for n in range(len(rows[0])) if any(row[n] for row in rows))
    if not traced or len(kept) <= MOST_COLUMNS:
        return Shown(kept)
    *others, _ = kept
    return Shown(tuple(others), max(others, key=lambda n: sum(len(row[n]) for row in rows)))


def clean(text: str) -> str:
    """Return a text without what no document can hold."""
    return _ILLEGAL.sub(" ", text)
