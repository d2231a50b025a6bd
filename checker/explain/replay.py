"""Replay a proof: judge the triples it stands on, and no others, by the shapes of the pack."""

from collections.abc import Iterable
from dataclasses import replace

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from checker.explain.families import outcomes
from checker.explain.paths import Triple
from checker.flows import judging
from checker.flows.parts import JUDGED
from checker.flows.transfers import TRANSFER
from checker.judge.engine import validate
from checker.judge.facts import exchange_node
from checker.pack import Pack, Rule
from checker.vocabulary import GS, SH


def replay(leaves: Iterable[Triple], pack: Pack) -> dict[str, str]:
    """Return the outcome of each family, and the scope, that these triples and the shapes give.

    What goes beyond the exchange is among them where the triples tell of its transfers.
    """
    told = list(leaves)
    graph = _with(shapes(pack.graph), told)
    node = exchange_node(0)
    graph.add((node, RDF.type, GS.Exchange))
    own = outcomes(frozenset(validate(graph, replace(pack, graph=graph))[node]), pack)
    return own | _beyond(told, pack)


def _beyond(leaves: Iterable[Triple], pack: Pack) -> dict[str, str]:
    found = judging(pack)
    nodes = {subject for subject, _, _ in leaves if str(subject).startswith(TRANSFER)}
    if found is None or not nodes:
        return {}
    own, rules = found
    graph = _with(Graph(), leaves)
    for node in nodes:
        graph.add((node, RDF.type, JUDGED))
    said = validate(graph, own, rules)
    return outcomes(frozenset[Rule]().union(*(said[node] for node in nodes if isinstance(node, URIRef))), own)


def _with(graph: Graph, triples: Iterable[Triple]) -> Graph:
    for triple in triples:
        graph.add(triple)
    return graph


def shapes(graph: Graph) -> Graph:
    """Return the shapes of a pack, and the nameless nodes and prefixes that they are made of."""
    found = Graph()
    heads = {s for s in graph.subjects() if (s, SH.rule, None) in graph or (s, RDF.type, GS.Rule) in graph}
    heads |= set(graph.subjects(SH.declare, None))
    todo: list[Node] = sorted(heads, key=str)
    seen = set(todo)
    while todo:
        for triple in graph.triples((todo.pop(), None, None)):
            found.add(triple)
            value = triple[2]
            if value not in seen and ((value, RDF.first, None) in graph or _is_nameless(value)):
                seen.add(value)
                todo.append(value)
    return found


def _is_nameless(node: Node) -> bool:
    from rdflib import BNode

    return isinstance(node, BNode)
