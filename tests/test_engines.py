"""Both engines say the same: pySHACL, the judge of record, and the faster one wherever it takes the work."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

import pandas
import pyshacl
import pytest
import strategies
from hypothesis import HealthCheck, Phase, given, settings
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import XSD

from checker import api
from checker.batch.frames import as_table, read
from checker.decisions import check_decisions, leaning_on
from checker.errors import GrondslagError
from checker.judge.engine import validate
from checker.judge.facts import case, exchange_node
from checker.judge.fast import Fast, Inexact, available
from checker.judge.fast.engine import Triple
from checker.judge.shapes import all_shapes
from checker.model import Exchange
from checker.pack import Pack, load_pack
from checker.terms import read_exchanges
from checker.terms.names import NONE
from checker.vocabulary import SH

HERE = Path(__file__).parent
FILES = sorted([*HERE.glob("rules/*/*.csv"), *HERE.glob("cases/*.csv"), *HERE.parent.glob("datasets/*/*.csv")])
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
TODAY = date(2026, 11, 23)

Results = dict[URIRef, set[URIRef]]


# --- the pack, on many exchanges ---


@cache
def pack() -> Pack:
    plain = load_pack("iwlz")
    return leaning_on(check_decisions(HERE / "rules" / "decisions.csv", plain, TODAY), plain)


@cache
def law(day: date) -> tuple[set[Triple], Fast]:
    graph = case([], pack(), day)
    return set(graph), Fast(graph)


def compare(exchanges: list[Exchange], day: date) -> None:
    """Both engines find the same of each node, and derive the same."""
    graph = case(exchanges, pack(), day)
    known, fast = law(day)
    told = set(graph) - known
    found, derived = fast.run(all_shapes(pack()), told)
    reference = validate(graph, pack())
    for place, exchange in enumerate(exchanges):
        node = exchange_node(place)
        assert found[node] == {rule.iri for rule in reference[node]}, exchange.cells
    assert found.keys() == reference.keys()
    assert len(derived) == len(set(derived))
    assert set(derived) == set(graph) - known - told
    assert not told & set(derived)


def generated(rows: list[dict[str, str]]) -> list[Exchange]:
    frame = pandas.DataFrame(rows, columns=list(strategies.header(rows))).fillna("")
    return list(read_exchanges(as_table(read(frame).stream), pack(), 0, NONE).exchanges)


def test_the_pack_is_covered() -> None:
    assert law(TODAY)[1].covers(all_shapes(pack()))


@given(rows=strategies.declaring(min_size=60, max_size=60), as_of=strategies.AS_OF_DATES)
@settings(max_examples=5, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate], derandomize=True)
def test_any_exchange(rows: list[dict[str, str]], as_of: date) -> None:
    compare(generated(rows), as_of)


@pytest.mark.long
@given(rows=strategies.declaring(min_size=50, max_size=50), as_of=strategies.AS_OF_DATES)
@settings(max_examples=100, deadline=None, suppress_health_check=SLOW, phases=[Phase.generate])
def test_many_exchanges(rows: list[dict[str, str]], as_of: date) -> None:
    compare(generated(rows), as_of)


def test_every_exchange_in_a_file_of_the_project() -> None:
    tables = [api.read_table(str(path), pack()) for path in FILES]
    exchanges = [exchange for table in tables for exchange in read_exchanges(table, pack(), 0, NONE).exchanges]
    assert len(exchanges) > len(FILES) > 150
    compare(exchanges, TODAY)


# --- small graphs ---

NS = "https://example.org/"
PREFIXES = f"""
    @prefix : <{NS}> . @prefix sh: <{SH}> . @prefix xsd: <{XSD}> .
    @prefix rdf: <{RDF}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
DATA = """
    :a a :Thing ; :p :x ; :q :x, :y ; :day "2025-01-01"^^xsd:date ; :last "2024-12-31"^^xsd:date ; :flag true .
    :b a :Part ; :p :x, :y, :z ; :day "2025-01-01"^^xsd:date ; :last "2025-01-01"^^xsd:date ; :flag false ; :next :a .
    :c a :Thing ; :p "x", "x"@nl, true, 1 ; :day "soon" ; :last "later", "2025-01-01"^^xsd:date ; :flag "true" .
    :c :next :b .
    :d a :Other ; :p :z ; :day :x ; :last :y ; :next :a, :b, :c .
    :e a :Thing .
    :x a :Kind ; :lapsed true . :y a :Kind ; :lapsed false . :z a :Kind .
    :Part rdfs:subClassOf :Thing .
    :amount1 :fee 25.0 ; :next :a . :amount2 :fee 12.50 . :amount3 :fee 0.0 . :amount4 :fee 3 .
"""


def rule(query: str, name: str = ":r", said: str = "sh:targetNode :r", of_rule: str = "a sh:SPARQLRule") -> str:
    """Return a shape with this one rule."""
    return f"""{name} a sh:NodeShape ; {said} ;
        sh:rule [ {of_rule} ; sh:prefixes {name} ; sh:construct \"\"\"{query}\"\"\" ] ;
        sh:declare [ sh:prefix "" ; sh:namespace "{NS}" ] ."""


SHAPES = {
    "more than none": "sh:targetSubjectsOf :p ; sh:path :p ; sh:maxCount 0",
    "more than one": "sh:targetSubjectsOf :p ; sh:path :p ; sh:maxCount 1",
    "more than three": "sh:targetClass :Thing ; sh:path :p ; sh:maxCount 3",
    "none": "sh:targetClass :Thing ; sh:path :p ; sh:minCount 1",
    "at least none": "sh:targetClass :Thing ; sh:path :p ; sh:minCount 0",
    "along a sequence": "sh:targetSubjectsOf :next ; sh:path ( :next :p ) ; sh:maxCount 3",
    "none along a sequence": "sh:targetSubjectsOf :next ; sh:path ( :next :next ) ; sh:minCount 1",
    "of a named node": "sh:targetNode :e, :nowhere ; sh:path :p ; sh:minCount 1",
    "of two kinds of target": "sh:targetNode :e ; sh:targetSubjectsOf :q ; sh:path :day ; sh:hasValue :x",
    "not in a list": "sh:targetSubjectsOf :p ; sh:path :p ; sh:in ( :x :y true )",
    "not in a list of texts": 'sh:targetSubjectsOf :p ; sh:path :p ; sh:in ( "x" "x"@nl 1 true )',
    "not in an empty list": "sh:targetSubjectsOf :p ; sh:path :p ; sh:in ( )",
    "a value it must have": "sh:targetSubjectsOf :p ; sh:path :p ; sh:hasValue :x",
    "a truth it must have": "sh:targetSubjectsOf :flag ; sh:path :flag ; sh:hasValue true",
    "a value it may not have": "sh:targetSubjectsOf :p ; sh:path :p ; sh:not [ sh:hasValue :y ]",
    "a value it may not have further on": (
        "sh:targetSubjectsOf :p ; sh:path :p ; sh:not [ a sh:PropertyShape ; sh:path :lapsed ; sh:hasValue true ]"
    ),
    "at most another": "sh:targetSubjectsOf :last ; sh:path :day ; sh:lessThanOrEquals :last",
    "too many of a kind": (
        "sh:targetSubjectsOf :p ; sh:path :p ; sh:qualifiedMaxCount 0 ; sh:qualifiedValueShape [ sh:hasValue :z ]"
    ),
    "too many of a kind further on": (
        "sh:targetSubjectsOf :next ; sh:path :next ; sh:qualifiedMaxCount 1 ;"
        " sh:qualifiedValueShape [ sh:path :p ; sh:hasValue :x ]"
    ),
    "two constraints": "sh:targetClass :Thing ; sh:path :p ; sh:minCount 1 ; sh:maxCount 2",
    "with words of its own": 'sh:targetClass :Thing ; sh:path :p ; sh:minCount 1 ; sh:message "m"',
}
SILENT = {"at least none"}

RULES = {
    "a join": "CONSTRUCT { ?a :far ?b } WHERE { ?a :next/:next ?b }",
    "a closure": "CONSTRUCT { ?a :from ?b } WHERE { ?a a :Thing . ?b :next* ?a }",
    "what is absent": "CONSTRUCT { ?a :lacks true } WHERE { ?a a :Thing . FILTER NOT EXISTS { ?a :q|:next ?any } }",
    "what is present": "CONSTRUCT { ?a :has true } WHERE { ?a :p ?b . FILTER EXISTS { ?b :lapsed true } }",
    "one or other": "CONSTRUCT { ?a :is ?b } WHERE { { ?a :p ?b } UNION { VALUES ?b { :x :y } ?a :q ?b } }",
    "a day before": """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        CONSTRUCT { ?a :before ?b ; :after ?c } WHERE { ?a :last ?day .
        BIND(?day - 'P1D'^^xsd:dayTimeDuration AS ?b) BIND(?day - '-P1D'^^xsd:dayTimeDuration AS ?c)
        FILTER(?day > '2000-01-01'^^xsd:date) FILTER NOT EXISTS { ?a :p 1 } FILTER NOT EXISTS { ?a a :Other } }""",
    "a choice": """CONSTRUCT { ?a :chosen ?c } WHERE { ?a a :Thing . OPTIONAL { ?a :q ?b }
        BIND(IF(BOUND(?b) && !(EXISTS { ?a :flag false }), ?b, COALESCE(?b, :none)) AS ?c) }""",
    "a charge": "CONSTRUCT { ?a :charged true } WHERE { ?a :fee ?fee . FILTER(?fee > 0) }",
    "an amount": "CONSTRUCT { ?a :amount ?fee } WHERE { ?a :fee ?fee }",
    "what is known": "CONSTRUCT { ?a :p ?b } WHERE { ?a :p|:q ?b }",
    "a least": "CONSTRUCT { ?a :least ?x } WHERE { { SELECT ?a (MIN(?b) AS ?x) WHERE { ?a :fee ?b } GROUP BY ?a } }",
    "a variable property": "CONSTRUCT { ?a ?p :seen } WHERE { VALUES ?p { :p :q } ?a ?p ?b }",
}
SPARQL_REFUSED = {
    "this": "CONSTRUCT { $this :p ?b } WHERE { $this :next ?b }",
    "a sum of days": """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        CONSTRUCT { ?a :d ?d } WHERE { ?a :day ?b BIND(?b + 'P1D'^^xsd:dayTimeDuration AS ?d) }""",
    "arithmetic": "CONSTRUCT { ?a :d ?d } WHERE { ?a :fee ?b BIND(?b - 1 AS ?d) }",
    "a product": "CONSTRUCT { ?a :d ?d } WHERE { ?a :fee ?b BIND(?b * 2 AS ?d) }",
    "how a number is written": "CONSTRUCT { ?a :d ?d } WHERE { ?a :fee ?b BIND(STR(?b) AS ?d) }",
    "a number in two spellings": "CONSTRUCT { ?a :d 12.50 } WHERE { ?a :fee ?b }",
    "a number in a pattern": "CONSTRUCT { ?a :d true } WHERE { ?a :fee 12.50 }",
    "equal values": "CONSTRUCT { ?a :d true } WHERE { ?a :day ?b ; :last ?c . FILTER(?b = ?c) }",
    "in a list": "CONSTRUCT { ?a :d true } WHERE { ?a :p ?b . FILTER(?b IN (:x, :y)) }",
    "minus": "CONSTRUCT { ?a :d true } WHERE { ?a :p ?b MINUS { ?a :q ?b } }",
    "minus in what is absent": (
        "CONSTRUCT { ?a :d true } WHERE { ?a :p ?b FILTER NOT EXISTS { ?a :q ?c MINUS { ?a :p ?c } } }"
    ),
    "an unknown function in what is present": (
        "CONSTRUCT { ?a :d true } WHERE { ?a :p ?b FILTER EXISTS { ?a :q ?c FILTER(ISIRI(?c)) } }"
    ),
    "a number of values": (
        "CONSTRUCT { ?a :d ?n } WHERE { { SELECT ?a (COUNT(?b) AS ?n) WHERE { ?a :fee ?b } GROUP BY ?a } }"
    ),
    "any value": "CONSTRUCT { ?a :d ?n } WHERE { { SELECT ?a (SAMPLE(?b) AS ?n) WHERE { ?a :p ?b } GROUP BY ?a } }",
    "a blank node": "CONSTRUCT { ?a :d [ :p ?b ] } WHERE { ?a :p ?b }",
    "a blank pattern": "CONSTRUCT { ?a :d true } WHERE { ?a :p [ :lapsed true ] }",
    "a limit": "CONSTRUCT { ?a :d true } WHERE { ?a :p ?b } LIMIT 1",
    "an inverse path": "CONSTRUCT { ?a :d true } WHERE { ?a ^:next ?b }",
    "a negated path": "CONSTRUCT { ?a :d true } WHERE { ?a !:next ?b }",
    "chance": "CONSTRUCT { ?a :d ?r } WHERE { ?a :p ?b BIND(RAND() AS ?r) }",
    "another source": "CONSTRUCT { ?a :d true } WHERE { SERVICE <https://example.org/x> { ?a :p ?b } }",
    "an unknown prefix": "CONSTRUCT { ?a other:d true } WHERE { ?a :p ?b }",
    "no rule": "SELECT ?a WHERE { ?a :p ?b }",
    "no SPARQL": "CONSTRUCT { ?a",
}
TARGET = ":s a sh:PropertyShape ; sh:targetClass :Thing ; sh:path :p ; "
REFUSED = {
    **{name: rule(text) for name, text in SPARQL_REFUSED.items()},
    "deactivated": TARGET + "sh:maxCount 0 ; sh:deactivated true .",
    "any of": TARGET + "sh:or ( [ sh:hasValue :x ] [ sh:hasValue :y ] ) .",
    "all of": TARGET + "sh:and ( [ sh:hasValue :x ] ) .",
    "one of": TARGET + "sh:xone ( [ sh:hasValue :x ] [ sh:hasValue :y ] ) .",
    "a node": TARGET + "sh:node [ sh:hasValue :x ] .",
    "a class": TARGET + "sh:class :Kind .",
    "a pattern": TARGET + 'sh:pattern "x" .',
    "SPARQL": TARGET + 'sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o }" ] .',
    "closed": ":s a sh:NodeShape ; sh:targetClass :Thing ; sh:closed true .",
    "a property": ":s a sh:NodeShape ; sh:targetClass :Thing ; sh:property [ sh:path :p ; sh:minCount 1 ] .",
    "values of the node itself": ":s a sh:NodeShape ; sh:targetClass :Thing ; sh:hasValue :a .",
    "an implicit class": ":s a sh:PropertyShape, rdfs:Class ; sh:path :p ; sh:maxCount 0 .",
    "an implicit class of classes": ":M rdfs:subClassOf rdfs:Class . :s a sh:PropertyShape, :M ; sh:path :p .",
    "objects": ":s a sh:PropertyShape ; sh:targetObjectsOf :p ; sh:path :p ; sh:maxCount 0 .",
    "a target in SPARQL": ":s a sh:PropertyShape ; sh:target [ a sh:SPARQLTarget ] ; sh:path :p ; sh:maxCount 0 .",
    "a literal target": ':s a sh:PropertyShape ; sh:targetNode "x" ; sh:path :p ; sh:maxCount 0 .',
    "a nameless shape": "[] a sh:PropertyShape ; sh:targetClass :Thing ; sh:path :p ; sh:maxCount 0 .",
    "an inverse": ":s a sh:PropertyShape ; sh:targetClass :Thing ; sh:path [ sh:inversePath :p ] ; sh:maxCount 0 .",
    "two paths": TARGET + "sh:path :q ; sh:maxCount 0 .",
    "no path": ":s a sh:PropertyShape ; sh:targetClass :Thing ; sh:maxCount 0 .",
    "at least two": TARGET + "sh:minCount 2 .",
    "two numbers": TARGET + "sh:maxCount 2, 3 .",
    "no number": TARGET + 'sh:maxCount "two" .',
    "a negative number": TARGET + "sh:maxCount -1 .",
    "two denials": TARGET + "sh:not [ sh:hasValue :x ], [ sh:hasValue :y ] .",
    "a denial of more": TARGET + "sh:not [ sh:hasValue :x ; sh:maxCount 1 ] .",
    "a denial of two values": TARGET + "sh:not [ sh:hasValue :x, :y ] .",
    "a blank value": TARGET + "sh:hasValue [ ] .",
    "a number to have": TARGET + "sh:hasValue 25.00 .",
    "a list without an end": TARGET + "sh:in :list . :list rdf:first :x ; rdf:rest :list .",
    "a number in a list": TARGET + "sh:in ( 25.00 ) .",
    "a kind without a number": TARGET + "sh:qualifiedValueShape [ sh:hasValue :x ] .",
    "a number without a kind": TARGET + "sh:qualifiedMaxCount 1 .",
    "at least of a kind": TARGET + "sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:hasValue :x ] .",
    "less than": TARGET + "sh:lessThan :q .",
    "a component": ':C a sh:ConstraintComponent ; sh:parameter [ sh:path :own ] . :s a sh:NodeShape ; :own "x" .',
    "a triple rule": (
        ":s a sh:NodeShape ; sh:targetNode :s ;"
        " sh:rule [ a sh:TripleRule ; sh:subject sh:this ; sh:predicate :p ; sh:object :o ] ."
    ),
    "a condition": rule(RULES["a join"], of_rule="a sh:SPARQLRule ; sh:condition :s"),
    "a rule for each node of a class": rule(RULES["a join"], said="sh:targetClass :Thing"),
    "a rule for no node": rule(RULES["a join"], said="sh:order 1"),
    "rules in no order": rule(RULES["a join"]) + rule(RULES["a closure"]),
    "shapes in no order": rule(RULES["a join"]) + rule(RULES["a closure"], ":t"),
    "a rule without a shape": ":r a sh:SPARQLRule ; sh:construct 'CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }' .",
}  # fmt: skip


def turtle(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def reference(shapes: Graph, triples: Iterable[Triple]) -> tuple[Results, set[Triple]]:
    """Return what pySHACL finds and derives."""
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    told, found = set(graph), defaultdict(set)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, advanced=True, inplace=True)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        found[report.value(result, SH.focusNode)].add(report.value(result, SH.sourceShape))
    return found, set(graph) - told


def agree(text: str) -> tuple[Results, list[Triple]]:
    shapes, data = turtle(text), turtle(DATA)
    law = list(islice(data, len(data) // 2))
    part = Graph()
    for triple in law:
        part.add(triple)
    fast = Fast(part)
    assert fast.covers(shapes)
    found, derived = fast.run(shapes, data)
    assert (found, set(derived)) == reference(shapes, data)
    return found, derived


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_finds_the_same(name: str) -> None:
    found, _ = agree(f":s a sh:PropertyShape ; {SHAPES[name]} .")
    assert bool(found) == (name not in SILENT)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_derives_the_same(name: str) -> None:
    assert agree(rule(RULES[name]))[1]


def test_a_rule_reads_what_one_before_derived() -> None:
    def both(order: int) -> str:
        twice = "CONSTRUCT { ?a :twice true } WHERE { ?a :charged true }"
        first = rule(RULES["a charge"], said="sh:targetNode :r ; sh:order 2")
        return first + rule(twice, ":t", said=f"sh:targetNode :t ; sh:order {order}")

    assert (len(agree(both(10))[1]), len(agree(both(1))[1])) == (6, 3)


def test_a_rule_is_refused_for_what_is_in_it_alone() -> None:
    assert Fast(Graph()).covers(
        turtle(rule(RULES["a join"]) + rule(RULES["a closure"], ":t", "sh:targetNode :t ; sh:order 1"))
    )
    assert Fast(Graph()).covers(turtle(TARGET + "sh:maxCount 0 ."))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_understood_is_refused(name: str) -> None:
    fast, shapes = Fast(turtle(DATA)), turtle(REFUSED[name])
    assert not fast.covers(shapes)
    with pytest.raises(ValueError, match="not covered"):
        fast.run(shapes, [])


def test_an_answer_on_shapes_is_kept() -> None:
    fast = Fast(turtle(DATA))
    shapes, others = turtle(rule(RULES["a join"])), turtle(REFUSED["deactivated"])
    assert [fast.covers(graph) for graph in (shapes, others, shapes)] == [True, False, True]
    assert fast.run(shapes, [])[1] == fast.run(shapes, [])[1] != []


# --- values ---

AMOUNT = turtle(rule(RULES["an amount"]))
A, B, FEE = (URIRef(NS + name) for name in ("m", "n", "fee"))


def amount(text: str) -> Literal:
    return Literal(text, datatype=XSD.decimal)


@pytest.mark.parametrize("text", ["25.0", "25.00", "12.50", "0.5", "-3.10", "25"])
def test_an_amount_stays_as_it_is_written(text: str) -> None:
    _, derived = Fast(Graph()).run(AMOUNT, [(A, FEE, amount(text))])
    assert [(node, value) for node, _, value in derived] == [(A, amount(text))]
    assert str(derived[0][2]) == text


@pytest.mark.parametrize(
    "values",
    [
        (amount("25.0"), amount("25.00")),
        (Literal(5), Literal("5", datatype=XSD.int)),
        (amount("9" * 40),),
        (Literal("9" * 30, datatype=XSD.integer),),
        (Literal("text", datatype=XSD.string),),
    ],
)
def test_what_cannot_be_exact_is_not_judged(values: tuple[Literal, ...]) -> None:
    fast = Fast(Graph())
    triples = [(node, FEE, value) for node, value in zip((A, B), values, strict=False)]
    with pytest.raises(Inexact) as refusal:
        fast.run(AMOUNT, triples)
    assert set(refusal.value.texts) == {"nl", "en"}
    assert not fast.run(AMOUNT, [])[1]
    # Where the law itself is so, nothing is covered.
    law = Graph()
    for triple in triples:
        law.add(triple)
    assert not Fast(law).covers(AMOUNT)


def test_a_law_with_a_malformed_name_is_not_covered() -> None:
    law = Graph()
    law.add((A, FEE, URIRef("no iri")))
    assert not Fast(law).covers(AMOUNT)


# --- the store ---


def triples_of(fast: Fast) -> set[str]:
    return {str(quad) for quad in fast._store}


@pytest.mark.parametrize("size", [1, 10_000])
def test_the_store_holds_the_law_again(size: int) -> None:
    """What is told is taken out of a large law, and after much work on a small law the store is made anew."""
    law = turtle(DATA)
    for number in range(size):
        law.add((A, FEE, Literal(f"{number}")))
    fast = Fast(law)
    before = triples_of(fast)
    shapes = turtle(rule(RULES["one or other"]) + f":s a sh:PropertyShape ; {SHAPES['more than one']} .")
    told = [*law, *turtle(":new :p :x, :y ; :q :x .")]
    first = fast.run(shapes, told)
    assert first[0] and first[1]
    for _ in range(3):
        assert triples_of(fast) == before
        found, derived = fast.run(shapes, told)
        assert (found, set(derived)) == (first[0], set(first[1]))


def failing(triples: Iterable[Triple]) -> Iterable[Triple]:
    yield from triples
    raise OSError("no more")


@pytest.mark.parametrize("size", [1, 10_000])
@pytest.mark.parametrize("what", ["reading", "a literal subject", "a malformed name", "comparing", "finding"])
def test_the_store_holds_the_law_after_an_error(what: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    law = turtle(DATA)
    for number in range(size):
        law.add((A, FEE, Literal(f"{number}")))
    fast = Fast(law)
    before = triples_of(fast)
    shapes = turtle(rule(RULES["a closure"]) + f":s a sh:PropertyShape ; {SHAPES['at most another']} .")
    told: Iterable[Triple] = list(turtle(":new a :Thing ; :next :a ."))
    match what:
        case "reading":
            told = failing(told)
        case "a literal subject":
            told = [*told, (Literal("x"), FEE, A)]
        case "a malformed name":
            told = [*told, (URIRef("no iri"), FEE, A)]
        case "comparing":
            told = [*told, *turtle(":new :day [] ; :last 1 .")]
        case "finding":
            monkeypatch.setattr(fast, "_find", lambda *_: 1 / 0)
    with pytest.raises(GrondslagError) as error:
        fast.run(shapes, told)
    assert error.value.texts["nl"].startswith("De snelle motor")
    assert triples_of(fast) == before


def test_it_is_an_extra() -> None:
    assert available()
    code = (
        "import sys; sys.modules['pyoxigraph'] = None\n"
        "from checker.judge.fast import available; import checker.api; assert available() is False"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
