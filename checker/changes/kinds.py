"""What a change means for a term: wider, narrower, ended, reworded. What counts as more is declared by the pack."""

from collections.abc import Iterable, Sequence
from datetime import date

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from checker.changes.statements import Statement
from checker.changes.units import Unit
from checker.vocabulary import GS

ADDED, REMOVED, VERSION, ENDED = "added", "removed", "new-version", "ended"
WIDENED, NARROWED, REWORDED, CHANGED = "widened", "narrowed", "reworded", "changed"
KINDS = (ADDED, REMOVED, VERSION, ENDED, NARROWED, WIDENED, CHANGED, REWORDED)
"""In the order in which they are told."""
_OTHER_WAY = {WIDENED: NARROWED, NARROWED: WIDENED}


def kind_of(held: Sequence[Unit], old: Graph, new: Graph) -> str:
    """Return what some units of one term mean for it together."""
    owner = held[0].owner
    if (owner, None, None) not in old:
        return ADDED
    if (owner, None, None) not in new:
        return REMOVED
    firsts = [unit.statements[0] for unit in held]
    if any((one.subject, None, None) not in old and (one.subject, GS.versionOf, owner) in new for one in firsts):
        return VERSION
    if any(ends(one, new) for one in firsts):
        return ENDED
    return together(effect(one, new) for unit in held for one in unit.statements)


def together(effects: Iterable[str]) -> str:
    """Return what several effects come down to; what is only worded otherwise does not count beside another."""
    found = set(effects)
    found = (found - {REWORDED}) or found
    return found.pop() if len(found) == 1 else CHANGED


def ends(statement: Statement, graph: Graph) -> bool:
    """Return whether a statement gives an end to what had none."""
    return (
        not statement.removed
        and all(_day(value) is not None for value in statement.added)
        and (statement.predicate, GS.more, GS.Wider) in graph
    )


def effect(statement: Statement, graph: Graph) -> str:
    """Return what one statement means for the reach of its subject."""
    values = (*statement.removed, *statement.added)
    if all(isinstance(value, Literal) and value.language for value in values):
        return REWORDED
    meaning = next((o for o in graph.objects(statement.predicate, GS.more)), None)
    way = {GS.Wider: WIDENED, GS.Narrower: NARROWED}.get(URIRef(str(meaning)))
    if way is None:
        return CHANGED
    more = _more(statement, is_wide=way == WIDENED)
    return CHANGED if more is None else way if more else _OTHER_WAY[way]


def _more(statement: Statement, is_wide: bool) -> bool | None:
    """Return whether there is more than before; nothing where that cannot be said."""
    was, now = statement.removed, statement.added
    if all(_day(value) is not None for value in (*was, *now)):
        # A day that is left out bounds nothing: an end that comes is less, a start that comes is more.
        if not was or not now:
            return not is_wide if now else is_wide
        return bool(max(map(_required_day, now)) > max(map(_required_day, was)))
    if all(isinstance(value, Literal) and isinstance(value.value, bool) for value in (*was, *now)):
        return any(_truth(value) for value in now)
    if was and now:
        return None
    return bool(now)


def is_start(predicate: Node, graph: Graph) -> bool:
    """Return whether a later day in this property makes its subject narrower, so that it is a first day."""
    return (predicate, GS.more, GS.Narrower) in graph


def _truth(value: Node) -> bool:
    return isinstance(value, Literal) and bool(value.value)


def _day(value: Node) -> date | None:
    return value.value if isinstance(value, Literal) and isinstance(value.value, date) else None


def _required_day(value: Node) -> date:
    day = _day(value)
    if day is None:
        raise TypeError(value)
    return day
