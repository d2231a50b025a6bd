"""Rules as text for a person: a list by family, or one with all there is to say of it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from checker.catalogue.entries import Example, Provision, Row, RuleEntry
from checker.catalogue.layout import MARKS, STYLES, address, indented, mark, pairs, render, title
from checker.catalogue.told import day
from checker.catalogue.words import word
from checker.model import Text as Texts
from checker.pack import Pack


def list_rules(entries: Sequence[RuleEntry], pack: Pack, language: str, width: int, colour: bool = False) -> str:
    """Return rules as a list: code, name and article, by family."""

    def parts() -> Iterator[RenderableType]:
        yield title(word("rules", language), len(entries), pack.label.get(language, pack.id), language)
        yield _legend(entries, language)
        code = max((len(entry.code) for entry in entries), default=0)
        for _, group in groupby(entries, key=lambda entry: entry.family):
            rules = list(group)
            yield ""
            yield Text(rules[0].family_label[language], style="bold")
            yield _table(rules, code, language)
        yield ""
        if entries:
            yield Text(word("one", language, words=f"rules {entries[0].code}"), style="dim")

    return render(parts(), width, colour)


def show_rules(entries: Sequence[RuleEntry], language: str, width: int, colour: bool = False) -> str:
    """Return rules, each with all there is to say of it."""

    def parts() -> Iterator[RenderableType]:
        for place, entry in enumerate(entries):
            if place:
                yield ""
            yield from _whole(entry, language, width)
        yield ""
        yield Text(word("blanks", language), style="dim")

    return render(parts(), width, colour)


def _legend(entries: Sequence[RuleEntry], language: str) -> Text:
    labels = {entry.severity: entry.severity_label.get(language, entry.severity) for entry in entries}
    line = Text()
    for severity, sign in MARKS.items():
        if severity in labels:
            line.append_text(Text.assemble((f"{sign} ", STYLES[severity]), (labels[severity], "dim"), "   "))
    return line


def _table(rules: Sequence[RuleEntry], code: int, language: str) -> RenderableType:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=1)
    table.add_column(style="bold", width=code)
    table.add_column(ratio=3)
    table.add_column(ratio=2, style="dim")
    for rule in rules:
        named = [source.citation[language] for source in rule.sources]
        cited = "; ".join(named or [f"‹{text[language]}›" for text in rule.case_sources])
        table.add_row(mark(rule.severity), rule.code, rule.name.get(language, ""), cited)
    return indented(table)


def _whole(entry: RuleEntry, language: str, width: int) -> Iterator[RenderableType]:
    head = Text.assemble(mark(entry.severity), " ", (f"{entry.code}  {entry.name.get(language, '')}", "bold"))
    yield head
    given = [entry.family_label[language], entry.severity_label.get(language, ""), entry.gives.get(language, "")]
    yield indented(Text(" · ".join(part for part in given if part), style="italic"))
    yield ""
    rows: list[tuple[str, RenderableType]] = [
        (word("checks", language), entry.checks.get(language, "")),
        (word("why", language), entry.why.get(language, "")),
        (word("remedy", language), entry.remedy.get(language, "")),
    ]
    if entry.reports:
        rows.append((word("reports", language), ", ".join(column[language] for column in entry.reports)))
    for fact in entry.facts:
        rows.append(
            (fact.label.get(language, ""), "; ".join(v.text[language] for v in fact.values if language in v.text))
        )
    if entry.follows_from:
        causes = "\n".join(f"{cause.code} {cause.name.get(language, '')}" for cause in entry.follows_from)
        rows.append((word("follows", language), causes))
    yield pairs(rows, width)
    yield ""
    yield from _sources(entry, language)
    for example in entry.examples:
        yield ""
        yield from _example(example, entry.code, language, width)
    if not entry.examples:
        yield ""
        yield indented(Text(word("no_example", language), style="dim"))


def _sources(entry: RuleEntry, language: str) -> Iterator[RenderableType]:
    yield indented(Text(word("sources", language), style="bold"))
    for source in entry.sources:
        yield indented(source.citation[language], 4)
        if source.identifier and source.identifier != source.url:
            yield address(source.identifier, 6)
        if source.url:
            yield address(source.url, 6)
        if said := certainty(source, language):
            yield indented(said, 6)
    if case := "; ".join(f"‹{text[language]}›" for text in entry.case_sources):
        yield indented(f"{word('case', language)}: {case}", 4)
    if not entry.sources and not case:
        yield indented(word("no_source", language), 4)


def certainty(source: Provision, language: str) -> str:
    """Return in words how firmly a source stands, and when it was last checked."""
    label, meaning = source.certainty[language], source.certainty_meaning[language]
    checked = word("checked", language, day=day(source.last_checked, language)) if source.last_checked else ""
    head = "; ".join(part for part in (label, checked) if part)
    return " ".join(
        part for part in (f"{head}." if head else "", meaning, source.certainty_note.get(language, "")) if part
    )


def _example(example: Example, rule: str, language: str, width: int) -> Iterator[RenderableType]:
    head = word("example", language)
    if example.as_of:
        head += f" ({word('judged', language, day=day(example.as_of, language))})"
    yield indented(Text(head, style="bold"))
    several = len(example.failing.rows) > 1
    for number, row in enumerate(example.failing.rows, start=1):
        if several:
            yield indented(Text(word("row", language, n=number), style="italic"), 4)
        yield pairs(cells(row, language), width, 4)
    yield indented(Text.assemble((word("difference", language), "italic"), f": {example.column.get(language, '')}"), 4)
    one, other = sides(example, language)
    for severity, sign, key, said in (("violation", "✗", "fails", one), ("", "✓", "passes", other)):
        style = STYLES.get(severity, "green")
        line = Text.assemble((f"{sign} ", style), said, (f"  {word(key, language, rule=rule)}", "dim"))
        yield indented(line, 4)
    if example.failing.also:
        others = "; ".join(f"{rule.code} {rule.name.get(language, '')}" for rule in example.failing.also)
        yield indented(Text(f"{word('also', language)}: {others}", style="dim"), 4)


def cells(row: Row, language: str) -> list[tuple[str, RenderableType]]:
    """Return the cells of a row, each with the name of its column."""
    return [(cell.label[language], "; ".join(piece[language] for piece in cell.pieces)) for cell in row.cells]


def sides(example: Example, language: str) -> tuple[str, str]:
    """Return in words the fact in which the two differ, as the failing and as the passing one has it."""

    def said(pieces: Sequence[Texts]) -> str:
        told = "; ".join(piece[language] for piece in pieces)
        if not example.shared:
            return told or word("empty", language)
        return word("with", language, what=told) if told else word("without", language)

    return said(example.only_failing), said(example.only_passing)
