"""What flows and onward transfers are called in a proof: by who gives which data to whom, for what and from when."""

from collections.abc import Collection, Mapping

from rdflib import URIRef
from rdflib.term import Node

from checker.flows.telling import UNKNOWN, UNKNOWN_AIM
from checker.flows.transfers import Transfer, Transfers
from checker.judge.wording import lower, word
from checker.model import LANGUAGES, Text

FLOW: Text = {
    "nl": "stroom van {giver} naar {taker} ({parts})",
    "en": "flow from {giver} to {taker} ({parts})",
}
FOR: Text = {"nl": "voor {aim}", "en": "for {aim}"}
SINCE: Text = {"nl": "vanaf {day}", "en": "from {day}"}
TRANSFER: Text = {"nl": "doorverstrekking van {data}", "en": "onward transfer of {data}"}
UNKNOWN_DATA: Text = {"nl": "gegevens die niet bekend zijn", "en": "data that are not known"}


def named(
    transfers: Transfers, asked: Mapping[URIRef, Transfer], flows: Collection[URIRef]
) -> dict[Node, Text]:  # fmt: skip
    """Return what these flows are called in the proof of an exchange, and its transfers at these nodes.

    Where it makes one transfer, that is the exchange itself and needs no name, nor do the data that all is about.
    """
    alone = len(asked) == 1 and all(one.datum is not None for one in asked.values())
    found: dict[Node, Text] = {node: _flow(node, transfers, alone) for node in flows}
    return found if alone else found | {node: _transfer(one, transfers) for node, one in asked.items()}


def _flow(node: Node, transfers: Transfers, alone: bool) -> Text:
    giver, taker, aim, datum = transfers.flow(node)
    start = transfers.graph.value(node, transfers.parts.first.property)
    found = {}
    for language in LANGUAGES:

        def called(term: Node | None, unknown: Text, language: str = language) -> str:
            return unknown[language] if term is None else word(term, language, transfers.graph)

        about = [] if alone else [lower(called(datum, UNKNOWN_DATA))]
        about.append(FOR[language].format(aim=lower(called(aim, UNKNOWN_AIM))))
        about += [] if start is None else [SINCE[language].format(day=called(start, UNKNOWN))]
        found[language] = FLOW[language].format(
            giver=called(giver, UNKNOWN), taker=called(taker, UNKNOWN), parts=", ".join(about)
        )
    return found


def _transfer(transfer: Transfer, transfers: Transfers) -> Text:
    datum = transfer.datum
    return {
        language: TRANSFER[language].format(
            data=UNKNOWN_DATA[language] if datum is None else lower(word(datum, language, transfers.graph))
        )
        for language in LANGUAGES
    }
