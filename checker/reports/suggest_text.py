"""Suggestions as text for a person: one lane in full, several grouped by parties and ground."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from babel.dates import format_date
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.reports.console import printed
from checker.reports.words import word

Document = dict[str, Any]
IN_FULL = 3
"""Lanes that are shown in full; of more, the grounds alone."""


def suggest_text(document: Document, language: str = "nl", width: int = 80, colour: bool = False) -> str:
    """Return a document of suggestions as text of a given width."""
    return printed(_parts(document, language), width, colour)


def _parts(document: Document, language: str) -> Iterator[RenderableType]:
    lanes = document["lanes"]
    yield Text(word("flow_title", language, day=_day(document["day"], language)), style="bold")
    if not lanes:
        yield ""
        asked = document["asked"]
        names = [_name(asked[key], language) if asked[key] else word(f"any_{key}", language) for key in _SIDES]
        yield word("no_flow", language, sender=names[0], recipient=names[1], purpose=names[2], n=document["searched"])
    elif len(lanes) <= IN_FULL:
        for lane in lanes:
            yield ""
            yield _lane(lane, document["rules"], language)
    else:
        yield from _grouped(lanes, bool(document["asked"]["categories"]), language)
        yield ""
        yield Text(word("in_full", language), style="dim")
    if lanes:
        yield ""
        yield Text(word("flow_note", language), style="dim")


_SIDES = ("from", "to", "for")


def _day(iso: str, language: str) -> str:
    return str(format_date(date.fromisoformat(iso), "d MMMM y", locale=language))


def _name(term: Document, language: str) -> str:
    name: str = term["label"][language]
    return name


def _lane(lane: Document, rules: Document, language: str) -> RenderableType:
    head = Text(f"{_name(lane['from'], language)} → {_name(lane['to'], language)} · {_name(lane['for'], language)}")
    head.stylize("bold")
    return Group(head, *(Padding(_ground(ground, rules, language), (1, 0, 0, 2)) for ground in lane["options"]))


def _ground(ground: Document, rules: Document, language: str) -> RenderableType:
    lines = Table.grid(padding=(0, 1))
    lines.add_column(style="dim")
    lines.add_column()
    certain = "; ".join(_name(level, language) for level in ground["certainty"])
    lines.add_row(word("ground_is", language), Text(_name(ground, language), style="bold"))
    if ground["url"]:
        lines.add_row("", Text(ground["url"], style="dim"))
    if certain:
        lines.add_row(word("certain", language), certain)
    if note := ground["note"].get(language):
        lines.add_row(word("certainty", language), note)
    for number, condition in enumerate(ground["requirements"]):
        told = f"{_name(condition, language)}: {condition['definition'].get(language, '')}"
        lines.add_row(word("on_condition", language) if not number else "", told)
    if not ground["requirements"]:
        lines.add_row(word("on_condition", language), word("no_conditions", language))
    lines.add_row(word("norm", language), _norms(ground["norms"], language))
    for outcome in ("pass", "undetermined", "violation"):
        found = [category for category in ground["categories"] if category["outcome"] == outcome]
        by_rule: dict[str, list[str]] = {}
        for category in found:
            rule = rules[category["rules"][0]][language] if category["rules"] and outcome != "pass" else ""
            by_rule.setdefault(rule, []).append(_name(category, language))
        for number, (rule, names) in enumerate(by_rule.items()):
            head = word(f"data_{outcome}", language, n=len(found)) if not number else ""
            lines.add_row(head, Text.assemble((f"{rule}: " if rule else "", "italic"), "; ".join(names)))
    for number, finding in enumerate(ground["findings"]):
        lines.add_row(word("judge_self", language) if not number else "", finding["message"][language])
    return lines


def _norms(norms: list[Document], language: str) -> str:
    told = [
        word("norm_strict" if norm["strict"] else "norm_loose", language, source=norm["source"][language])
        for norm in norms
    ]
    return "; ".join(dict.fromkeys(told)) or word("no_norm", language)


def _grouped(lanes: list[Document], data: bool, language: str) -> Iterator[RenderableType]:
    sides: dict[tuple[str, str], dict[str, tuple[Document, list[str]]]] = {}
    for lane in lanes:
        grounds = sides.setdefault((_name(lane["from"], language), _name(lane["to"], language)), {})
        for ground in lane["options"]:
            purpose = _name(lane["for"], language)
            if ground["findings"]:
                purpose += f" ({word('short_undetermined', language)})"
            if data:
                told = [
                    f"{_name(c, language)} ({word('short_' + c['outcome'], language)})" for c in ground["categories"]
                ]
                purpose += f": {', '.join(told)}"
            grounds.setdefault(ground["code"], (ground, []))[1].append(purpose)
    for (sender, recipient), grounds in sides.items():
        yield ""
        yield Text(f"{sender} → {recipient}", style="bold")
        for ground, purposes in grounds.values():
            conditions = "; ".join(_name(condition, language) for condition in ground["requirements"])
            lines = Table.grid(padding=(0, 1))
            lines.add_column(style="dim")
            lines.add_column()
            lines.add_row(word("ground_is", language), _name(ground, language))
            lines.add_row(word("for_purpose", language), "; ".join(purposes))
            lines.add_row(word("on_condition", language), conditions or word("no_conditions", language))
            yield Padding(lines, (0, 0, 0, 2))
