"""Solve the WHERE of a rule and keep what rdflib throws away: the triples used, the checks made, and where it failed.

rdflib parses and translates the query and evaluates its expressions; here its algebra is walked once more. Checks do
not end a solution but are noted with it, so that one can see what would have held without them.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rdflib import Graph
from rdflib.plugins.sparql.evaluate import evalPart
from rdflib.plugins.sparql.evalutils import _ebv, _eval
from rdflib.plugins.sparql.sparql import FrozenBindings, QueryContext, SPARQLError
from rdflib.term import Node, Variable

from checker.explain.derivations import Pattern
from checker.explain.expressions import conjuncts, deciding, existing
from checker.explain.paths import follow_path
from checker.explain.solutions import (
    ABSENT,
    COMPARED,
    EXISTS,
    Bindings,
    Check,
    Gap,
    Solution,
    UnsolvableError,
    is_open,
    substitute,
)


class Solver:
    """Solves the parts of queries over one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def solve(self, part: Any, bindings: Bindings, gaps: list[Gap] | None = None) -> list[Solution]:
        """Return the solutions of a part, also those that fail a check; note where nothing matched."""
        return self._solve(part, [Solution(dict(bindings))], [] if gaps is None else gaps)

    def holding(self, part: Any, bindings: Bindings) -> list[Solution]:
        """Return the solutions that pass every check, those on the fewest triples first."""
        found = [solution for solution in self.solve(part, bindings) if solution.holds]
        return sorted(found, key=lambda s: (len(set(s.used)), [tuple(map(str, triple)) for triple in s.used]))

    def _solve(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        if not start:
            return []
        handler = getattr(self, f"_{part.name.lower()}", None)
        if handler is None:
            raise UnsolvableError(part.name)
        found: list[Solution] = handler(part, start, gaps)
        return found

    def _bgp(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        todo, before, found = list(part.triples), list[Pattern](), start
        while todo:
            known = found[0].bindings
            pattern = max(todo, key=lambda p: (*_bound(p, known), -todo.index(p)))
            todo.remove(pattern)
            reached = found
            found = [more for solution in reached for more in self._match(pattern, solution)]
            if not found:
                gaps.append(Gap(pattern, tuple(reached), tuple(before)))
                return []
            before.append(pattern)
        return found

    def _match(self, pattern: Pattern, solution: Solution) -> Iterator[Solution]:
        subject, predicate, value = (substitute(term, solution.bindings) for term in pattern)
        asked = (None if is_open(subject) else subject, predicate, None if is_open(value) else value)
        for s, p, o, used in follow_path(self.graph, *asked):
            more = {term: node for term, node in ((subject, s), (predicate, p), (value, o)) if is_open(term)}
            if subject == value and s != o:
                continue
            yield replace(solution, bindings={**solution.bindings, **more}, used=solution.used + used)

    def _join(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        return self._solve(part.p2, self._solve(part.p1, start, gaps), gaps)

    def _leftjoin(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        found = []
        for solution in self._solve(part.p1, start, gaps):
            optional = [
                s for s in self._solve(part.p2, [solution], []) if s.holds and self._true(part.expr, s.bindings)
            ]
            without = Check(ABSENT, part.p2, solution.bindings, True)
            found += optional or [replace(solution, checks=(*solution.checks, without))]
        return found

    def _union(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        return [solution for branch in (part.p1, part.p2) for solution in self._solve(branch, start, gaps)]

    def _filter(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        return [
            replace(s, checks=s.checks + tuple(check for c in conjuncts(part.expr) for check in self._checked(c, s)))
            for s in self._solve(part.p, start, gaps)
        ]

    def _minus(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        return [
            replace(s, checks=(*s.checks, Check(ABSENT, part.p2, s.bindings, not self.holding(part.p2, s.bindings))))
            for s in self._solve(part.p1, start, gaps)
        ]

    def _checked(self, expression: Any, solution: Solution) -> Iterator[Check]:
        name = getattr(expression, "name", "")
        if name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            there = bool(self.holding(expression.graph, solution.bindings))
            kind = EXISTS if name == "Builtin_EXISTS" else ABSENT
            yield Check(kind, expression.graph, solution.bindings, there == (kind == EXISTS))
            return
        yield from self._inside(expression, solution)
        yield Check(COMPARED, expression, solution.bindings, self._true(expression, solution.bindings))

    def _inside(self, expression: Any, solution: Solution) -> Iterator[Check]:
        """Yield what an expression looked for in passing: whichever way it went, it holds."""
        for part in existing(expression):
            there = bool(self.holding(part, solution.bindings))
            yield Check(EXISTS if there else ABSENT, part, solution.bindings, True)

    def _extend(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        found = []
        for solution in self._solve(part.p, start, gaps):
            value = self._value(part.expr, solution.bindings)
            if value is None or solution.bindings.get(part.var, value) == value:
                more = {} if value is None else {part.var: value}
                checks = (*solution.checks, *self._inside(part.expr, solution))
                found.append(replace(solution, bindings={**solution.bindings, **more}, checks=checks))
        return found

    def _tomultiset(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        return self._solve(part.p, start, gaps)

    def _values(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        return [
            replace(solution, bindings={**solution.bindings, **row})
            for solution in start
            for row in ({k: v for k, v in row.items() if v != "UNDEF"} for row in part.res)
            if all(solution.bindings.get(key, value) == value for key, value in row.items())
        ]

    def _project(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        shown = set(part.PV)
        found = []
        for outer in start:
            inner = {key: value for key, value in outer.bindings.items() if key in shown}
            for s in self._solve(part.p, [replace(outer, bindings=inner)], gaps):
                kept = {key: value for key, value in s.bindings.items() if key in shown}
                found.append(replace(s, bindings={**outer.bindings, **kept}))
        return found

    def _distinct(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        return self._solve(part.p, start, gaps)

    def _aggregatejoin(self, part: Any, start: list[Solution], gaps: list[Gap]) -> list[Solution]:
        keys = [key for key in part.p.expr or () if isinstance(key, Variable)]
        found = []
        for outer in start:
            asked = {key: outer.bindings[key] for key in keys if key in outer.bindings}
            members = [s for s in self._solve(part.p.p, [Solution(asked)], gaps) if s.holds]
            for row in evalPart(self._context(asked), part) if members else ():
                group = [s for s in members if all(s.bindings.get(key) == row.get(key, None) for key in asked)]
                reached = [s for a in part.A for s in deciding(a, row, group)] or group
                used = tuple(dict.fromkeys(t for s in reached for t in s.used))
                bindings = {**outer.bindings, **{key: row[key] for key in row}}
                found.append(replace(outer, bindings=bindings, used=outer.used + used))
        return found

    def _context(self, bindings: Bindings) -> QueryContext:
        given: dict[Any, Any] = dict(bindings)
        return QueryContext(self.graph, initBindings=given)

    def _frozen(self, bindings: Bindings) -> FrozenBindings:
        return FrozenBindings(self._context(bindings), dict(bindings))

    def _true(self, expression: Any, bindings: Bindings) -> bool:
        return bool(_ebv(expression, self._frozen(bindings)))

    def _value(self, expression: Any, bindings: Bindings) -> Node | None:
        try:
            value = _eval(expression, self._frozen(bindings))
        except SPARQLError:
            return None
        return None if isinstance(value, SPARQLError) else value


def _bound(pattern: Pattern, bindings: Bindings) -> tuple[int, bool]:
    """Return how much of a pattern is known, and whether it is known what it is about."""
    known = [not is_open(substitute(term, bindings)) for term in pattern]
    return sum(known), known[0]
