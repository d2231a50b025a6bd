"""Let pySHACL judge declared exchanges, and gather its results into outcomes, findings and a verdict.

pySHACL was chosen as the judge of record: it implements SHACL and its rules (SHACL-AF) over rdflib, offline.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from threading import Lock

from rdflib import Graph, URIRef
from rdflib.term import Node

from checker.collection import without_collection
from checker.errors import GrondslagError
from checker.judge.facts import case, exchange_node, law
from checker.judge.findings import findings, looked_up, of_rule, unplaced
from checker.judge.graph import Settled, View
from checker.judge.outcomes import outcomes
from checker.judge.questions import ask
from checker.judge.quick import quick
from checker.judge.shapes import all_shapes
from checker.model import Exchange, Finding, Judgement
from checker.pack import Pack, Rule
from checker.vocabulary import SH

BATCH = 1_000
"""Exchanges in one graph: bounds memory, and is large enough that the law is loaded seldom."""

ONE_AT_A_TIME = Lock()
"""rdflib keeps what it is busy with inside a prepared query, so that two threads cannot judge at once."""


def judge(exchanges: Iterable[Exchange], pack: Pack, as_of: date) -> Iterator[Judgement]:
    """Return the judgement on each exchange, in order; equal ones are judged once.

    Raises GrondslagError where the shapes of the pack cannot be run, or leave a family without an answer: no answer
    is never a pass.
    """

    def answers(different: list[Exchange]) -> Iterator[Judgement]:
        for start in range(0, len(different), BATCH):
            with without_collection():
                judgements = list(_judged(different[start : start + BATCH], pack, as_of))
            yield from judgements

    return ask(exchanges, answers)


def _judged(exchanges: Sequence[Exchange], pack: Pack, as_of: date) -> Iterator[Judgement]:
    graph, results = reckon(exchanges, pack, as_of)
    yield from _judgements(exchanges, graph, results, pack)


def reckon(
    exchanges: Sequence[Exchange], pack: Pack, as_of: date, wanted: Collection[Node] | None = None
) -> tuple[Graph, Mapping[URIRef, set[Rule]]]:  # fmt: skip
    """Return a new graph of the pack, these exchanges and what is derived of them, and the rules that speak, by node.

    The faster engine does so where it is ready or worth its start; else pySHACL. Where properties are wanted, there
    may be nothing else of these exchanges in the graph.
    """
    engine = quick(pack, as_of, len(exchanges))
    if engine is not None:
        graph = law(pack, as_of)
        results = engine.run(exchanges, all_shapes(pack), graph, wanted)
        if results is not None:
            return graph, results
    graph = case(exchanges, pack, as_of)
    return graph, validate(graph, pack)


def word(
    cases: Sequence[tuple[Exchange, Sequence[Rule]]], pack: Pack, as_of: date
) -> Iterator[list[tuple[list[Finding], frozenset[str]]]]:  # fmt: skip
    """Yield for each exchange what these rules have to say of it, a rule after the other; see `of_rule`, `unplaced`.

    The rules must be some of those that speak of it.
    """
    for start in range(0, len(cases), BATCH):
        some = cases[start : start + BATCH]
        wanted = frozenset().union(
            *(looked_up(rule) for rule in {rule.code: rule for _, rules in some for rule in rules}.values())
        )
        with without_collection():
            graph = Settled(reckon([exchange for exchange, _ in some], pack, as_of, wanted)[0])
            said = [
                [(of_rule(graph, node, exchange, rule, pack), unplaced(graph, node, rule)) for rule in rules]
                for node, (exchange, rules) in zip(map(exchange_node, range(len(some))), some, strict=True)
            ]
        yield from said


def judge_plainly(exchanges: Sequence[Exchange], pack: Pack, as_of: date) -> Iterator[Judgement]:
    """Yield the judgement of pySHACL on each exchange, all of them in one graph: what any faster way must equal."""
    graph = case(exchanges, pack, as_of)
    yield from _judgements(exchanges, graph, validate(graph, pack), pack)


def _judgements(
    exchanges: Sequence[Exchange], graph: Graph, results: Mapping[URIRef, set[Rule]], pack: Pack
) -> Iterator[Judgement]:  # fmt: skip
    graph = Settled(graph)
    for place, exchange in enumerate(exchanges):
        node = exchange_node(place)
        rules = sorted(results.get(node, ()), key=lambda rule: rule.code)
        verdict, scope, by_family = outcomes(rules, pack)
        yield Judgement(
            verdict=verdict,
            scope=scope,
            outcomes=by_family,
            findings=findings(graph, node, exchange, rules, pack),
        )


def validate(graph: Graph, pack: Pack, shapes: Graph | None = None) -> dict[URIRef, set[Rule]]:
    """Run shapes over a graph, in place, those of the pack if not given: the rules with something to say, by node."""
    # Loaded only where pySHACL is to judge: the faster engine and the answers of earlier runs need none of it.
    from checker.judge.shacl import results

    try:
        with ONE_AT_A_TIME:
            said_of = results(View(graph), View(pack.graph if shapes is None else shapes))
    except Exception as error:
        raise GrondslagError(
            f"De shapes van het pakket {pack.id} kunnen niet worden uitgevoerd: {error}",
            f"The shapes of the pack {pack.id} cannot be run: {error}",
        ) from error
    found: dict[URIRef, set[Rule]] = defaultdict(set)
    for triples in said_of:
        # pySHACL gives a node together with the graph that it stands in.
        said = {predicate: value for _, predicate, value in triples}
        (_, focus), (_, shape) = said[SH.focusNode], said[SH.sourceShape]
        if shape in pack.rules:
            found[focus].add(pack.rules[shape])
    return found
