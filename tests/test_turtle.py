"""Turtle is read in less time where pyoxigraph is installed, and never otherwise than rdflib reads it."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from rdflib import BNode, Graph
from rdflib.compare import isomorphic
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.pack import folders
from checker.pack.folders import LOCAL, parse_into
from checker.pack.turtle import MOST_NESTED, Triple, read_quickly

ROOT = Path(__file__).parents[1]
SHIPPED = sorted(
    file for folder in ("ontology", "shapes", "tests", "datasets") for file in (ROOT / folder).rglob("*.ttl")
)
FEW = 30
"""Triples below which rdflib may compare: it takes long."""
HEAD = "@prefix : <http://e/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"

VALUES = (
    "1", "01", "+5", "-0", "5.0", "-.5", "+.50", "1e0", "1E3", "1.5e-3", "5e", "0x1", "1.2.3", "9" * 4000, "9" * 5000,
    "true", "false", "TRUE", '"a"@nl', '"a"@NL', '"a"@nl-BE', "'a'@EN", '"a"@i-default', '"a"@', '"a"@1', '"a"@nl--ltr',
    '"a"^^xsd:string', '"a"^^<http://www.w3.org/2001/XMLSchema#string>', '"a"^^:d', '"x"^^<http://e/d>', '"a"^^"b"',
    '"01"^^xsd:integer', '" 1 "^^xsd:integer', '"1.50"^^xsd:decimal', '"abc"^^xsd:integer', '"TRUE"^^xsd:boolean',
    '"1"^^xsd:boolean', '"2020-1-1"^^xsd:date', '"2020-01-01Z"^^xsd:date', '"2020-02-30"^^xsd:date', '"-5"^^xsd:gYear',
    '"P1D"^^xsd:dayTimeDuration', '"P1Y"^^xsd:duration', '"1e400"^^xsd:double', '"INF"^^xsd:float', '"a b "^^xsd:token',
    '"2020-01-01T00:00:00Z"^^xsd:dateTime', '"24:00:00"^^xsd:time', '"YQ=="^^xsd:base64Binary', '"0A"^^xsd:hexBinary',
    '"x"^^xsd:anyURI', f'"{"9" * 5000}"^^xsd:integer', '"<b>x</b>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML>',
    r'"a\u00e9\U0001F600"', r'"\uD800"', r'"\t\n\r\"\\"', r'"\x"', r'"\u12"', '"\u2028\x85\ufffe"', '"a\x00b"',
    '"""a\n"b"\nc"""', '"""a\r\nb"""', '"a"\r', "'''a''b'''", "'''a''''", '""""a"""', '"""a""""', '"a" "b"', '"a"# c\n',
    r":a\,b", r":a\~b", ":a%20b", ":a:b", ":a.b", ":é", ":1a", ":-a", ":a-", ":", "xsd:", "unknown:a", "a", "=",
    "<rel>", "<>", "<#f>", "<../x>", "<http://e/a/../b>", "<http://e/é>", r"<http://e/\u00e9>", r"<http://e/\u0020>",
    "<http://e/a b>", "<HTTP://E/x>", "<urn:x>", "<mailto:a@b>", "<x:y>", "<http://e/a#b#c>", "<http://e/[x]>",
    "<http://[::1]/>", "<http://e/%zz>", "<http://e/^>", "<http://e:port/>", '<http://e/"x">',
    "_:x", "_:a.b", "_:é", "_:1", "[]", "()", "(1 2)", "[:p [:q 1]; :r (1 [:s 2])]", "[:p 1;]", "[", "[[]]", "1.",
    "(" * 15 + ")" * 15, "(" * 100 + ")" * 100, "(" * 900 + ")" * 900, "[:p " * 100 + "1" + "]" * 100,
    "[:p " * 500 + "1" + "]" * 500, "(" + "1 " * 50 + ")", "1,2", '"a\nb"',
    "<<:a :b :c>>", "<<(:a :b :c)>>", "1 {| :x 2 |}", "1 ~ :r",
)  # fmt: skip
FILES = (
    "", ":s :p :o", ":s :p :o . # c", ":s :p :o ;;; :q 1 .", ":s :p :o ; .", ":s :p :o . .", ":s :p :o ,", ":s a a .",
    ":s :p :o .:t :p :o.", ":s :p 1.:t :p :o.", ":s\u00a0:p 1 .", ":s\x0c:p 1 .", ":s :p :o .\r\n\r:t :p 2 .",
    "[] :p 1 .", "[:p 1] .", "(1) :p 1 .", '"a" :p 1 .', ':s "p" 1 .', ":s _:p 1 .", ":s :p ?x .",
    ":s :p _:a . _:a :q _:b . _:b :q _:a .", "_:b0 :p [ :q _:b0 ] .", "_:x :p 1 . _:x :p 2 .",
    "@base <http://b/> .\n:s :p <x> .", "@base <http://b/> .\n:s :p :o .", "BASE <http://b/>\n:s :p <x> .",
    "PREFIX q: <http://q/>\nq:a q:b q:c .", "prefix q: <http://q/>\nq:a q:b q:c .",
    "PREFIX q: <http://q/> .\nq:a q:b 1 .", "@prefix q: <http://q/>\nq:a q:b 1 .",
    "@PREFIX q: <http://q/> .\nq:a q:b 1 .", "@prefix q: <rel#> .\nq:a q:b 1 .", "@prefix : <http://f/> .\n:s :p :o .",
    "@prefix a.b: <http://q/> .\na.b:c a.b:c 1 .", "@prefix é: <http://q/> .\né:c é:c 1 .",
    '@prefix t: <http://www.w3.org/2001/XMLSchema#strin> .\n:s :p "a"^^t:g .', "\ufeff:s :p 1 .",
    'VERSION "1.2"\n:s :p :o .', '@version "1.2" .\n:s :p :o .', ':s :p "of a version"@en .',
    ":s is :p of :o .", ":s <- :p :o .", ":s = :o .", ":s => :o .", "{:a :b :c} => {:d :e :f} .", "@forAll :x .",
    "@keywords a .", "GRAPH :g { :s :p :o }", ":g { :s :p :o }",
)  # fmt: skip


def read(data: bytes) -> Graph | str:
    """Return what is read of a file of a pack, or what is said of it."""
    graph = Graph()
    try:
        parse_into(graph, data, Path("mijn-wet/pack.ttl"), LOCAL + "mijn-wet/pack.ttl")
    except GrondslagError as error:
        return str(error)
    return graph


def require_the_same(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(folders, "read_quickly", lambda data: None)
        plainly = read(data)
    quickly = read(data)
    if isinstance(quickly, str) or isinstance(plainly, str):
        assert quickly == plainly
    else:
        assert len(quickly) == len(plainly)
        assert set(quickly) == set(plainly) or _is_same(quickly, plainly)


def _is_same(one: Graph, other: Graph) -> bool:
    return isomorphic(one, other) if len(one) < FEW else written(one) == written(other)


def written(graph: Graph) -> set[tuple[object, ...]]:
    """Return the triples of a graph with each blank node as what is said of it, where none goes round in a circle."""

    @cache
    def named(node: Node) -> object:
        if not isinstance(node, BNode):
            return node
        return frozenset((predicate, named(value)) for predicate, value in graph.predicate_objects(node))

    return {(named(subject), predicate, named(value)) for subject, predicate, value in graph}


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_ships_is_read_as_rdflib_reads_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_the_same(file.read_bytes(), monkeypatch)


def test_what_a_pack_is_read_from_is_read_quickly() -> None:
    left = [file.name for folder in ("ontology", "shapes") for file in (ROOT / folder).rglob("*.ttl")
            if read_quickly(file.read_bytes()) is None]  # fmt: skip
    # It names the folders that it imports beside its own.
    assert left == ["pack.ttl"]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("value", VALUES, ids=lambda value: ascii(value[:30]))
def test_any_value_is_read_as_rdflib_reads_it(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    require_the_same(f"{HEAD}:s :p {value} .\n".encode("utf-8", "surrogatepass"), monkeypatch)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("text", FILES, ids=ascii)
def test_any_file_is_read_as_rdflib_reads_it(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    require_the_same((HEAD + text).encode(), monkeypatch)


@pytest.mark.parametrize("data", [b':s :p "\xff" .', ':s :p "é" .'.encode("utf-16"), b"\x00"])
def test_what_is_no_utf8_is_refused_as_by_rdflib(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    require_the_same(HEAD.encode() + data, monkeypatch)


def test_a_blank_node_of_one_file_is_not_that_of_another() -> None:
    first, second = (read_quickly(f"{HEAD}_:x :p 1 ; :q _:x .".encode()) for _ in range(2))
    assert first and second
    assert _subjects(first).isdisjoint(_subjects(second))
    assert len(_subjects(first)) == 1


def test_much_that_is_nested_is_left_to_rdflib() -> None:
    assert read_quickly(f"{HEAD}:s :p {'(' * MOST_NESTED}{')' * MOST_NESTED} .".encode())
    assert read_quickly(f"{HEAD}:s :p {'(' * 30}{')' * 30} .".encode()) is None


def _subjects(triples: Sequence[Triple]) -> set[object]:
    return {subject for subject, _, _ in triples}
