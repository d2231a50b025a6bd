"""The engine: the law in one store, in which exchanges are judged and from which they are taken out again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.judge.fast.rules import rules
from checker.judge.fast.shapes import Check, checks
from checker.judge.fast.terms import Inexact, Spellings, tell, to_ox, to_rdflib
from checker.judge.fast.words import Uncovered, require_known_words

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class _Prepared:
    """A shapes graph made ready: its rules and checks as queries, in order."""

    shapes: Graph
    rules: tuple[str, ...]
    checks: tuple[Check, ...]


class Fast:
    """Judges exchanges beside one law by shapes that it covers; several threads may ask, and take turns."""

    def __init__(self, law: Graph) -> None:
        """Load the law: the pack, the run and what rules derive of these alone."""
        self._lock = Lock()
        self._spellings: Spellings = {}
        self._known: dict[int, tuple[Graph, _Prepared | None]] = {}
        self._law: list[ox.Quad] | None = None
        try:
            self._law = [_quad(triple, self._spellings) for triple in law]
        except (Inexact, ValueError, TypeError):
            # A law that oxigraph cannot hold as it is: then nothing is covered.
            return
        self._renew()

    def covers(self, shapes: Graph) -> bool:
        """Return whether all rules and shapes in a graph can be run here.

        A graph is read once, and held to be the same as long as it is the same object: do not change it afterwards.
        """
        with self._lock:
            return self._prepared(shapes) is not None

    def run(
        self, shapes: Graph, triples: Iterable[Triple], wanted: Collection[Node] | None = None,
        spoken: Collection[URIRef] | None = None,
    ) -> tuple[dict[URIRef, set[URIRef]], list[Triple]]:  # fmt: skip
        """Run the rules and shapes of a graph over exchanges, beside the law.

        Returns the shapes that have something to say, by node (those with an IRI), and what the rules derived, each
        triple once; of these only the ones with a wanted predicate, and about a node of which one of the `spoken`
        shapes has something to say, where such are given. Afterwards the store holds the law alone.

        Raises:
            Inexact: one of the values is not the same to oxigraph as to rdflib; pySHACL can judge these.
            GrondslagError: oxigraph failed.
            ValueError: the shapes are not covered.
        """
        with self._lock:
            prepared = self._prepared(shapes)
            if prepared is None:
                raise ValueError("these shapes are not covered")
            spellings = dict(self._spellings)
            with _in_one_sentence(), self._added(triples, spellings) as added:
                derived = list(self._derive(prepared.rules, added))
                found = self._find(prepared.checks, spellings)
                if wanted is not None:
                    names = {to_ox(predicate) for predicate in wanted}
                    derived = [quad for quad in derived if quad.predicate in names]
                if spoken is not None:
                    nodes = {to_ox(node) for node, said in found.items() if not said.isdisjoint(spoken)}
                    derived = [quad for quad in derived if quad.subject in nodes]
                facts = [_triple(quad, spellings) for quad in derived]
        return found, facts

    def keep(self, triples: Iterable[Triple]) -> None:
        """Have the law hold these too, as what follows from it alone. Raises Inexact; see `run`."""
        with self._lock:
            more = [_quad(triple, self._spellings) for triple in triples]
            self._law = [*(self._law or ()), *more]
            self._store.extend(more)

    def _prepared(self, shapes: Graph) -> _Prepared | None:
        if id(shapes) not in self._known:
            # The graph is kept with it, so that no other graph gets the same identity.
            self._known[id(shapes)] = shapes, self._prepare(shapes)
        return self._known[id(shapes)][1]

    def _prepare(self, shapes: Graph) -> _Prepared | None:
        if self._law is None:
            return None
        try:
            require_known_words(shapes)
            prepared = _Prepared(shapes, tuple(rules(shapes)), tuple(checks(shapes)))
            for query in (*prepared.rules, *(check.query for check in prepared.checks)):
                self._store.query(query)
        except (Uncovered, SyntaxError, ValueError, RuntimeError):
            # Also a list that bites its own tail, and whatever oxigraph does not take for a query.
            return None
        return prepared

    def _renew(self) -> None:
        """Make a new store of the law."""
        self._store, self._written = ox.Store(), 0
        self._store.bulk_extend(self._law or ())

    @contextmanager
    def _added(self, triples: Iterable[Triple], spellings: Spellings) -> Iterator[list[ox.Quad]]:
        """Have triples in the store for a while; what is put in the list meanwhile, is taken out with them."""
        added: list[ox.Quad] = []
        try:
            told = dict.fromkeys(_quad(triple, spellings) for triple in triples)
            self._add([quad for quad in told if quad not in self._store], added)
            yield added
        finally:
            self._written += len(added)
            # What was taken out, oxigraph still walks past: a store becomes slow in use, and a new one takes less.
            if self._written > len(self._law or ()):
                self._renew()
            else:
                for quad in added:
                    self._store.remove(quad)

    def _add(self, quads: list[ox.Quad], added: list[ox.Quad]) -> None:
        added += quads
        self._store.extend(quads)

    def _derive(self, queries: Iterable[str], added: list[ox.Quad]) -> Iterator[ox.Quad]:
        """Run the rules in their order, and yield each triple that was not there."""
        for query in queries:
            result = self._store.query(query)
            assert isinstance(result, ox.QueryTriples)
            quads = (ox.Quad(triple.subject, triple.predicate, triple.object) for triple in result)
            new = [quad for quad in dict.fromkeys(quads) if quad not in self._store]
            self._add(new, added)
            yield from new

    def _find(self, asked: Iterable[Check], spellings: Spellings) -> dict[URIRef, set[URIRef]]:
        found: dict[URIRef, set[URIRef]] = defaultdict(set)
        for check in asked:
            solutions = self._store.query(check.query)
            assert isinstance(solutions, ox.QuerySolutions)
            for solution in solutions:
                node, *values = (to_rdflib(term, spellings) for term in solution if term is not None)
                if isinstance(node, URIRef) and (check.test is None or check.test(*values)):
                    found[node].add(check.shape)
        return dict(found)


def _quad(triple: Triple, spellings: Spellings) -> ox.Quad:
    subject, predicate, value = to_ox(triple[0]), to_ox(triple[1]), tell(triple[2], spellings)
    if not isinstance(subject, ox.NamedNode | ox.BlankNode) or not isinstance(predicate, ox.NamedNode):
        raise TypeError(triple)
    return ox.Quad(subject, predicate, value)


def _triple(quad: ox.Quad, spellings: Spellings) -> Triple:
    return (
        to_rdflib(quad.subject, spellings),
        to_rdflib(quad.predicate, spellings),
        to_rdflib(quad.object, spellings),
    )


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    """Turn whatever goes wrong into one sentence; a panic of oxigraph is not even an Exception to Python."""
    try:
        yield
    except GrondslagError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise GrondslagError(
            f"De snelle motor (pyoxigraph) kan de regels niet uitvoeren: {error}; toets zonder dat extra onderdeel.",
            f"The fast engine (pyoxigraph) cannot run the rules: {error}; check without that extra part.",
        ) from error
