"""Processes in linked data: what they state, name, inherit and are called; and nothing is ever fetched."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from writers import EX, as_jsonld, as_rdfxml

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.registry import RdfTerms, read_registry

DPV = "https://w3id.org/dpv#"
TERMS = RdfTerms(
    classes={DPV + "Process", EX + "Exchange"},
    properties={
        "id": ("http://purl.org/dc/terms/identifier", EX + "identifier"),
        "sender": (DPV + "hasDataExporter", DPV + "hasDataController"),
        "recipient": (DPV + "hasDataImporter", DPV + "hasRecipient"),
        "purpose": (DPV + "hasPurpose",),
        "ground": (DPV + "hasLegalBasis",),
        "data": (DPV + "hasPersonalData",),
        "encrypted": (EX + "encrypted",),
    },
    nested={DPV + "hasProcess"},
    measured_by={DPV + "hasTechnicalMeasure"},
    measures={DPV + "EncryptionInTransfer": "encrypted", DPV + "Pseudonymisation": "pseudonymised"},
    separators={"ground": " | "},
    concepts={EX + "CIZ", EX + "Care"},
    own={"recipient"},
)
HEADER = ("id", "sender", "recipient", "purpose", "ground", "data", "encrypted", "pseudonymised")
PREFIXES = (
    f"@prefix ex: <{EX}> . @prefix dpv: <{DPV}> . @prefix dct: <http://purl.org/dc/terms/> ."
    " @prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
    " @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)


def read(path: Path, text: str, terms: RdfTerms = TERMS) -> Table:
    path.write_text(text, encoding="utf-8")
    return read_registry(path, rdf=terms)


def rows(path: Path, turtle: str, terms: RdfTerms = TERMS) -> list[dict[str, str]]:
    table = read(path / "register.ttl", PREFIXES + turtle, terms)
    assert [number for number, _ in table.rows] == list(range(2, len(table.rows) + 2))
    return [{n: c for n, c in zip(table.header, row, strict=True) if c} for _, row in table.rows]


VALUES = {
    "known IRI": ("ex:CIZ", EX + "CIZ"),
    "unknown IRI": ("ex:CAK", EX + "CAK"),
    "literal": ('"CAK"', "CAK"),
    "labelled node": ('[ rdfs:label "het CAK" ]', "het CAK"),
    "labelled IRI": ('ex:labelled', "Zorgkantoor"),
    "known IRI with a label of its own": ("ex:Care", EX + "Care"),
    "notation before label": ('[ skos:notation "CAK" ; skos:prefLabel "het CAK" ]', "CAK"),
    "label by language": ('[ skos:prefLabel "Care office"@en, "Zorgkantoor"@nl, "Bureau"@fr ]', "Zorgkantoor"),
    "label by alphabet": ('[ skos:prefLabel "b"@fr, "a"@de ]', "a"),
    "node of a known class": ('[ a ex:Care ; rdfs:label "onze zorg" ]', EX + "Care"),
    "node of an unknown class": ("[ a ex:Other ]", EX + "Other"),
    "node of which nothing is said": ("[]", "[]"),
    "one text in two languages": ('"zorg"@nl, "care"@en', "zorg"),
    "two texts in one language": ('"zorg"@nl, "hulp"@nl', "zorg;hulp"),
    "several values": ('"a", ex:CIZ, "a"', f"a;{EX}CIZ"),
    "a list": ('("a" "b" ("c"))', "a;b;[]"),
    "an empty list": ("()", ""),
    "day": ('"2025-12-31"^^xsd:date', "2025-12-31"),
    "day in a zone": ('"2025-12-31+01:00"^^xsd:date', "2025-12-31"),
    "midnight": ('"2025-12-31T00:00:00Z"^^xsd:dateTime', "2025-12-31"),
    "moment": ('"2025-12-31T10:00:00"^^xsd:dateTime', "2025-12-31T10:00:00"),
    "odd day": ('"31-02-2025"^^xsd:date', "31-02-2025"),
    "numbers": ("12.50, 5.0, 1e3, 7", "12.50;5;1000;7"),
    "truth": ("true", "true"),
    "a number that would fill the memory": ('"1E+999999999"^^xsd:decimal', "1E+999999999"),
    "a relative IRI": ("<CAK>", "https://register.invalid/CAK"),
    "a line end": ('"a\\r\\nb"', "a\nb"),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_values(tmp_path: Path, name: str) -> None:
    written, text = VALUES[name]
    turtle = (
        f"ex:E1 a dpv:Process ; dpv:hasPurpose {written} ."
        ' ex:labelled rdfs:label "Zorgkantoor" . ex:Care rdfs:label "zorg" .'
    )
    assert rows(tmp_path, turtle)[0].get("purpose", "") == text


def test_preferred_properties_and_what_travels_along(tmp_path: Path) -> None:
    turtle = """
        ex:E1 a dpv:Process ; dpv:hasDataController ex:CIZ ; dpv:hasRecipient "A", "B" .
        ex:E2 a ex:Exchange ; dpv:hasDataExporter "X" ; dpv:hasDataController "Y" ; ex:note "n"@nl, "m"@nl ;
            dct:identifier "F2" ; dpv:hasLegalBasis "g1", "g2" ; rdfs:label "tweede" .
    """
    assert rows(tmp_path, turtle) == [
        {"id": "E1", "sender": EX + "CIZ", "recipient": "A;B"},
        {
            "id": "F2", "sender": "X", DPV + "hasDataController": "Y", EX + "note": "n;m", "ground": "g1 | g2",
            "http://www.w3.org/2000/01/rdf-schema#label": "tweede",
        },
    ]  # fmt: skip
    assert read(tmp_path / "register.ttl", PREFIXES + "ex:E1 a dpv:Process .").header == HEADER


def test_measures(tmp_path: Path) -> None:
    turtle = """
        ex:E1 a dpv:Process ; dpv:hasTechnicalMeasure dpv:EncryptionInTransfer, dpv:AccessControlMethod .
        ex:E2 a dpv:Process ; dpv:hasTechnicalMeasure [ a dpv:Pseudonymisation ], [ a dpv:EncryptionInTransfer ] .
        ex:E3 a dpv:Process ; dpv:hasTechnicalMeasure dpv:EncryptionInTransfer ; ex:encrypted false .
    """
    assert rows(tmp_path, turtle) == [
        {"id": "E1", "encrypted": "true", DPV + "hasTechnicalMeasure": DPV + "AccessControlMethod"},
        {"id": "E2", "encrypted": "true", "pseudonymised": "true"},
        {"id": "E3", "encrypted": "false"},
    ]


def test_parts_inherit_what_they_do_not_state(tmp_path: Path) -> None:
    turtle = """
        ex:all a dpv:Process ; dpv:hasDataExporter "CIZ" ; dpv:hasPurpose "p" ; ex:note "n" ; dct:identifier "whole" ;
            dpv:hasTechnicalMeasure dpv:EncryptionInTransfer ; dpv:hasProcess ex:one, ex:two, [ dpv:hasRecipient "C" ] .
        ex:one dpv:hasRecipient "A" ; dpv:hasPurpose "q" .
        ex:two dpv:hasProcess ex:deep . ex:deep a dpv:Process ; dpv:hasRecipient "B" ; dpv:hasDataController "ZN" .
    """
    whole = {"encrypted": "true", EX + "note": "n"}
    assert rows(tmp_path, turtle) == [
        whole | {"id": "deep", "sender": "ZN", "recipient": "B", "purpose": "p"},
        whole | {"id": "one", "sender": "CIZ", "recipient": "A", "purpose": "q"},
        whole | {"id": "4", "sender": "CIZ", "recipient": "C", "purpose": "p"},
    ]


def test_a_part_of_two_wholes_inherits_of_both(tmp_path: Path) -> None:
    turtle = """
        ex:a a dpv:Process ; dpv:hasDataExporter "A" ; dpv:hasPurpose "p" ; dpv:hasProcess ex:c .
        ex:b a dpv:Process ; dpv:hasDataExporter "B" ; dpv:hasPurpose "p" ; dpv:hasProcess ex:c .
    """
    assert rows(tmp_path, turtle) == [{"id": "c", "sender": "A;B", "purpose": "p"}]


def test_a_whole_that_nobody_speaks_for_is_a_row(tmp_path: Path) -> None:
    turtle = """
        ex:a a dpv:Process ; dpv:hasRecipient "A" ; dpv:hasProcess ex:b, ex:c .
        ex:b dpv:hasRecipient "B" . ex:c dpv:hasRecipient "C" .
    """
    assert [row["recipient"] for row in rows(tmp_path, turtle)] == ["A", "B", "C"]
    assert [row["recipient"] for row in rows(tmp_path, turtle, replace(TERMS, own=()))] == ["B", "C"]


def test_circles_lose_no_row(tmp_path: Path) -> None:
    turtle = """
        ex:a a dpv:Process ; dpv:hasDataExporter "A" ; dpv:hasProcess ex:b .
        ex:b a dpv:Process ; dpv:hasRecipient "B" ; dpv:hasProcess ex:a .
        ex:c a dpv:Process ; dpv:hasProcess ex:c ; dpv:hasPurpose _:l .
        _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "x" ;
            <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l .
        _:p a dpv:Process ; dpv:hasProcess _:q . _:q dpv:hasProcess _:p .
    """
    found = rows(tmp_path, turtle)
    assert found == rows(tmp_path, turtle)
    assert [row["id"] for row in found] == ["a", "b", "c", "5", "6"]
    assert found[0] == {"id": "a", "sender": "A", "recipient": "B"} and found[2] == {"id": "c", "purpose": "x"}


def test_order_and_identifiers(tmp_path: Path) -> None:
    turtle = """
        [] a dpv:Process ; dpv:hasRecipient "b" . [] a dpv:Process ; dpv:hasRecipient "a" .
        <http://b.example/x%20y/> a dpv:Process . <http://a.example/q#z> a dpv:Process .
        ex:E1 a dpv:Process ; ex:identifier "A1" . <> a dpv:Process . <rel/E9> a dpv:Process .
    """
    assert [row["id"] for row in rows(tmp_path, turtle)] == ["A1", "E9", "x y", "z", "6", "7", "8"]


def test_named_graphs_and_prefixes_of_sparql(tmp_path: Path) -> None:
    text = f"# een register\nPREFIX d: <{DPV}>\n<urn:g> {{ <urn:x:E1> a d:Process }} <urn:x:E2> a d:Process ."
    assert [row[0] for _, row in read(tmp_path / "register", text).rows] == ["E1", "E2"]


FETCHED: list[str] = []
WATCHED = ("socket.connect", "socket.getaddrinfo", "urllib.Request", "http.client.connect", "subprocess.Popen")


def watch(event: str, values: tuple[Any, ...]) -> None:
    if event in WATCHED or (event == "open" and "hostname" in str(values[0])):
        FETCHED.append(f"{event} {values}")


@pytest.fixture
def offline() -> Iterator[None]:
    """See that nothing is fetched: no connection, no address, no file other than the registry."""
    if watch not in HOOKS:
        HOOKS.append(watch)
        sys.addaudithook(watch)
    FETCHED.clear()
    yield
    assert not FETCHED


HOOKS: list[Any] = []
REMOTE = "http://127.0.0.1:9/context.jsonld"
EXCHANGE = f'"@id": "{EX}E1", "@type": "{DPV}Process"'

FETCHING = {
    "remote context": f'{{"@context": "{REMOTE}", {EXCHANGE}}}',
    "file context": f'{{"@context": "file:///etc/hostname", {EXCHANGE}}}',
    "relative context": f'{{"@context": "../hostname", {EXCHANGE}}}',
    "context in a list": f'{{"@context": [{{"ex": "{EX}"}}, "{REMOTE}"], {EXCHANGE}}}',
    "context in lists": f'{{"@context": [[["{REMOTE}"]]], {EXCHANGE}}}',
    "context within a context": f'{{"@context": {{"@context": "{REMOTE}"}}, {EXCHANGE}}}',
    "context of a term": f'{{"@context": {{"x": {{"@id": "{EX}x", "@context": "{REMOTE}"}}}}, {EXCHANGE}, "x": {{}}}}',
    "context of a node": f'{{{EXCHANGE}, "{EX}x": {{"@context": "{REMOTE}", "a": "b"}}}}',
    "imported context": f'{{"@context": {{"@version": 1.1, "@import": "{REMOTE}"}}, {EXCHANGE}}}',
    "escaped context": f'{{"@\\u0063ontext": "{REMOTE}", {EXCHANGE}}}',
    "context in an array": f'[{{{EXCHANGE}}}, {{"@context": "{REMOTE}"}}]',
}


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("name", FETCHING)
@pytest.mark.parametrize("suffix", [".jsonld", ".json"])
def test_remote_contexts_are_refused(tmp_path: Path, name: str, suffix: str) -> None:
    with pytest.raises(GrondslagError, match="stands elsewhere on the net, and nothing is fetched"):
        read(tmp_path / f"register{suffix}", FETCHING[name])


def entities(kind: str) -> str:
    return f"<!DOCTYPE rdf:RDF [<!ENTITY x {kind}>]>"


def chain(numbers: Iterable[int]) -> str:
    return PREFIXES + "".join(f"ex:p{n} a dpv:Process ; dpv:hasProcess ex:p{n + 1} ." for n in numbers)


REFUSED = {
    "rdf/xml with entities": ("register.rdf", as_rdfxml(entities('"y"')), "holds a document type"),
    "rdf/xml with an outer entity": (
        "register.rdf", as_rdfxml(entities('SYSTEM "file:///etc/hostname"')), "holds a document type",
    ),
    "rdf/xml nested": (
        "register.rdf", as_rdfxml().replace("</rdf:RDF>", "<ex:a>" * 200 + "</ex:a>" * 200 + "</rdf:RDF>"), "too deep",
    ),
    "broken rdf/xml": ("register.rdf", as_rdfxml()[:-20], "line 2: no valid RDF; mend the file"),
    "broken turtle": ("register.ttl", PREFIXES + "ex:a a\nex:b ex:c .", "line 3: no valid RDF; mend the file"),
    "broken n-triples": ("register.nt", "<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\n", "no valid RDF"),
    "nested turtle": ("register.ttl", PREFIXES + "ex:a ex:p " + "[ ex:p " * 5000 + "1" + "]" * 5000 + ".", "too deep"),
    "nested lists": ("register.ttl", PREFIXES + "ex:a ex:p " + "(" * 5000 + ")" * 5000 + ".", "nested too deep"),
    "nested json-ld": ("register.jsonld", '{"@graph": ' + "[" * 5000 + "]" * 5000 + "}", "more than 64 layers"),
    "keys twice": ("register.jsonld", '{"@id": "urn:a", "@id": "urn:b"}', "key @id stands twice"),
    "processes within processes": ("register.ttl", chain(range(100)), "nested too deep"),
    "processes within processes, the last first": ("register.ttl", chain(range(100, 0, -1)), "nested too deep"),
    "a prefix that fills the memory": (
        "register.ttl",
        f"@prefix x: <urn:{'x' * 10_000_000}> .\n" + "".join(f"x:a x:b x:{n} ." for n in range(30)),
        "more RDF than is read",
    ),
    "values that every part inherits": (
        "register.ttl",
        PREFIXES + "ex:a a dpv:Process ; dpv:hasProcess " + ", ".join(f"ex:p{n}" for n in range(4000))
        + " ; dpv:hasPurpose " + ", ".join(map(str, range(4000))) + " .",
        "more RDF than is read",
    ),
    "no process": (
        "register.ttl", PREFIXES + "ex:a a ex:b .", f"give each exchange one of the classes {EX}Exchange, {DPV}Process",
    ),
    "nothing": ("register.jsonld", '{"@graph": []}', "RDF without a process"),
    "no vocabulary of processes in json-ld": ("register.jsonld", "[]", "RDF without a process"),
}  # fmt: skip


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path: Path, name: str) -> None:
    file, text, said = REFUSED[name]
    with pytest.raises(GrondslagError) as caught:
        read(tmp_path / file, text)
    assert said in caught.value.texts["en"]


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("iri", ["http://127.0.0.1:9/x", "file:///etc/hostname", "../../hostname", "ftp://127.0.0.1/x"])
def test_iris_are_names_and_no_addresses(tmp_path: Path, iri: str) -> None:
    turtle = f"""@prefix owl: <http://www.w3.org/2002/07/owl#> .
        <{iri}> a dpv:Process, owl:Ontology ; owl:imports <{iri}> ; rdfs:seeAlso <{iri}> ; dpv:hasRecipient <{iri}> .
    """
    (row,) = rows(tmp_path, turtle)
    assert row["id"] in ("x", "hostname")
    assert row["recipient"].endswith(iri.lstrip("./"))
    jsonld = as_jsonld().replace("https://example.org/exchange/E1", iri)
    assert len(read(tmp_path / "register.jsonld", jsonld, replace(TERMS, properties={})).rows) == 3
    rdfxml = as_rdfxml().replace("https://example.org/exchange/E1", iri)
    assert len(read(tmp_path / "register.rdf", rdfxml, replace(TERMS, properties={})).rows) == 3


def test_odd_literals_are_not_reported_on_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    odd = '"x"^^xsd:integer, "31-31-31"^^xsd:date, "<a"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral>'
    (row,) = rows(tmp_path, f'ex:E1 a dpv:Process ; dpv:hasPurpose {odd}, <with%20"space> .'.replace('"space', "space"))
    assert row["purpose"].startswith("x;31-31-31;<a;")
    assert capfd.readouterr() == ("", "")


def test_too_many_statements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.readers.rdf.safe.MAX_STATEMENTS", 100)
    with pytest.raises(GrondslagError, match="more RDF than is read"):
        rows(tmp_path, "ex:a ex:b " + ",".join(map(str, range(101))) + " .")
    monkeypatch.setattr("checker.readers.rdf.safe.MAX_BYTES", 100)
    with pytest.raises(GrondslagError, match="more RDF than is read"):
        rows(tmp_path, "ex:a a dpv:Process .")


def test_without_a_vocabulary(tmp_path: Path) -> None:
    path = tmp_path / "register.ttl"
    path.write_text(PREFIXES + "ex:a a dpv:Process .", encoding="utf-8")
    with pytest.raises(GrondslagError, match="a vocabulary is lacking"):
        read_registry(path)
