"""Text of a registry is shown as text in every form: it runs nowhere, breaks nothing and is not lost."""

import io
import json
import re
import zipfile
from typing import Any

import golden
import openpyxl
import pandas
import pytest
from lxml import etree
from rdflib import Graph

from checker import check
from checker.pack import Pack
from checker.report import Report
from checker.reports.formats import FORMATS, NAMES, Format, View, by_name
from checker.reports.stored import read_report

HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "quotes": '"\'`´“”‘’\\"</title>]]>-->{0} ${{ secrets.X }} %0A::error::x',
    "right-to-left": "kenmerk\u202egnp.exe\u2066\u200f",
    "formula": "=cmd|'/C calc'!A0",
    "plus": "+1+1",
    "at": "@SUM(1)",
    "tab": "\t=1+1",
    "long": "x" * 50_000,
    "lines": "een\r\n::error::twee\n\n# drie\n| vier |",
    "control": "a\x00b\x07c\x1b[31md\x85e\u2028f\ufffeg\uffff",
    "markdown": "[klik](javascript:alert(1)) https://kwaad.example www.kwaad.example @iemand ![x](y) `a` | b",
    "astral": "🕵️‍♀️\U0001f469",
    "escape": "_x0041_ &lt; &amp;",
}
ROW = {
    "id": "E1", "sender": "CIZ", "recipient": "ZORGKANTOOR", "purpose": "zorgplicht", "ground": "",
    "data_categories": "bsn", "encrypted": "ja", "authenticated": "nee", "authorised": "ja",
}  # fmt: skip
every = pytest.mark.parametrize("form", FORMATS, ids=NAMES)


@pytest.fixture(scope="module")
def hostile(pack: Pack) -> Report:
    """Each text as identifier, as party, as citation, as free text, and as a header."""
    rows = [
        ROW | {"id": text, "sender": text, "ground": text, "description": text, "start_date": text}
        for text in HOSTILE.values()
    ]
    frame = pandas.DataFrame(rows)
    for text in HOSTILE.values():
        frame[f"kop {text}"[:2_000]] = text
    return check(frame, pack, "2026-11-23")


@every
@pytest.mark.parametrize("language", golden.LANGUAGES)
def test_it_can_be_made_again_to_the_same(form: Format, language: str, hostile: Report) -> None:
    stored = read_report("r.json", hostile.to_json().encode())
    assert form.render(stored, View(language)) == form.render(hostile, View(language))


def made(name: str, report: Report) -> Any:
    return by_name(name).render(report, View("nl"))


def test_a_workbook_holds_no_formula_and_leads_nowhere_but_to_articles(hostile: Report) -> None:
    data = made("xlsx", hostile)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            xml = package.read(part)
            etree.fromstring(xml)
            assert b"<f>" not in xml and b"<f " not in xml, part
            if part.endswith(".rels") and b"TargetMode" in xml:
                targets = re.findall(rb'Target="([^"]*)" TargetMode="External"', xml)
                assert targets and all(
                    target.startswith((b"https://", b"http://data.europa.eu/")) for target in targets
                )
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    texts = {str(cell.value) for cell in cells}
    assert {HOSTILE["formula"], HOSTILE["at"], HOSTILE["script"], HOSTILE["right-to-left"]} <= texts
    cut = [text for text in texts if text.endswith("[ingekort: 50000 tekens]")]
    assert cut and all(len(text) == 32_767 for text in cut)
    assert any("32,767" in text for text in texts)


def test_a_table_runs_no_formula(hostile: Report) -> None:
    for name in ("csv", "findings-csv"):
        frame = pandas.read_csv(io.StringIO(made(name, hostile)), dtype=str, keep_default_na=False)
        assert len(frame) == len(hostile.verdicts if name == "csv" else hostile.findings)
        assert not [text for text in frame.to_numpy().ravel() if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert "'" + HOSTILE["formula"] in set(frame["id"])


def test_markdown_holds_no_markup_of_another(hostile: Report) -> None:
    text = made("markdown", hostile)
    plain = re.sub(r"\\.", "", text)
    assert "<script" not in plain and "<img" not in plain and "${{" not in plain
    assert re.findall(r"\]\((?!<https?://)", plain) == []
    assert not re.search(r"(?<!<)https?://", plain) and "www." not in plain
    assert not re.search(r"@\w", plain)
    assert len(text) < 65_536
    heads = [line for line in text.splitlines() if line.startswith("#")]
    # What there is no more room for is counted in words.
    left = sum(map(int, re.findall(r"(?m)^(\d+) (?:meer|more),", text)))
    assert len(heads) - 2 + left == len(hostile.verdicts) and left < 3


def test_an_annotation_is_one_line_that_starts_no_other(hostile: Report) -> None:
    lines = made("github", hostile).split("\n")
    assert len(lines) == 1 + len(hostile.findings)
    assert all(re.match(r"::(error|warning|notice) file=DataFrame,title=[^:,]+::", line) for line in lines[:-1])


def test_junit_is_xml(hostile: Report) -> None:
    tree = etree.fromstring(made("junit", hostile))
    names = [case.get("name", "") for case in tree.iter("testcase")]
    assert any(name.startswith("<script>alert(1)</script>") for name in names)
    assert {case.tag for case in tree.iter()} == {"testsuites", "testsuite", "properties", "property", "testcase",
                                                 "failure", "skipped"}  # fmt: skip


def test_sarif_shows_no_link_of_another(hostile: Report) -> None:
    for result in json.loads(made("sarif", hostile))["runs"][0]["results"]:
        assert "](" not in result["message"]["text"]
        assert re.findall(r"\]\((?!<https?://)", re.sub(r"\\.", "", result["message"]["markdown"])) == []
        assert not re.search(r"(?<!\{)\{(\{\{)*(?!\{)", result["message"]["text"])


def test_no_iri_holds_a_text_of_the_registry(hostile: Report) -> None:
    graph = Graph().parse(data=made("turtle", hostile), format="turtle")
    iris = {str(node) for triple in graph for node in triple if not hasattr(node, "datatype")}
    assert all(re.fullmatch(r"https?://[\w.:/#%~-]+", iri, re.ASCII) for iri in iris), iris
    ids = {str(o) for o in graph.objects(None, None) if hasattr(o, "datatype")}
    assert {e["id"] for e in hostile.document["exchanges"]} <= ids


@pytest.mark.parametrize("name", ["text", "markdown", "github", "junit"])
def test_nothing_steers_a_terminal_or_turns_the_writing(name: str, hostile: Report) -> None:
    text = made(name, hostile)
    shown = text.decode() if isinstance(text, bytes) else text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", shown)


def test_a_notebook_shows_text_as_text(hostile: Report) -> None:
    html = hostile._repr_html_()
    assert "&lt;script&gt;" in html and "<script" not in html and "\u202e" not in html and "<img" not in html
    assert "geen bevinding binnen de getoetste regels" in html
