"""Every form of a report: as kept for a person to look over, by the schema of its format, the same bytes each time."""

import csv
import io
import json
import os
import subprocess
import sys
from typing import Any

import golden
import jsonschema
import pytest
from lxml import etree
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from checker.report import Report
from checker.reports.formats import FORMATS, NAMES, Format, View, by_name, by_suffix
from checker.reports.stored import read_report

SCHEMAS = golden.HERE / "schemas"
every = pytest.mark.parametrize("form", FORMATS, ids=NAMES)
both = pytest.mark.parametrize("language", golden.LANGUAGES)


@pytest.fixture(scope="module")
def small() -> Report:
    return golden.stored()


def made(name: str, report: Report, language: str = "nl") -> Any:
    return by_name(name).render(report, View(language))


@every
@both
def test_it_looks_as_it_did(form: Format, language: str, small: Report) -> None:
    """After a change that is meant: `make golden`, and look over the difference."""
    assert golden.shown(form, language, small) == golden.path(form, language).read_text(encoding="utf-8")


def test_every_kept_file_is_of_a_form() -> None:
    assert {path.name.split(".")[0] for path in golden.GOLDEN.iterdir()} == set(NAMES)


@every
@both
def test_the_same_report_gives_the_same_bytes(form: Format, language: str, small: Report) -> None:
    first, second = (form.render(Report(small.document), View(language)) for _ in range(2))
    assert first == second
    assert isinstance(first, bytes) or not form.is_binary


def test_the_order_of_a_set_does_not_show() -> None:
    script = (
        "import golden, hashlib; from checker.reports.formats import FORMATS, View; r = golden.stored();"
        "print([hashlib.sha256(str(f.render(r, View())).encode()).hexdigest() for f in FORMATS])"
    )
    told = {
        subprocess.run([sys.executable, "-c", script], cwd=golden.HERE, env=os.environ | {"PYTHONHASHSEED": seed},
                       capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1


def test_the_json_is_the_report_itself(small: Report) -> None:
    again = read_report("again.json", made("json", small).encode())
    assert again.document == small.document
    assert made("json", small) == golden.STORED.read_text(encoding="utf-8")


@both
def test_sarif_fits_its_schema(language: str, small: Report) -> None:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    document = json.loads(made("sarif", small, language))
    jsonschema.Draft4Validator(schema).validate(document)
    (run,) = document["runs"]
    findings = [finding for exchange in small.document["exchanges"] for finding in exchange["findings"]]
    assert sorted(r["partialFingerprints"]["grondslag/v1"] for r in run["results"]) == sorted(
        finding["fingerprint"] for finding in findings
    )
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert run["artifacts"][place["artifactLocation"]["index"]]["location"]["uri"] == "small.csv"


def test_a_finding_is_at_the_line_of_its_row(small: Report) -> None:
    """Also below a cell with a line end in it: the line on which the identifier stands."""
    lines = (golden.HERE / "small.csv").read_text(encoding="utf-8").splitlines()
    results = json.loads(made("sarif", small))["runs"][0]["results"]
    assert {r["properties"]["exchange"] for r in results} == {"P02", "P04", "P15", "P16", "P99/2"}
    for result in results:
        line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
        assert lines[line - 1].startswith(result["properties"]["exchange"].split("/")[0] + ",")


@both
def test_junit_fits_its_schema_and_counts(language: str, small: Report) -> None:
    tree = etree.fromstring(made("junit", small, language))
    etree.XMLSchema(etree.parse(str(SCHEMAS / "junit-10.xsd"))).assertValid(tree)
    outcomes = [o for exchange in small.document["exchanges"] for o in exchange["outcomes"].values()]
    (suite,) = tree.findall("testsuite")
    assert suite.get("failures") == str(outcomes.count("violation")) == str(len(tree.findall(".//failure")))
    assert suite.get("skipped") == str(outcomes.count("undetermined")) == str(len(tree.findall(".//skipped")))
    cases = tree.findall(".//testcase")
    assert suite.get("tests") == str(len(cases)) == str(len(outcomes) - outcomes.count("inapplicable"))
    assert len({case.get("name") for case in cases}) == len(cases)


def test_an_annotation_for_each_finding(small: Report) -> None:
    lines = made("github", small).splitlines()
    assert len(lines) == sum(len(exchange["findings"]) for exchange in small.document["exchanges"])
    assert all(line.startswith(("::error file=small.csv,line=", "::warning ", "::notice ")) for line in lines)


def test_tables_hold_what_the_frames_hold(small: Report) -> None:
    for name, frame in (("csv", small.verdicts), ("findings-csv", small.findings)):
        rows = list(csv.DictReader(io.StringIO(made(name, small))))
        assert [list(row) for row in rows] == [list(frame.columns)] * len(frame)
        assert rows == frame.astype(str).to_dict("records")
    lines = made("findings-jsonl", small).splitlines()
    assert [json.loads(line) for line in lines] == small.findings.to_dict("records")


def test_turtle_and_jsonld_are_one_graph(small: Report) -> None:
    turtle = Graph().parse(data=made("turtle", small), format="turtle")
    assert len(turtle) > 500
    assert isomorphic(turtle, Graph().parse(data=made("jsonld", small), format="json-ld"))


ASK = """
PREFIX gs: <https://w3id.org/grondslag/ns#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX dpv: <https://w3id.org/dpv#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
PREFIX verdict: <https://w3id.org/grondslag/verdict/>
"""


def test_the_graph_answers_questions(small: Report) -> None:
    graph = Graph().parse(data=made("turtle", small), format="turtle")

    def answers(query: str) -> list[tuple[str, ...]]:
        return sorted(tuple(map(str, row)) for row in graph.query(ASK + query) if not isinstance(row, bool))

    findings = {(e["id"], f["rule"], f["message"]["nl"]) for e in small.document["exchanges"] for f in e["findings"]}
    assert findings == set(answers("""
        SELECT ?id ?rule ?message {
            ?report a sh:ValidationReport ; sh:conforms false ; sh:result ?result .
            ?result sh:focusNode/gs:identifier ?id ; sh:sourceShape ?shape ; sh:resultMessage ?message .
            FILTER (lang(?message) = "nl") BIND (STRAFTER(STR(?shape), "/rule/") AS ?rule) }"""))  # fmt: skip
    verdicts = sorted((e["id"], e["verdict"]) for e in small.document["exchanges"])
    assert verdicts == answers("""
        SELECT ?id ?code { ?exchange a gs:Exchange ; gs:identifier ?id ; gs:verdict ?verdict
            BIND (STRAFTER(STR(?verdict), "/verdict/") AS ?code) }""")
    run = answers("""
        SELECT ?day ?hash ?version { ?report a sh:ValidationReport ; prov:wasGeneratedBy ?run .
            ?run a prov:Activity ; gs:asOf ?day ; prov:used [ schema:sha256 ?hash ] ;
                prov:wasAssociatedWith [ schema:softwareVersion ?version ] }""")
    document = small.document
    version, hashes = (
        document["generator"]["version"],
        [document[part]["sha256"] for part in ("pack", "decisions")] + [document["registries"][0]["sha256"]],
    )
    assert run == sorted((document["as_of"], hash_, version) for hash_ in hashes)


def test_no_exchange_is_called_lawful_or_unlawful(small: Report) -> None:
    graph = Graph().parse(data=made("turtle", small), format="turtle")
    dpv = "https://w3id.org/dpv#"
    assert {str(o) for o in graph.objects(None, URIRef(dpv + "hasLawfulness"))} == {dpv + "LawfulnessUnknown"}
    held = {str(o).removeprefix(dpv) for o in graph.objects(None, URIRef(dpv + "hasComplianceStatus"))}
    assert held == {"ComplianceViolation", "ComplianceIndeterminate"}


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.xlsx", "xlsx"), ("A.XLSX", "xlsx"), ("a.sarif.json", "sarif"), ("a.json", "json"), ("map.d/rapport", "text"),
     ("a.md", "markdown"), (".txt", "text")],
)  # fmt: skip
def test_a_name_tells_the_form(file: str, name: str) -> None:
    assert by_suffix(file).name == name
