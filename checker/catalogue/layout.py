"""Lay out the catalogue for a terminal or a file, as the report is: with rich, which wraps to any width."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.catalogue.words import word

INDENT = 2
MARKS = {"violation": "✗", "warning": "?", "info": "·"}
STYLES = {"violation": "bold red", "warning": "yellow", "info": "cyan"}


class Address(Text):
    """A line that is never broken, so that it can be opened or copied."""


def render(parts: Iterable[RenderableType], width: int, colour: bool) -> str:
    """Return parts as text of a given width, with or without terminal colours."""
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour, color_system="standard" if colour else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Address))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def title(name: str, number: int, pack: str, language: str) -> Text:
    """Return the title of a list: what it holds, how many, and of which pack."""
    return Text.assemble((f"{name}: {number}", "bold"), (f", {word('in_pack', language, pack=pack)}", "dim"))


def address(text: str, indent: int = INDENT) -> Address:
    """Return an address on a line of its own."""
    return Address(" " * indent + text, style="dim")


def mark(severity: str) -> Text:
    """Return the sign of a severity."""
    return Text(MARKS.get(severity, " "), style=STYLES.get(severity, ""))


def pairs(rows: Sequence[tuple[str, RenderableType]], width: int, indent: int = INDENT) -> Padding:
    """Return names with what is said of them beside them; the names take a third of the width at most."""
    grid = Table.grid(padding=(0, 2))
    longest = max((len(name) for name, _ in rows), default=0)
    grid.add_column(style="dim", width=min(longest, (width - indent) // 3))
    grid.add_column()
    for name, said in rows:
        grid.add_row(name, said)
    return Padding(grid, (0, 0, 0, indent))


def indented(text: RenderableType, indent: int = INDENT) -> Padding:
    """Return a text moved to the right."""
    return Padding(text, (0, 0, 0, indent))
