"""Prove a fact: by the rule that wrote it, on the facts that the rule found, and so on down."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from rdflib import Graph, URIRef
from rdflib.term import Node

from checker.explain.absence import Absences
from checker.explain.derivations import Derivations
from checker.explain.paths import Triple
from checker.explain.proof import DECLARED, DERIVED, LAW, Proof
from checker.explain.solutions import ABSENT, COMPARED, EXISTS, Bindings, Check, Solution, UnsolvableError, is_open
from checker.explain.solving import Solver
from checker.model import Text


class Prover:
    """Proves facts of one exchange in a graph on which the rules of a pack have run."""

    def __init__(
        self, graph: Graph, given: frozenset[Triple], rules: Derivations, own: URIRef,
        reasons: Mapping[Node, Text] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        """Take the graph with all facts, the one before the rules ran, and the prefix of what the case declares.

        The reasons say, by the property, why what is declared is so, where it is no cell of a row.
        """
        self.graph, self.given, self.rules, self.own, self.reasons = graph, given, rules, own, reasons
        self.solver = Solver(graph)
        self._there: dict[Triple, Proof] = {}
        self.absences = Absences(self)

    def there(self, triple: Triple) -> Proof:
        """Prove a fact that is in the graph."""
        if triple not in self._there:
            self._there[triple] = self._given(triple) or self._derived(triple)
        return self._there[triple]

    def absent(self, subject: Node, predicate: Node, value: Node | None = None) -> Proof:
        """Prove that a thing has no such fact."""
        return self.absences.absent(subject, predicate, value)

    def _given(self, triple: Triple) -> Proof | None:
        if triple not in self.given:
            return None
        return Proof(DECLARED if self.declares(triple[0]) else LAW, triple, self.reasons.get(triple[1]))

    def declares(self, node: Node) -> bool:
        """Whether a thing is of the case, and not of the law."""
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

    def _solved(self, part: Any, bindings: Bindings) -> list[Solution]:
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
            yield from self.absences.none(check.part, check.bindings)
        elif check.kind == EXISTS:
            yield from self.some(check.part, check.bindings)

    def some(self, part: Any, bindings: Bindings) -> tuple[Proof, ...]:
        """Prove that a pattern matches: by the match on the fewest facts."""
        solutions = self.solver.holding(part, bindings)
        return self._premises(solutions[0]) if solutions else ()
