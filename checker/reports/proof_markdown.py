"""A proof as Markdown: the same steps as in the text, as nested lists with links to the provisions."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from checker.reports.for_a_person import for_a_person
from checker.reports.parts import day
from checker.reports.proof_text import KINDS, LONGEST, cited
from checker.reports.proof_view import Shown, View
from checker.reports.text import SIGNS, plain
from checker.reports.words import word

_NO_ADDRESS = re.compile(r"[<>\\\s]")
_MARKUP = re.compile(r"([\\`*_{}\[\]#|~])")

Document = dict[str, Any]


def proof_to_markdown(document: Document, language: str = "nl", *, full: bool = False, only: str | None = None) -> str:
    """Return a proof as Markdown. No text of a registry is markup in it.

    Args:
        document: the proof.
        language: nl or en.
        full: show every step, not only those that a reader needs.
        only: the code of the one family to show.
    """
    return "\n".join(_proof(View(document, language, full, only), language)) + "\n"


def _proof(view: View, language: str) -> Iterator[str]:
    document = view.document
    yield f"# {word('proof', language, id=escaped(document['id']) or word('no_id', language))}"
    yield ""
    yield f"**{escaped(document['labels']['verdicts'][document['verdict']][language])}**"
    yield ""
    yield (
        f"{word('registry', language)} {escaped(document['registry'])}, {word('row', language, n=document['row'])} · "
        f"{word('as_of', language)} {day(document['as_of'], language)} · {word('pack', language)} "
        f"{escaped(document['pack']['label'][language])} {escaped(document['pack']['version'])}"
    )
    for line in document.get("why_not", {}).get("text", {}).get(language, ()):
        yield f"\n{escaped(line)}"
    yield f"\n{word('legend', language)}"
    for family in view.families:
        yield f"\n## {SIGNS.get(family.outcome, '·')} {escaped(family.label)}: {escaped(family.outcome_label)}\n"
        yield from _list(family.spoken, view, language)
        if family.silent:
            yield f"\n{word(family.contrast, language)}:\n"
            yield from _list(family.silent, view, language)
        if family.absent:
            yield f"\n{word('also_not', language)}: {escaped('; '.join(family.absent))}"
    left = for_a_person(view)
    if left:
        yield f"\n## {word('for_a_person', language)}\n"
    for told in left:
        yield f"- {word('asked_' + told.kind, language)}: {escaped(told.text)} ({escaped(told.articles)})"
    yield f"\n## {word('sources', language)}\n"
    for source in view.sources():
        note = escaped(source["note"].get(language, ""))
        yield f"- {_link(source, language)}{_checked(source, language)}. {note}".rstrip()
    yield f"\n{word('none', language)}"


def _list(steps: Sequence[Shown], view: View, language: str, depth: int = 0) -> Iterator[str]:
    for step in steps:
        yield f"{'  ' * depth}- {_line(step, view, language)}"
        yield from _list(step.steps, view, language, depth + 1)


def _line(step: Shown, view: View, language: str) -> str:
    parts = [KINDS[step.kind][0], escaped(step.text)]
    if number := view.mark(step):
        parts.append(f"**{escaped(number)}**")
    if reference := view.reference(step):
        parts.append(reference)
    else:
        if step.reason and step.kind != "law":
            parts.append(f"*({escaped(step.reason)})*")
        if step.sources:
            parts.append("(" + "; ".join(_link(source, language) for source in step.sources) + ")")
    return " ".join(parts)


def _link(source: Document, language: str) -> str:
    told = escaped(cited(source, language))
    place = source["url"] or source["iri"]
    return f"[{told}](<{_NO_ADDRESS.sub('', place)}>)" if place.startswith(("https://", "http://")) else told


def _checked(source: Document, language: str) -> str:
    checked = source["last_checked"]
    return f"; {word('last_checked', language, day=day(checked, language))}" if checked else ""


def escaped(text: str, longest: int = LONGEST) -> str:
    """Return a text as it stands, on one line: none of its signs is markup."""
    return escape(_MARKUP.sub(r"\\\1", plain(text, longest)), quote=False)
