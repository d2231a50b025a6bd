"""Word what a rule says of the onward transfers of an exchange together, with the chains by which the data came."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from checker.flows.chains import Parties, chains
from checker.flows.parts import Seen
from checker.flows.transfers import Transfer, Transfers
from checker.judge.facts import RUN
from checker.judge.findings import findings
from checker.judge.wording import listed
from checker.model import LANGUAGES, Chain, Exchange, Finding, Text, Value
from checker.pack import Column, Rule
from checker.vocabulary import GS, code, label

Told = tuple[tuple[Finding, ...], tuple[Chain, ...]]
"""The findings, and the chains that they name."""

FOR = {"nl": "ontvangen voor {aims}", "en": "received for {aims}"}
ARROW, JOINT = " → ", "; "
UNKNOWN = {"nl": "onbekend", "en": "unknown"}
UNKNOWN_AIM = {"nl": "een onbekend doel", "en": "an unknown purpose"}
MORE = {"nl": "en nog {n} andere", "en": "and {n} more"}
MOST_CHAINS = 6
"""Chains that a finding names, the shortest first; of the others it says how many there are."""


@dataclass(frozen=True)
class Passage:
    """A chain, the data that came along it, and what the sender received them for."""

    parties: Parties
    data: tuple[Node, ...]
    aims: tuple[Node | None, ...]


def tell(rule: Rule, exchange: Exchange, seen: Seen, asked: Sequence[Transfer], transfers: Transfers) -> Told:
    """Return the findings of a rule on an exchange, and their chains.

    Args:
        rule: the rule.
        exchange: the exchange.
        seen: what is seen of it.
        asked: its transfers, of which the rule has something to say of one at least.
        transfers: all transfers of the registry, with the answers on them.
    """
    graph, node = transfers.graph, URIRef(f"{RUN}/beyond")
    for one in asked:
        if rule in transfers.answers[one].rules:
            for prop, value in transfers.answers[one].facts:
                graph.add((node, prop, value))
    found = _passages(set(graph.objects(node, GS.receivedIn)), seen.taker, transfers)
    lines = [URIRef(f"{node}/chain/{place}") for place in range(min(len(found), MOST_CHAINS + 1))]
    for place, (line, text) in enumerate(zip(lines, _texts(found, transfers), strict=True)):
        graph.add((node, GS.chain, line))
        graph.add((line, GS.order, Literal(place)))
        for language, words in text.items():
            graph.add((line, SKOS.prefLabel, Literal(words, lang=language)))
    worded = findings(graph, node, exchange, [rule], transfers.pack)
    for thing in (node, *lines):
        graph.remove((thing, None, None))
    return worded, tuple(_chain(rule, passage, transfers) for passage in found)


def _passages(receipts: Iterable[Node], taker: Node | None, transfers: Transfers) -> list[Passage]:
    """Return the chains by which data came, on to who gets them; the shortest first."""
    found: dict[Parties, tuple[set[Node], set[Node | None]]] = defaultdict(lambda: (set(), set()))
    for receipt in receipts:
        giver, receiver, aim, datum = transfers.flow(receipt)
        for parties in chains(transfers.flows, giver, receiver, datum, taker):
            data, aims = found[*parties, taker]
            data.add(datum)
            aims.add(aim)

    def by_code(node: Node | None) -> str:
        return "" if node is None else code(transfers.graph, node)

    ordered = sorted(found.items(), key=lambda item: (len(item[0]), [by_code(party) for party in item[0]]))
    return [
        Passage(parties, tuple(sorted(data, key=by_code)), tuple(sorted(aims, key=by_code)))
        for parties, (data, aims) in ordered
    ]


def _texts(found: Sequence[Passage], transfers: Transfers) -> Iterator[Text]:
    """Yield chains in words; after the most that are named, how many more there are."""
    graph = transfers.graph
    for passage in found[:MOST_CHAINS]:
        text = {}
        for language in LANGUAGES:
            names = [UNKNOWN[language] if one is None else label(graph, one)[language] for one in passage.parties]
            known = [aim for aim in passage.aims if aim is not None]
            aims = [listed(known, language, graph, ("lower",))] if known else []
            aims += [UNKNOWN_AIM[language]] if None in passage.aims else []
            why = FOR[language].format(aims=JOINT.join(aims))
            text[language] = f"{ARROW.join(names)}: {listed(passage.data, language, graph, ('lower',))} ({why})"
        yield text
    if (more := len(found) - MOST_CHAINS) > 0:
        yield {language: MORE[language].format(n=more) for language in LANGUAGES}


def _chain(rule: Rule, passage: Passage, transfers: Transfers) -> Chain:
    """Return a chain by the codes of its parties, data and purposes."""
    of = transfers.parts

    def values(column: Column, nodes: Iterable[Node | None]) -> tuple[Value, ...]:
        return tuple(Value(column.code, "" if one is None else code(transfers.graph, one)) for one in nodes)

    *givers, taker = passage.parties
    return Chain(
        rule=rule.code,
        parties=(*values(of.giver, givers), *values(of.taker, [taker])),
        data=values(of.data, passage.data),
        received_for=values(of.aim, passage.aims),
    )
