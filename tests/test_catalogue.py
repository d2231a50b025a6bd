"""The catalogue tells every rule and term whole, in one language at a time, as text, JSON and pages."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS

import checker.pack
from checker.catalogue import Form, answer_rules, answer_terms
from checker.catalogue.blanks import _named
from checker.catalogue.entries import RuleEntry
from checker.catalogue.pages import pages, write
from checker.catalogue.rules import complete, home, rule_entry, speaking
from checker.catalogue.terms import scheme_of, term_entry
from checker.cli import main
from checker.errors import GrondslagError
from checker.model import LANGUAGES
from checker.pack import Pack, load_pack
from checker.resources import DEFAULT_PACK, rule_examples
from checker.vocabulary import GS, texts

ROOT = Path(__file__).resolve().parent.parent
LISTS = {"grounds": GS.Ground, "purposes": GS.Purpose, "categories": GS.DataCategory, "parties": GS.Role}
WIDE = 8_000
"""Wide enough to break no line."""
ADDRESS = re.compile(r" *(?:https?://|jci1\.3:)\S+")
OTHER = {"nl": "en", "en": "nl"}


@cache
def _pack() -> Pack:
    return load_pack(DEFAULT_PACK)


CODES = [rule.code for rule in speaking(complete(_pack()))]


@pytest.fixture
def pack() -> Pack:
    return _pack()


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture(autouse=True)
def one_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands use the pack that the tests hold: it takes longer to read than to answer."""
    monkeypatch.setattr(checker.pack, "load_pack", lambda name: _pack() if name == DEFAULT_PACK else load_pack(name))


def form(language: str = "nl", width: int = WIDE, kind: str = "text", colour: bool = False) -> Form:
    return Form(kind, language, width, colour)


@cache
def entries() -> dict[str, RuleEntry]:
    return {rule.code: rule_entry(rule, _pack(), rule_examples()) for rule in speaking(complete(_pack()))}


@cache
def told(language: str, width: int = WIDE) -> dict[str, str]:
    """Every text that the catalogue can show: the lists, and each rule and term in full."""
    pack, how = _pack(), form(language, width)
    found = {"rules": answer_rules([], pack, rule_examples(), how)}
    found |= {code: answer_rules([code], pack, rule_examples(), how) for code in CODES}
    for command, cls in LISTS.items():
        scheme = scheme_of(pack, cls)
        assert scheme is not None
        found[command] = answer_terms([], pack, cls, command, how)
        found |= {f"{command} {c}": answer_terms([c], pack, cls, command, how) for c in scheme.codes.values()}
    return found


# Rules


def missing(entry: RuleEntry) -> set[str]:
    """The parts that a rule lacks in a language."""
    parts = {"name": entry.name, "checks": entry.checks, "why": entry.why, "remedy": entry.remedy,
             "family": entry.family_label, "severity": entry.severity_label}  # fmt: skip
    lacking = {f"{part} {language}" for part, text in parts.items() for language in LANGUAGES
               if not text.get(language, "").strip()}  # fmt: skip
    for source in entry.sources:
        told = {"citation": source.citation, "certainty": source.certainty, "meaning": source.certainty_meaning}
        lacking |= {part for part, text in told.items() if not all(text.get(language) for language in LANGUAGES)}
        lacking |= {part for part, text in {"identifier": source.identifier, "url": source.url}.items() if not text}
    lacking |= set() if entry.sources or entry.case_sources else {"sources"}
    lacking |= set() if entry.examples else {"examples"}
    for example in entry.examples:
        lacking |= {"failing" for row in example.failing.rows if not row.cells}
        lacking |= {"passing" for row in example.passing.rows if not row.cells}
        lacking |= set() if example.only_failing or example.only_passing else {"difference"}
        lacking |= set() if example.column and example.as_of else {"example"}
    return lacking


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_all_parts(code: str) -> None:
    assert missing(entries()[code]) == set()


@pytest.mark.parametrize(
    ("part", "lost"),
    [("name", {}), ("checks", {"nl": "x"}), ("why", {"en": "x"}), ("remedy", {"nl": " ", "en": "x"}), ("sources", ()),
     ("examples", ()), ("family_label", {}), ("severity_label", {})],
)  # fmt: skip
def test_a_missing_part_is_seen(part: str, lost: Any) -> None:
    whole = replace(entries()["NZ201"], case_sources=())
    assert missing(whole) == set()
    assert missing(replace(whole, **{part: lost}))


def test_a_source_or_example_without_a_part_is_seen() -> None:
    whole = entries()["GR101"]
    assert missing(replace(whole, sources=(replace(whole.sources[0], url=""),))) == {"url"}
    assert missing(replace(whole, sources=(replace(whole.sources[0], certainty={}),))) == {"certainty"}
    same = replace(whole.examples[0], only_failing=(), only_passing=())
    assert missing(replace(whole, examples=(same,))) == {"difference"}


@pytest.mark.parametrize("code", CODES)
def test_every_blank_has_a_name(code: str, pack: Pack) -> None:
    rule = next(rule for rule in speaking(complete(pack)) if rule.code == code)
    for template in (rule.message, rule.remedy):
        for language, text in template.items():
            for blank in re.findall(r"\{([\w.-]+)[^}]*\}", text):
                assert _named(blank, rule, home(rule, pack)).get(language), blank
    entry = entries()[code]
    for text in (*entry.checks.values(), *entry.remedy.values()):
        assert not set("{}") & set(text)
        assert text.count("[") == text.count("]")


def test_one_rule_in_full() -> None:
    text = told("nl")["GR101"]
    for part in ("GR101  Grondslag noemt deze partijen niet", "‹verstrekker› aan ‹ontvanger›: ‹genoemde grondslag›",
                 "[Mogelijk wel: ‹mogelijke grondslag›.]", "AVG 6 lid 3", "/art_6/par_3/oj", "niet nagelezen",
                 "RG209 Verstrekker en ontvanger zijn dezelfde", "✗ Wlz 9.1.3 lid 1 onder a  geeft GR101",
                 "✓ Wlz 9.1.2 lid 1 onder g  geeft GR101 niet"):  # fmt: skip
        assert part in text


def test_the_differing_fact() -> None:
    assert "✗ met Stoornis en diagnose  geeft NZ101\n    ✓ zonder  geeft NZ101 niet" in told("nl")["NZ101"]
    assert "✗ not filled in  yields RG201\n    ✓ E1  does not yield RG201" in told("en")["RG201"]
    assert "run date\n    ✗ " in told("en")["GL202"]
    assert "✗ no  yields VW105\n    ✓ yes  does not yield VW105" in told("en")["VW105"]


def test_the_list_of_rules(pack: Pack) -> None:
    lines = told("en")["rules"].splitlines()
    for code, entry in entries().items():
        (line,) = (line for line in lines if f" {code} " in line)
        assert entry.name["en"] in line
        assert line.split()[0] == {"violation": "✗", "warning": "?", "info": "·"}[entry.severity]
        cited = [source.citation["en"] for source in entry.sources] or [t["en"] for t in entry.case_sources]
        assert cited
        assert all(one in line for one in cited)
    for family in pack.families:
        assert family.label["en"] in lines


def test_rules_can_be_chosen() -> None:
    def codes(*words: str) -> set[str]:
        return {rule["code"] for rule in json.loads(run("rules", *words, "--format", "json").stdout)["rules"]}

    assert codes() == set(CODES)
    assert codes("--severity", "info") == {code for code, entry in entries().items() if entry.severity == "info"}
    assert codes("--family", "noodzaak") == codes("--family", "necessity") == {c for c in CODES if c.startswith("NZ")}
    assert codes("--family", "Bijzondere gegevens", "--severity", "warning") == {c for c in CODES if c[:3] == "BG2"}
    assert codes("gr101") == codes("Grondslag", "noemt", "deze partijen niet") == {"GR101"}
    assert codes("GR101", "bsn101") == {"GR101", "BSN101"}
    assert codes("TOESTEMMING", "gezondheid") == {"BG102", "BG202"}
    assert codes("cliënt") == codes("CLIENT") >= {"BSN206"}


# Lists


@pytest.mark.parametrize("command", LISTS)
def test_every_term_is_listed_and_shown(command: str, pack: Pack) -> None:
    scheme = scheme_of(pack, LISTS[command])
    assert scheme is not None
    for language in LANGUAGES:
        texts_ = told(language)
        for term, code in scheme.codes.items():
            entry = term_entry(term, scheme, pack)
            whole = texts_[f"{command} {code}"]
            assert whole.startswith(f"{code}  {entry.label[language]}\n")
            assert entry.definition[language] in whole
            assert re.search(rf"^{re.escape(code)} +{re.escape(entry.label[language])}$", texts_[command], re.MULTILINE)


def test_a_ground_in_full(pack: Pack) -> None:
    text = told("nl")["grounds wlz-9.1.3-1-b"]
    for part in ("jci1.3:c:BWBR0035917&artikel=9.1.3&lid=1&o=b", "geldig vanaf", "1 juli 2019", "nagegaan tot en met",
                 "31 december 2025", "CAK → Zorginstituut Nederland", "Taken van het Zorginstituut", "Op verzoek",
                 "omvat gezondheidsgegevens", "gelezen",
                 "Wlz 9.1.3 lid 1 onder b, zoals geldend vanaf 1 juli 2019"):  # fmt: skip
        assert part in text
    assert (
        "1 januari 2015 tot en met 30 juni 2019; vanaf 1 juli 2019 (nagegaan tot en met 31 d" in told("nl")["grounds"]
    )


@pytest.mark.parametrize(
    ("shown", "parts"),
    [
        ("purposes zorgplicht", ("taakhouder", "Wlz-uitvoerder", "genoemd in het convenant", "Convenant 5.1 onder c")),
        ("categories stoornis-diagnose", ("Gegeven over gezondheid", "betrokkene", "vrije tekst", "(IO31)")),
        ("parties ZORGKANTOOR", ("ketenpartij", "valt onder", "bevoegd tot gebruik", "Wlz 9.1.1 lid 1")),
    ],
)
def test_a_term_in_full(shown: str, parts: tuple[str, ...]) -> None:
    for part in parts:
        assert part in told("nl")[shown]


def test_what_refers_to_a_broader_term_is_told_too() -> None:
    (line,) = (line for line in told("nl")["parties ZORGKANTOOR"].splitlines()
               if line.startswith("  Verstrekker en ontvanger, als verstrekkende partij (Wlz-uitvoerder)"))  # fmt: skip
    assert "Wlz-uitvoerder → CAK" in line
    assert "(Wlz-uitvoerder)" not in told("nl")["parties WLZ-UITVOERDER"]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (("grounds", "art.", "9.1.3", "lid", "1", "sub", "b", "Wlz"), {"wlz-9.1.3-1-b"}),
        (("grounds", "Wlz 9.1.3(1)(b)"), {"wlz-9.1.3-1-b"}),
        (("grounds", "kinderbijslag"), {"wlz-9.1.3a-1"}),
        (("parties", "zorgkantoor"), {"ZORGKANTOOR"}),
        (("parties", "Care assessment centre"), {"CIZ"}),
        (("categories", "Diagnose"), {"stoornis-diagnose"}),
        (("categories", "GEBOORTEDATUM", "relatie"), {"geboortedatum-relatie"}),
        (("purposes", "wachtlijsten", "ministerie"), {"wachtlijstrapportage-vws"}),
    ],
)
def test_search(words: tuple[str, ...], codes: set[str]) -> None:
    found = json.loads(run(*words, "--format", "json").stdout)
    assert {term["code"] for term in found["terms"]} == codes


def test_case_and_accents_do_not_matter(pack: Pack) -> None:
    with_accent, without = (
        json.loads(run("categories", word, "--format", "json").stdout) for word in ("CLIËNT", "client")
    )
    assert with_accent == without
    assert len(with_accent["terms"]) > 10


@pytest.mark.parametrize(
    ("words", "nl", "en"),
    [
        (("rules", "GR110"), "GR101 (Grondslag noemt deze partijen niet)", "GR101 ("),
        (("parties", "CIX"), "CIZ (Centrum indicatiestelling zorg)", "CIZ (Care assessment centre (CIZ))"),
        (("grounds", "wlz-9.1.3-1-x"), "wlz-9.1.3-1-", "wlz-9.1.3-1-"),
        (("purposes", "zorgplihct"), "zorgplicht", "zorgplicht"),
        (("categories", "qqqqqqqqqqqqqqqqqq"), "zie grondslag categories", "see grondslag categories"),
        (("rules", "--family", "zorg"), "kies uit register, grondslag", "choose from registry, ground"),
        (("rules", "--severity", "zwaar"), "kies uit violation, warning, info", "choose from violation, warning, info"),
        (("parties", "--pack", "geen-pakket"), "niet gevonden", "was not found"),
        (("parties", "-o", "geen/map/uit.txt"), "kan niet worden geschreven", "cannot be written"),
    ],
)  # fmt: skip
def test_what_is_not_there(words: tuple[str, ...], nl: str, en: str) -> None:
    for language, part in (("nl", nl), ("en", en)):
        result = run(*words, "--lang", language)
        assert (result.exit_code, result.stdout) == (2, "")
        assert part in result.stderr
        assert result.stderr.count("\n") == 1


# Languages


def language_texts(pack: Pack) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for text in pack.graph.objects():
        if isinstance(text, Literal) and text.language:
            found[text.language].add(" ".join(str(text).split()))
    return found


def strange(text: str, language: str, pack: Pack) -> set[str]:
    """The texts that a pack has in the other language only and that stand in a text."""
    known = language_texts(pack)
    text = re.sub("“[^“”]*”", "", text)  # what stands in a cell of an example is quoted as it is
    # A short name may be a part of another word, and a name within a text in this language is that text's.
    own = sorted((t for t in known[language] if t in text), key=len, reverse=True)
    foreign = [t for t in known[OTHER[language]] - known[language] if len(t) > 9 and " " in t and t in text]
    found = {t for t in foreign if not any(t in mine for mine in own)}
    return {t for t in found if re.search(rf"(?<!\w){re.escape(t)}(?!\w)", text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_in_the_wrong_language(language: str, pack: Pack) -> None:
    assert strange("\n".join(told(language).values()), language, pack) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_in_the_wrong_language_is_seen(language: str, pack: Pack) -> None:
    wrong = entries()["GR101"].why[OTHER[language]]
    assert strange(told(language)["GR101"] + wrong, language, pack) >= {wrong}


def test_every_property_that_is_told_has_a_name_in_both_languages(pack: Pack) -> None:
    for cls in LISTS.values():
        scheme = scheme_of(pack, cls)
        assert scheme is not None
        for term in scheme.codes:
            entry = term_entry(term, scheme, pack)
            for fact in (*entry.facts, *entry.referred, *(f for version in entry.versions for f in version.facts)):
                assert set(fact.label) == set(LANGUAGES), fact
                if fact.property != str(SKOS.altLabel):
                    assert set(LANGUAGES) == set().union(*(value.text for value in fact.values)), (term, fact)


# Forms


@pytest.mark.parametrize("command", ["rules", *LISTS])
def test_json(command: str, pack: Pack) -> None:
    result = run(command, "--format", "json")
    document = json.loads(result.stdout)
    assert (document["schema"], document["pack"]["sha256"]) == ("grondslag-catalogue/1", pack.sha256)
    (key,) = document.keys() - {"schema", "pack"}
    assert run(command, "--format", "json", "--lang", "en").stdout == result.stdout
    for entry in document[key]:
        for part in ("name", "checks", "why", "remedy") if command == "rules" else ("label", "definition", "type"):
            assert set(entry[part]) == set(LANGUAGES)
    if command == "rules":
        assert [entry["code"] for entry in document[key]] == CODES
        assert all(entry["examples"] for entry in document[key])


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_widths(width: int, language: str) -> None:
    for name, text in told(language, width).items():
        lines = text.splitlines()
        assert [line for line in lines if len(line) > width and not ADDRESS.fullmatch(line)] == [], name
        assert [line for line in lines if line != line.rstrip()] == []
        assert "\x1b" not in text


def test_colour_is_for_a_terminal(pack: Pack) -> None:
    for how in (form(width=80, colour=True), form(width=80)):
        text = answer_rules(["GR101"], pack, rule_examples(), how)
        assert ("\x1b[" in text) == how.colour
    assert "\x1b" not in run("rules", "GR101").stdout


def test_to_a_file(tmp_path: Path) -> None:
    for words in (("rules", "GR101"), ("parties", "CIZ", "--format", "json")):
        out = tmp_path / "out"
        assert run(*words, "-o", str(out)).stdout == ""
        assert out.read_text(encoding="utf-8") == run(*words).stdout


# A pack of one's own

OWN = """
@prefix gs: <https://w3id.org/grondslag/ns#> .
@prefix family: <https://w3id.org/grondslag/family/> .
@prefix provision: <https://w3id.org/grondslag/provision/> .
@prefix role: <https://w3id.org/grondslag/role/> .
@prefix rule: <https://w3id.org/grondslag/rule/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix my: <https://example.org/my#> .

<https://example.org/my> a owl:Ontology, gs:Pack ; dct:identifier "my" ;
    rdfs:label "Mijn pakket"@nl, "My pack"@en ; owl:versionInfo "1" ;
    owl:imports <https://w3id.org/grondslag/pack/iwlz> .
my:seat a rdf:Property ; rdfs:label "zetel"@nl, "seat"@en .
role:CIZ my:seat "Utrecht" .
my:board a rdf:Property ; rdfs:label "besproken in"@nl, "discussed in"@en .
rule:GR901 a sh:PropertyShape, gs:Rule ; skos:notation "GR901" ; gs:family family:ground ;
    sh:name "Eigen regel"@nl, "Rule of our own"@en ; sh:severity sh:Warning ;
    sh:targetSubjectsOf gs:citesNothing ; sh:path gs:citesNothing ; sh:maxCount 0 ;
    sh:message "Er is niets genoemd door {sender}."@nl, "Nothing is cited by {sender}."@en ;
    gs:why "Zo wil het ons beleid."@nl, "Our policy wants it."@en ;
    gs:remedy "Noem iets."@nl, "Cite something."@en ;
    my:board "overleg van juni"@nl, "meeting of June"@en .
"""
ROW = "id,sender,recipient,purpose,ground,data_categories,as_of\nE1,CIZ,SVB,kinderbijslag,{},bsn,2025-12-31\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "pack.ttl").write_text(OWN, encoding="utf-8")
    folder = tmp_path / "examples" / "GR901"
    folder.mkdir(parents=True)
    (folder / "fail-none.csv").write_text(ROW.format(""), encoding="utf-8")
    (folder / "pass-none.csv").write_text(ROW.format("wlz-9.1.3a-1"), encoding="utf-8")
    return tmp_path


def test_a_property_of_ones_own_is_told(own: Path) -> None:
    assert re.search(r"^  zetel +Utrecht$", run("parties", "CIZ", "--pack", str(own)).stdout, re.MULTILINE)
    shown = run("rules", "GR901", "--pack", str(own), "--lang", "en").stdout
    assert re.search(r"^  discussed in +meeting of June$", shown, re.MULTILINE)
    assert "Nothing is cited by ‹sender›." in shown
    assert "no source named" in shown


def test_a_rule_of_ones_own_has_its_own_example(own: Path) -> None:
    shown = run("rules", "GR901", "--pack", str(own)).stdout
    assert "✗ niet ingevuld  geeft GR901" in shown
    assert "✓ Wlz 9.1.3a lid 1  geeft GR901 niet" in shown
    (own / "examples" / "GR901" / "pass-none.csv").unlink()
    assert "geen voorbeeld" in run("rules", "GR901", "--pack", str(own)).stdout


def test_an_example_that_cannot_be_read_is_one_sentence(own: Path) -> None:
    (own / "examples" / "GR901" / "fail-none.csv").write_bytes(b"\xff\xfe\x00")
    result = run("rules", "GR901", "--pack", str(own))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_a_pack_without_such_a_list(pack: Pack) -> None:
    with pytest.raises(GrondslagError, match="no list"):
        answer_terms([], pack, URIRef("https://example.org/none"), "none", form())


# Pages


def test_the_pages_say_what_the_pack_says(pack: Pack) -> None:
    folder = ROOT / "docs" / "rules"
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    made = pages(pack, rule_examples())
    assert sorted(there) == sorted(made)
    assert [name for name in made if there[name] != made[name]] == []  # else: make rules


def test_a_page_holds_both_languages(pack: Pack) -> None:
    made = pages(pack, rule_examples())
    assert made.keys() == {"README.md", *(f"{code}.md" for code in CODES)}
    for code, entry in entries().items():
        page = re.sub(r"\\(.)", r"\1", made[f"{code}.md"])
        nl, en = (page.index(f"## {entry.name[language]}\n") for language in LANGUAGES)
        assert 0 < nl < en
        for part in (entry.checks, entry.why, entry.remedy):
            assert all(text in page for text in part.values())
        assert f"[{code}]({code}.md)" in made["README.md"]


def test_writing_removes_what_is_no_more(tmp_path: Path) -> None:
    (tmp_path / "OLD1.md").write_text("x", encoding="utf-8")
    write(tmp_path / "rules", {"A.md": "a"})
    write(tmp_path, {"B.md": "b"})
    assert [path.name for path in sorted(tmp_path.glob("*.md"))] == ["B.md"]


def test_the_wording_is_of_properties_there_are(pack: Pack) -> None:
    """A property that is renamed would silently lose its name in the texts."""
    wording = Graph().parse(ROOT / "ontology" / "wording.ttl")
    ours = {node for node in wording.subjects() if str(node).startswith(str(GS))}
    assert {node for node in ours if (node, RDF.type, RDF.Property) not in pack.graph} == set()
    for node in set(wording.subjects(GS.mention)):
        assert set(texts(wording, node, GS.mention)) == set(LANGUAGES)
