"""The rules of a shapes graph: SPARQL that rdflib and oxigraph read alike.

The two differ in corners of the language: of a date and a duration oxigraph makes no sum, arithmetic spells numbers in
other ways, rdflib puts values of different datatypes in an order. So a rule is taken only where it is made of parts
that were seen to give the same, and compares values that have, by property, one datatype: that is how cells are read.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef, Variable
from rdflib.paths import AlternativePath, MulPath, SequencePath
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from checker.judge.fast.terms import kept
from checker.judge.fast.words import TARGETS, Uncovered, order, single
from checker.judge.graph import prepared
from checker.vocabulary import SH

PATTERNS = {"ConstructQuery", "Project", "BGP", "Join", "LeftJoin", "Union", "Filter", "TrueFilter", "Extend"}
VALUES = {"ToMultiSet", "values"}
EXPRESSIONS = {"ConditionalAndExpression", "ConditionalOrExpression", "UnaryNot", "RelationalExpression"}
EXISTS = {"Builtin_EXISTS", "Builtin_NOTEXISTS"}
FUNCTIONS = {"Builtin_COALESCE", "Builtin_IF", "Builtin_BOUND"}
LEAST = {"Group", "AggregateJoin", "Aggregate_Min", "Aggregate_Max", "Aggregate_Sample"}
"""Sample is how rdflib hands on what is grouped by; as a function of its own it is refused, as it may give any."""
PARTS = PATTERNS | VALUES | EXPRESSIONS | EXISTS | FUNCTIONS | LEAST | {"AdditiveExpression"}
COMPARED = {"<", "<=", ">", ">="}


def rules(graph: Graph) -> Iterator[str]:
    """Yield the queries of the rules of a shapes graph, in the order of SHACL-AF: by shape, then by rule.

    Raises Uncovered for a rule that is not understood here, and where the order leaves two rules equal.
    """
    places: dict[tuple[Any, Any], Node] = {}
    shapes: dict[Any, Node] = {}
    for shape, rule in graph[: SH.rule]:
        _require_once(graph, shape)
        place = order(graph, shape), order(graph, rule)
        if shapes.setdefault(place[0], shape) != shape or places.setdefault(place, rule) != rule:
            raise Uncovered(rule)
    if set(places.values()) != set(graph.subjects(RDF.type, SH.SPARQLRule)):
        raise Uncovered("a rule without a shape, or of another kind")
    for place in sorted(places):
        yield _query(graph, places[place])


def _require_once(graph: Graph, shape: Node) -> None:
    """Fail where the rules of a shape are not run exactly once: for nodes that are named and need not exist."""
    if TARGETS & set(graph.predicates(shape)) != {SH.targetNode}:
        raise Uncovered(shape)


def _query(graph: Graph, rule: Node) -> str:
    if set(graph.objects(rule, RDF.type)) != {SH.SPARQLRule}:
        raise Uncovered(rule)
    construct = single(graph, rule, SH.construct)
    if not isinstance(construct, Literal) or "sample" in construct.lower():
        raise Uncovered(construct)
    text = _prefixes(graph, rule) + construct
    try:
        algebra = prepared(text).algebra
    except Exception as error:
        # rdflib raises many kinds of exception on a query that it cannot read.
        raise Uncovered(rule) from error
    if algebra.name != "ConstructQuery" or not algebra.template or algebra.datasetClause:
        raise Uncovered(text)
    _require_known(algebra)
    return text


def _prefixes(graph: Graph, rule: Node) -> str:
    known: dict[str, str] = {}
    for ontology in graph.objects(rule, SH.prefixes):
        for said in graph.objects(ontology, SH.declare):
            prefix, namespace = str(single(graph, said, SH.prefix)), str(single(graph, said, SH.namespace))
            if known.setdefault(prefix, namespace) != namespace:
                raise Uncovered(prefix)
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(known.items()))


def _require_known(part: Any) -> None:
    """Raise Uncovered unless a part of a query, with all that is in it, is understood here."""
    match part:
        case CompValue():
            _require_part(part)
            # rdflib keeps the pattern of an EXISTS as an attribute, beside what it was parsed from.
            inner = [part.graph] if part.name in EXISTS else [part[key] for key in part.keys() - {"_vars", "op"}]
            _require_known(inner)
        case Variable():
            # pySHACL gives $this a value before it asks.
            if part == Variable("this"):
                raise Uncovered(part)
        case BNode():
            raise Uncovered(part)
        case URIRef() | Literal():
            if not kept(part):
                raise Uncovered(part)
        case AlternativePath() | SequencePath():
            _require_known(part.args)
        case MulPath():
            _require_known(part.path)
        case Mapping():
            _require_known(list(part.items()))
        case None | bool() | str():
            pass
        case _ if hasattr(part, "__iter__"):
            for one in part:
                _require_known(one)
        case _:
            raise Uncovered(part)


def _require_part(part: CompValue) -> None:
    if part.name not in PARTS or (part.name == "RelationalExpression" and part.op not in COMPARED):
        raise Uncovered(part.name)
    if part.name == "AdditiveExpression":
        durations = all(isinstance(o, Literal) and o.datatype == XSD.dayTimeDuration for o in part.other)
        if set(part.op) != {"-"} or not durations:
            raise Uncovered(part.name)
