"""What differs between two reports as text, Markdown and an HTML page: told once, then laid out."""

from collections.abc import Mapping
from typing import Any

from checker.reports.difference.forms import to_html, to_markdown, to_text
from checker.reports.difference.told import told


def to_form(document: Mapping[str, Any], form: str, language: str, width: int, colour: bool) -> str:
    """Return a difference as `text`, `markdown` or `html`; width and colour are those of a text on a terminal."""
    view = told(document, language)
    if form == "markdown":
        return to_markdown(view)
    return to_html(view) if form == "html" else to_text(view, width, colour)


__all__ = ["to_form"]
