"""A planned query has the solutions that rdflib finds for it as it stands, in work that grows with them."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal, Namespace

from checker.api import check_all
from checker.dpia import Choice, chosen
from checker.dpia.facts import facts
from checker.dpia.tables import query_of
from checker.judge.graph import View, prepared
from checker.judge.planned import planned
from checker.pack import Pack
from checker.request import Request
from checker.vocabulary import GS, instances

EX = Namespace("https://example.org/")
HEAD = "PREFIX : <https://example.org/>\nSELECT * WHERE { "
QUERIES = {
    "an optional that asks for one of many": "?x a :Thing OPTIONAL { ?x :has ?part . ?part :kind :blue ; :size ?size }",
    "a flag and a class": "?x a :Thing ; :has ?part . ?part :kind ?kind . ?kind :plain true",
    "a choice and what follows": """?x a :Thing . { ?x :has ?part } UNION { ?part :of ?x }
        ?part :kind ?kind . ?kind :plain ?plain""",
    "two choices": "?x a :Thing . { ?x :has ?a } UNION { ?x :size ?a } { ?x :has ?b } UNION { ?x :next ?b }",
    "values": "VALUES (?kind ?order) { (:blue 1) (:red UNDEF) } ?part :kind ?kind . ?x :has ?part ; a :Thing",
    "a path": "?x a :Thing . ?x :has/:kind ?kind . OPTIONAL { ?x :next+ ?y . ?y a :Thing ; :size 3 }",
    "what is not there": "?x a :Thing FILTER NOT EXISTS { ?x :has ?part . ?part :kind :blue } OPTIONAL { ?x :next ?y }",
    "what is taken away": "?x a :Thing MINUS { ?x :has ?part . ?part :kind :blue } ?x :size ?size",
    "a subquery": """?kind :plain true . ?part :kind ?kind
        { SELECT ?x (MIN(?s) AS ?least) WHERE { ?x :has ?part . ?part :size ?s } GROUP BY ?x } ?x :has ?part""",
    "an optional in an optional": """?x a :Thing OPTIONAL { ?x :has ?part OPTIONAL { ?part :kind ?kind
        FILTER(?kind != :blue) } BIND(?part AS ?also) }""",
}


class Counting(View):
    """Counts the triples that are looked at."""

    def __init__(self, graph: Graph) -> None:
        """View this graph."""
        super().__init__(graph)
        self.seen = 0

    def triples(self, triple: Any) -> Any:
        """Yield the triples of a pattern."""
        for found in super().triples(triple):
            self.seen += 1
            yield found


def things(count: int) -> Graph:
    graph = Graph()
    for kind, plain in (("blue", True), ("red", False), ("green", True)):
        graph.add((EX[kind], EX.plain, Literal(plain)))
    for n in range(count):
        thing = EX[f"thing{n}"]
        graph.add((thing, RDF.type, EX.Thing))
        graph.add((thing, EX.size, Literal(n)))
        graph.add((thing, EX.next, EX[f"thing{n + 1}" if n % 4 else "thing0"]))
        for m in range(n % 3):
            part = EX[f"part{n}.{m}"]
            graph.add((thing, EX.has, part))
            graph.add((part, EX.kind, EX[("blue", "red", "green")[(n + m) % 3]]))
            graph.add((part, EX.size, Literal(m)))
    return graph


def solutions(graph: Graph, query: Any) -> Counter[Any]:
    return Counter(frozenset(row.asdict().items()) for row in View(graph).query(query))  # type: ignore[union-attr]


@pytest.mark.parametrize("name", QUERIES)
def test_a_plan_changes_no_solution(name: str) -> None:
    text = HEAD + QUERIES[name] + " }"
    graph = things(12)
    found = solutions(graph, prepared(text))
    assert found and solutions(graph, planned(text)) == found


@pytest.mark.parametrize("name", ["an optional that asks for one of many", "a flag and a class",
                                  "a choice and what follows", "values"])  # fmt: skip
def test_ten_times_the_things_are_about_ten_times_the_work(name: str) -> None:
    few, many = Counting(things(30)), Counting(things(300))
    for graph in (few, many):
        list(graph.query(planned(HEAD + QUERIES[name] + " }")))
    assert many.seen < 13 * few.seen


def test_the_tables_of_an_assessment_have_the_same_solutions(pack: Pack, tmp_path: Path) -> None:
    registry = tmp_path / "register.csv"
    registry.write_text(
        "id,sender,recipient,purpose,ground,data_categories,encrypted,description\n"
        "E1,ZORGKANTOOR,CAK,eigen-bijdrage,wlz-9.1.2-1-g,bsn;naam-client,ja,\n"
        "E2,CIZ,CAK,eigen-bijdrage,wlz-9.1.2-1-c,bsn;diagnose,nee,Proef\n"
        "E3,CIZ,Nergens,zorgplicht,,iets,,\n",
        encoding="utf-8",
    )
    report = check_all([registry], Request(pack, date(2026, 11, 23)))
    assert report.source is not None
    graph = facts(chosen(report.source, Choice()), pack, report.source.as_of).graph
    tables = list(instances(graph, GS.DpiaTable))
    assert len(tables) > 20
    for table in tables:
        text = query_of(graph, table)
        assert solutions(graph, planned(text)) == solutions(graph, prepared(text)), table
