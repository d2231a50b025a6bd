"""The cases are judged as expected, and read the same in whatever format and dialect they are kept."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, BNode, Graph, Literal, Namespace
from rdflib.namespace import DCTERMS, RDFS
from rdflib.term import Node
from written import Value, ods, parquet, xlsx

from checker.api import check, check_all, read_table
from checker.model import Exchange
from checker.pack import Column, Pack, load_pack
from checker.request import Request
from checker.terms import read_exchanges
from checker.vocabulary import GS, label

CASES = Path(__file__).parent / "cases"
AS_OF = date(2026, 11, 23)
DPV = Namespace("https://w3id.org/dpv#")
REGISTRY = Namespace("https://register.example.org/exchange/")

Row = dict[str, str]


@cache
def pack() -> Pack:
    return load_pack("iwlz")


@cache
def cases() -> list[Row]:
    found: list[Row] = []
    for name in ("scenarios.csv", "messages.csv"):
        with (CASES / name).open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


def test_the_cases_are_judged_as_expected() -> None:
    expected: dict[str, Any] = {}
    for name in ("scenarios", "messages"):
        expected |= json.loads((CASES / f"{name}.expected.json").read_text(encoding="utf-8"))
    report = check_all([CASES / "scenarios.csv", CASES / "messages.csv"], Request(pack(), AS_OF))
    found = report.document["exchanges"]
    assert [exchange["id"] for exchange in found] == [row["id"] for row in cases()]
    assert {exchange["id"] for exchange in found} == expected.keys()
    for exchange in found:
        wanted = expected[exchange["id"]]
        assert isinstance(wanted, dict)
        assert {key: exchange[key] for key in ("verdict", "scope")} == {
            key: wanted[key] for key in ("verdict", "scope")
        }
        # What goes beyond the exchange comes on top of what was expected of it by itself; a family for which the
        # registry has no columns has nothing to judge, and adds nothing else.
        others = dict.fromkeys(exchange["outcomes"].keys() - wanted["outcomes"].keys(), "inapplicable")
        others["onward"] = exchange["outcomes"]["onward"]
        assert exchange["outcomes"] == wanted["outcomes"] | others


# How the cases are written: with codes as they are, or as an office does, with Dutch headers, names and days.


def column_of(code: str) -> Column:
    return next(column for column in pack().columns if column.code == code)


@cache
def dutch() -> list[Row]:
    return [{column_of(code).headers[0]: in_dutch(code, text) for code, text in row.items()} for row in cases()]


def in_dutch(code: str, text: str) -> str:
    column = column_of(code)
    if column.datatype == "date" and text:
        return f"{date.fromisoformat(text):%d-%m-%Y}"
    if column.scheme is None:
        return text
    separator = column.separator or "\0"
    names = {code: label(pack().graph, iri)["nl"] for iri, code in pack().schemes[column.scheme].codes.items()}
    return f" {separator} ".join(names.get(part, part) for part in text.split(separator))


def typed(code: str, text: str) -> Value:
    """Return a cell as formats have it that know more than text."""
    column = column_of(code)
    if column.datatype == "date" and text:
        return date.fromisoformat(text)
    if column.datatype == "yes-no" and text:
        return text == "ja"
    if column.datatype == "amount" and text:
        return float(text.replace(",", "."))
    if column.separator is not None:
        return [part for part in text.split(column.separator) if part]
    return text or None


def delimited(rows: list[Row], delimiter: str = ",", end: str = "\n") -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def grid(rows: Sequence[Mapping[str, Value]]) -> list[list[Value]]:
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def objects() -> list[dict[str, Value]]:
    return [{code: typed(code, text) for code, text in row.items()} for row in cases()]


def dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode()


@cache
def own_graph(as_iri: bool) -> Graph:
    """Return the cases in the vocabulary of the project; `as_iri` writes a term that the pack knows as its IRI."""
    graph = Graph()
    for place, row in enumerate(cases()):
        node = REGISTRY[f"{place:03}"]
        graph.add((node, RDF.type, GS.Exchange))
        for column in (column for column in pack().columns if column.code in row):
            cell = typed(column.code, row[column.code])
            for value in cell if isinstance(cell, list) else [] if cell is None else [cell]:
                graph.add((node, column.property, term(column.code, value) if as_iri else Literal(value)))
    return graph


def term(code: str, value: Value) -> Node:
    column = column_of(code)
    codes = {code: iri for iri, code in pack().schemes[column.scheme].codes.items()} if column.scheme else {}
    return codes.get(str(value)) or Literal(value)


DPV_PROPERTIES = {
    "sender": DPV.hasDataController, "recipient": DPV.hasRecipient, "purpose": DPV.hasPurpose,
    "ground": DPV.hasLegalBasis, "data_categories": DPV.hasPersonalData,
}  # fmt: skip
DPV_MEASURES = {
    "encrypted": DPV.EncryptionInTransfer, "authenticated": DPV.AuthenticationProtocols,
    "authorised": DPV.AccessControlMethod, "pseudonymised": DPV.Pseudonymisation,
}  # fmt: skip


@cache
def dpv_graph() -> Graph:
    """Return the cases in DPV alone: values as nodes with a label, measures where there is one."""
    graph = Graph()
    for place, row in enumerate(cases()):
        node = REGISTRY[f"{place:03}"]
        graph.add((node, RDF.type, DPV.Process))
        graph.add((node, DCTERMS.identifier, Literal(row["id"])))
        graph.add((node, DCTERMS.description, Literal(row["description"], "en")))
        for code, relation in DPV_PROPERTIES.items():
            cell = typed(code, row[code])
            for value in cell if isinstance(cell, list) else [cell]:
                held = BNode()
                graph.add((node, relation, held))
                graph.add((held, RDFS.label, Literal(in_dutch(code, str(value)), "nl")))
        for code, measure in DPV_MEASURES.items():
            if row[code] == "ja":
                held = BNode()
                graph.add((node, DPV.hasTechnicalMeasure, held))
                graph.add((held, RDF.type, measure))
    return graph


def serialised(graph: Graph, form: str) -> bytes:
    return graph.serialize(format=form, encoding="utf-8")


def quads(graph: Graph) -> bytes:
    lines = serialised(graph, "nt").decode().splitlines()
    return "".join(f"{line.removesuffix(' .')} <https://register.example.org/2025> .\n" for line in lines).encode()


FORMATS: dict[str, Callable[[], bytes]] = {
    "comma.csv": lambda: delimited(cases()).encode(),
    "comma, in Dutch.csv": lambda: delimited(dutch()).encode(),
    "semicolon.csv": lambda: delimited(cases(), ";").encode(),
    "semicolon, in Dutch.csv": lambda: delimited(dutch(), ";").encode(),
    "tab.tsv": lambda: delimited(cases(), "\t").encode(),
    "tab, in Dutch.txt": lambda: delimited(dutch(), "\t").encode(),
    "line ends of Windows.csv": lambda: delimited(dutch(), end="\r\n").encode(),
    "line ends of old Macs.csv": lambda: delimited(dutch(), end="\r").encode(),
    "byte order mark.csv": lambda: delimited(dutch(), ";").encode("utf-8-sig"),
    "utf-16.txt": lambda: delimited(dutch(), "\t", "\r\n").encode("utf-16"),
    "utf-16, big end first.csv": lambda: b"\xfe\xff" + delimited(dutch(), ";").encode("utf-16-be"),
    "cp1252.csv": lambda: delimited(dutch(), ";", "\r\n").encode("cp1252"),
    "sep semicolon.csv": lambda: b"sep=;\r\n" + delimited(dutch(), ";", "\r\n").encode(),
    "sep tab.csv": lambda: ("sep=\t\n" + delimited(cases(), "\t")).encode("utf-8-sig"),
    "text.xlsx": lambda: xlsx({"Register": grid(cases())}),
    "text, in Dutch.xlsx": lambda: xlsx({"Toelichting": [["Dit is het register"]], "Register": grid(dutch())}),
    "days and numbers.xlsx": lambda: xlsx({"Register": grid(objects())}),
    "text.ods": lambda: ods({"Register": grid(dutch())}),
    "days and numbers.ods": lambda: ods({"Register": grid(objects())}),
    "text.json": lambda: dumped(dutch()),
    "lists and numbers.json": lambda: dumped(objects()),
    "object with an array.json": lambda: dumped({"version": 3, "total": len(cases()), "items": objects()}),
    "lines.jsonl": lambda: b"\n".join(map(dumped, objects())),
    "text.parquet": lambda: parquet(list(dutch()[0]), [list(row.values()) for row in dutch()]),
    "lists and days.parquet": lambda: parquet(list(cases()[0]), [list(row.values()) for row in objects()]),
    "own.ttl": lambda: serialised(own_graph(as_iri=True), "turtle"),
    "own, literals.ttl": lambda: serialised(own_graph(as_iri=False), "turtle"),
    "own.jsonld": lambda: serialised(own_graph(as_iri=True), "json-ld"),
    "own.rdf": lambda: serialised(own_graph(as_iri=True), "pretty-xml"),
    "own, flat.rdf": lambda: serialised(own_graph(as_iri=False), "xml"),
    "own.nt": lambda: serialised(own_graph(as_iri=True), "nt"),
    "own.nq": lambda: quads(own_graph(as_iri=True)),
    "dpv.ttl": lambda: serialised(dpv_graph(), "turtle"),
    "dpv.jsonld": lambda: serialised(dpv_graph(), "json-ld"),
    "dpv.rdf": lambda: serialised(dpv_graph(), "xml"),
}

# What a format cannot say: DPV has no property for these, and a measure that is not taken is not there.
DPV_LACKS = {
    "message", "delivery_form", "start_date", "end_date", "request_reference", "request_due", "delivered_date", "fee",
    "own_administration", "consent",
}  # fmt: skip
DPV_CASES_WITH_A_NO = {"V12", "V36"}
"""They say of a measure that it was not taken."""

Told = tuple[str, frozenset[tuple[str, Node]], frozenset[tuple[str, str]], tuple[str, ...], tuple[str, ...]]


def told(exchange: Exchange, in_dpv: bool = False) -> Told:
    """Return what was read of an exchange, as far as the format can say it; the order of values does not count."""
    values = {(column, node) for column, nodes in exchange.values.items() for node in nodes}
    unread = {(cell.column, cell.text) for cell in exchange.unread}
    if in_dpv:
        values = {(column, node) for column, node in values if column not in DPV_LACKS and node != Literal(False)}
        unread = {(column, text) for column, text in unread if column not in DPV_LACKS}
    return exchange.id, frozenset(values), frozenset(unread), exchange.empty, exchange.repeated


def read(path: Path, data: bytes) -> tuple[Exchange, ...]:
    path.write_bytes(data)
    return read_exchanges(read_table(str(path), pack()), pack()).exchanges


@cache
def plain() -> tuple[Exchange, ...]:
    return tuple(
        exchange
        for name in ("scenarios.csv", "messages.csv")
        for exchange in read_exchanges(read_table(str(CASES / name), pack()), pack()).exchanges
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_reads_the_same(tmp_path: Path, name: str) -> None:
    in_dpv = name.startswith("dpv")
    found = read(tmp_path / name, FORMATS[name]())
    assert Counter(told(exchange, in_dpv) for exchange in found) == Counter(told(e, in_dpv) for e in plain())


def test_what_dpv_cannot_say() -> None:
    """Only these cases differ in a column that DPV has."""
    lost = {e.id for e in plain() if any((code, Literal(False)) in told(e)[1] for code in DPV_MEASURES)}
    assert lost == DPV_CASES_WITH_A_NO


def test_judging_leaves_the_pack_as_it_is(pack: Pack) -> None:
    """A process reads a pack once: were it changed by judging, what is compared or judged later would be another."""
    before = set(pack.graph)
    check(CASES / "scenarios.csv", pack, AS_OF)
    assert set(pack.graph) == before
