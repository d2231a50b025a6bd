"""What a change of law does to registries, as text and as sheets."""

from collections.abc import Iterator
from typing import Any

from babel.numbers import format_decimal
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from checker.reports.changes.lines import change_lines, pack_line, plain
from checker.reports.changes.words import word
from checker.reports.console import printed
from checker.reports.parts import day, one_line
from checker.reports.sheets.sheet import Cell, Head, Sheet, Sheets
from checker.reports.sheets.words import titled

Document = dict[str, Any]
MOST_IDLE = 10
"""Changes without effect that the text names."""


def impact_text(document: Document, language: str, width: int, colour: bool) -> str:
    """Return what changes as text of a given width."""
    return printed(_parts(document, language), width, colour)


def _parts(document: Document, language: str) -> Iterator[RenderableType]:
    yield Text(word("impact_title", language), style="bold")
    yield from (f"  {name}: {told}" for name, told in _facts(document, language))
    yield ""
    if not document["changed"]:
        yield word("none_changed", language)
    else:
        yield Text(word("verdicts", language), style="bold")
        for one in document["verdicts"]:
            yield f"  {_moved(one, 'verdicts', document, language)}: {_number(one['exchanges'], language)}"
    seen: dict[str, int] = {}
    for number, group in enumerate(document["changes"], start=1):
        yield ""
        yield Text.assemble((f"{number}. ", "bold"), (_count(group["exchanges"], language), "bold"))
        yield from (Padding(Text(line), (0, 0, 0, 3)) for line in _why(group, number, seen, language))
        yield from (Padding(Text(f"• {line}"), (0, 0, 0, 3)) for line in _moves(group, document, language))
        yield Padding(Text(f"{word('such_as', language)}: {_examples(group, language)}", style="dim"), (0, 0, 0, 3))
    if document["without_effect"]:
        yield ""
        yield Text(word("idle", language), style="bold")
        for one in document["without_effect"][:MOST_IDLE]:
            yield f"  {_named(one, language)}"
        if len(document["without_effect"]) > MOST_IDLE:
            yield f"  {word('more', language, n=len(document['without_effect']) - MOST_IDLE)}"
    if document["changed"]:
        yield ""
        yield Text(word("impact_note", language), style="dim")


def impact_sheets(document: Document, language: str = "nl") -> Sheets:
    """Return what changes as sheets."""
    verdicts = [
        (*(Cell(_label(one[side], "verdicts", document, language)) for side in ("from", "to")),
         Cell(_number(one["exchanges"], language)))
        for one in document["verdicts"]
    ]  # fmt: skip
    seen: dict[str, int] = {}
    groups = [
        (Cell(str(number)), Cell("\n".join(_why(group, number, seen, language))),
         Cell(_number(group["exchanges"], language)), Cell("\n".join(_moves(group, document, language))),
         Cell(_examples(group, language)))
        for number, group in enumerate(document["changes"], start=1)
    ]  # fmt: skip
    listed = [
        (Cell(one_line(one["id"])), Cell(_where(one, document, language)),
         Cell("\n".join(_own(one, document, language))), Cell(", ".join(str(at + 1) for at in one["changes"])))
        for one in document["listed"]
    ]  # fmt: skip
    idle = [
        (Cell(plain(one["name"][language])), Cell(plain(one["type"][language])), Cell(word(one["kind"], language)))
        for one in document["without_effect"]
    ]
    about = word("listed_about", language)
    if len(listed) < document["changed"]:
        n, every = _number(len(listed), language), _number(document["changed"], language)
        about += f" {word('listed_part', language, n=n, all=every)}"
    sheets = (
        _sheet("verdicts", (("before", 34), ("after", 34), ("count", 12)), verdicts, language),
        _sheet("impact", (("number", 10), ("by", 70), ("exchanges", 16), ("from_to", 50), ("such_as", 30)), groups,
               language),
        _sheet("listed", (("exchange", 24), ("registry", 30), ("from_to", 50), ("number", 12)), listed, language,
               about),
        _sheet("idle", (("what", 40), ("kind", 30), ("happens", 24)), idle, language),
    )  # fmt: skip
    return Sheets(
        language,
        word("impact_title", language),
        document["new"]["as_of"],
        tuple(_facts(document, language)),
        (word("impact_note" if groups else "none_changed", language),),
        sheets,
        word("nothing", language),
    )


def _facts(document: Document, language: str) -> Iterator[tuple[str, str]]:
    for side in ("old", "new"):
        world = document[side]
        told = word("world", language, pack=pack_line(world["pack"]), day=day(world["as_of"], language))
        yield word(side, language), told
    for one in document["registries"]:
        yield word("registry", language), f"{one_line(one['source'])} · {_count(one['exchanges'], language)}"
    if document["not_judged"]:
        left = ", ".join(document["labels"]["families"][family][language] for family in document["not_judged"])
        yield word("not_compared", language), left
    n, every = (_number(document[key], language) for key in ("changed", "exchanges"))
    yield word("exchanges", language), word("changed_count", language, n=n, all=every)


def _why(group: Document, number: int, seen: dict[str, int], language: str) -> Iterator[str]:
    """Yield the lines that tell what of the law is behind a group; what an earlier one told is not told again."""
    if not group["alternatives"]:
        yield word("days" if group["known"] else "unknown", language)
    if len(group["alternatives"]) > 1:
        yield f"({word('either', language)})"
    for place, together in enumerate(group["alternatives"]):
        if place:
            yield f"{word('or', language)}:"
        if len(together) > 1:
            yield f"({word('together', language)})"
        for change in together:
            lines = list(change_lines(change, language))
            told = seen.setdefault("\n".join((change["subject"], *lines)), number)
            again = told < number and bool(lines)
            yield _named(change, language) + (f" ({word('see', language, n=told)})" if again else "")
            yield from (() if again else (f"  {line}" for line in lines))
    if group["with_days"]:
        yield f"({word('with_days', language)})"


def _named(change: Document, language: str) -> str:
    kind = word(change["kind"], language)
    return f"{plain(change['name'][language])} ({plain(change['type'][language])}): {kind}"


def _moves(group: Document, document: Document, language: str) -> Iterator[str]:
    for one in group["outcomes"]:
        count = _number(one["exchanges"], language)
        yield f"{_of(one['of'], document, language)}: {_moved(one, _list(one['of']), document, language)}: {count}"


def _own(one: Document, document: Document, language: str) -> Iterator[str]:
    if one["verdict"] is not None:
        yield f"{word('verdict', language)}: {_moved(one['verdict'], 'verdicts', document, language)}"
    for aspect, move in one["outcomes"].items():
        yield f"{_of(aspect, document, language)}: {_moved(move, _list(aspect), document, language)}"


def _list(aspect: str) -> str:
    return {"verdict": "verdicts", "scope": "scopes"}.get(aspect, "outcomes")


def _of(aspect: str, document: Document, language: str) -> str:
    if aspect == "verdict":
        return word("verdict", language)
    return plain(document["labels"]["families"][aspect][language])


def _moved(one: Document, names: str, document: Document, language: str) -> str:
    was, now = (_label(one[side], names, document, language) for side in ("from", "to"))
    return was if was == now else f"{was} → {now}"


def _label(code: str, names: str, document: Document, language: str) -> str:
    known = document["labels"][names]
    return plain(known[code][language]) if code in known else code


def _examples(group: Document, language: str) -> str:
    told = [f"{one_line(one['id'])} ({word('row', language, n=one['row'])})" for one in group["examples"]]
    more = group["exchanges"] - len(told)
    return ", ".join([*told, word("more", language, n=_number(more, language))] if more else told)


def _where(one: Document, document: Document, language: str) -> str:
    source = one_line(document["registries"][one["registry"]]["source"])
    return f"{source}, {word('row', language, n=one['row'])}"


def _count(exchanges: int, language: str) -> str:
    return f"{_number(exchanges, language)} {word('one' if exchanges == 1 else 'some', language)}"


def _number(count: int, language: str) -> str:
    return str(format_decimal(count, locale=language))


def _sheet(
    key: str, heads: tuple[tuple[str, int], ...], rows: list[Any], language: str, about: str | None = None
) -> Sheet:
    told = tuple(Head(titled(word(name, language)), width) for name, width in heads)
    return Sheet(word(key, language), about or word(f"{key}_about", language), told, tuple(rows), key == "listed")
