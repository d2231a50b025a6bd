"""Draw the flows of data as a Mermaid chart, which readers of Markdown such as GitHub and GitLab show as a drawing."""

import re
import textwrap
from collections.abc import Sequence

from checker.reports.dpia.flows import Flow
from checker.reports.dpia.words import word

LONGEST = 90
_MARKUP = re.compile(r"[^\w .,()“”‘’…–-]|_")
"""All but letters, digits and a little punctuation might mean something to Mermaid, to HTML or to Markdown."""


def chart(flows: Sequence[Flow], caption: str, language: str) -> str:
    """Return a block of code with the chart. Text stands in it by the numbers of its characters where it must.

    Other than in the drawing for print, a party is one box, whether it sends, receives or both.
    """
    parties = dict.fromkeys(name for one, other, _ in flows for name in (one, other))
    names = {name: f"p{number}" for number, name in enumerate(parties, start=1)}
    lines = [
        f"accTitle: {_told(caption)}",
        f"accDescr: {_told(word('chart', language))}",
        *(f'{names[name]}["{_told(name)}"]' for name in parties),
        *(f"{names[one]} -->|{times}| {names[other]}" for one, other, times in flows),
    ]
    return "\n    ".join(["```mermaid\nflowchart LR", *lines]) + "\n```"


def _told(text: str) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    short = textwrap.shorten(plain, LONGEST, placeholder="…")
    return _MARKUP.sub(lambda match: f"#{ord(match[0])};", short)
