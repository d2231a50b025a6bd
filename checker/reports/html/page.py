"""Make the page: the template, filled with the overview and the data, with style and scripts inside."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment
from markupsafe import Markup

from checker.report import Report
from checker.reports import standing
from checker.reports.html import overview
from checker.reports.html.data import as_script, page_data
from checker.reports.parts import Document, sampled
from checker.reports.templates import allowed, environment
from checker.reports.text import MARKS, SIGNS
from checker.reports.words import LANGUAGES, WORDS

FOLDER = Path(__file__).parent
MOST_EXCHANGES = 20_000
MOST_CHARACTERS = 60_000_000
"""What a page can hold, in exchanges and in characters of data, before a browser gets slow. Beyond it the page shows
the findings that differ, with counts and examples."""
SCRIPTS = ("state", "exchanges", "attached", "detail", "table", "flows", "start")
"""The parts of the script, in the order in which they need each other."""
MOST_FLOWS = 60
VERDICT_SIGNS = {"violation": "✗", "undetermined": "?", "no-objection": "✓"}
"""Beside those of outcomes and severities: a sign and a word stand wherever a colour does."""


def to_html(report: Report, lang: str = "nl") -> str:
    """Return the report as one HTML page; `lang` is the language it opens in."""
    document = report.document
    words = _words()
    fits = len(document["exchanges"]) <= MOST_EXCHANGES
    data = as_script(page_data(document, words, fits))
    if fits and len(data) > MOST_CHARACTERS:
        fits, data = False, as_script(page_data(document, words, False))
    flows = overview.flows(document)
    distinct, more_distinct = ([], 0) if fits else overview.distinct_findings(document)
    names, more_names = overview.names_read(document)
    style, libraries, script = _asset("page.css"), _asset("vendor/libraries.js"), _script()
    page = _environment().get_template("page.html")
    return page.render(
        document=document, lang=lang, words=words, labels=document["labels"], fits=fits, most=MOST_EXCHANGES,
        overview=overview, flows=flows, flow_data=_flow_data(flows), most_flows=MOST_FLOWS,
        distinct=distinct, more_distinct=more_distinct, names=names, more_names=more_names,
        signs=SIGNS | MARKS | VERDICT_SIGNS, outcomes=list(SIGNS), data=Markup(data),
        style=Markup(style), libraries=Markup(libraries), script=Markup(script),
        sampled={language: sampled(document, language) for language in ("nl", "en")},
        stale={language: standing.stale(document, language) for language in LANGUAGES},
        followed=list(zip(*(standing.facts(document, language) for language in LANGUAGES), strict=True)),
        standings=overview.standings(document), wanting=_wanting(document),
        hashes={"style": allowed(style), "libraries": allowed(libraries), "script": allowed(script)},
    )  # fmt: skip


def _wanting(document: Document) -> list[tuple[dict[str, str], Document]]:
    """Return the waivers of which something was found, each with its name."""
    return [
        ({language: standing.name_of_entry(entry, document, language) for language in LANGUAGES}, entry)
        for entry in standing.entries(document)
        if entry["findings"]
    ]


@cache
def _words() -> dict[str, dict[str, str]]:
    own: dict[str, dict[str, str]] = json.loads(_asset("words.json"))
    return WORDS | own


@cache
def _asset(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    parts = "\n".join(_asset(f"script/{name}.js") for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


@cache
def _environment() -> Environment:
    made = environment(FOLDER)
    made.filters["day"] = _day
    made.filters["number"] = _number
    made.filters["told"] = _told
    return made


def _day(iso: str, language: str) -> str:
    return format_date(date.fromisoformat(iso), "d MMMM y", locale=language) if iso else "–"


def _number(count: int, language: str) -> str:
    return str(format_decimal(count, locale=language))


def _told(text: str, counts: dict[str, int], language: str) -> str:
    return text.format(**{name: _number(count, language) for name, count in counts.items()})


def _flow_data(flows: overview.Flows) -> Markup:
    """Return the busiest flows for the drawing."""
    busiest = sorted(flows.items(), key=lambda flow: (-flow[1].total(), flow[0]))[:MOST_FLOWS]
    return Markup(as_script({"flows": [[*lane, dict(counts)] for lane, counts in busiest], "of": len(flows)}))
