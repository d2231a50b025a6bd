"""Sheets as one page of HTML that stands on its own: no script, nothing fetched, readable on paper and aloud.

By ElementTree of the standard library: it escapes every text and attribute itself, so that nothing from a registry
can become markup.
"""

from xml.etree import ElementTree

from checker.reports.parts import page_of
from checker.reports.sheets.sheet import Cell, Sheet, Sheets
from checker.reports.sheets.words import word

STYLE = """
:root { color-scheme: light }
body { font: 16px/1.5 system-ui, "Segoe UI", sans-serif; color: #1b1b1b; margin: 2rem auto; padding: 0 1.5rem;
  max-width: 90rem }
h1 { font-size: 1.75rem; line-height: 1.2 } h2 { font-size: 1.35rem; margin-top: 2.5rem }
h3 { font-size: 1.1rem; margin-top: 1.75rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.5rem } dt { font-weight: 600 } dd { margin: 0 }
.scroll { overflow: auto; max-height: 85vh; border: 1px solid #8a8f98 }
.scroll:focus { outline: 3px solid #1f4e79 }
table { border-collapse: collapse; min-width: 100%; font-size: .9rem }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #c9ced6;
  white-space: pre-line; min-width: 7rem; overflow-wrap: break-word }
caption { text-align: left; padding: .5rem .6rem; color: #444 }
thead th { position: sticky; top: 0; background: #dde6f0; border-bottom: 2px solid #1f4e79; z-index: 2 }
tbody th { position: sticky; left: 0; background: #fff; font-weight: 600; max-width: 22rem; z-index: 1 }
.pass { background: #e4f1e6; color: #17491f } .undetermined { background: #fff1cc; color: #5f4500 }
.violation { background: #f9dddc; color: #7a1210 } .inapplicable { color: #595959 }
a { color: #1f4e79 }
@media print { .scroll { overflow: visible; max-height: none; border: 0 } body { max-width: none; margin: 0 }
  thead th, tbody th { position: static } tr { break-inside: avoid } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_page(document: Sheets) -> str:
    """Return sheets as the text of an HTML file."""
    html = ElementTree.Element("html", lang=document.language)
    head = ElementTree.SubElement(html, "head")
    ElementTree.SubElement(head, "meta", charset="utf-8")
    ElementTree.SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
    ElementTree.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _add(head, "title", document.title)
    _add(head, "style", STYLE)
    body = ElementTree.SubElement(ElementTree.SubElement(html, "body"), "main")
    _add(body, "h1", document.title)
    facts = ElementTree.SubElement(body, "dl")
    for name, value in document.facts:
        _add(facts, "dt", name)
        _add(facts, "dd", value)
    for note in document.preface:
        _add(body, "p", note)
    parts = document.parts()
    contents = ElementTree.SubElement(body, "nav", {"aria-label": word("contents", document.language)})
    listed = ElementTree.SubElement(contents, "ul")
    for number, (heading, _) in enumerate(parts, start=1):
        _add(ElementTree.SubElement(listed, "li"), "a", heading, href=f"#s{number}")
    for number, (heading, sheets) in enumerate(parts, start=1):
        _add(body, "h2", heading, id=f"s{number}")
        for place, sheet in enumerate(sheets, start=1):
            name = f"s{number}"
            if sheet.part:
                name = f"s{number}.{place}"
                _add(body, "h3", sheet.name, id=name)
            if sheet.rows:
                _table(body, sheet, name)
            else:
                _add(body, "p", f"{sheet.about} {document.empty}")
    return "<!DOCTYPE html>\n" + ElementTree.tostring(html, encoding="unicode", method="html") + "\n"


def _add(parent: ElementTree.Element, tag: str, text: str, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _table(body: ElementTree.Element, sheet: Sheet, heading: str) -> None:
    # A region that scrolls must be reached by keyboard too.
    region = ElementTree.SubElement(
        body, "div", {"class": "scroll", "tabindex": "0", "role": "region", "aria-labelledby": heading}
    )
    table = ElementTree.SubElement(region, "table")
    _add(table, "caption", sheet.about)
    row = ElementTree.SubElement(ElementTree.SubElement(table, "thead"), "tr")
    for head in sheet.heads:
        _add(row, "th", head.text, scope="col")
    rows = ElementTree.SubElement(table, "tbody")
    for cells in sheet.rows:
        row = ElementTree.SubElement(rows, "tr")
        for place, cell in enumerate(cells):
            _cell(row, cell, {} if place else {"scope": "row"})


def _cell(row: ElementTree.Element, cell: Cell, attributes: dict[str, str]) -> None:
    toned = {"class": cell.tone} if cell.tone else {}
    element = ElementTree.SubElement(row, "th" if attributes else "td", attributes | toned)
    if page := page_of({"url": cell.url}):
        _add(element, "a", cell.text, href=page, rel="noreferrer")
    else:
        element.text = cell.text
