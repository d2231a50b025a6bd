"""Norms as text for a person: how each is covered, and on how many exchanges of a registry it was judged."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.reports.console import printed
from checker.reports.norms_words import word

Told = Mapping[str, Any]
"""A norm as `norms_document` lays it out; with counts where a registry was judged."""


def norms_text(
    document: Told, outcomes: Mapping[str, Mapping[str, str]], language: str = "nl", width: int = 80,
    colour: bool = False,
) -> str:  # fmt: skip
    """Return norms as text of a given width; `outcomes` are the names of the outcomes, by code and language."""
    return printed(_parts(document["norms"], outcomes, language), width, colour)


def _parts(
    norms: Sequence[Told], outcomes: Mapping[str, Mapping[str, str]], language: str
) -> Iterator[RenderableType]:  # fmt: skip
    ruled = [norm for norm in norms if norm["rules"] or norm["families"]]
    asked = [norm for norm in norms if norm["question"] and norm not in ruled]
    out = len(norms) - len(ruled) - len(asked)
    yield Text(word("norms_title", language), style="bold")
    yield word("norms_counts", language, n=len(norms), rules=len(ruled), asked=len(asked), out=out)
    counted = [norm for norm in ruled if "judged" in norm and not norm["on_decisions"]]
    if counted:
        never = [norm for norm in counted if not norm["judged"]]
        decided = len(ruled) - len(counted)
        yield word("norms_exercised", language, n=len(counted) - len(never), all=len(counted), decided=decided)
        if never:
            yield Text(f"{word('norms_unexercised', language)}: {', '.join(norm['norm'] for norm in never)}")
    for norm in norms:
        yield ""
        yield _norm(norm, outcomes, language)
    if counted:
        yield ""
        yield Text(word("norms_note", language), style="dim")


def _norm(norm: Told, outcomes: Mapping[str, Mapping[str, str]], language: str) -> RenderableType:
    head = Table.grid(expand=True, padding=(0, 1))
    head.add_column(width=3, justify="right", style="dim")
    head.add_column(ratio=1)
    head.add_column(justify="right", style="dim")
    articles = ", ".join(article[language] for article in norm["articles"])
    head.add_row(norm["norm"], Text(norm["label"][language], style="bold"), articles)
    lines = Table.grid(padding=(0, 2))
    lines.add_column(style="dim")
    lines.add_column()
    for name, said in _lines(norm, outcomes, language):
        lines.add_row(name, said)
    return Group(head, Padding(Text(norm["definition"][language]), (0, 0, 0, 4)), Padding(lines, (0, 0, 0, 4)))


def _lines(norm: Told, outcomes: Mapping[str, Mapping[str, str]], language: str) -> Iterator[tuple[str, str]]:
    families = [word("norm_all_of", language, family=family["label"][language]) for family in norm["families"]]
    rules = [rule["rule"] for rule in norm["rules"]]
    if families or rules:
        yield word("norm_rules", language), ", ".join([*families, *rules])
    if norm["on_decisions"]:
        yield word("norm_judged", language), word("norm_decisions", language)
    elif "judged" in norm and (families or rules):
        yield word("norm_judged", language), _counts(norm, outcomes, language)
    for key, name in (("question", "norm_question"), ("out_of_reach", "norm_out"), ("caveat", "norm_caveat")):
        if norm[key]:
            yield word(name, language), norm[key][language]


def _counts(norm: Told, outcomes: Mapping[str, Mapping[str, str]], language: str) -> str:
    if not norm["judged"]:
        return word("norm_never", language)
    said = ", ".join(f"{count} {outcomes[code][language]}" for code, count in norm["outcomes"].items() if count)
    key = "norm_time" if norm["judged"] == 1 else "norm_times"
    return word(key, language, n=norm["judged"], outcomes=said)
