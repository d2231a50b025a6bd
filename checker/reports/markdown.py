"""The report as Markdown, for a mail or a merge request: the counts, then only what needs attention."""

import re
from collections.abc import Iterator

from checker.report import Report
from checker.reports import standing
from checker.reports.parts import (
    OUTCOMES,
    SIGNS,
    Document,
    causes_first,
    citation,
    day,
    lane,
    name_of,
    not_judged,
    number_of,
    one_line,
    page_of,
    row_of,
    sampled,
    times,
)
from checker.reports.words import word

MOST_SHOWN = 40
"""Exchanges that are written out."""
LONGEST = 55_000
"""Characters after which no exchange is added: a comment on GitHub holds 65,536."""

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|#~&!$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_MENTION = re.compile(r"@(?=\S)")


def to_markdown(report: Report, language: str = "nl") -> str:
    """Return the report as Markdown in the dialect of GitHub, which plain Markdown mostly reads too."""
    document = report.document
    parts = [*_summary(document, language)]
    wanting = [e for e in document["exchanges"] if e["verdict"] != "no-objection"]
    wanting.sort(key=lambda exchange: exchange["verdict"] != "violation")
    if wanting:
        parts.append(f"## {word('attention', language)}")
    shown, size = 0, sum(map(len, parts))
    for exchange in wanting[:MOST_SHOWN]:
        part = "\n".join(_exchange(exchange, document, language))
        size += len(part)
        if size > LONGEST:
            break
        parts.append(part)
        shown += 1
    if shown < len(wanting):
        parts.append(word("left_out", language, n=len(wanting) - shown))
    if wanting and len(wanting) < len(document["exchanges"]):
        parts.append(word("rest", language, n=len(document["exchanges"]) - len(wanting)))
    parts += _waivers(document, language)
    return "\n\n".join([*parts, f"_{word('none', language)}_"]) + "\n"


def escaped(text: str) -> str:
    """Return a text as Markdown that shows it: no markup, no HTML, no link made of an address, nobody mentioned."""
    # A word joiner after the sign keeps the reader of it from making a mention or an address of mail.
    return _MENTION.sub("@\u2060", _MARKUP.sub(lambda match: "\\" + match[0], text))


def _summary(document: Document, language: str) -> Iterator[str]:
    pack, labels = document["pack"], document["labels"]
    yield f"# {word('title', language)}"
    facts = [
        *(
            (word("registry", language), f"{one_line(r['source'])} · {number_of(r['exchanges'], language)}")
            for r in document["registries"]
        ),
        (word("pack", language), f"{pack['label'][language]} {pack['version']} · {pack['sha256'][:12]}"),
        (word("as_of", language), day(document["as_of"], language)),
        (word("checked", language), day(pack["last_checked"], language)),
        *not_judged(document, language),
        *standing.facts(document, language),
    ]
    yield "\n".join(f"- {name}: {escaped(one_line(value, 400))}" for name, value in facts)
    if warning := standing.stale(document, language):
        yield f"**{escaped(warning)}**"
    if not document["exchanges"]:
        yield word("empty", language)
        return
    verdicts = reversed(document["summary"]["verdicts"].items())
    yield "\n".join(f"- {SIGNS[code]} **{n}** {escaped(labels['verdicts'][code][language])}" for code, n in verdicts)
    heads = [f"{SIGNS[outcome]} {escaped(labels['outcomes'][outcome][language])}" for outcome in OUTCOMES]
    rows = [
        [escaped(labels["families"][family][language]), *(str(counts.get(outcome, 0)) for outcome in OUTCOMES)]
        for family, counts in document["summary"]["families"].items()
    ]
    lines = [[word("family", language), *heads], ["---", *("---:" for _ in OUTCOMES)], *rows]
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
    if note := sampled(document, language):
        yield escaped(note)


def _exchange(exchange: Document, document: Document, language: str) -> Iterator[str]:
    labels, verdict = document["labels"], exchange["verdict"]
    name = escaped(name_of(exchange, language))
    row = ", ".join(part for part in (row_of(exchange, language), times(exchange, language)) if part)
    yield f"### {SIGNS[verdict]} {name} · {escaped(labels['verdicts'][verdict][language])} ({row})"
    yield ""
    sender, recipient, purpose = map(escaped, lane(exchange, labels, language))
    yield f"{sender} → {recipient} · {purpose}"
    yield ""
    for finding in causes_first(exchange["findings"]):
        if finding["severity"] != "info":
            yield from _finding(finding, document, language)


def _finding(finding: Document, document: Document, language: str) -> Iterator[str]:
    name = escaped(document["rules"][finding["rule"]]["name"][language])
    message = escaped(one_line(finding["message"][language], 2_000))
    marks = f" {escaped(standing.marked(finding, language))}" if standing.marked(finding, language) else ""
    yield f"- {SIGNS[finding['severity']]} **{finding['rule']} {name}.**{marks} {message}"
    if waiver := standing.waiver_of(finding, language):
        yield f"  {word('waived', language)} {escaped(waiver)}."
    if finding["follows_from"]:
        source = f" {word('source', language)}: {_sources(finding, language)}." if finding["sources"] else ""
        yield f"  {word('caused', language)}: {', '.join(finding['follows_from'])}.{source}"
        return
    remedy = escaped(one_line(finding["remedy"][language], 2_000))
    yield f"  {word('remedy', language)}: {remedy} {word('source', language)}: {_sources(finding, language)}."


def _waivers(document: Document, language: str) -> Iterator[str]:
    """Yield what was found of the waivers themselves."""
    wanting = [entry for entry in standing.entries(document) if entry["findings"]]
    if wanting:
        yield f"## {word('waivers', language)}"
        yield word("waivers_note", language)
    for entry in wanting[:MOST_SHOWN]:
        told = (line for finding in entry["findings"] for line in _finding(finding, document, language))
        yield "\n".join([f"### {escaped(standing.name_of_entry(entry, document, language))}", "", *told])
    if len(wanting) > MOST_SHOWN:
        yield word("left_out", language, n=len(wanting) - MOST_SHOWN)


def _sources(finding: Document, language: str) -> str:
    cited = ((escaped(citation(source, language)), page_of(source)) for source in finding["sources"])
    return "; ".join(f"[{text}](<{page}>)" if page else text for text, page in cited)
