"""A new version of a provision beside the one before it."""

from collections.abc import Iterator

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from checker.changes.statements import Statement
from checker.vocabulary import GS

_OWN = frozenset({RDF.type, GS.versionOf, GS.certainty, GS.lastChecked, GS.validUntil, GS.verifiedUntil})
"""What each version says for itself."""


def earlier(version: Node, owner: Node, old: Graph, new: Graph) -> Node | None:
    """Return the version that a new one follows: of those that start no later, the last."""
    start = _start(version, new)
    known = sorted((_start(one, old), str(one), one) for one in old.subjects(GS.versionOf, owner))
    return next((one for day, _, one in reversed(known) if day <= start), None)


def compared(before: Node, version: Node, old: Graph, new: Graph) -> Iterator[Statement]:
    """Yield what a new version says otherwise than the one before it, texts aside."""
    predicates = {*old.predicates(before), *new.predicates(version)} - _OWN
    for predicate in sorted(predicates, key=str):
        was, now = set(old.objects(before, predicate)), set(new.objects(version, predicate))
        gone, come = (sorted(one, key=str) for one in (was - now, now - was))
        is_worded = all(isinstance(value, Literal) and value.language for value in (*gone, *come))
        if not is_worded:
            yield Statement(version, URIRef(str(predicate)), tuple(gone), tuple(come))


def _start(version: Node, graph: Graph) -> str:
    return str(graph.value(version, GS.validFrom) or "")
