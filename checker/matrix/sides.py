"""The lanes that a matrix covers: wherever a ground or a norm of the pack names the parties."""

import re
from collections.abc import Iterator

from rdflib import URIRef

from checker.errors import GrondslagError
from checker.pack import Pack
from checker.suggest.asked import EXPORTER, IMPORTER, PURPOSE, Asked, Lane, column_of, under
from checker.suggest.constructed import terms
from checker.terms.cells import find
from checker.terms.names import NONE
from checker.vocabulary import GS, instances

Side = tuple[URIRef, URIRef]
"""A sender and a recipient."""

_JOINT = re.compile(r"\s*(?:->|[→>]|[-\u2010-\u2015])\s*")


def read_lane(text: str, pack: Pack) -> tuple[str, str]:
    """Return the two parties in a text such as "A-B": a name may hold a hyphen itself, so every one is tried.

    Raises GrondslagError where no hyphen parts two names that are known, or several do.
    """
    columns = column_of(pack, EXPORTER), column_of(pack, IMPORTER)
    found = {}
    for joint in _JOINT.finditer(text):
        names = text[: joint.start()], text[joint.end() :]
        known = [find(name, column, pack, NONE) for name, column in zip(names, columns, strict=True) if name.strip()]
        if len(known) == len(names) and all(known):
            found[tuple(one[0] for one in known if one)] = names
    if len(found) == 1:
        return next(iter(found.values()))
    raise GrondslagError(
        f"--lane “{text}” is niet te lezen als twee bekende partijen met een streepje ertussen: schrijf"
        " VERSTREKKER-ONTVANGER, of gebruik --sender en --recipient.",
        f"--lane “{text}” cannot be read as two known parties with a hyphen between them: write SENDER-RECIPIENT, or"
        " use --sender and --recipient.",
    )


def lanes_of(asked: Asked, pack: Pack) -> list[Lane]:
    """Return the lanes asked for: those parties, or all that a ground or norm names, each with every purpose."""
    purposes = [asked.aim] if asked.aim else sorted(terms(pack, PURPOSE))
    sides = {side for side in _named(pack) if asked.exporter in (None, side[0]) and asked.importer in (None, side[1])}
    if asked.exporter and asked.importer:
        sides = {(asked.exporter, asked.importer)}
    return [(*side, purpose) for side in sorted(sides) for purpose in purposes]


def messages_of(lanes: list[Lane], pack: Pack) -> list[tuple[Lane, URIRef]]:
    """Return which message may be named in which lane: a message runs between these two, for this purpose."""
    wanted = set(lanes)
    graph = pack.graph
    return sorted(
        ((sender, recipient, purpose), message)
        for message in instances(graph, GS.Message)
        for sender, recipient in _sides(pack, message)
        for named in named_purposes(message, pack)
        for purpose in under(named, pack)
        if (sender, recipient, purpose) in wanted
    )


def named_purposes(node: URIRef, pack: Pack) -> list[URIRef]:
    """Return the purposes that a message or a version names, whichever way."""
    known = terms(pack, PURPOSE)
    return sorted(end for end in set(pack.graph.objects(node)) if isinstance(end, URIRef) and end in known)


def _named(pack: Pack) -> set[Side]:
    pairs = {pair for pair in pack.graph.objects(None, GS.permits) if isinstance(pair, URIRef)}
    norms = {norm for norm in pack.graph.subjects(GS.carries, None) if isinstance(norm, URIRef)}
    return {side for node in pairs | norms for side in _sides(pack, node)}


def _sides(pack: Pack, node: URIRef) -> Iterator[Side]:
    for sender in under(pack.graph.value(node, GS["from"]), pack):
        for recipient in under(pack.graph.value(node, GS.to), pack):
            yield sender, recipient
