"""Fill the message of a rule with the facts of the case.

A message may hold `{name}` and `{name.property}`: a column of the registry, a fact of the exchange or of the run, or
`value`, the value that a finding is about; then what properties lead on from there. `{name:lower}` starts small, for
use inside a sentence; `{name:or}` joins several with "or". A part in square brackets is left out where one of its
names has no value.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from checker.judge.facts import RUN
from checker.judge.graph import Settled
from checker.model import Exchange, Text
from checker.pack import Pack
from checker.vocabulary import GS, PREFIXES, code, label, texts

_NAME = re.compile(r"\{([\w.-]+)(?::([\w,]+))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
LONGEST = 80
"""Characters of a cell that a message repeats."""

MOST = 12
"""Values that a message lists."""
MORE = {"nl": "nog {n} andere", "en": "{n} more"}

NOTHING = {"nl": "niet ingevuld", "en": "not filled in"}
TRUTH = {True: {"nl": "ja", "en": "yes"}, False: {"nl": "nee", "en": "no"}}
_AND = {"nl": " en ", "en": " and "}


def fill(template: Text, graph: Graph, node: URIRef, exchange: Exchange, pack: Pack, value: Node | None = None) -> Text:
    """Return a message in every language, with the facts of this exchange in it."""

    def resolve(name: str) -> list[Node]:
        return _resolve(name, graph, node, exchange, pack, value)

    return {language: _fill(text, language, resolve, graph) for language, text in template.items()}


def names(template: str) -> list[str]:
    """Return what a message names, each with what leads on from there."""
    return [name for name, _ in _NAME.findall(template)]


def quote(text: str) -> str:
    """Return a text from a registry fit to stand in a sentence: one line, not too long, without control characters."""
    clean = _UNPRINTABLE.sub(" ", text).strip()
    return f"“{clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + '…'}”"


def _fill(template: str, language: str, resolve: Callable[[str], list[Node]], graph: Graph) -> str:
    def filled(match: re.Match[str]) -> str:
        return listed(resolve(match[1]), language, graph, (match[2] or "").split(","))

    def optional(match: re.Match[str]) -> str:
        names = _NAME.findall(match[1])
        return match[1] if all(resolve(name) for name, _ in names) else ""

    sentence = _NAME.sub(filled, _OPTIONAL.sub(optional, template))
    return sentence[:1].upper() + sentence[1:]


def _resolve(
    name: str, graph: Graph, node: URIRef, exchange: Exchange, pack: Pack, value: Node | None
) -> list[Node]:  # fmt: skip
    first, *rest = name.split(".")
    column = next((column for column in pack.columns if column.code == first), None)
    nodes: list[Node]
    if first == "value" and value is not None:
        nodes = [value]
    elif column is not None and column.unique:
        nodes = [Literal(quote(exchange.id))] if exchange.id else []
    elif column is not None:
        unread = [cell for cell in graph.objects(node, GS.unreadableCell) if (cell, GS.column, column.iri) in graph]
        nodes = [*exchange.values.get(first, ()), *sorted(unread, key=str)]
    else:
        nodes = _step(graph, [node], first) or _step(graph, [RUN], first)
    for step in rest:
        nodes = _step(graph, nodes, step)
    return nodes


def _step(graph: Graph, nodes: Sequence[Node], name: str) -> list[Node]:
    for prefix in PREFIXES:
        found = {end for start in nodes for end in graph.objects(start, prefix[name])}
        if found:
            return sorted(found, key=lambda end: _place(graph, end)) if len(found) > 1 else list(found)
    return []


def _place(graph: Graph, node: Node) -> tuple[int, str]:
    """Return the order in which values are told: columns as in a registry, other things by their code."""
    if isinstance(graph, Settled):
        return graph.once(("place", node), lambda: _order(graph, node))
    return _order(graph, node)


def _order(graph: Graph, node: Node) -> tuple[int, str]:
    order = graph.value(node, GS.order)
    return (0 if order is None else int(str(order)), code(graph, node))


def listed(nodes: Sequence[Node], language: str, graph: Graph, ways: Sequence[str] = ()) -> str:
    """Return several things as they are named together in a sentence; `ways` may hold "lower" and "or"."""
    words = list(dict.fromkeys(word(node, language, graph) for node in nodes))
    if "lower" in ways:
        words = [lower(said) for said in words]
    if not words:
        return NOTHING[language]
    if len(words) > MOST:
        words = [*words[:MOST], MORE[language].format(n=len(words) - MOST)]
    if "or" in ways:
        return str(format_list(words, style="or", locale=_locale(language)))
    if any("," in said or _AND[language] in said for said in words):
        return "; ".join(words)
    return words[0] if len(words) == 1 else str(format_list(words, locale=_locale(language)))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def word(node: Node, language: str, graph: Graph) -> str:
    """Return what a thing is called in a sentence: its name, or a value as it is written in a language."""
    if isinstance(graph, Settled):
        return graph.once(("word", node, language), lambda: _word(node, language, graph))
    return _word(node, language, graph)


def _word(node: Node, language: str, graph: Graph) -> str:
    if (node, RDF.type, GS.PersonalDataCell) in graph:
        return quote(str(graph.value(node, GS.inHeader)))
    if (node, RDF.type, GS.Cell) in graph:
        return quote(str(graph.value(node, GS.text)))
    if not isinstance(node, Literal):
        return texts(graph, node, GS.mention).get(language) or label(graph, node)[language]
    return written(node, language)


def written(literal: Literal, language: str) -> str:
    """Return a value as it is written in a sentence."""
    thing = literal.toPython()
    if isinstance(thing, bool):
        return TRUTH[thing][language]
    if isinstance(thing, date):
        return str(format_date(thing, "d MMMM y", locale=language))
    if isinstance(thing, Decimal):
        return str(format_decimal(thing, "#,##0.00", locale=language))
    return str(literal)


def lower(text: str) -> str:
    """Start small, unless the text starts with an abbreviation or a name."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] in " -" else text
