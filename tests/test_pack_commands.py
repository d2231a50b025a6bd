"""A pack of one's own: made, tried and looked over from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.authoring.trial import example_folders, try_examples
from checker.cli import main
from checker.pack import Pack

RULE = """
@prefix gs: <https://w3id.org/grondslag/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rule: <https://w3id.org/grondslag/rule/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
rule:XX101 a sh:NodeShape, gs:Rule ;
    skos:notation "XX101" ;
    sh:name "Naam"@nl, "Name"@en ;
    gs:family <https://w3id.org/grondslag/family/ground> ;
    sh:severity sh:Violation ;
    sh:message "Geen naam."@nl, "No name."@en ;
    gs:why "Omdat."@nl, "Because."@en ;
    gs:remedy "Doe dit niet."@nl, "Do not do this."@en ;
    sh:targetClass gs:Exchange ;
    sh:sparql [
        a sh:SPARQLConstraint ;
        sh:prefixes <https://w3id.org/grondslag/ns> ;
        sh:select "SELECT $this WHERE { $this gs:encrypted ?y }"
    ] .
"""


def run(*words: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == code, (words, result.output, result.exception)
    return result


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs") / "mijn-wet"
    words = ("--sender", "CIZ", "--recipient", "Nederlandse Zorgautoriteit", "--purpose", "onderzoek")
    run("pack", "new", folder, *words, "--from", "2026-02-01")
    return folder


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    for file in made.rglob("*.*"):
        target = tmp_path / "mijn-wet" / file.relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    return tmp_path / "mijn-wet"


def test_a_new_pack_is_sound_and_its_examples_pass(made: Path) -> None:
    assert [path.name for path in made.parent.iterdir()] == ["mijn-wet"]
    found = json.loads(run("pack", "test", made, "--format", "json").stdout)["examples"]
    assert [one["passed"] for one in found] == [True, True]
    assert len(found[0]["expected"]) > len(found[1]["expected"])
    assert json.loads(run("pack", "lint", made, "--format", "json").stdout) == {"faults": [], "advice": []}
    assert "✓ 2 examples yield what they say" in run("pack", "test", made, "--lang", "en").stdout
    assert "✓ Geen fouten" in run("pack", "lint", made).stdout


def test_a_new_pack_needs_no_options_and_may_build_on_one_beside_it(made: Path) -> None:
    other = made.parent / "tweede-wet"
    run("pack", "new", other, "--on", made)
    assert "<../mijn-wet>" in (other / "pack.ttl").read_text(encoding="utf-8")
    run("pack", "test", other)


def test_an_example_that_yields_something_else_is_told(copy: Path) -> None:
    [passing] = copy.glob("examples/*/pass-*.csv")
    [failing] = copy.glob("examples/*/fail-*.csv")
    rule = failing.parent.name
    failing.write_text(passing.read_text(encoding="utf-8"), encoding="utf-8")
    passing.write_text(passing.read_text(encoding="utf-8").replace(",ja,ja,ja,", ",ja,ja,nee,"), encoding="utf-8")
    told = run("pack", "test", copy, "--lang", "en", code=1).stdout
    assert f"does not yield {rule}, as it says" in told
    assert "also yields" in told


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("law.ttl", '"2026-', '"2026-02-30"^^xsd:date ; gs:validUntil "2026-', "day that is none"),
        ("law.ttl", "gs:coversHealth", "gs:coversHelth", "does not exist"),
        ("law.ttl", "gs:certainty gs:Interpretation", "gs:certainty gs:Guess", "is none"),
        ("law.ttl", 'skos:notation "mijn-wet-1"', 'skos:notation "mijn-wet-1", "mw-1"', "more than one code"),
        ("law.ttl", '"Mijn wet 1"@nl, "Mijn wet 1"@en', '"Mijn wet 1"@nl', "label (skos:prefLabel) 0 times"),
    ],
)
def test_a_fault_of_form_is_told(copy: Path, file: str, old: str, new: str, said: str) -> None:
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert said in run("pack", "lint", copy, "--lang", "en", code=1).stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("?y }", "?y", "XX101 has a query that cannot be read"),
        ("gs:encrypted", "gs:encripted", "XX101 asks for https://w3id.org/grondslag/ns#encripted"),
        ('"Geen naam."@nl, ', "", "XX101 lacks a sh:message in nl"),
    ],
)
def test_a_fault_in_a_rule_is_told_of_the_rule(copy: Path, old: str, new: str, said: str) -> None:
    (copy / "rule.ttl").write_text(RULE, encoding="utf-8")
    run("pack", "lint", copy)
    assert old in RULE
    (copy / "rule.ttl").write_text(RULE.replace(old, new, 1), encoding="utf-8")
    assert said in run("pack", "lint", copy, "--lang", "en", code=1).stdout


def test_advice_is_no_fault(copy: Path) -> None:
    path = copy / "law.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("gs:page <https://example.org/mijn-wet#1>", "gs:paragraph 1"), encoding="utf-8")
    next(copy.glob("examples/*/pass-*.csv")).unlink()
    told = run("pack", "lint", copy, "--lang", "en").stdout
    assert "No faults" in told
    assert "not exactly one gs:page" in told
    assert "has no counterpart pass-" in told


def test_the_shipped_pack_is_sound_and_knows_its_examples(pack: Pack) -> None:
    run("pack", "lint", "iwlz")
    folders = example_folders("iwlz")
    assert folders and all(folder.is_dir() for folder in folders)


@pytest.mark.long
def test_the_examples_of_the_shipped_pack(pack: Pack) -> None:
    trials = try_examples(pack, example_folders("iwlz"))
    assert len(trials.tried) > 250
    assert [trial.path for trial in trials.tried if not trial.passed] == []
    assert {path.parent.parent.name for path in trials.untried} == {"waivers"}


@pytest.mark.parametrize(
    "words",
    [
        ("new", "Mijn Wet"),
        ("new", ".."),
        ("new", "absent/wet"),
        ("new", "wet", "--sender", "Niemand"),
        ("new", "wet", "--on", "absent"),
        ("new", "wet", "--from", "2026-02-30"),
        ("test", "absent"),
        ("lint", "absent"),
        ("lint", "."),
    ],
)
def test_what_a_user_can_get_wrong(words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("pack", *words, "--lang", "en", code=2).stderr
    assert said.startswith("grondslag: ") and said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_stays_as_it_is(copy: Path) -> None:
    before = sorted(copy.rglob("*"))
    assert "exists already" in run("pack", "new", copy, "--lang", "en", code=2).stderr
    assert sorted(copy.rglob("*")) == before


def test_a_bad_example_is_one_sentence(copy: Path) -> None:
    [failing] = copy.glob("examples/*/fail-*.csv")
    text = failing.read_text(encoding="utf-8")
    for broken in (text.replace("-02-01,", "-13-01,"), text.replace("as_of", "day"), "", "id\n\x00"):
        failing.write_text(broken, encoding="utf-8")
        said = run("pack", "test", copy, "--lang", "en", code=2).stderr
        assert "fail-mijn-wet.csv" in said and said.count("\n") == 1
    failing.parent.rename(failing.parent.with_name("XX999"))
    (copy / "examples" / "XX999" / failing.name).write_text(text, encoding="utf-8")
    assert "XX999" in run("pack", "test", copy, "--lang", "en", code=2).stderr
