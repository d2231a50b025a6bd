"""The record of processing: every field of the law is there, filled from the exchanges or asked, and nothing else."""

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, SKOS

from checker.api import read_all
from checker.cli import main
from checker.model import LANGUAGES
from checker.pack import Pack, load_pack
from checker.record import record
from checker.request import Request
from checker.vocabulary import GS

HERE = Path(__file__).resolve().parent
PLANNED = HERE.parent / "datasets" / "iwlz" / "planned.csv"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DPV = Namespace("https://w3id.org/dpv#")
AS_OF = "2026-11-23"
HOSTILE = "<script>alert(1)</script>"
HEAD = "id,sender,recipient,purpose,ground,data_categories,encrypted,authenticated,authorised"
ROWS = (
    "E1,CIZ,CAK,eigen-bijdrage,,BSN; bericht-metadata,ja,ja,nee",
    "E2,CIZ,CAK,eigen-bijdrage,,naam-client; naam-relatie,ja,,nee",
    f"E3,CIZ,{HOSTILE},zorgplicht,,BSN; {HOSTILE},ja,ja,ja",
    "=1+1,CAK,ZORGKANTOOR,,,naam-client,,,",
)
Document = dict[str, Any]


def run(*words: str) -> Any:
    return CliRunner().invoke(main, ["register", *words, "--as-of", AS_OF])


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text("\n".join([HEAD, *ROWS]), encoding="utf-8")
    return path


@cache
def loaded() -> Pack:
    return load_pack("iwlz")


def document(registry: Path, party: str | None = None) -> Document:
    day = date.fromisoformat(AS_OF)
    told, exchanges = read_all([registry], Request(loaded(), day))
    return record(exchanges, told, day, loaded(), party)


def fields(activity: Document) -> dict[str, Document]:
    return {one["field"]: one for one in activity["fields"]}


def told(field: Document) -> list[tuple[str, str]]:
    return [(value["how"], value.get("code") or value.get("text", "")) for value in field["values"]]


def activities(found: Document) -> dict[tuple[str, str, str], Document]:
    return {
        (a["party"]["code"], a["capacity"]["code"], (a["for"] or {"code": ""})["code"]): a for a in found["activities"]
    }


def test_it_holds_every_letter_of_the_law_once_for_each_activity(registry: Path) -> None:
    found = document(registry)
    assert "".join(dict.fromkeys(field["letter"] for field in found["fields"])) == "abcdefg"
    assert all(field["sources"] and field["question"].keys() == set(LANGUAGES) for field in found["fields"])
    for holders, of_party in ((found["activities"], False), (found["parties"], True)):
        codes = [field["code"] for field in found["fields"] if field["is_of_party"] is of_party]
        assert codes and holders
        assert all([one["field"] for one in holder["fields"]] == codes for holder in holders)


def test_the_fields_are_filled_from_the_exchanges_alone(registry: Path) -> None:
    found = activities(document(registry))
    assert sorted(found) == [
        ("CAK", "discloses", ""), ("CAK", "receives", "eigen-bijdrage"), ("CIZ", "discloses", "eigen-bijdrage"),
        ("CIZ", "discloses", "zorgplicht"), ("ZORGKANTOOR", "receives", ""),
    ]  # fmt: skip
    sent = fields(found["CIZ", "discloses", "eigen-bijdrage"])
    # What concerns no person is no personal data.
    assert told(sent["data"]) == [("term", "bsn"), ("term", "naam-client"), ("term", "naam-relatie")]
    assert [[one["id"] for one in value["exchanges"]] for value in sent["data"]["values"]] == [["E1"], ["E2"], ["E2"]]
    assert told(sent["subjects"]) == [("term", "client"), ("term", "relatie")]
    assert told(sent["recipients"]) == [("term", "CAK")]
    assert told(sent["measures"]) == [
        ("yes", "encrypted"), ("unknown", "authenticated"), ("yes", "authenticated"), ("no", "authorised"),
        ("unknown", "pseudonymised"),
    ]  # fmt: skip


def test_what_is_not_said_is_asked_and_not_made_up(registry: Path) -> None:
    found = activities(document(registry))
    received = fields(found["CAK", "receives", "eigen-bijdrage"])
    gaps = {code for code, field in received.items() if field["is_gap"]}
    assert gaps == {"joint", "recipients", "third-countries", "retention", "basis"}
    assert all(field["values"] == [] and field["question"]["nl"] for code, field in received.items() if code in gaps)
    assert received["responsibility"]["question"]
    for party in document(registry)["parties"]:
        assert {"contact", "representative", "officer"} <= {one["field"] for one in party["fields"] if one["is_gap"]}
    assert fields(found["CAK", "discloses", ""])["aims"]["is_gap"]
    unread = fields(found["CIZ", "discloses", "zorgplicht"])
    assert told(unread["recipients"]) == [("unread", HOSTILE)] and unread["recipients"]["is_gap"]
    assert ("unread", HOSTILE) in told(unread["data"]) and unread["data"]["question"]
    assert [one["id"] for one in document(registry)["unplaced"]] == ["E3"]


def test_one_party_gets_its_own(registry: Path) -> None:
    assert {a["party"]["code"] for a in document(registry, "cak")["activities"]} == {"CAK"}
    assert {a["party"]["code"] for a in document(registry, "Wlz-uitvoerder")["activities"]} == {"ZORGKANTOOR"}


def test_every_exchange_of_the_shipped_registry_is_in_it() -> None:
    found = document(PLANNED)
    with PLANNED.open(encoding="utf-8", newline="") as file:
        rows = {row["kenmerk"] for row in csv.DictReader(file)}
    placed = {one["id"] for activity in found["activities"] for one in activity["exchanges"]}
    assert placed | {one["id"] for one in found["unplaced"]} == rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_holds_it_and_runs_nothing(registry: Path, language: str, tmp_path: Path) -> None:
    for form in ("xlsx", "md", "html", "csv", "json", "ttl"):
        made = tmp_path / f"record.{form}"
        assert run(str(registry), "-o", str(made), "--lang", language).output == ""
        data = made.read_bytes()
        if (form, language) in (("xlsx", "nl"), ("ttl", "en")):
            assert run(str(registry), "-o", str(made), "--lang", language).exit_code == 0
            assert made.read_bytes() == data, form
    page = (tmp_path / "record.html").read_text(encoding="utf-8")
    assert "<script" not in page and "&lt;script" in page
    book = openpyxl.load_workbook(tmp_path / "record.xlsx")
    values = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in values if cell.data_type == "f"]
    table = list(csv.reader((tmp_path / "record.csv").read_text(encoding="utf-8").splitlines()))
    assert not [cell for row in table for cell in row if cell.startswith("=")]


def triples(registry: Path) -> Iterator[tuple[Any, Any, Any]]:
    yield from Graph().parse(data=run(str(registry), "--format", "ttl").stdout, format="turtle")


def test_as_linked_data_it_holds_the_same(registry: Path, pack: Pack) -> None:
    graph = Graph()
    for triple in triples(registry):
        graph.add(triple)
    records = set(graph.subjects(RDF.type, DPV.ROPA))
    nodes = set(graph.subjects(RDF.type, GS.ProcessingActivity))
    found = document(registry)
    assert len(nodes) == len(found["activities"])
    parties = {party["iri"] for party in found["parties"]}
    assert {str(graph.value(one, DPV.hasEntity)) for one in records} == parties and len(records) == len(parties)
    assert {node for one in records for node in graph.objects(one, DCAT.resource)} == nodes
    (catalogue,) = set(graph.subjects(RDF.type, DCAT.Catalog)) - records
    assert set(graph.objects(catalogue, DCAT.catalog)) == records
    # Whether a party is a controller is asked, and so not said.
    assert not list(graph.triples((None, DPV.hasDataController, None)))
    for term in {*graph.objects(None, DPV.hasPersonalData), *graph.objects(None, DPV.hasPurpose)}:
        assert (term, SKOS.notation, None) in pack.graph
    # A text of the registry is a literal, and nothing that was not said is a triple.
    assert not [node for triple in graph for node in triple if isinstance(node, URIRef) and "script" in str(node)]
    assert Literal(HOSTILE) in set(graph.objects(None, GS.text))
    assert not set(graph.objects(None, DPV.hasThirdCountry)) | set(graph.objects(None, DPV.hasStorageCondition))
    dpv = {row["term"] for row in csv.DictReader((HERE / "facts" / "dpv_terms.csv").open(encoding="utf-8"))}
    used = {str(n) for triple in graph for n in triple if isinstance(n, URIRef) and str(n).startswith(str(DPV))}
    assert {f"dpv:{name.removeprefix(str(DPV))}" for name in used} <= dpv


def test_linked_data_are_read_without_the_pack_and_lead_to_the_rows(registry: Path) -> None:
    graph = Graph()
    for triple in triples(registry):
        graph.add(triple)
    named = {DPV.hasPersonalData, DPV.hasPurpose, DPV.hasLegalBasis, DPV.hasDataExporter, DPV.hasDataImporter,
             DPV.hasDataSubject, DPV.hasRecipient, DPV.hasEntity, DCTERMS.conformsTo}  # fmt: skip
    for term in {o for _, p, o in graph if p in named}:
        assert {label.language for label in graph.objects(term, SKOS.prefLabel) if isinstance(label, Literal)} == set(
            LANGUAGES
        ), term
    # What a reader finds a row by stands with the exchange; an activity is made of several.
    activity_nodes = set(graph.subjects(RDF.type, GS.ProcessingActivity))
    exchanges = {one for node in activity_nodes for one in graph.objects(node, PROV.wasDerivedFrom)}
    assert {str(graph.value(one, GS.identifier)) for one in exchanges} == {"E1", "E2", "E3", "=1+1"}
    assert {graph.value(one, GS.row).toPython() for one in exchanges} == {2, 3, 4, 5}  # type: ignore[union-attr]
    assert all((one, PROV.wasDerivedFrom, None) in graph for one in exchanges)
    assert not [node for node in activity_nodes if (node, DCTERMS.identifier, None) in graph]
    titles = {str(title) for one in graph.subjects(RDF.type, DPV.ROPA) for title in graph.objects(one, DCTERMS.title)}
    assert "Register van verwerkingsactiviteiten (AVG 30): CAK" in titles


def test_a_measure_that_one_exchange_lacks_is_not_said_of_the_activity(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    rows = ("E1,CIZ,CAK,eigen-bijdrage,,BSN,ja,ja,ja", "E2,CIZ,CAK,eigen-bijdrage,,naam-client,ja,nee,")
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    measures = {measure for _, prop, measure in triples(path) if prop == DPV.hasTechnicalMeasure}
    assert DPV.AuthenticationProtocols not in measures and DPV.EncryptionInTransfer in measures


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "noem"),
        ((str(PLANNED), "--for", "Nergenshuizen"), "geen bekende partij"),
        ((str(PLANNED), "--for", "RIVM-nee"), "geen bekende partij"),
        ((str(PLANNED), "--for", "BTN"), "register niet voor"),
        ((str(PLANNED), "-o", "art30.docx"), "het einde van de naam"),
        ((str(PLANNED), "-o", str(PLANNED)), "zelf een bestand dat wordt gelezen"),
        (("nergens.csv",), "bestaat niet"),
    ],
)
def test_bad_input_is_one_sentence(words: tuple[str, ...], said: str) -> None:
    before = PLANNED.read_bytes()
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr and result.stderr.count("\n") == 1
    assert PLANNED.read_bytes() == before
