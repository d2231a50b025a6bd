"""The proof of an exchange: per family the rules that decided its outcome, and why none weighed more."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from rdflib import Graph, URIRef
from rdflib.term import Node

from checker.explain.derivations import Derivations, derivations
from checker.explain.paths import Triple
from checker.explain.proof import Proof
from checker.explain.prover import Prover
from checker.explain.shape_rules import silent, spoken
from checker.judge.engine import reckon
from checker.judge.facts import RUN, case, exchange_node
from checker.judge.outcomes import RANK
from checker.model import Exchange
from checker.pack import Family, Pack, Rule

_EXCHANGE = exchange_node(0).removesuffix("0")


@dataclass(frozen=True)
class RuleProof:
    """Why a rule spoke, or why it kept silent."""

    rule: Rule
    spoke: bool
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class FamilyProof:
    """The outcome of a family, or the scope, with its rules: those that decided, others that spoke, the silent."""

    family: Family
    outcome: str
    decided: tuple[Rule, ...]
    rules: tuple[RuleProof, ...]


@dataclass(frozen=True, eq=False)
class Explained:
    """An exchange as it was judged, with the proof of each outcome."""

    graph: Graph
    node: URIRef
    said: frozenset[Rule]
    families: tuple[FamilyProof, ...]


def explained(exchange: Exchange, pack: Pack, as_of: date, rules: Derivations | None = None) -> Explained:
    """Judge an exchange by the shapes of the pack, and prove each outcome."""
    return next(explained_together([exchange], pack, as_of, rules)[1])


def explained_together(
    exchanges: Sequence[Exchange], pack: Pack, as_of: date, rules: Derivations | None = None
) -> tuple[list[frozenset[Rule]], Iterator[Explained]]:
    """Judge exchanges together, which costs little more than one, and prove the outcomes of each as if it were alone.

    Returns the rules that spoke of each, and the proofs. All stand in one graph in turn: what is yielded holds until
    the next is asked for.
    """
    law, declared = _apart(case(exchanges, pack, as_of))
    graph, found = reckon(exchanges, pack, as_of)
    known = rules or derivations(pack)
    _, told = _apart(graph)
    for own in told.values():
        for triple in own:
            graph.remove(triple)
    said = [frozenset(found.get(exchange_node(place), ())) for place in range(len(exchanges))]

    def proved() -> Iterator[Explained]:
        node = exchange_node(0)
        for place, spoke in enumerate(said):
            facts = [_as_first(triple, place) for triple in told[place]]
            for triple in facts:
                graph.add(triple)
            given = law | {_as_first(triple, place) for triple in declared[place]}
            prove = partial(_prove, Prover(graph, given, known, RUN), node, pack)
            yield Explained(graph, node, spoke, tuple(family_proof(f, spoke, pack, prove) for f in pack.families))
            for triple in facts:
                graph.remove(triple)

    return said, proved()


def _prove(prover: Prover, node: URIRef, pack: Pack, rule: Rule, spoke: bool) -> tuple[Proof, ...]:
    return (spoken if spoke else silent)(prover, node, rule, pack.graph)


def _apart(graph: Graph) -> tuple[frozenset[Triple], dict[int, list[Triple]]]:
    """Return the triples that are of no exchange, and those of each."""
    law: list[Triple] = []
    own: dict[int, list[Triple]] = defaultdict(list)
    for triple in graph:
        places = [place for node in triple if (place := _place(node)) is not None]
        (own[places[0]] if places else law).append(triple)
    return frozenset(law), own


def _place(node: Node) -> int | None:
    """Return the place of the exchange that a node is of, none where it is of the law or the run."""
    if not isinstance(node, URIRef) or not node.startswith(_EXCHANGE):
        return None
    return int(node.removeprefix(_EXCHANGE).partition("/")[0])


def _as_first(triple: Triple, place: int) -> Triple:
    """Return a triple of an exchange as it is of the first in a graph."""
    own, first = exchange_node(place), exchange_node(0)
    subject, predicate, value = (
        URIRef(first + str(node)[len(own) :]) if _place(node) == place else node for node in triple
    )
    return subject, predicate, value


def outcomes(said: frozenset[Rule], pack: Pack) -> dict[str, str]:
    """Return the outcome of each family, and the scope, by the rules that spoke."""
    return {family.code: _outcome(family, _of(family, pack), said) for family in pack.families}


def _of(family: Family, pack: Pack) -> list[Rule]:
    return sorted((r for r in pack.rules.values() if r.family == family.code), key=lambda rule: rule.code)


def _outcome(family: Family, rules: Sequence[Rule], said: frozenset[Rule]) -> str:
    if family.gives_scope:
        return next((rule.scope for rule in rules if rule in said and rule.scope), "")
    return max((rule.outcome for rule in rules if rule in said), key=_rank, default="")


def _rank(outcome: str) -> int:
    return RANK.get(outcome, -1)


def family_proof(
    family: Family, said: frozenset[Rule], pack: Pack, prove: Callable[[Rule, bool], tuple[Proof, ...]]
) -> FamilyProof:  # fmt: skip
    """Return the proof of a family; `prove` gives that of a rule which spoke, or which kept silent."""
    rules = _of(family, pack)
    outcome = _outcome(family, rules, said)
    if family.gives_scope:
        decided = [rule for rule in rules if rule in said and rule.scope][:1]
        others = [rule for rule in rules if rule.scope and rule not in decided]
    else:
        decided = [rule for rule in rules if rule in said and rule.outcome == outcome]
        others = [rule for rule in rules if rule not in decided and (_weighs(rule, outcome) or rule in said)]
    told = [rule for rule in others if rule in said and rule.message]
    quiet = [rule for rule in others if rule not in said]
    proofs = [RuleProof(rule, True, prove(rule, True)) for rule in (*decided, *told)]
    proofs += [RuleProof(rule, False, prove(rule, False)) for rule in quiet]
    return FamilyProof(family, outcome, tuple(decided), tuple(proofs))


def _weighs(rule: Rule, outcome: str) -> bool:
    return _rank(rule.outcome) > _rank(outcome)
