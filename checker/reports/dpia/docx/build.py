"""Make the Word document of an assessment, whole."""

from typing import Any

from docx.shared import Pt

from checker.reports.dpia.docx import page
from checker.reports.dpia.docx.blocks import Writer, mark_section
from checker.reports.dpia.docx.grid import clean
from checker.reports.dpia.docx.keep import keep
from checker.reports.dpia.docx.package import packed
from checker.reports.dpia.docx.xml import bookmark, element, field
from checker.reports.dpia.pieces import PartView
from checker.reports.dpia.view import View
from checker.reports.dpia.words import word

Document = dict[str, Any]
HEAD, SOURCES = "head", "sources"
"""What is filled in beside the sections."""
_FIRST_ENTRY = 9_000
"""The number of the first bookmark of a heading, out of the way of the others."""


def to_docx(document: Document, language: str = "nl") -> bytes:
    """Return an assessment as a Word document; the same assessment gives the same bytes."""
    view = View(document, language)
    word_document = page.blank(language, view.title, document["as_of"])
    writer = Writer(word_document, language)
    writer.text(view.title, "Title")
    head(writer, view)
    writer.text(word("notice", language), page.NOTE).paragraph_format.space_before = Pt(10)
    _contents(writer, view)
    number = _FIRST_ENTRY
    for part in view.parts:
        number = _part(writer, part, number)
    _sources(writer, view, number)
    keep(word_document, document, language)
    return packed(word_document)


def head(writer: Writer, view: View) -> None:
    """Write what the document is about, and what changed in it."""
    writer.begin(HEAD)
    writer.text(view.model(), "Subtitle")
    for name, value in view.head():
        paragraph = writer.text("", "Normal")
        paragraph.paragraph_format.space_after = 0
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(clean(value))
    if changes := view.changes():
        writer.text(changes, "Normal").paragraph_format.space_before = Pt(8)
    if unasked := view.unasked():
        writer.text(word("unasked", view.language), "Normal")
    for question in unasked:
        writer.answered(question)
    writer.end(HEAD)


def entries(view: View) -> list[tuple[int, str]]:
    """Return the headings of a document with their levels, in order."""
    found: list[tuple[int, str]] = []
    for part in view.parts:
        found += [(1, part.title), *((2, section.title) for section in part.sections)]
    return [*found, (1, word("sources", view.language))]


def _contents(writer: Writer, view: View) -> None:
    """Write the table of contents: links, with page numbers as fields that Word and LibreOffice both compute."""
    writer.text(word("contents", view.language), page.CONTENTS)
    for place, (level, title) in enumerate(entries(view)):
        name = f"_Toc{_FIRST_ENTRY + place}"
        paragraph = writer.text("", f"toc {level}")
        link = element("w:hyperlink", anchor=name, history="1")
        paragraph._p.append(link)
        paragraph.add_run(f"{clean(title)}\t")
        field(paragraph, f"PAGEREF {name} \\h", "", dirty=True)
        for run in list(paragraph._p)[list(paragraph._p).index(link) + 1 :]:
            link.append(run)


def _part(writer: Writer, part: PartView, number: int) -> int:
    heading = writer.text(part.title, "Heading 1")
    heading.paragraph_format.page_break_before = True
    bookmark(heading, f"_Toc{number}", number)
    writer.text(part.about, page.NOTE)
    for section in part.sections:
        number += 1
        title = writer.marked(section.title, "Heading 2", mark_section(section.code))
        bookmark(title, f"_Toc{number}", number)
        writer.text(section.asks, page.NOTE).paragraph_format.keep_with_next = True
        if section.tables or section.bearing:
            writer.filled(section)
        for question in section.questions:
            writer.question(question)
    return number + 1


def _sources(writer: Writer, view: View, number: int) -> None:
    heading = writer.text(word("sources", view.language), "Heading 1")
    heading.paragraph_format.page_break_before = True
    bookmark(heading, f"_Toc{number}", number)
    annex(writer, view)


def annex(writer: Writer, view: View) -> None:
    """Write what the rows come from: provisions and rules."""
    writer.begin(SOURCES)
    writer.text(word("sources_note", view.language), page.NOTE)
    for (headings, rows), key in ((view.sources(), "provisions"), (view.rules(), "rules")):
        if rows:
            writer.listing(headings, rows, word(key, view.language))
    writer.end(SOURCES)
