"""Print parts of a rendering as text of a given width, with or without terminal colours."""

from collections.abc import Iterable
from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text


class Unbroken(Text):
    """A line that is never broken, so that it can be copied."""


def printed(parts: Iterable[RenderableType], width: int, colour: bool) -> str:
    """Return parts as lines of text without spaces at their ends."""
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour, color_system="standard" if colour else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Unbroken))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))
