"""Terms as text for a person: a list, or one with all there is to say of it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from checker.catalogue.entries import Fact, Term, Version
from checker.catalogue.layout import address, indented, pairs, render, title
from checker.catalogue.told import day, joined
from checker.catalogue.words import word
from checker.model import Text as Texts
from checker.pack import Pack

WIDEST_CODE = 30


def list_terms(
    terms: Sequence[Term], name: Texts, command: str, pack: Pack, language: str, width: int, colour: bool = False
) -> str:
    """Return terms as a list: code, label, definition, and what places them among the others."""

    def parts() -> Iterator[RenderableType]:
        yield title(name[language], len(terms), pack.label.get(language, pack.id), language)
        code = min(max((len(term.code) for term in terms), default=0), WIDEST_CODE)
        several = len({term.type.get(language) for term in terms}) > 1
        for kind, group in groupby(terms, key=lambda term: term.type.get(language, "")):
            if several:
                yield ""
                yield Text(kind, style="bold italic")
            for term in group:
                yield ""
                yield _entry(term, code, language)
        if terms:
            yield ""
            yield Text(word("one", language, words=f"{command} {terms[0].code}"), style="dim")

    return render(parts(), width, colour)


def show_terms(terms: Sequence[Term], language: str, width: int, colour: bool = False) -> str:
    """Return terms, each with all there is to say of it."""

    def parts() -> Iterator[RenderableType]:
        for place, term in enumerate(terms):
            if place:
                yield ""
            yield from _whole(term, language, width)

    return render(parts(), width, colour)


def _entry(term: Term, code: int, language: str) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=code, style="bold", overflow="fold")
    grid.add_column()
    lines = [Text(term.label[language], style="bold"), Text(term.definition.get(language, ""))]
    lines += [Text(line, style="dim") for line in (brief(term, language), periods(term, language)) if line]
    grid.add_row(term.code, Text("\n").join(line for line in lines if line))
    return grid


def brief(term: Term, language: str) -> str:
    """Return what places a term among the others: the facts that are terms of a list themselves."""
    told = [(fact, [value for value in fact.values if value.listed]) for fact in term.facts]
    return " · ".join(f"{fact.label[language]}: {joined(listed, language)}" for fact, listed in told if listed)


def periods(term: Term, language: str) -> str:
    """Return when the versions of a term are in force."""
    told = "; ".join(period(version, language) for version in term.versions)
    return f"{word('in_force', language)}: {told}" if told else ""


def period(version: Version, language: str) -> str:
    """Return when a version is in force, and until when its text is known to stand."""
    start, end = (day(iso, language) if iso else "" for iso in (version.valid_from, version.valid_until))
    key = "between" if start and end else "from" if start else "until" if end else "unknown_period"
    told = word(key, language, start=start, end=end)
    if not version.verified_until:
        return told
    return f"{told} ({word('verified', language, day=day(version.verified_until, language))})"


def _whole(term: Term, language: str, width: int) -> Iterator[RenderableType]:
    yield Text(f"{term.code}  {term.label[language]}", style="bold")
    yield indented(Text(term.type.get(language, ""), style="italic"))
    yield ""
    if term.definition.get(language):
        yield indented(term.definition[language])
        yield ""
    for line in dict.fromkeys(line for line in (term.identifier, term.url) if line):
        yield address(line)
    if term.facts:
        yield _facts(term.facts, language, width)
    for version in term.versions:
        yield ""
        yield indented(Text(version.label[language], style="bold"))
        yield indented(version.definition.get(language, ""))
        yield _facts(version.facts, language, width)
    if term.referred:
        yield ""
        yield indented(Text(word("referred", language), style="bold"))
        yield _facts(term.referred, language, width)


def _facts(facts: Sequence[Fact], language: str, width: int) -> RenderableType:
    told = [(fact.label.get(language, ""), joined(fact.values, language)) for fact in facts]
    return pairs([(name, said) for name, said in told if said], width)
