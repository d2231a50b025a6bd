"""The empty document: its page, its styles and its language."""

from datetime import date, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from checker.reports.dpia.docx.xml import element, field
from checker.reports.dpia.words import word

FONT = "Arial"
INK, GREY, BLUE = RGBColor(0x1C, 0x1C, 0x1C), RGBColor(0x5A, 0x5A, 0x5A), RGBColor(0x15, 0x42, 0x73)
OPEN_FILL = "FFF4D6"
WIDTH_CM = 17.0
LOCALES = {"nl": "nl-NL", "en": "en-GB"}
NOTE, ASK, ANSWER = "Grondslag note", "Grondslag question", "Grondslag answer"
PLACE, CELL, CONTENTS = "Grondslag place", "Grondslag cell", "Grondslag contents"
"""Styles of paragraphs: a remark, a question, its answer, the bounds of what is filled in, what is in a table, and the
heading of the contents.
"""


def blank(language: str, title: str, as_of: str) -> Document:
    """Return an empty document in a language, with the styles that an assessment uses."""
    document = docx.Document()
    _properties(document, language, title, as_of)
    settings = document.settings.element
    settings.find(qn("w:defaultTabStop")).addnext(element("w:autoHyphenation"))
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.0)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    _styles(document, language)
    _footer(document, language)
    return document


def _properties(document: Document, language: str, title: str, as_of: str) -> None:
    made = datetime.combine(date.fromisoformat(as_of), datetime.min.time())
    properties = document.core_properties
    properties.title, properties.language, properties.author = title, LOCALES[language], "Grondslag"
    properties.last_modified_by = ""
    properties.created = properties.modified = made
    # The template that python-docx starts from describes itself there.
    for described in properties._element.findall(qn("dc:description")):
        properties._element.remove(described)


def _styles(document: Document, language: str) -> None:
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    lang = defaults.find(qn("w:lang"))
    lang.set(qn("w:val"), LOCALES[language])
    _style(document, "Normal", size=10.5, after=6)
    _style(document, "Title", size=24, colour=BLUE, bold=True, after=4)
    _style(document, "Subtitle", size=12, colour=GREY, after=14)
    _style(document, "Heading 1", size=17, colour=BLUE, bold=True, before=18, after=6)
    _style(document, "Heading 2", size=13, colour=BLUE, bold=True, before=14, after=4)
    _style(document, "Heading 3", size=11, colour=INK, bold=True, before=10, after=3)
    contents = _style(document, CONTENTS, size=13, colour=BLUE, bold=True, before=16, after=4)
    contents.paragraph_format.keep_with_next = True
    caption = _style(document, "Caption", size=9.5, colour=INK, bold=True, before=8, after=3)
    caption.paragraph_format.keep_with_next = True
    for name, size, colour in ((NOTE, 9.5, GREY), (PLACE, 8, GREY), (CELL, 8.5, INK), (ANSWER, 10.5, INK)):
        _style(document, name, size=size, colour=colour, after=1 if name == CELL else 5)
    styles[PLACE].font.italic = True
    ask = _style(document, ASK, size=10.5, colour=INK, bold=True, before=8, after=3)
    ask.paragraph_format.keep_with_next = True
    ask.element.get_or_add_pPr().append(element("w:shd", val="clear", color="auto", fill=OPEN_FILL))
    for level in (1, 2):
        toc = _style(document, f"toc {level}", size=9.5, bold=level == 1, before=3 if level == 1 else 0, after=0)
        toc.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        toc.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _style(
    document: Document,
    name: str,
    *,
    size: float,
    colour: RGBColor = INK,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    known = {style.name: style for style in document.styles}
    style: Any = known.get(name) or document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for face in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{face}"), FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style  # type: ignore[no-any-return]


def _footer(document: Document, language: str) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles[PLACE]
    paragraph.add_run(f"{word('page_of', language)} ")
    field(paragraph, "PAGE", "1")
    paragraph.add_run(f" {word('of', language)} ")
    field(paragraph, "NUMPAGES", "1")
