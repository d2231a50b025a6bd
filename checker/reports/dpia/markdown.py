"""An assessment as Markdown."""

from collections.abc import Iterator, Sequence
from typing import Any

from checker.reports.dpia.mermaid import chart
from checker.reports.dpia.pieces import QuestionView, SectionView, TableView
from checker.reports.dpia.view import View
from checker.reports.dpia.words import word
from checker.reports.markdown import escaped


def to_markdown(document: dict[str, Any], language: str = "nl") -> str:
    """Return an assessment as Markdown. No text of a registry or an answer is markup in it."""
    return "\n\n".join(_blocks(View(document, language))) + "\n"


def _blocks(view: View) -> Iterator[str]:
    language = view.language
    yield f"# {escaped(view.title)}"
    yield escaped(view.model())
    yield "\n".join(f"- {escaped(name)}: {escaped(value)}" for name, value in view.head())
    yield f"_{escaped(word('notice', language))}_"
    if changes := view.changes():
        yield f"**{escaped(changes)}**"
    if unasked := view.unasked():
        yield escaped(word("unasked", language))
        yield from (_question(question, language) for question in unasked)
    for part in view.parts:
        yield f"## {escaped(part.title)}"
        yield escaped(part.about)
        for section in part.sections:
            yield from _section(section, language)
    yield f"## {escaped(word('sources', language))}"
    yield escaped(word("sources_note", language))
    for headings, rows in (view.sources(), view.rules()):
        if rows:
            yield _grid(headings, rows, [""] * len(rows), language)


def _section(section: SectionView, language: str) -> Iterator[str]:
    yield f"### {escaped(section.title)}"
    yield f"_{escaped(section.asks)}_"
    if section.bearing:
        yield escaped(section.bearing)
    for table in section.tables:
        yield from _table(table, language)
    if any(question.again for question in section.questions):
        yield f"**{escaped(word('again', language))}**"
    yield from (_question(question, language) for question in section.questions)


def _table(table: TableView, language: str) -> Iterator[str]:
    if table.words:
        for row in table.rows:
            told = zip(table.headings, row, strict=True)
            yield "\n".join(f"- **{escaped(heading)}**: {_line(cell)}" for heading, cell in told if cell)
        return
    if table.flows:
        yield chart(table.flows, table.caption, language)
    if table.undrawn:
        yield escaped(table.undrawn)
    yield f"**{word('table', language)} {table.number}. {escaped(table.caption)}**"
    if table.note:
        yield f"_{escaped(table.note)}_"
    yield _grid(table.headings, table.rows, table.changes, language) if table.rows else escaped(table.empty)
    if table.origin:
        yield f"_{_line(table.origin)}_"
    if table.gone:
        yield _line(table.gone)


def _grid(headings: Sequence[str], rows: Sequence[Sequence[str]], changes: Sequence[str], language: str) -> str:
    lines = [f"| {' | '.join(map(_line, headings))} |", f"|{'---|' * len(headings)}"]
    for row, change in zip(rows, changes, strict=True):
        first, *rest = (_line(cell) or "–" for cell in row)
        first = f"**{word(change, language)}**: {first}" if change else first
        lines.append(f"| {' | '.join([first, *rest])} |")
    return "\n".join(lines)


def _question(question: QuestionView, language: str) -> str:
    asked = f"> **{word('open', language)}: {escaped(question.text)}**"
    lines = question.answer.split("\n") if question.answer else [word("blank", language)]
    return "\n>\n".join([asked, *(f"> {_line(line)}" for line in lines)])


def _line(text: str) -> str:
    return escaped(" ".join(text.split()))
