"""Decisions as text for a person: how many have each result, then each decision with what is wrong and what to do."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.judge.decisions import Decision
from checker.model import Finding, Source
from checker.reports.console import printed
from checker.reports.parts import day
from checker.reports.text import MARKS, STYLES, plain
from checker.reports.words import word

LONGEST = 1_000
"""Characters of a sentence that are shown: more than one has."""


def decisions_text(
    decisions: Sequence[Decision], as_of: date, language: str = "nl", width: int = 80, colour: bool = False
) -> str:
    """Return decisions, judged on this day, as text of a given width."""
    return printed(_parts(decisions, as_of, language), width, colour)


def _parts(decisions: Sequence[Decision], as_of: date, language: str) -> Iterator[RenderableType]:
    yield Text(word("decisions_title", language), style="bold")
    yield f"{word('as_of', language)}  {day(as_of.isoformat(), language)}"
    yield ""
    if not decisions:
        yield word("no_decisions", language)
    counts = Table.grid(padding=(0, 2))
    for label, count in Counter(decision.label[language] for decision in decisions).items():
        counts.add_row(f"{count:>6}", label)
    if decisions:
        yield counts
    for decision in decisions:
        yield ""
        yield _decision(decision, language)
    yield ""
    yield Text(word("decisions_note", language), style="dim")


def _decision(decision: Decision, language: str) -> RenderableType:
    head = Table.grid(expand=True, padding=(0, 1))
    head.add_column(ratio=1)
    head.add_column(justify="right", style="dim")
    name = (plain(decision.id) or word("no_id", language), "bold")
    head.add_row(
        Text.assemble(name, "  ", decision.label[language], (f" · {decision.reason[language]}", "dim")),
        word("row", language, n=decision.row),
    )
    body = [_finding(finding, language) for finding in decision.findings]
    sources = {source.iri: source for finding in decision.findings for source in finding.sources}
    body += [_source(sources[iri], language) for iri in sorted(sources)]
    return Group(head, *(Padding(part, (0, 0, 0, 2)) for part in body))


def _finding(finding: Finding, language: str) -> RenderableType:
    lines = Table.grid(padding=(0, 1))
    lines.add_column(no_wrap=True)
    lines.add_column()
    mark = Text(MARKS[finding.severity], style=STYLES.get(finding.severity, ""))
    lines.add_row(mark, Text.assemble((f"{finding.rule} ", "dim"), plain(finding.message[language], LONGEST)))
    lines.add_row("", f"{word('remedy', language)}: {plain(finding.remedy[language], LONGEST)}")
    return lines


def _source(source: Source, language: str) -> RenderableType:
    lines = Table.grid(padding=(0, 1))
    lines.add_column(no_wrap=True, style="dim")
    lines.add_column(style="dim")
    lines.add_row(" ", f"{word('source', language)}: {source.citation[language]}")
    if note := source.note.get(language):
        lines.add_row("", f"{word('certainty', language)}: {note}")
    return lines
