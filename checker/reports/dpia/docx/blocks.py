"""Write the parts of a section at the end of a document: what is filled in, between its bounds, and what is asked."""

import io
import re
from collections.abc import Sequence

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from checker.reports.dpia.docx import page
from checker.reports.dpia.docx.grid import Grids, clean
from checker.reports.dpia.docx.xml import bookmark, field
from checker.reports.dpia.drawing import draw, in_words
from checker.reports.dpia.pieces import QuestionView, SectionView, TableView
from checker.reports.dpia.words import word


def mark_from(code: str) -> str:
    """Return the bookmark at the start of what is filled in in a section."""
    return _name("from", code)


def mark_until(code: str) -> str:
    """Return the bookmark at its end."""
    return _name("until", code)


def mark_ask(code: str) -> str:
    """Return the bookmark of a question."""
    return _name("ask", code)


def mark_section(code: str) -> str:
    """Return the bookmark of the heading of a section."""
    return _name("section", code)


def _name(kind: str, code: str) -> str:
    return f"gs_{kind}_{re.sub(r'[^A-Za-z0-9]', '_', code)}"[:40]


class Writer:
    """Writes at the end of a document; bookmarks are numbered onward from those that it has."""

    def __init__(self, document: Document, language: str) -> None:
        self.document, self.language = document, language
        numbers = [int(node.get(qn("w:id"), "0")) for node in document.element.body.iter(qn("w:bookmarkStart"))]
        self._marks = max(numbers, default=0)
        self._drawn = 0
        self._grids = Grids(document, language)

    def text(self, text: str, style: str) -> Paragraph:
        """Write a paragraph."""
        return self.document.add_paragraph(clean(text), style=style)

    def marked(self, text: str, style: str, name: str) -> Paragraph:
        """Write a paragraph with a bookmark around it."""
        paragraph = self.text(text, style)
        self._marks += 1
        bookmark(paragraph, name, self._marks)
        return paragraph

    def begin(self, code: str) -> None:
        """Write the start of what is filled in."""
        begun = self.marked(word("filled", self.language), page.PLACE, mark_from(code))
        begun.paragraph_format.keep_with_next = True

    def end(self, code: str) -> None:
        """Write the end of it."""
        self.marked(word("until", self.language), page.PLACE, mark_until(code))

    def filled(self, section: SectionView) -> None:
        """Write what is filled in in a section, between its bounds."""
        self.begin(section.code)
        if section.bearing:
            self.text(section.bearing, page.NOTE).paragraph_format.keep_with_next = True
        for table in section.tables:
            self._table(table)
        if any(question.again for question in section.questions):
            self.text(word("again", self.language), "Normal")
        self.end(section.code)

    def question(self, question: QuestionView) -> None:
        """Write a question, with the answer to it or a place for one."""
        asked = f"{word('open', self.language)}: {question.text}"
        self.marked(asked, page.ASK, mark_ask(question.code))
        for line in question.answer.split("\n") if question.answer else [word("blank", self.language)]:
            self.text(line, page.ANSWER)

    def answered(self, question: QuestionView) -> None:
        """Write a question that is no longer asked, with its answer: all of it is filled in."""
        self.text(question.text, page.NOTE)
        for line in question.answer.split("\n"):
            self.text(line, page.ANSWER)

    def listing(self, headings: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> None:
        """Write a table that has no number."""
        self.text(caption, "Caption")
        self._grids.write(headings, rows, [""] * len(rows), caption)
        self.text("", page.CELL)

    def _table(self, table: TableView) -> None:
        if table.words:
            for row in table.rows:
                self._in_words(table, row)
            return
        if table.flows:
            self._drawing(table)
        self._caption(word("table", self.language), table.number, table.caption)
        if table.note:
            self.text(table.note, page.NOTE).paragraph_format.keep_with_next = True
        if not table.rows:
            self.text(table.empty, "Normal")
        else:
            self._grids.write(table.headings, table.rows, table.changes, table.caption, traced=table.traced)
            if not table.origin:
                self.text("", page.CELL)
        if table.origin:
            self.text(table.origin, page.NOTE).paragraph_format.space_before = Pt(4)
        if table.gone:
            self.text(table.gone, page.NOTE)

    def _in_words(self, table: TableView, row: Sequence[str]) -> None:
        for place, (heading, cell) in enumerate(zip(table.headings, row, strict=True)):
            if cell:
                paragraph = self.text("", "Normal")
                paragraph.add_run(f"{heading}: ").bold = True
                paragraph.add_run(clean(cell)).bold = place == 0

    def _caption(self, kind: str, number: int, caption: str) -> Paragraph:
        paragraph = self.text(f"{kind} ", "Caption")
        field(paragraph, f"SEQ {kind} \\* ARABIC \\r {number}", str(number))
        paragraph.add_run(f". {clean(caption)}")
        return paragraph

    def _drawing(self, table: TableView) -> None:
        paragraph = self.text("", "Normal")
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(draw(table.flows)), width=Cm(16.6))
        named = picture._inline.docPr
        named.set("descr", clean(in_words(table.flows, self.language)))
        named.set("title", clean(table.caption))
        self._drawn += 1
        self._caption(word("figure", self.language), self._drawn, table.caption).paragraph_format.keep_with_next = False
        if table.undrawn:
            self.text(table.undrawn, page.NOTE)
