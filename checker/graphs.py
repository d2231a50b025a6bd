"""Make graphs and copy them, in less time than rdflib takes."""

from rdflib import Graph

from checker.collection import without_collection
from checker.store import Triples


def new_graph() -> Graph:
    """Return a graph without triples, in a store of its own."""
    return Graph(Triples())


@without_collection()
def copied(graph: Graph) -> Graph:
    """Return a new graph of the same triples, which can be added to.

    What is held in a store of ours is copied as it is, which takes a fifth of what adding its triples one by one takes.
    """
    if isinstance(graph.store, Triples):
        return Graph(graph.store.copy(), graph.identifier)
    made = new_graph()
    for triple in graph:
        made.add(triple)
    return made
