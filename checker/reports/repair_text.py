"""Repairs as text for a person: per exchange what was found, the proposals in order, and what no change mends."""

from collections.abc import Iterator
from typing import Any

from babel.lists import format_list
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.reports.console import printed
from checker.reports.text import MARKS, STYLES
from checker.reports.words import word

Document = dict[str, Any]
HEAVY = ("violation", "undetermined")


def repair_text(document: Document, language: str = "nl", width: int = 80, colour: bool = False) -> str:
    """Return a document of repairs as text of a given width."""
    return printed(_parts(document, language), width, colour)


def _parts(document: Document, language: str) -> Iterator[RenderableType]:
    yield Text(word("mend_title", language), style="bold")
    found = [exchange for exchange in document["exchanges"] if exchange["findings"]]
    if not found:
        yield ""
        yield word("nothing_to_mend", language)
    for exchange in found:
        yield ""
        yield _exchange(exchange, document["labels"], language)
    sound = len(document["exchanges"]) - len(found)
    yield ""
    if sound and found:
        yield word("sound", language, n=sound)
    if any(proposal["supposes"] for exchange in found for proposal in exchange["proposals"]):
        yield Text(word("only_if", language), style="dim")
    yield Text(word("no_advice", language), style="dim")


def _exchange(exchange: Document, labels: Document, language: str) -> RenderableType:
    verdict = exchange["verdict"]
    head = Table.grid(expand=True, padding=(0, 1))
    head.add_column(ratio=1)
    head.add_column(justify="right", style="dim")
    name = "".join(c if c.isprintable() else " " for c in exchange["id"]).strip()[:60] or word("no_id", language)
    head.add_row(
        Text.assemble((name, "bold"), "  ", (labels["verdicts"][verdict][language], STYLES.get(verdict, ""))),
        word("row", language, n=exchange["row"]),
    )
    body: list[RenderableType] = [_findings(exchange, language)]
    for number, proposal in enumerate(exchange["proposals"], start=1):
        body.append(Text(word("proposal", language, n=number), style="bold"))
        body.append(_listed([text[language] for text in proposal["texts"]], "•"))
        body.append(Padding(Text(_reached(proposal, exchange, labels, language)), (0, 0, 0, 2)))
    if exchange["more"]:
        one = exchange["more"] == 1
        body.append(word("one_more_proposal" if one else "more_proposals", language, n=exchange["more"]))
    if exchange["open"]:
        key = "left" if exchange["proposals"] else "unmended"
        body.append(Text(word(key, language) + ":", style="bold"))
        body.append(_listed([f"{o['name'][language]}. {o['text'][language]}" for o in exchange["open"]], "–"))
    return Group(head, Padding(Group(*body), (0, 0, 0, 2)))


def _findings(exchange: Document, language: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column()
    for finding in exchange["findings"]:
        mark = Text(MARKS[finding["severity"]], style=STYLES.get(finding["severity"], ""))
        grid.add_row(mark, Text.assemble((finding["rule"] + " ", "dim"), finding["message"][language]))
    return grid


def _listed(texts: list[str], mark: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column()
    for text in texts:
        grid.add_row(mark, text)
    return grid


def _reached(proposal: Document, exchange: Document, labels: Document, language: str) -> str:
    reaches = proposal["reaches"]
    verdict = labels["verdicts"][reaches["verdict"]][language]
    held = [f for f, outcome in reaches["outcomes"].items() if outcome == reaches["verdict"] and outcome in HEAVY]
    families = format_list([labels["families"][family][language] for family in held], locale=language)
    key = "leads_to" if not held else "same" if reaches["verdict"] == exchange["verdict"] else "still"
    return word(key, language, verdict=verdict, families=families)
