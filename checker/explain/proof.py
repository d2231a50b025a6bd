"""Prove a fact, or that a fact is not there: down to what the row declares and what the law holds.

That a fact is not there is proved by every rule that could have written it: where its conditions failed, or what kept
it back. So the leaves of a proof, taken alone, give neither less nor more than all facts together: what a rule looked
for and did not find stays away, and what kept a rule back is among them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rdflib import RDF, Graph, URIRef
from rdflib.paths import AlternativePath
from rdflib.term import Node

from checker.explain.derivations import Derivations, Pattern, patterns, properties
from checker.explain.paths import Triple, ordered
from checker.explain.solving import (
    ABSENT,
    COMPARED,
    EXISTS,
    Check,
    Gap,
    Solution,
    Solver,
    UnsolvableError,
    is_open,
    substitute,
)
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


class Prover:
    """Proves facts of one exchange in a graph on which the rules of a pack have run."""

    def __init__(self, graph: Graph, given: Graph, rules: Derivations, own: URIRef) -> None:
        """Take the graph with all facts, the one before the rules ran, and the prefix of what the case declares."""
        self.graph, self.given, self.rules, self.own = graph, given, rules, own
        self.solver = Solver(graph)
        self._there: dict[Triple, Proof] = {}
        self._away: dict[tuple[Node, Node, Node | None], Proof | None] = {}

    def there(self, triple: Triple) -> Proof:
        """Prove a fact that is in the graph."""
        if triple not in self._there:
            self._there[triple] = self._given(triple) or self._derived(triple)
        return self._there[triple]

    def _given(self, triple: Triple) -> Proof | None:
        if triple not in self.given:
            return None
        return Proof(DECLARED if self._declares(triple[0]) else LAW, triple)

    def _declares(self, node: Node) -> bool:
        return str(node).startswith(str(self.own))

    def _derived(self, triple: Triple) -> Proof:
        proof = self._by_rule(triple)
        if proof is None:
            # A rule may ask that a fact as it writes is not there yet: look at the graph before it did.
            self.graph.remove(triple)
            try:
                proof = self._by_rule(triple)
            finally:
                self.graph.add(triple)
        # A rule in a form that is not followed here: the fact is taken as it stands.
        return proof or Proof(DERIVED, triple)

    def _by_rule(self, triple: Triple) -> Proof | None:
        for rule, pattern in self.rules.writing(*triple):
            bindings = {term: value for term, value in zip(pattern, triple, strict=True) if is_open(term)}
            for solution in self._solved(rule.where, bindings):
                if triple not in solution.used:
                    compared = tuple(check for check in solution.checks if check.kind == COMPARED)
                    return Proof(DERIVED, triple, rule.label, None, compared, self._premises(solution))
        return None

    def _solved(self, part: Any, bindings: Mapping[Node, Node]) -> list[Solution]:
        try:
            return self.solver.holding(part, bindings)
        except UnsolvableError:
            return []

    def _premises(self, solution: Solution) -> tuple[Proof, ...]:
        """Prove what a solution stands on: its triples, and what was looked for beside them."""
        found = [self.there(triple) for triple in dict.fromkeys(solution.used)]
        found += [proof for check in solution.checks for proof in self._check(check)]
        return tuple(dict.fromkeys(found))

    def _check(self, check: Check) -> Iterable[Proof]:
        """Prove a check that holds."""
        if check.kind == ABSENT:
            yield from self._none(check.part, check.bindings)
        elif check.kind == EXISTS:
            yield from self._some(check.part, check.bindings)

    def _some(self, part: Any, bindings: Mapping[Node, Node]) -> tuple[Proof, ...]:
        solutions = self.solver.holding(part, bindings)
        return self._premises(Solution(bindings, solutions[0].used, solutions[0].checks[:])) if solutions else ()

    def _none(self, part: Any, bindings: Mapping[Node, Node]) -> Iterator[Proof]:
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
        for middle in sorted(set(self.graph.objects(subject, names[0])), key=str):
            yield from self._nearest(middle, names[1])
        yield from self._no_other(subject, names[0])

    def absent(self, subject: Node, predicate: Node, value: Node | None = None) -> Proof:
        """Prove that a thing has no such fact."""
        any_value = value if any(self.graph.triples((subject, predicate, None))) else None
        return self._closed(subject, predicate, any_value) or Proof(
            SEARCHED, searched=Searched((subject, (predicate,), any_value))
        )

    def _no_other(self, subject: Node, predicate: Node) -> Iterator[Proof]:
        """Prove that a thing has no other facts of a kind than it has, where that is not plain."""
        if predicate in self.rules.unsteady:
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
        found = any(self.graph.triples(key))
        tried: list[Proof] = []
        also: list[Proof] = []
        for rule, pattern in self.rules.writing(*key):
            bindings = {t: v for t, v in zip(pattern, key, strict=True) if is_open(t) and v is not None}
            below, looked = self._failing(rule.where, bindings, pattern)
            if below or looked:
                searched = Searched(_asked(key), found, looked)
                tried.append(Proof(SEARCHED, None, rule.label, searched, (), tuple(below)))
            if not rule.steady:
                also += [self.there(t) for t in ordered(self.graph.triples(key)) if t not in self.given]
        if not self.rules.writes(key[1]):
            also += self._nearest(key[0], key[1])
        if len(tried) == 1 and not also:
            return tried[0]
        return Proof(SEARCHED, searched=Searched(_asked(key), found), below=tuple(dict.fromkeys((*tried, *also))))

    def _nearest(self, subject: Node, predicate: Node) -> Iterator[Proof]:
        """Show what is said of a thing where what was looked for is not."""
        if predicate != RDF.type:
            for triple in ordered(self.graph.triples((subject, predicate, None))):
                yield self.there(triple)

    def _failing(
        self, part: Any, bindings: Mapping[Node, Node], head: Pattern | None
    ) -> tuple[list[Proof], frozenset[Node]]:
        """Prove that a pattern gives nothing new: where it failed, and what kept it back; what was looked through."""
        gaps: list[Gap] = []
        try:
            solutions = self.solver.solve(part, bindings, gaps)
        except UnsolvableError:  # a rule in a form that is not followed here: nothing is said of it
            return [], frozenset()
        below: list[Proof] = []
        looked: frozenset[Node] = frozenset()
        for solution in solutions:
            fact = tuple(substitute(term, solution.bindings) for term in head) if head else None
            if not solution.holds and (fact is None or fact not in self.graph):
                below.append(self._kept_back(solution, fact))
        if not solutions:
            for gap in gaps:
                below += self._at(gap)
            looked = frozenset(thing for gap in gaps for thing in self._looked(gap))
        exact = not solutions and all(self._declares(substitute(g.pattern[0], g.reached[0].bindings)) for g in gaps)
        if not exact:
            for subject, predicate, _ in patterns(part):
                asked = substitute(subject, bindings)
                if not is_open(asked) and self._declares(asked):
                    for name in properties(predicate):
                        below += self._no_other(asked, name)
        return list(dict.fromkeys(below)), looked

    def _looked(self, gap: Gap) -> Iterator[Node]:
        """Yield the things in the law that were looked through at a gap."""
        for solution in gap.reached:
            subject, predicate, _ = (substitute(term, solution.bindings) for term in gap.pattern)
            if not is_open(subject):
                yield from () if self._declares(subject) else (subject,)
            else:
                for name in properties(predicate):
                    yield from self.graph.subjects(name, None)

    def _at(self, gap: Gap) -> Iterator[Proof]:
        """Prove that the pattern at a gap matches nothing, and show what is there instead."""
        reached = [tuple(substitute(term, s.bindings) for term in gap.pattern) for s in gap.reached]
        for subject, predicate in dict.fromkeys((subject, predicate) for subject, predicate, _ in reached):
            if is_open(subject):
                continue
            if not self._declares(subject):
                for name in properties(predicate):
                    yield from self._nearest(subject, name)
                continue
            values = list(dict.fromkeys(v for s, p, v in reached if (s, p) == (subject, predicate)))
            base = not any(self.rules.writes(name) for name in properties(predicate))
            if base and len(values) > 1 and any(self.graph.triples((subject, predicate, None))):
                yield from self._nearest(subject, predicate)
                continue
            for value in values:
                yield from self._absent_by((subject, predicate, value))

    def _kept_back(self, solution: Solution, fact: Any) -> Proof:
        """Prove what kept a fact from being: the first check that fails."""
        check = next(check for check in solution.checks if not check.holds)
        searched = Searched(_asked(fact or (None, None, None)), blocked=fact)
        if check.kind == COMPARED:
            below = tuple(dict.fromkeys(self.there(triple) for triple in solution.used))
            return Proof(SEARCHED, None, None, searched, (check,), below)
        if check.kind == ABSENT:
            return Proof(SEARCHED, None, None, searched, (), self._some(check.part, check.bindings))
        return Proof(SEARCHED, None, None, searched, (), tuple(self._none(check.part, check.bindings)))


def _asked(pattern: Sequence[Any]) -> tuple[Node | None, tuple[Node, ...], Node | None]:
    subject, predicate, value = pattern
    names = () if predicate is None else tuple(properties(predicate))
    return (None if is_open(subject) else subject, names, None if is_open(value) else value)


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
