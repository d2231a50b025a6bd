"""What solving the WHERE of a rule yields: values, the triples used, the checks made, and where it failed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rdflib import BNode
from rdflib.term import Node, Variable

from checker.explain.derivations import Pattern
from checker.explain.paths import Triple

Bindings = Mapping[Any, Node]
EXISTS, ABSENT, COMPARED = "exists", "absent", "compared"


@dataclass(frozen=True, eq=False)
class Check:
    """What a solution was checked on: a comparison, or a pattern that must be there or must not."""

    kind: str
    part: Any
    """The expression compared, or the algebra of the pattern."""
    bindings: Bindings
    holds: bool


@dataclass(frozen=True, eq=False)
class Solution:
    """Values of variables, with the triples that they stand on and the checks that they were put to."""

    bindings: Bindings
    used: tuple[Triple, ...] = ()
    checks: tuple[Check, ...] = ()

    @cached_property
    def holds(self) -> bool:
        """Whether every check is passed."""
        return all(check.holds for check in self.checks)


@dataclass(frozen=True, eq=False)
class Gap:
    """A triple pattern that matched nothing, and the partial solutions that came so far."""

    pattern: Pattern
    reached: tuple[Solution, ...]
    before: tuple[Pattern, ...]
    """The patterns that did match, in the order in which they were tried."""


class UnsolvableError(Exception):
    """A query uses a form that is not followed here."""


def substitute(term: Any, bindings: Bindings) -> Any:
    """Return the value of a variable, or the term itself."""
    return bindings.get(term, term) if isinstance(term, Variable | BNode) else term


def is_open(term: Any) -> bool:
    """Whether a term of a pattern stands for anything."""
    return isinstance(term, Variable | BNode)
