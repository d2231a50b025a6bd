"""An assessment as one HTML page, without script, to read, search and print: by Jinja, which escapes all of it."""

from base64 import b64encode
from pathlib import Path
from typing import Any

from markupsafe import Markup

from checker.reports.dpia.drawing import can_draw, draw, in_words
from checker.reports.dpia.view import View
from checker.reports.dpia.words import word
from checker.reports.templates import allowed, environment

FOLDER = Path(__file__).parent


def to_html(document: dict[str, Any], language: str = "nl") -> str:
    """Return an assessment as an HTML page; the flows are drawn where what draws is installed."""
    view = View(document, language)
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    drawn = [table for part in view.parts for section in part.sections for table in section.tables if table.flows]
    pictures = {table.number: b64encode(draw(table.flows)).decode() for table in drawn} if can_draw() else {}
    listed = (("provisions", view.sources()), ("rules", view.rules()))
    annex = [(word(key, language), headings, rows) for key, (headings, rows) in listed]
    return environment(FOLDER).get_template("page.html").render(
        view=view, language=language, annex=annex, style=Markup(style), pictures=pictures,
        in_words=lambda table: in_words(table.flows, language),
        hash=allowed(style),
        generator=document["generator"], say=lambda key, **values: word(key, language, **values),
    )  # fmt: skip
