"""What `pack diff` says of small changes of law, both ways; that what is only written otherwise is no change."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from overlays import overlay
from rdflib import Graph, Literal, URIRef

import checker
from checker.changes import pack_diff
from checker.changes.document import whole
from checker.changes.statements import applied, statements
from checker.cli import main
from checker.cli.tables import rendered
from checker.pack import Pack, load_pack
from checker.reports.changes.diff import diff_sheets
from checker.reports.changes.lines import change_lines

CASES = Path(__file__).resolve().parent / "changes"
NAMES = sorted(path.parent.name for path in CASES.glob("*/law.ttl"))
SCHEMA = Path(checker.__file__).parent / "reports" / "changes" / "pack-diff.schema.json"


@cache
def shipped() -> Pack:
    return load_pack("iwlz")


@dataclass(frozen=True)
class Case:
    name: str
    folder: Path
    pack: Pack


def made(name: str, folder: Path) -> Case:
    overlay(folder / "changed", (CASES / name / "law.ttl").read_text(encoding="utf-8"))
    return Case(name, folder / "changed", load_pack(str(folder / "changed")))


@pytest.fixture(scope="module", params=NAMES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return made(request.param, tmp_path_factory.mktemp("case"))


def told(document: dict[str, Any]) -> list[list[str]]:
    return [[change["name"]["en"], change["kind"], *change_lines(change, "en")] for change in document["changes"]]


def test_what_is_said_of_a_change(case: Case) -> None:
    expected = json.loads((CASES / case.name / "expected.json").read_text(encoding="utf-8"))
    there, back = pack_diff(shipped(), case.pack), pack_diff(case.pack, shipped())
    for document in (there, back):
        jsonschema.validate(document, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert told(there) == expected["there"]
    assert told(back) == expected["back"]


def test_the_old_law_with_the_statements_is_the_new_law(case: Case) -> None:
    old, new = whole(shipped()), whole(case.pack)
    found = statements(old, new)
    assert found
    assert statements(applied(old, new, found), new) == ()
    assert statements(applied(new, old, statements(new, old)), old) == ()


def test_what_is_written_otherwise_is_no_change() -> None:
    """In other files, in another order, with other nodes without names."""
    again = Graph()
    again.parse(data=whole(shipped()).serialize(format="nt"), format="nt")
    assert statements(whole(shipped()), again) == ()


def test_what_changes_deep_inside_is_told_of_what_has_a_name() -> None:
    """Two graphs that share their nodes without names differ in a statement on one of these."""
    old = Graph().parse(data="<urn:a> <urn:p> [ <urn:q> [ <urn:r> 1 ] ] . <urn:b> <urn:p> 2 .", format="turtle")
    new = Graph()
    for subject, predicate, value in old:
        new.add((subject, predicate, Literal(3) if predicate == URIRef("urn:r") else value))
    (found,) = statements(old, new)
    assert (found.subject, found.predicate) == (URIRef("urn:a"), URIRef("urn:p"))


def test_equal_packs_say_that_nothing_changes() -> None:
    result = CliRunner().invoke(main, ["pack", "diff", "iwlz", "iwlz", "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert "Nothing changes" in result.output
    document = pack_diff(shipped(), shipped())
    assert document["changes"] == []
    for form, said in (("md", "Nothing changes"), ("html", "Nothing changes"), ("csv", "What,Kind")):
        assert said in str(rendered(document, form, "en", diff_sheets))


def test_every_form_in_both_languages(tmp_path: Path) -> None:
    case = made("ground-added", tmp_path)
    document = pack_diff(shipped(), case.pack)
    for language, name in {"nl": "Nieuwe wet 1", "en": "New Act 1"}.items():
        for form in ("md", "html", "csv", "json"):
            assert name in str(rendered(document, form, language, diff_sheets))
        assert rendered(document, "xlsx", language, diff_sheets)[:2] == b"PK"
        file = tmp_path / f"{language}.txt"
        words = ["pack", "diff", "iwlz", str(case.folder), "--lang", language, "-o", str(file)]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
        assert name in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", ["no-such-pack", "empty", "broken"])
def test_what_is_no_pack(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    overlay(tmp_path / "broken", "version:x gs:validUntil")
    out = tmp_path / "out.md"
    words = ["pack", "diff", str(tmp_path / wrong), "iwlz", "-o", str(out), "--lang", "en"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert wrong in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not out.exists()
