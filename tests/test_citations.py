"""Every usual way of citing is read, what is incomplete or ambiguous is never guessed, and no text is too much."""

import csv
import time
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, SKOS

from checker.pack import Pack, load_pack
from checker.pack.schemes import Scheme, normal
from checker.terms.citations import LONGEST, Citation, Citations, read_citations
from checker.terms.citing import WORDS
from checker.vocabulary import BASE, GS, instances

GROUNDS = URIRef(BASE + "scheme/grounds")
UNKNOWN = "?"
"""In the column fits: a part of a list that names nothing."""
PATIENCE = 5.0
"""Seconds for one text; a few milliseconds is usual, but the machine may be busy."""


@cache
def pack() -> Pack:
    return load_pack("iwlz")


def scheme() -> Scheme:
    return pack().schemes[GROUNDS]


@cache
def citations() -> Citations:
    return read_citations(pack().graph, scheme())


def ways() -> list[dict[str, str]]:
    with (Path(__file__).parent / "citations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(text: str) -> list[str]:
    """Return the codes in a cell of the table, in their order; one with a star stands for several."""
    known = sorted(scheme().codes.values())
    parts = [part for part in text.split(";") if part]
    return [code for part in parts for code in ([c for c in known if fnmatchcase(c, part)] if "*" in part else [part])]


def told(found: tuple[Citation, ...]) -> tuple[list[str], list[str]]:
    """Return the codes of the terms found, and of what else the text may name."""
    terms = [scheme().codes[citation.term] for citation in found if citation.term]
    fits = [scheme().codes[term] for citation in found for term in citation.fits]
    unknown = [UNKNOWN for citation in found if not citation.term and not citation.fits]
    return terms, fits if len(found) == len(unknown) else fits + unknown


@pytest.mark.parametrize("way", ways(), ids=lambda way: way["citation"])
def test_way_of_citing(way: dict[str, str]) -> None:
    terms, fits = told(citations().read(way["citation"]))
    assert terms == codes(way["terms"])
    assert sorted(fits) == sorted(codes(way["fits"]))


def test_there_are_many_ways() -> None:
    assert len({normal(way["citation"]) for way in ways()}) >= 100
    assert {code for way in ways() for code in codes(way["terms"])} >= {"wlz-9.1.2-1-g", "avg", "uavg-30", "wbp"}


def names() -> list[tuple[URIRef, str]]:
    """Return every name and identifier of a ground that no other shares."""
    graph = pack().graph
    found = [
        (term, str(name))
        for term in scheme().codes
        for predicate in (SKOS.notation, SKOS.prefLabel, SKOS.altLabel, DCTERMS.identifier)
        for name in graph.objects(term, predicate)
    ]
    owners: dict[str, set[URIRef]] = {}
    for term, name in found:
        owners.setdefault(normal(name), set()).add(term)
    return [(term, name) for term, name in found if len(owners[normal(name)]) == 1]


@pytest.mark.parametrize("term,name", names(), ids=str)
def test_every_ground_is_read_by_its_names(term: URIRef, name: str) -> None:
    assert citations().read(name) == (Citation(name, term),)
    # Also within a list, where no name is looked up whole.
    assert [one.term for one in citations().read(f"{name}; {name}")] == [term, term]


def test_a_list_says_what_each_of_its_citations_takes_over() -> None:
    found = citations().read("artikel 9.1.2, eerste lid, onder c, g en z, Wlz; toestemming, AVG 6")
    assert [one.text for one in found] == [
        "Wlz 9.1.2 lid 1 onder c",
        "Wlz 9.1.2 lid 1 onder g",
        "Wlz 9.1.2 lid 1 onder z",
        "toestemming",
        "AVG 6",
    ]


@pytest.mark.parametrize("text", ["", " ", "|", " | \n"])
def test_nothing_cites_nothing(text: str) -> None:
    assert citations().read(text) == ()


def test_the_text_of_a_citation_stands_as_it_was() -> None:
    text = "art. 9.1.2,\u00a0eerste lid, onder g, Wlz"
    assert citations().read(f"  {text}\n") == (Citation(text, URIRef(BASE + "ground/wlz-9.1.2-1-g")),)


def test_a_law_of_another_pack_needs_no_code() -> None:
    graph = Graph().parse(
        data="""
        @prefix gs: <https://w3id.org/grondslag/ns#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix dct: <http://purl.org/dc/terms/> .
        @prefix x: <https://example.org/> .
        x:law a gs:Law ; skos:notation "Kbw" ;
            skos:altLabel "Wet op de kermis (oud)"@nl ; dct:identifier "BWBR0000001" .
        x:term a gs:Ground ; skos:inScheme x:grounds ; skos:notation "kbw-7-457-2" ; gs:law x:law ;
            gs:article "7:457" ; gs:paragraph "2" .
        """,
        format="turtle",
    )
    reader = read_citations(
        graph, Scheme(URIRef("https://example.org/grounds"), {}, {URIRef("https://example.org/term"): "kbw"}, {})
    )
    for text in ("Kbw 7:457 lid 2", "art. 7:457, tweede lid, Wet op de kermis (oud)", "BWBR0000001 7.457(2)"):
        assert [one.term for one in reader.read(text)] == [URIRef("https://example.org/term")], text


def timed(text: str) -> tuple[Citation, ...]:
    start = time.perf_counter()
    found = citations().read(text)
    assert time.perf_counter() - start < PATIENCE
    return found


SIGNS = ("\x00", "\u202e", "ﷺ", "é", "\u0301", "²", "٣", "😀", "\ud800", "(", ")", "%26", "9", "1-", "1.1.1.", "a.")
WORDY = ("9.1.2,", "a,", "1. ", "e ", "lid ", "of ", "en ", "Wlz ", "wet ", "https://", "jci1:", "1e en ", "&artikel=1")
LISTS = ("AVG 12 t/m 22, ", "Wlz 9.1.2 of ", "9.1.2 lid 1 onder a t/m j, ", "Wlz 9.1.2 lid 1 onder a t/m j; ")


@pytest.mark.parametrize("bait", [*SIGNS, *WORDY, *LISTS])
def test_hostile_text_is_soon_done_with(bait: str) -> None:
    timed(bait * (50_000 // len(bait)))
    timed(bait * (LONGEST // len(bait)))
    assert not any(one.term for one in timed("x" * LONGEST + bait))


WORDS_OF_CITING = [word for _, _, words in WORDS for word in words.split("|")]
PIECES = st.one_of(
    st.sampled_from(
        [*WORDS_OF_CITING, "Wlz", "AVG", "Wet langdurige zorg", "eerste", "1e", "één", "9.1.2", "6", "g", "|", "\n"]
    ),
    st.integers(0, 40).map(str),
    st.characters(),
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_within_reason(text: str) -> None:
    for citation in timed(text):
        assert citation.term is None or not citation.fits
        assert citation.fits == tuple(sorted(set(citation.fits)))
        assert citation.text.strip()


@given(st.sampled_from(ways()), st.sampled_from(["niet ", "geen ", "mogelijk ", "foo ", "in plaats van "]))
def test_a_word_that_is_not_understood_leaves_no_certainty(way: dict[str, str], word: str) -> None:
    if len(citations().read(way["citation"])) == 1:
        assert all(one.term is None for one in timed(word + way["citation"]))


ORDINALS = {"1": "eerste", "2": "tweede", "3": "derde", "4": "vierde", "5": "vijfde", "6": "zesde"}
WHOLE = (
    lambda article, lid, point: f"art. {article}" + (lid and f" lid {lid}") + (point and f" onder {point}"),
    lambda article, lid, point: article + (lid and f"({lid})") + (point and f"({point})"),
    lambda article, lid, point: article + (lid and f", lid {lid}") + (point and f", onderdeel {point}"),
    lambda article, lid, point: article + (lid and f", {ORDINALS[lid]} lid") + (point and f", aanhef en onder {point}"),
    lambda article, lid, point: article + (lid and f" lid {lid}") + (point and f" {point}"),
)
WITH_LAW = ("{law} {place}", "{law}: {place}", "{place} {law}", "{place} van de {law}", "{place}, {law}")
JOINTS = (", ", "; ", " en ", " jo. ", " i.s.m. ", "|", "\n", " & ")


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[URIRef]]:
    """Draw a list of citations that each name all, in any style, and what it cites."""
    graph = pack().graph
    terms = [term for term in sorted(scheme().codes) if graph.value(term, GS.article)]
    text, cited = "", []
    for joint in ["", *draw(st.lists(st.sampled_from(JOINTS), max_size=4))]:
        term = draw(st.sampled_from(terms))
        parts = [str(graph.value(term, part) or "") for part in (GS.article, GS.paragraph, GS.point)]
        law = draw(st.sampled_from(sorted(str(o) for o in graph.objects(graph.value(term, GS.law), SKOS.altLabel))))
        text += joint + draw(st.sampled_from(WITH_LAW)).format(law=law, place=draw(st.sampled_from(WHOLE))(*parts))
        cited.append(term)
    return text, cited


@given(lists())
@settings(max_examples=300, deadline=None)
def test_any_list_of_whole_citations_is_read(drawn: tuple[str, list[URIRef]]) -> None:
    text, cited = drawn
    assert [one.term for one in timed(text)] == cited


def test_words_of_citing_name_no_law() -> None:
    graph = pack().graph
    said = {normal(str(name)) for law in instances(graph, GS.Law) for name in graph.objects(law, SKOS.altLabel)}
    assert said
    assert not said & {normal(word) for word in WORDS_OF_CITING}
