"""What differs between two packs, as text and as sheets."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from checker.reports.changes.lines import change_lines, pack_line
from checker.reports.changes.words import word
from checker.reports.console import printed
from checker.reports.parts import one_line
from checker.reports.sheets.sheet import Cell, Head, Sheet, Sheets
from checker.reports.sheets.words import titled

Document = dict[str, Any]


def diff_text(document: Document, language: str, width: int, colour: bool) -> str:
    """Return the differences as text of a given width."""
    return printed(_parts(document, language), width, colour)


def _parts(document: Document, language: str) -> Iterator[RenderableType]:
    yield Text(word("diff_title", language), style="bold")
    for side in ("old", "new"):
        yield f"  {word(side, language)}: {pack_line(document[side])}"
    if not document["changes"]:
        yield ""
        yield word("equal", language)
        return
    yield ""
    for one in document["summary"]:
        yield f"  {one['terms']} × {_kind(one, language)}: {word(one['kind'], language)}"
    for change in document["changes"]:
        yield ""
        yield Text.assemble((one_line(change["name"][language]), "bold"), f"  {_happens(change, language)}")
        yield from (Padding(Text(line), (0, 0, 0, 2)) for line in change_lines(change, language))
    yield ""
    yield Text(word("diff_note", language), style="dim")


def diff_sheets(document: Document, language: str = "nl") -> Sheets:
    """Return the differences as sheets."""
    summary = [
        (Cell(titled(_kind(one, language))), Cell(word(one["kind"], language)), Cell(str(one["terms"])))
        for one in document["summary"]
    ]
    rows = [
        (Cell(one_line(change["name"][language])), Cell(_kind(change, language)), Cell(word(change["kind"], language)),
         Cell("\n".join(change_lines(change, language))))
        for change in document["changes"]
    ]  # fmt: skip
    sheets = (
        _sheet("summary", (("kind", 34), ("happens", 18), ("count", 10)), summary, language),
        _sheet("changes", (("what", 34), ("kind", 26), ("happens", 16), ("told", 90)), rows, language, is_data=True),
    )
    return Sheets(
        language,
        word("diff_title", language),
        document["new"]["last_checked"],
        tuple((word(side, language), pack_line(document[side])) for side in ("old", "new")),
        (word("diff_note" if rows else "equal", language),),
        sheets,
        word("nothing", language),
    )


def _sheet(
    key: str, heads: tuple[tuple[str, int], ...], rows: Sequence[tuple[Cell, ...]], language: str, is_data: bool = False
) -> Sheet:
    told = tuple(Head(word(name, language), width) for name, width in heads)
    return Sheet(word(key, language), word(f"{key}_about", language), told, tuple(rows), is_data)


def _kind(one: Document, language: str) -> str:
    return one_line(one["type"].get(language, ""))


def _happens(change: Document, language: str) -> str:
    return f"{_kind(change, language)}: {word(change['kind'], language)}"
