"""A difference that was put into words, laid out as text, as Markdown and as an HTML page."""

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from markupsafe import Markup
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.reports.console import printed
from checker.reports.difference.told import Part, Told
from checker.reports.difference.words import word
from checker.reports.markdown import escaped
from checker.reports.templates import allowed, environment

FOLDER = Path(__file__).parent
STYLES = {"came": "bold red", "went": "green", "changed": "yellow"}
LONGEST = 55_000
"""Characters of Markdown after which no exchange is added: a comment on GitHub holds 65,536."""


def to_text(told: Told, width: int, colour: bool) -> str:
    """Return a difference as text of a given width, with or without terminal colours."""
    return printed(_text(told), width, colour)


def _text(told: Told) -> Iterator[RenderableType]:
    yield Text(told.title, style="bold")
    yield ""
    yield _table([told.heads, *told.facts])
    yield ""
    yield _table(list(told.counts))
    if told.nothing:
        yield ""
        yield told.nothing
    for part in told.parts:
        yield ""
        yield Text(f"{part.mark} {part.head}", style="bold")
        yield from (Padding(Text(note), (0, 0, 0, 2)) for note in part.details)
        for line in part.lines:
            yield Padding(Text(f"{line.mark} {line.head}", style=STYLES[line.change]), (0, 0, 0, 2))
            yield from (Padding(Text(text), (0, 0, 0, 4)) for text in (line.text, *line.details))
    yield ""
    yield Text(told.note, style="dim")


def _table(rows: list[tuple[str, ...]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    for place in range(len(rows[0])):
        grid.add_column(style="dim" if not place else "")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    return grid


def to_markdown(told: Told) -> str:
    """Return a difference as Markdown in the dialect of GitHub; what comes last is left out where it is too long."""
    head = [f"# {told.title}", _rows([told.heads, *told.facts]), _rows(list(told.counts))]
    head += [told.nothing] if told.nothing else []
    texts = ["\n".join(_part(part)) for part in told.parts]
    sizes = accumulate(map(len, texts), initial=sum(map(len, head)))
    shown = [text for text, size in zip(texts, list(sizes)[1:], strict=True) if size <= LONGEST]
    left = [word("left_out", told.language, n=len(texts) - len(shown))] if len(shown) < len(texts) else []
    return "\n\n".join([*head, *shown, *left, f"_{told.note}_"]) + "\n"


def _rows(rows: list[tuple[str, ...]]) -> str:
    # A cell without a text would make it no table in some readers.
    lines = [[escaped(cell) or " " for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in [lines[0], ["---"] * len(lines[0]), *lines[1:]])


def _part(part: Part) -> Iterator[str]:
    yield f"## {part.mark} {escaped(part.head)}"
    yield ""
    yield from (f"- {escaped(note)}" for note in part.details)
    for line in part.lines:
        yield f"- {line.mark} **{escaped(line.head)}.** {escaped(line.text)}"
        yield from (f"  - {escaped(note)}" for note in line.details)


def to_html(told: Told) -> str:
    """Return a difference as one HTML page, without scripts."""
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    page = environment(FOLDER).get_template("page.html")
    return page.render(told=told, style=Markup(style), hash=allowed(style))
