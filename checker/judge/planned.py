"""Plan a query for rdflib: look first for what the solution so far ties down, and never compare all with all.

rdflib looks only at how many variables of a triple have a value: in an OPTIONAL it may look for all things with a
property before it asks which of them belongs to the solution at hand. Joins beyond the first it makes of two whole
lists.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from rdflib import BNode, Variable
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query

from checker.judge.graph import simplified

Names = frozenset[Any]
_JOINED = frozenset({"BGP", "Union", "Join", "values"})
"""Patterns that give the same whether what was found before is put in, or compared afterwards."""


@cache
def planned(text: str) -> Query:
    """Return a query ready to be run many times; its solutions are those of the query as it stands."""
    query = simplified(text)
    _plan(query.algebra, frozenset())
    return query


def _plan(part: Any, known: Names) -> Names:
    """Put the triples of a pattern in order, given the variables that have a value; return those that then have one."""
    if not isinstance(part, CompValue):
        return known
    if part.name == "BGP":
        triples = list(_ordered(part.triples or (), known))
        _lay_out(part, triples, known)
        return known.union(*(_open(triple, known) for triple in triples))
    if part.name == "Join":
        part["lazy"] = part.lazy or _is_joined(part.p2)
        first = _plan(part.p1, known)
        return first | _plan(part.p2, first if part.lazy else known)
    if part.name == "LeftJoin":
        first = _plan(part.p1, known)
        _plan(part.p2, first)
        return first
    if part.name == "Union":
        return _plan(part.p1, known) & _plan(part.p2, known)
    if part.name == "values":
        return known | frozenset.intersection(*(frozenset(row) for row in part.res)) if part.res else known
    # What a subquery, or a part that takes away, sees of the rest is not told here: it is planned by itself.
    inner = known if part.name in ("Filter", "Extend", "ToMultiSet") else frozenset()
    return known | _plan(part.p, inner)


def _is_joined(part: Any) -> bool:
    if part.name == "ToMultiSet":
        return _is_joined(part.p)
    return part.name in _JOINED and all(_is_joined(side) for side in (part.p1, part.p2) if side is not None)


def _ordered(triples: Iterable[Any], known: Names) -> Iterable[Any]:
    """Yield triples, each time the best to look for next, and of equals the first.

    That is one that hangs together with what is known; with the fewest variables left; and of these one with a known
    subject, for a thing has few values of a property, and a value may have many things.
    """
    left = list(triples)
    while left:
        triple = min(
            left, key=lambda one: (_stands_apart(one, known), len(_open(one, known)), bool(_open(one[:1], known)))
        )
        left.remove(triple)
        known |= _open(triple, known)
        yield triple


def _lay_out(part: CompValue, triples: list[Any], known: Names) -> None:
    """Have the triples of a pattern looked for in this order.

    rdflib sorts those of a pattern once more when it begins with it, by what has no value then; where that would give
    another order, the rest becomes a pattern of its own.
    """
    size = 1
    while size <= len(triples):
        first = triples[:size]
        if sorted(first, key=lambda one: len(_open(one, known))) != first:
            break
        size += 1
    first, rest = triples[: size - 1], triples[size - 1 :]
    if not rest:
        part["triples"] = first
        return
    part.name = "Join"
    part["p1"], part["p2"], part["lazy"] = _pattern(first), _pattern(rest), True
    _lay_out(part.p2, rest, known.union(*(_open(triple, known) for triple in first)))


def _pattern(triples: list[Any]) -> CompValue:
    return CompValue("BGP", triples=triples, _vars=set().union(*(_open(triple, frozenset()) for triple in triples)))


def _stands_apart(triple: Any, known: Names) -> bool:
    return bool(_open(triple, frozenset())) and known.isdisjoint(triple)


def _open(terms: Iterable[Any], known: Names) -> Names:
    return frozenset(term for term in terms if isinstance(term, Variable | BNode)) - known
