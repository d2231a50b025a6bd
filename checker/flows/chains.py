"""Along which parties data came: from a receipt back to everyone from whom they can have come."""

from collections import deque

from rdflib.term import Node

from checker.flows.flows import Flows

Parties = tuple[Node | None, ...]
"""Parties, the one that had the data first at the front; None for one that is not known."""


def chains(flows: Flows, giver: Node | None, taker: Node, datum: Node, to: Node | None) -> list[Parties]:
    """Return the chains that end in a receipt, whole: every party further back stands in one of them.

    A step back leads to whoever gave these data to a party, not wholly after the party passed them on; exchanges
    between the same two parties are taken together. A chain that would come to a party again ends there, and so does
    one that comes to the party that gets the data in the end. Of several ways to a party the shortest is told.

    Args:
        flows: the flows of a registry.
        giver: who gave.
        taker: who received.
        datum: the category of data.
        to: who gets them in the end.
    """
    into = flows.links[datum]
    found: list[tuple[Node, ...]] = [] if giver is None else [(giver, taker)]
    parties, passed = {giver, taker}, {(giver, taker)}
    todo = deque(found)
    while todo:
        chain = todo.popleft()
        head, after = chain[0], into[chain[1]][chain[0]]
        for up, span in sorted(into.get(head, {}).items(), key=lambda item: str(item[0])):
            if up is None or up in chain or (up, head) in passed or span.first > after.last:
                continue
            passed.add((up, head))
            if up not in parties:
                parties.add(up)
                found.append((up, *chain))
            if up != to:
                todo.append((up, *chain))
    return [(None, taker)] if giver is None else [one for one in found if not any(_ends(more, one) for more in found)]


def _ends(longer: Parties, chain: Parties) -> bool:
    return len(longer) > len(chain) and longer[-len(chain) :] == chain
