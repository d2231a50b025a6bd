"""The rules as Markdown pages, one for each and an index, Dutch before English: `python -m checker.catalogue.pages`."""

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from checker.catalogue.entries import Example, Provision, RuleEntry
from checker.catalogue.layout import MARKS
from checker.catalogue.rule_text import certainty, sides
from checker.catalogue.rules import complete, rule_entry, speaking
from checker.catalogue.told import day, joined
from checker.catalogue.words import word
from checker.model import LANGUAGES
from checker.pack import Pack, load_pack
from checker.resources import DEFAULT_PACK, rule_examples

INDEX = "README.md"
SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
TITLES = {"nl": "Nederlands", "en": "English"}


def pages(pack: Pack, folders: Sequence[Path]) -> dict[str, str]:
    """Return the text of every page by the name of its file."""
    entries = [rule_entry(rule, pack, folders) for rule in speaking(complete(pack))]
    found = {f"{entry.code}.md": "\n".join(_page(entry)) for entry in entries}
    return found | {INDEX: "\n".join(_index(entries, pack))}


def write(folder: Path, texts: dict[str, str]) -> None:
    """Write the pages into a folder, and remove those of rules that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in {path.name for path in folder.glob("*.md")} - texts.keys():
        (folder / stale).unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _index(entries: Sequence[RuleEntry], pack: Pack) -> Iterator[str]:
    nl, en = LANGUAGES
    yield f"# {word('rules', nl)} / {word('rules', en)}"
    for language in LANGUAGES:
        yield ""
        yield f"{_plain(pack.label.get(language, ''))}. {word('made', language)} {_plain(word('blanks', language))}"
    yield ""
    labels = {entry.severity: entry.severity_label for entry in entries}
    yield "; ".join(
        f"{sign} {labels[severity][nl]} / {labels[severity][en]}"
        for severity, sign in MARKS.items()
        if severity in labels
    )
    for _, group in groupby(entries, key=lambda entry: entry.family):
        rules = list(group)
        yield ""
        yield f"## {_plain(rules[0].family_label[nl])} / {_plain(rules[0].family_label[en])}"
        yield ""
        yield "| | | Nederlands | English |"
        yield "|---|---|---|---|"
        for rule in rules:
            link = f"[{rule.code}]({rule.code}.md)"
            yield f"| {MARKS[rule.severity]} | {link} | {_plain(rule.name[nl])} | {_plain(rule.name[en])} |"
    yield ""


def _page(entry: RuleEntry) -> Iterator[str]:
    yield f"# {entry.code}"
    for language in LANGUAGES:
        yield ""
        yield from _told(entry, language)
    yield ""
    yield "---"
    yield ""
    yield f"[{word('rules', 'nl')} / {word('rules', 'en')}]({INDEX})"
    yield ""


def _told(entry: RuleEntry, language: str) -> Iterator[str]:
    yield f"## {_plain(entry.name[language])}"
    yield ""
    given = [entry.family_label[language], f"{MARKS[entry.severity]} {entry.severity_label[language]}"]
    yield f"*{TITLES[language]}* · " + " · ".join([*given, *([entry.gives[language]] if entry.gives else [])])
    yield ""
    yield f"> {_plain(entry.checks[language])}"
    yield ""
    yield f"**{word('why', language)}.** {_plain(entry.why[language])}"
    yield ""
    yield f"**{word('remedy', language)}.** {_plain(entry.remedy[language])}"
    yield ""
    if entry.reports:
        yield f"**{word('reports', language)}.** {', '.join(column[language] for column in entry.reports)}"
        yield ""
    for fact in entry.facts:
        yield f"**{_plain(fact.label[language])}.** {_plain(joined(fact.values, language))}"
        yield ""
    if entry.follows_from:
        yield f"**{word('follows', language)}.**"
        yield ""
        for cause in entry.follows_from:
            yield f"- [{cause.code}]({cause.code}.md) {_plain(cause.name[language])}"
        yield ""
    yield f"**{word('sources', language)}.**"
    yield ""
    for source in entry.sources:
        yield f"- {_source(source, language)}"
    if entry.case_sources:
        yield f"- {word('case', language)}: {'; '.join(f'‹{text[language]}›' for text in entry.case_sources)}"
    for example in entry.examples:
        yield ""
        yield from _example(example, entry.code, language)


def _source(source: Provision, language: str) -> str:
    citation = _plain(source.citation[language])
    linked = f"[{citation}](<{source.url}>)" if source.url else citation
    identifier = f", `{source.identifier}`" if source.identifier else ""
    said = certainty(source, language)
    return linked + identifier + (f". {_plain(said[:1].upper() + said[1:])}" if said else "")


def _example(example: Example, rule: str, language: str) -> Iterator[str]:
    judged = f" ({word('judged', language, day=day(example.as_of, language))})" if example.as_of else ""
    yield f"**{word('example', language)}**{judged}"
    for row in example.failing.rows:
        yield ""
        yield "| | |"
        yield "|---|---|"
        for cell in row.cells:
            yield f"| {_plain(cell.label[language])} | {_plain('; '.join(piece[language] for piece in cell.pieces))} |"
    yield ""
    yield f"{word('difference', language)}: {_plain(example.column.get(language, ''))}"
    yield ""
    one, other = sides(example, language)
    yield f"- ✗ {_plain(one)}: *{word('fails', language, rule=rule)}*"
    yield f"- ✓ {_plain(other)}: *{word('passes', language, rule=rule)}*"
    if example.failing.also:
        links = (f"[{also.code}]({also.code}.md) {_plain(also.name[language])}" for also in example.failing.also)
        yield ""
        yield f"{word('also', language)}: {'; '.join(links)}"


def _plain(text: str) -> str:
    """Return a text in which no sign means anything to Markdown."""
    return SPECIAL.sub(r"\\\1", text)


if __name__ == "__main__":
    write(Path(sys.argv[1]), pages(load_pack(DEFAULT_PACK), rule_examples()))
