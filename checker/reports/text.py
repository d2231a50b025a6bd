"""The report as text for a person: a summary, then every exchange with its findings, causes first.

rich was chosen for the layout: it wraps and aligns to any width, and leaves colour out where there is no terminal.
"""

from collections.abc import Iterator
from typing import Any

from babel.numbers import format_decimal
from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.report import Report
from checker.reports import standing
from checker.reports.console import printed
from checker.reports.parts import day, lane, not_judged, number_of, row_of, sampled, times
from checker.reports.words import word

SIGNS = {"violation": "✗", "undetermined": "?", "pass": "✓", "inapplicable": "–"}
"""By outcome, the weightiest first."""
STYLES = {"pass": "green", "undetermined": "yellow", "violation": "bold red", "inapplicable": "dim",
          "no-objection": "green", "warning": "yellow", "info": "cyan"}  # fmt: skip
BY_ANOTHER_NAME = {"synonym", "alternative", "mapping", "organisation", "citation"}
"""The ways of reading that a person may want to look over."""
MOST_READ = 15
INDENT = 2
MARKS = {"violation": "✗", "warning": "?", "info": "·"}

Document = dict[str, Any]


def to_text(report: Report, language: str = "nl", width: int = 80, colour: bool = False) -> str:
    """Return the report as text of a given width, with or without terminal colours."""
    return printed(_report(report.document, language, width), width, colour)


def _report(document: Document, language: str, width: int) -> Iterator[RenderableType]:
    yield from _summary(document, language)
    for exchange in document["exchanges"]:
        yield ""
        yield _exchange(exchange, document, language, width)
    yield from _waivers(document, language)
    yield ""
    yield Text(word("none", language), style="dim")


def _summary(document: Document, language: str) -> Iterator[RenderableType]:
    pack, summary, labels = document["pack"], document["summary"], document["labels"]
    yield Text(word("title", language), style="bold")
    facts = Table.grid(padding=(0, 2))
    for registry in document["registries"]:
        facts.add_row(
            word("registry", language), f"{registry['source']} · {number_of(registry['exchanges'], language)}"
        )
    facts.add_row(word("pack", language), f"{pack['label'][language]} {pack['version']} · {pack['sha256'][:12]}")
    facts.add_row(word("as_of", language), day(document["as_of"], language))
    facts.add_row(word("checked", language), day(pack["last_checked"], language))
    for name, value in not_judged(document, language):
        facts.add_row(name, value)
    for key, told in (("columns", _columns_read(document, language)), ("read_as", _terms_read(document, language))):
        if told:
            facts.add_row(word(key, language), "; ".join(told))
    for name, told_of in standing.facts(document, language):
        facts.add_row(name, told_of)
    yield facts
    if warning := standing.stale(document, language):
        yield ""
        yield Text(warning, style="yellow")
    yield ""
    if not document["exchanges"]:
        yield word("empty", language)
        return
    counts = Table.grid(padding=(0, 2))
    for code, count in reversed(summary["verdicts"].items()):
        number = format_decimal(count, locale=language)
        counts.add_row(Text(f"{number:>6}", style=_style(code)), labels["verdicts"][code][language])
    yield counts
    yield ""
    yield _families(summary["families"], labels, language)
    if note := sampled(document, language):
        yield ""
        yield Text(note)


def _columns_read(document: Document, language: str) -> list[str]:
    """Return the columns that were read by another name than their own, and those that were not read."""
    labels = document["labels"]["columns"]
    columns = [column for registry in document["registries"] for column in registry["columns"]]
    read = [f"{plain(c['header'])} → {labels[c['column']][language]}" for c in columns if c["how"] in BY_ANOTHER_NAME]
    unread = [plain(c["header"]) for c in columns if not c["column"] and c["header"].strip()]
    told = list(dict.fromkeys(read))
    return told + ([word("not_read", language, names=", ".join(dict.fromkeys(unread)))] if unread else [])


def _terms_read(document: Document, language: str) -> list[str]:
    """Return the texts that were read by another name than a code or label, the first of them."""
    terms = document["labels"]["terms"]
    told: dict[str, None] = {}
    for exchange in document["exchanges"]:
        for reading in exchange["reading"]:
            if reading["how"] in BY_ANOTHER_NAME:
                told[f"“{plain(reading['cell'])}” → {terms[reading['column']][reading['code']][language]}"] = None
    shown = list(told)[:MOST_READ]
    return shown + ([word("more", language, n=len(told) - MOST_READ)] if len(told) > MOST_READ else [])


def _style(code: str) -> str:
    return STYLES.get(code, "")


def _families(families: dict[str, dict[str, int]], labels: Document, language: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column(word("family", language))
    table.columns[0].no_wrap = True
    for outcome, sign in SIGNS.items():
        table.add_column(f"{sign} {labels['outcomes'][outcome][language]}", justify="right")
    for code, counts in families.items():
        cells = [
            Text(
                format_decimal(counts[o], locale=language) if counts[o] else "·",
                style=_style(o) if counts[o] else "dim",
            )
            for o in SIGNS
        ]
        table.add_row(labels["families"][code][language], *cells)
    return table


def _exchange(exchange: Document, document: Document, language: str, width: int) -> RenderableType:
    labels = document["labels"]
    verdict = exchange["verdict"]
    head = Table.grid(expand=True, padding=(0, 1))
    head.add_column(ratio=1)
    head.add_column(justify="right", style="dim")
    head.add_row(
        Text.assemble(
            (plain(exchange["id"]) or word("no_id", language), "bold"),
            "  ",
            (labels["verdicts"][verdict][language], _style(verdict)),
        ),
        " · ".join(part for part in (times(exchange, language), row_of(exchange, language)) if part),
    )
    findings = exchange["findings"]
    notes = [f for f in findings if f["severity"] == "info"]
    causes = [f for f in findings if f not in notes and not f["follows_from"]]
    consequences = [f for f in findings if f not in notes and f["follows_from"]]
    body: list[RenderableType] = [
        Text(_lane(exchange, labels, language), style="italic"),
        *_glance(exchange, labels, language, width - INDENT),
        *(_finding(f, document, language) for f in causes),
        *([_listed("follows", consequences, language)] if consequences else []),
        *([_listed("noted", notes, language)] if notes else []),
    ]
    return Group(head, Padding(Group(*body), (0, 0, 0, INDENT)))


def plain(text: str, longest: int = 60) -> str:
    """Return a text of the registry on one line, without characters that steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text).strip()[:longest]


def _lane(exchange: Document, labels: Document, language: str) -> str:
    sender, recipient, purpose = lane(exchange, labels, language)
    scope = labels["scopes"].get(exchange["scope"], {}).get(language, "")
    return f"{sender} → {recipient} · {purpose}" + (f" · {scope}" if scope else "")


def _glance(exchange: Document, labels: Document, language: str, width: int) -> Iterator[Text]:
    """Yield the families with their signs, in lines that part no family from its sign."""
    line = Text()
    for family, outcome in exchange["outcomes"].items():
        style = _style(outcome)
        name = labels["families"][family][language]
        part = Text.assemble((f"{SIGNS[outcome]} ", style), (name, "dim" if outcome == "inapplicable" else ""), "   ")
        if line and line.cell_len + part.cell_len - 3 > width:
            yield line
            line = Text()
        line.append_text(part)
    yield line


def _finding(finding: Document, document: Document, language: str) -> RenderableType:
    rule = document["rules"][finding["rule"]]
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column()
    mark = Text(MARKS[finding["severity"]], style=_style(finding["severity"]))
    text = Text.assemble(
        (f"{finding['rule']} {rule['name'][language]}. ", "bold"),
        *_marks(finding, language),
        finding["message"][language],
    )
    grid.add_row(mark, text)
    lines = Table.grid(padding=(0, 1))
    lines.add_column(style="dim")
    lines.add_column()
    if waiver := standing.waiver_of(finding, language):
        lines.add_row(word("waived", language), waiver)
    lines.add_row(word("why", language), rule["why"].get(language, ""))
    lines.add_row(word("remedy", language), finding["remedy"].get(language, ""))
    lines.add_row(word("source", language), _sources(finding, language))
    if notes := dict.fromkeys(s["note"][language] for s in finding["sources"] if language in s["note"]):
        lines.add_row(word("certainty", language), " ".join(notes))
    grid.add_row("", lines)
    return Padding(grid, (1, 0, 0, 0))


def _marks(finding: Document, language: str) -> list[tuple[str, str]]:
    marks = standing.marked(finding, language)
    return [(f"{marks} ", "magenta")] if marks else []


def _waivers(document: Document, language: str) -> Iterator[RenderableType]:
    """Yield what was found of the waivers themselves."""
    wanting = [entry for entry in standing.entries(document) if entry["findings"]]
    if not wanting:
        return
    yield ""
    yield Text(word("waivers", language), style="bold")
    yield word("waivers_note", language)
    for entry in wanting:
        yield ""
        yield Text(standing.name_of_entry(entry, document, language), style="bold")
        yield from (Padding(_finding(finding, document, language), (0, 0, 0, INDENT)) for finding in entry["findings"])


def _sources(finding: Document, language: str) -> str:
    key = "citation" if language == "nl" else "citation_en"
    return "; ".join(
        source[key] + (f" ({source['certainty_label'][language]})" if source["certainty_label"][language] else "")
        for source in finding["sources"]
    )


def _listed(key: str, findings: list[Document], language: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column()
    grid.add_row("", Text(word(key, language) + ":", style="dim"))
    for finding in findings:
        mark = Text(MARKS[finding["severity"]], style=_style(finding["severity"]))
        told = Text.assemble((finding["rule"] + " ", "bold"), *_marks(finding, language), finding["message"][language])
        grid.add_row(mark, told)
        if finding["sources"]:
            grid.add_row("", Text(f"{word('source', language)} {_sources(finding, language)}", style="dim"))
        if waiver := standing.waiver_of(finding, language):
            grid.add_row("", Text(f"{word('waived', language)} {waiver}", style="dim"))
    return Padding(grid, (1, 0, 0, 0))
