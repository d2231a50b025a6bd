"""What stands in the expressions of a query: demands, patterns looked for in passing, and aggregates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from checker.explain.solutions import Solution


def conjuncts(expression: Any) -> Iterator[Any]:
    """Yield the demands that a filter makes together."""
    if getattr(expression, "name", "") == "ConditionalAndExpression":
        for part in (expression.expr, *(expression.other or ())):
            yield from conjuncts(part)
    else:
        yield expression


def existing(expression: Any) -> Iterator[Any]:
    """Yield the patterns that an expression looks for somewhere inside it."""
    if isinstance(expression, CompValue):
        if expression.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            yield expression.graph
            return
        for key in sorted(expression):
            yield from existing(expression[key])
    elif isinstance(expression, list | tuple):
        for item in expression:
            yield from existing(item)


def deciding(aggregate: Any, row: Mapping[Any, Node], group: Sequence[Solution]) -> Iterable[Solution]:
    """Return the members of a group on which the outcome of an aggregate stands."""
    if aggregate.name in ("Aggregate_Min", "Aggregate_Max"):
        return [s for s in group if s.bindings.get(aggregate.vars) == row.get(aggregate.res)][:1]
    return () if aggregate.name == "Aggregate_Sample" else group
