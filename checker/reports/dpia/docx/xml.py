"""The pieces of WordprocessingML that python-docx has no words for: fields, bookmarks, marks of language and tables."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

Element = Any


def element(name: str, /, **attributes: str) -> Element:
    """Return an element of WordprocessingML, such as `w:t`, with attributes of the same namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def field(paragraph: Paragraph, code: str, result: str, *, dirty: bool = False) -> None:
    """Add a field to a paragraph, with the result that stands there until it is computed anew."""
    begin = element("w:fldChar", fldCharType="begin", **({"dirty": "true"} if dirty else {}))
    paragraph.add_run()._r.append(begin)
    instruction = element("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))
    paragraph.add_run(result)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put a bookmark around all that stands in a paragraph."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    place = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(place, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def described(table: Any, caption: str, text: str) -> None:
    """Give a table a title and a description, for who cannot see it."""
    properties = table._tbl.tblPr
    properties.append(element("w:tblCaption", val=caption))
    properties.append(element("w:tblDescription", val=text))


def head_row(row: Any) -> None:
    """Mark a row as the heading of its table, repeated on every page and never split."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    properties.append(element("w:tblHeader"))


def whole_row(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def shaded(cell: Any, colour: str) -> None:
    """Give a cell a background."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def bordered(table: Any) -> None:
    """Give a table thin grey lines, and its cells some room."""
    properties = table._tbl.tblPr
    borders, margins = element("w:tblBorders"), element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color="A9B4BF"))
    for side, width in (("top", "30"), ("left", "85"), ("bottom", "30"), ("right", "85")):
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    # The order of these is fixed: what python-docx put there about the look of the table comes after them.
    look = properties.find(qn("w:tblLook"))
    for made in (borders, margins):
        properties.append(made) if look is None else look.addprevious(made)
