"""Prove that a fact is not there: by every rule that could have written it, where it failed or what kept it back.

So the leaves of a proof, taken alone, give neither less nor more than all facts together: what a rule looked for and
did not find stays away, and what kept a rule back is among them.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rdflib import RDF
from rdflib.paths import AlternativePath
from rdflib.term import Node

from checker.explain.derivations import Pattern, patterns, properties
from checker.explain.paths import ordered
from checker.explain.proof import SEARCHED, Proof, Searched
from checker.explain.solutions import ABSENT, COMPARED, Bindings, Gap, Solution, UnsolvableError, is_open, substitute

if TYPE_CHECKING:
    from checker.explain.prover import Prover


class Absences:
    """Proves what is not there, on the facts that a prover proves."""

    def __init__(self, facts: "Prover") -> None:
        self.facts = facts
        self._away: dict[tuple[Node, Node, Node | None], Proof | None] = {}

    def none(self, part: Any, bindings: Bindings) -> Iterator[Proof]:
        """Prove that a pattern matches nothing."""
        wanted = [tuple(substitute(term, bindings) for term in pattern) for pattern in patterns(part)]
        single = wanted[0] if len(wanted) == 1 else None
        if single and not is_open(single[0]):
            yield from self._absent_by(single)
            return
        first, last = wanted[0], wanted[-1]
        below, looked = self._failing(part, bindings, None)
        searched = Searched(_asked((first[0], last[1], last[2])), False, looked)
        yield Proof(SEARCHED, searched=searched, below=tuple(below))

    def _absent_by(self, pattern: Pattern) -> Iterator[Proof]:
        """Prove that a thing has no fact by any of the properties of a path."""
        subject, predicate, value = pattern
        names = tuple(properties(predicate))
        if len(names) == 1 or isinstance(predicate, AlternativePath):
            for name in names:
                yield self.absent(subject, name, None if is_open(value) else value)
            return
        for middle in sorted(set(self.facts.graph.objects(subject, names[0])), key=str):
            yield from self._nearest(middle, names[1])
        yield from self._no_other(subject, names[0])

    def absent(self, subject: Node, predicate: Node, value: Node | None = None) -> Proof:
        """Prove that a thing has no such fact."""
        any_value = value if any(self.facts.graph.triples((subject, predicate, None))) else None
        return self._closed(subject, predicate, any_value) or Proof(
            SEARCHED, searched=Searched((subject, (predicate,), any_value))
        )

    def _no_other(self, subject: Node, predicate: Node) -> Iterator[Proof]:
        """Prove that a thing has no other facts of a kind than it has, where that is not plain."""
        if predicate in self.facts.rules.unsteady:
            proof = self._closed(subject, predicate, None)
            if proof is not None and proof.below:
                yield proof

    def _closed(self, subject: Node, predicate: Node, value: Node | None) -> Proof | None:
        """Prove that there are no other facts of a kind than there are; None while that is being proved."""
        key = (subject, predicate, value)
        if key not in self._away:
            self._away[key] = None
            self._away[key] = self._search(key)
        return self._away[key]

    def _search(self, key: tuple[Node, Node, Node | None]) -> Proof:
        found = any(self.facts.graph.triples(key))
        tried: list[Proof] = []
        also: list[Proof] = []
        for rule, pattern in self.facts.rules.writing(*key):
            bindings = {t: v for t, v in zip(pattern, key, strict=True) if is_open(t) and v is not None}
            below, looked = self._failing(rule.where, bindings, pattern)
            if below or looked:
                searched = Searched(_asked(key), found, looked)
                tried.append(Proof(SEARCHED, None, rule.label, searched, (), tuple(below)))
            if not rule.steady:
                also += [
                    self.facts.there(t) for t in ordered(self.facts.graph.triples(key)) if t not in self.facts.given
                ]
        if not self.facts.rules.writes(key[1]):
            also += self._nearest(key[0], key[1])
        if len(tried) == 1 and not also:
            return tried[0]
        return Proof(SEARCHED, searched=Searched(_asked(key), found), below=tuple(dict.fromkeys((*tried, *also))))

    def _nearest(self, subject: Node, predicate: Node) -> Iterator[Proof]:
        """Show what is said of a thing where what was looked for is not."""
        if predicate != RDF.type:
            for triple in ordered(self.facts.graph.triples((subject, predicate, None))):
                yield self.facts.there(triple)

    def _failing(self, part: Any, bindings: Bindings, head: Pattern | None) -> tuple[list[Proof], frozenset[Node]]:
        """Prove that a pattern gives nothing new: where it failed, and what kept it back; what was looked through."""
        gaps: list[Gap] = []
        try:
            solutions = self.facts.solver.solve(part, bindings, gaps)
        except UnsolvableError:  # a rule in a form that is not followed here: nothing is said of it
            return [], frozenset()
        below: list[Proof] = []
        looked: frozenset[Node] = frozenset()
        for solution in solutions:
            fact = tuple(substitute(term, solution.bindings) for term in head) if head else None
            if not solution.holds and (fact is None or fact not in self.facts.graph):
                below.append(self._kept_back(solution, fact))
        if not solutions:
            for gap in gaps:
                below += self._at(gap)
            looked = frozenset(thing for gap in gaps for thing in self._looked(gap))
        exact = not solutions and all(
            self.facts.declares(substitute(g.pattern[0], g.reached[0].bindings)) for g in gaps
        )
        if not exact:
            for subject, predicate, _ in patterns(part):
                asked = substitute(subject, bindings)
                if not is_open(asked) and self.facts.declares(asked):
                    for name in properties(predicate):
                        below += self._no_other(asked, name)
        return list(dict.fromkeys(below)), looked

    def _looked(self, gap: Gap) -> Iterator[Node]:
        """Yield the things in the law that were looked through at a gap."""
        for solution in gap.reached:
            subject, predicate, _ = (substitute(term, solution.bindings) for term in gap.pattern)
            if not is_open(subject):
                yield from () if self.facts.declares(subject) else (subject,)
            else:
                for name in properties(predicate):
                    yield from self.facts.graph.subjects(name, None)

    def _at(self, gap: Gap) -> Iterator[Proof]:
        """Prove that the pattern at a gap matches nothing, and show what is there instead."""
        reached = [tuple(substitute(term, s.bindings) for term in gap.pattern) for s in gap.reached]
        for subject, predicate in dict.fromkeys((subject, predicate) for subject, predicate, _ in reached):
            if is_open(subject):
                continue
            if not self.facts.declares(subject):
                for name in properties(predicate):
                    yield from self._nearest(subject, name)
                continue
            values = list(dict.fromkeys(v for s, p, v in reached if (s, p) == (subject, predicate)))
            base = not any(self.facts.rules.writes(name) for name in properties(predicate))
            if base and len(values) > 1 and any(self.facts.graph.triples((subject, predicate, None))):
                yield from self._nearest(subject, predicate)
                continue
            for value in values:
                yield from self._absent_by((subject, predicate, value))

    def _kept_back(self, solution: Solution, fact: Any) -> Proof:
        """Prove what kept a fact from being: the first check that fails."""
        check = next(check for check in solution.checks if not check.holds)
        searched = Searched(_asked(fact or (None, None, None)), blocked=fact)
        if check.kind == COMPARED:
            below = tuple(dict.fromkeys(self.facts.there(triple) for triple in solution.used))
            return Proof(SEARCHED, None, None, searched, (check,), below)
        if check.kind == ABSENT:
            return Proof(SEARCHED, None, None, searched, (), self.facts.some(check.part, check.bindings))
        return Proof(SEARCHED, None, None, searched, (), tuple(self.none(check.part, check.bindings)))


def _asked(pattern: Sequence[Any]) -> tuple[Node | None, tuple[Node, ...], Node | None]:
    subject, predicate, value = pattern
    names = () if predicate is None else tuple(properties(predicate))
    return (None if is_open(subject) else subject, names, None if is_open(value) else value)
