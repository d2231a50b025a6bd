"""Why a rule spoke of an exchange, or kept silent: its shape, put as facts that are there and facts that are not."""

from collections.abc import Iterable, Iterator

from rdflib import Graph, URIRef
from rdflib.term import Node

from checker.explain.paths import ordered
from checker.explain.proof import Proof
from checker.explain.prover import Prover
from checker.pack import Rule
from checker.vocabulary import SH, follow, path


def spoken(prover: Prover, node: URIRef, rule: Rule, pack: Graph) -> tuple[Proof, ...]:
    """Prove why a rule spoke of an exchange."""
    steps = _path(pack, rule)
    values = follow(prover.graph, node, steps)
    return _once([*_targeted(prover, node, rule, pack, steps), *_met(prover, node, rule, pack, steps, values)])


def silent(prover: Prover, node: URIRef, rule: Rule, pack: Graph) -> tuple[Proof, ...]:
    """Prove why a rule kept silent: it was not about this exchange, or its demand was met."""
    away = [p for p in _subjects_of(pack, rule) if not any(prover.graph.triples((node, p, None)))]
    if away:
        return (prover.absent(node, away[0]),)
    steps = _path(pack, rule)
    values = follow(prover.graph, node, steps)
    if len(steps) == 1:
        if not values:
            return (prover.absent(node, steps[0]),)
        if _number(pack, rule, SH.minCount):
            return (prover.there((node, steps[0], values[0])),)
        if (unwanted := _unwanted(pack, rule)) is not None:
            return (prover.absent(node, steps[0], unwanted),)
    return _once(_all(prover, node, rule, pack, steps, values))


def reads(rule: Rule, pack: Graph) -> frozenset[Node]:
    """Return the properties that a rule reads of an exchange."""
    return frozenset({*_subjects_of(pack, rule), *_path(pack, rule)})


def _targeted(
    prover: Prover, node: URIRef, rule: Rule, pack: Graph, steps: tuple[URIRef, ...]
) -> Iterator[Proof]:  # fmt: skip
    """Prove that the rule is about the exchange, where its path does not say so already."""
    for predicate in _subjects_of(pack, rule):
        if (predicate,) != steps:
            for triple in ordered(prover.graph.triples((node, predicate, None))):
                yield prover.there(triple)


def _met(
    prover: Prover, node: URIRef, rule: Rule, pack: Graph, steps: tuple[URIRef, ...], values: list[Node]
) -> Iterator[Proof]:  # fmt: skip
    if len(steps) == 1 and not values:
        yield prover.absent(node, steps[0])
    elif len(steps) == 1 and (unwanted := _unwanted(pack, rule)) in values and unwanted is not None:
        yield prover.there((node, steps[0], unwanted))
    else:
        yield from _all(prover, node, rule, pack, steps, values)


def _all(
    prover: Prover, node: URIRef, rule: Rule, pack: Graph, steps: tuple[URIRef, ...], values: Iterable[Node]
) -> Iterator[Proof]:  # fmt: skip
    """Prove all that a shape can see from an exchange: the facts on its path, and those that its demands name."""
    named = {step for shape in _parts(pack, rule.iri) for step in _named(pack, shape)}
    things: list[Node] = [node, *values]
    for thing in things:
        for predicate in sorted({*steps, *named}):
            for triple in ordered(prover.graph.triples((thing, predicate, None))):
                yield prover.there(triple)


def _named(pack: Graph, shape: Node) -> Iterator[URIRef]:
    """Yield the properties that a shape names: in its path, and as what it compares with."""
    for predicate, value in pack.predicate_objects(shape):
        if predicate == SH.path:
            yield from path(pack, value)
        elif predicate in (SH.lessThan, SH.lessThanOrEquals, SH.equals, SH.disjoint) and isinstance(value, URIRef):
            yield value


def _parts(pack: Graph, shape: Node) -> Iterator[Node]:
    """Yield a shape and the nameless shapes inside it."""
    yield shape
    for predicate, value in pack.predicate_objects(shape):
        if not isinstance(value, URIRef) and str(predicate).startswith(str(SH)) and (value, None, None) in pack:
            yield from _parts(pack, value)


def _path(pack: Graph, rule: Rule) -> tuple[URIRef, ...]:
    steps = pack.value(rule.iri, SH.path)
    return () if steps is None else path(pack, steps)


def _subjects_of(pack: Graph, rule: Rule) -> list[URIRef]:
    return sorted(p for p in pack.objects(rule.iri, SH.targetSubjectsOf) if isinstance(p, URIRef))


def _number(pack: Graph, rule: Rule, predicate: URIRef) -> int:
    value = pack.value(rule.iri, predicate)
    return 0 if value is None else int(str(value))


def _unwanted(pack: Graph, rule: Rule) -> Node | None:
    """Return the value that a rule forbids by name."""
    forbidden = pack.value(rule.iri, SH["not"])
    return None if forbidden is None else pack.value(forbidden, SH.hasValue)


def _once(proofs: Iterable[Proof]) -> tuple[Proof, ...]:
    return tuple(dict.fromkeys(proofs))
