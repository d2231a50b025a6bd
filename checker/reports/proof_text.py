"""A proof as text for a person: what weighs most first, and under each outcome a tree of what it stands on."""

from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import PurePath
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from checker.reports.for_a_person import for_a_person
from checker.reports.parts import day
from checker.reports.proof_view import Shown, ShownFamily, View
from checker.reports.text import INDENT, SIGNS, STYLES, plain
from checker.reports.words import word

KINDS = {"declared": ("•", "cyan"), "law": ("§", "magenta"), "derived": ("→", ""), "searched": ("○", "dim")}

LONGEST = 50_000
"""Characters of a step: what a registry brings in was shortened before, and the labels of a pack are not."""

Document = dict[str, Any]


class _Address(Text):
    """A line that is never broken, so that it can be opened or copied."""


def proof_to_text(
    document: Document, language: str = "nl", width: int = 80, colour: bool = False, *, full: bool = False,
    only: str | None = None,
) -> str:  # fmt: skip
    """Return a proof as text of a given width, with or without terminal colours.

    Args:
        document: the proof.
        language: nl or en.
        width: columns.
        colour: whether the terminal takes colours.
        full: show every step, not only those that a reader needs.
        only: the code of the one family to show.
    """
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour, color_system="standard" if colour else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for part in _proof(View(document, language, full, only), language):
        console.print(part, soft_wrap=isinstance(part, _Address))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _proof(view: View, language: str) -> Iterator[RenderableType]:
    document = view.document
    labels, verdict = document["labels"], document["verdict"]
    yield Text(word("proof", language, id=plain(document["id"]) or word("no_id", language)), style="bold")
    yield Text(labels["verdicts"][verdict][language], style=STYLES.get(verdict, ""))
    yield Text(
        " · ".join(
            (
                f"{word('registry', language)} {plain(PurePath(document['registry']).name)}, "
                + word("row", language, n=document["row"]),
                f"{word('as_of', language)} {day(document['as_of'], language)}",
                f"{word('pack', language)} {document['pack']['label'][language]} {document['pack']['version']}",
            )
        ),
        style="dim",
    )
    for headline in document.get("why_not", {}).get("text", {}).get(language, ()):
        yield Text(headline)
    yield Text(word("legend", language), style="dim")
    for family in view.families:
        yield ""
        yield _family(family, view, language)
    left = for_a_person(view)
    if left:
        yield ""
        yield Text(f"{word('for_a_person', language)}:", style="bold")
    for told in left:
        line = f"{plain(told.text, LONGEST)} [{plain(told.articles, LONGEST)}]"
        yield Padding(Text(f"{word('asked_' + told.kind, language)}: {line}"), (0, 0, 0, INDENT))
    yield ""
    yield from _sources(view, language)
    yield ""
    yield Text(word("none", language), style="dim")


def _family(family: ShownFamily, view: View, language: str) -> RenderableType:
    style = STYLES.get(family.outcome, "")
    head = Text.assemble(
        (f"{SIGNS.get(family.outcome, '·')} ", style), (f"{family.label}: ", "bold"), (family.outcome_label, style)
    )
    body: list[RenderableType] = [_tree(step, view, language) for step in family.spoken]
    if family.silent:
        body += [Text(f"{word(family.contrast, language)}:", style="dim")]
        body += [_tree(step, view, language) for step in family.silent]
    if family.absent:
        body.append(Text(f"{word('also_not', language)}: " + "; ".join(family.absent), style="dim"))
    return Group(head, Padding(Group(*body), (0, 0, 0, INDENT)))


def _tree(step: Shown, view: View, language: str) -> Tree:
    tree = Tree(_line(step, view, language), guide_style="dim")
    _grow(tree, step.steps, view, language)
    return tree


def _grow(tree: Tree, steps: Sequence[Shown], view: View, language: str) -> None:
    for step in steps:
        _grow(tree.add(_line(step, view, language)), step.steps, view, language)


def _line(step: Shown, view: View, language: str) -> Text:
    sign, style = KINDS[step.kind]
    line = Text.assemble((f"{sign} ", style), plain(step.text, LONGEST))
    if number := view.mark(step):
        line.append(f" {number}", style="bold")
    if reference := view.reference(step):
        line.append(f" {reference}", style="dim")
    elif step.reason and step.kind != "law":
        line.append(f" ({plain(step.reason, LONGEST)})", style="dim")
    if step.sources and step.see is None:
        line.append(f" [{'; '.join(cited(source, language) for source in step.sources)}]", style="dim")
    return line


def cited(source: Document, language: str) -> str:
    """Return a source as it is cited: the provision, and how certain it is."""
    key = "citation" if language == "nl" else "citation_en"
    certainty: str = source["certainty_label"][language]
    return str(source[key]) + (f", {certainty}" if certainty else "")


def _sources(view: View, language: str) -> Iterator[RenderableType]:
    yield Text(f"{word('sources', language)}:", style="bold")
    for source in view.sources():
        told = [cited(source, language)]
        if source["last_checked"]:
            told.append(word("last_checked", language, day=day(source["last_checked"], language)))
        yield Text("; ".join(told) + f". {source['note'].get(language, '')}".rstrip())
        yield from (_Address(f"  {place}", style="dim") for place in (source["iri"], source["url"]) if place)
