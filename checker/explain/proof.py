"""What a proof is: steps on steps, down to what the row declares and what the law holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib.term import Node

from checker.explain.paths import Triple
from checker.explain.solutions import Check
from checker.model import Text

DECLARED, LAW, DERIVED, SEARCHED = "declared", "law", "derived", "searched"


@dataclass(frozen=True)
class Searched:
    """What was looked for and not found."""

    pattern: tuple[Node | None, tuple[Node, ...], Node | None]
    """Of what, by which properties, with which value; None where any would do."""
    found: bool = False
    """Whether such facts are there, and it is others that are not."""
    looked: frozenset[Node] = frozenset()
    """The things that were looked through."""
    blocked: Triple | None = None
    """The fact that was kept back by what follows."""


@dataclass(frozen=True, eq=False)
class Proof:
    """A step of a proof, on the steps below it."""

    kind: str
    triple: Triple | None = None
    reason: Text | None = None
    """The label of the rule by which it was derived or looked for."""
    searched: Searched | None = None
    compared: tuple[Check, ...] = ()
    """The comparisons that the step rests on, whether they hold or not."""
    below: tuple["Proof", ...] = ()


def leaves(proofs: Iterable[Proof]) -> set[Triple]:
    """Return the triples on which proofs stand in the end."""
    found: set[Triple] = set()
    seen: set[int] = set()
    todo = list(proofs)
    while todo:
        proof = todo.pop()
        if id(proof) in seen:
            continue
        seen.add(id(proof))
        if proof.triple is not None and not (proof.kind == DERIVED and proof.below):
            found.add(proof.triple)
        todo += proof.below
    return found
