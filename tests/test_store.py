"""The store of a pack holds and finds what rdflib's own store does, in the same order."""

import pickle
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from checker.graphs import copied, new_graph
from checker.store import Triples

NODES = [URIRef(f"http://e/{name}") for name in "abc"]
triples = st.tuples(*[st.sampled_from(NODES)] * 3)
patterns = st.tuples(*[st.sampled_from([*NODES, None])] * 3)
steps = st.lists(st.one_of(st.tuples(st.just("add"), triples), st.tuples(st.just("remove"), patterns)), max_size=30)


@given(steps)
def test_it_holds_what_was_added_and_not_removed(steps: list[tuple[str, tuple[URIRef, URIRef, URIRef]]]) -> None:
    ours, theirs = new_graph(), Graph()
    for graph, (step, triple) in product((ours, theirs), steps):
        getattr(graph, step)(triple)
    assert len(ours) == len(theirs)
    for subject, predicate, value in product([*NODES, None], repeat=3):
        pattern = subject, predicate, value
        found, expected = list(ours.triples(pattern)), list(theirs.triples(pattern))
        # Of all its triples rdflib keeps no order.
        assert found == expected if any(pattern) else set(found) == set(expected)
        assert (pattern in ours) == (pattern in theirs)


@given(st.lists(triples), patterns)
def test_it_may_change_while_it_is_walked_through(
    told: list[tuple[URIRef, URIRef, URIRef]], pattern: tuple[URIRef | None, URIRef | None, URIRef | None]
) -> None:
    graph = new_graph()
    for triple in told:
        graph.add(triple)
    kept = set(graph) - set(graph.triples(pattern))
    for found in graph.triples(pattern):
        graph.remove(found)
        graph.add((URIRef("http://e/more"), *found[1:]))
        graph.remove((URIRef("http://e/more"), None, None))
    assert set(graph) == kept


def test_a_copy_is_a_graph_of_its_own_and_goes_along() -> None:
    graph = new_graph()
    graph.add((NODES[0], NODES[1], NODES[2]))
    for other in (copied(graph), pickle.loads(pickle.dumps(graph))):
        assert isinstance(other.store, Triples)
        assert set(other) == set(graph)
        other.add((NODES[2], NODES[1], NODES[0]))
    plain = Graph()
    plain.add((NODES[0], NODES[1], NODES[2]))
    assert set(copied(plain)) == set(graph) == {(NODES[0], NODES[1], NODES[2])}
