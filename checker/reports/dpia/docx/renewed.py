"""Renew a Word document in its place: what is filled in is replaced, and all that people wrote stays as it stands."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import date, datetime
from functools import partial
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from checker.reports.dpia.docx import page
from checker.reports.dpia.docx.blocks import Writer, mark_ask, mark_from, mark_section
from checker.reports.dpia.docx.build import HEAD, SOURCES, annex, head
from checker.reports.dpia.docx.keep import filled_texts, keep, kept, spans
from checker.reports.dpia.docx.package import packed
from checker.reports.dpia.view import View
from checker.reports.dpia.words import WORDS, word

Document = dict[str, Any]
_MARKS = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))


def answers(word_document: WordDocument, document: Document) -> dict[str, str]:
    """Return what people wrote under each question, by its code: all up to the next thing that is ours."""
    asked = {mark_ask(q["code"]): q["code"] for part in document["parts"] for s in part["sections"]
             for q in s["questions"]}  # fmt: skip
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for block in word_document.element.body:
        names = _names(block)
        ours = [name for name in names if name.startswith(("gs_", "_Toc"))]
        if ours or _is_heading(block):
            current = next((found.setdefault(asked[name], []) for name in ours if name in asked), None)
        elif current is not None:
            current += _lines(block)
    blank = {"".join(text.split()) for text in WORDS["blank"].values()}
    written = {code: "\n".join(lines).strip() for code, lines in found.items()}
    return {code: "" if "".join(text.split()) in blank else text for code, text in written.items()}


def renewed(word_document: WordDocument, document: Document, language: str) -> tuple[bytes, list[str]]:
    """Return a Word document with this assessment filled in anew, and the titles of sections that are not in it.

    Where someone changed what had been filled in, that text is kept below what replaces it.
    """
    view, writer = View(document, language), Writer(word_document, language)
    stored = kept(word_document) or {}
    before, now = stored.get("filled", {}), filled_texts(word_document)
    missing: list[str] = []

    def replace(code: str, title: str, write: Callable[[], None]) -> None:
        key = mark_from(code).removeprefix("gs_from_")
        if key not in now:
            missing.append(title)
            return
        first, last = spans(word_document)[key]
        old = list(word_document.element.body)[first : last + 1]
        made = _written(word_document, write)
        for block in made:
            old[0].addprevious(block)
        if before.get(key) != now[key]:
            _set_aside(writer, word_document, old, language)
        for block in old:
            _drop_pictures(word_document, block)
            block.getparent().remove(block)

    replace(HEAD, view.title, lambda: head(writer, view))
    for part in view.parts:
        for section in part.sections:
            if section.tables or section.bearing:
                replace(section.code, section.title, partial(writer.filled, section))
    replace(SOURCES, word("sources", language), lambda: annex(writer, view))
    _ask(writer, word_document, view, stored.get("document"))
    day = datetime.combine(date.fromisoformat(document["as_of"]), datetime.min.time())
    word_document.core_properties.modified = day
    keep(word_document, document, language)
    return packed(word_document), missing


def _ask(writer: Writer, word_document: WordDocument, view: View, old: Document | None) -> None:
    """Ask what was not asked before, where a section begins; a question that someone took out is not put back."""
    before = {q["code"] for part in (old or {"parts": ()})["parts"] for s in part["sections"] for q in s["questions"]}
    for section in (section for part in view.parts for section in part.sections):
        new = [question for question in section.questions if question.code not in before]
        body = list(word_document.element.body)
        _, last = spans(word_document).get(mark_from(section.code).removeprefix("gs_from_"), (0, None))
        heads = [place for place, block in enumerate(body) if mark_section(section.code) in _names(block)]
        if not new or (last is None and not heads):
            continue
        # Without anything filled in, a section begins with its heading and what it asks.
        place = body[last if last is not None else min(heads[0] + 1, len(body) - 2)]
        made = [block for question in new for block in _written(word_document, partial(writer.question, question))]
        for block in reversed(made):
            place.addnext(block)


def _written(word_document: WordDocument, write: Callable[[], None]) -> list[Any]:
    """Return the blocks that are written, taken from the end of the document."""
    body = word_document.element.body
    before = len(body)
    write()
    # What is written comes at the end of the body, before the properties of its last section.
    return list(body)[before - 1 : -1]


def _set_aside(writer: Writer, word_document: WordDocument, old: Sequence[Any], language: str) -> None:
    """Keep what someone had changed: without its bookmarks, which stand in what replaces it."""
    copies = [deepcopy(block) for block in old[1:-1]]
    for copy in copies:
        for mark in [node for node in copy.iter() if node.tag in _MARKS]:
            mark.getparent().remove(mark)
    first, last = _written_pair(writer, word_document, language)
    for block in (first, *copies, last):
        old[0].addprevious(block)


def _written_pair(writer: Writer, word_document: WordDocument, language: str) -> list[Any]:
    def write() -> None:
        writer.text(word("kept", language), page.NOTE)
        writer.text(word("kept_end", language), page.NOTE)

    return _written(word_document, write)


def _drop_pictures(word_document: WordDocument, block: Any) -> None:
    """Drop the pictures of a block that is left out, unless they are used elsewhere."""
    embed = qn("r:embed")
    for node in block.iter(qn("a:blip")):
        key = node.get(embed)
        uses = [other for other in word_document.element.body.iter(qn("a:blip")) if other.get(embed) == key]
        if key in word_document.part.rels and len(uses) == 1:
            del word_document.part.rels[key]


def _names(block: Any) -> list[str]:
    own = [block] if block.tag == qn("w:bookmarkStart") else []
    return [str(mark.get(qn("w:name"), "")) for mark in (*own, *block.iter(qn("w:bookmarkStart")))]


def _is_heading(block: Any) -> bool:
    style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and str(style.get(qn("w:val"), "")).startswith("Heading")


def _lines(block: Any) -> list[str]:
    if block.tag == qn("w:tbl"):
        return [
            " | ".join(" ".join(_line(p) for p in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc")))
            for row in block.iter(qn("w:tr"))
        ]
    return [_line(paragraph) for paragraph in block.iter(qn("w:p"))]


def _line(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
