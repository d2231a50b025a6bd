"""Find what a person asks for in the catalogue: one by its code or name, or all that hold the words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rdflib import Literal, URIRef
from rdflib.namespace import SKOS

from checker.catalogue.blanks import readable
from checker.catalogue.rules import speaking
from checker.catalogue.told import facts
from checker.model import LANGUAGES, Text
from checker.pack import Pack, Rule, Scheme
from checker.pack.schemes import LONGEST, normal
from checker.terms.citations import Citations, read_citations
from checker.terms.values import CITATION
from checker.vocabulary import GS, label

SUBJECTS = (SKOS.notation, SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.definition)
ALIKE = 50.0
"""Less than for a registry, where a wrong guess does harm."""


@dataclass(frozen=True)
class Unknown:
    """What was asked for is not there; the nearest that is, by code and name."""

    code: str = ""
    name: Text | None = None


def find_rules(words: Sequence[str], rules: Sequence[Rule], pack: Pack) -> list[Rule] | Unknown:
    """Return the rules of the pack with these codes or this name, else those of `rules` that hold all words."""
    names = _names(speaking(pack))
    chosen = [names.find(word) for word in words]
    if words and all(chosen):
        named = dict.fromkeys(found[0] for found in chosen if found)
    else:
        one = names.find(" ".join(words))
        named = dict.fromkeys([one[0]] if one else [])
    if named:
        return [pack.rules[iri] for iri in named]
    if found := [rule for rule in rules if _holds(words, _rule_texts(rule, pack))]:
        return found
    near = _near(" ".join(words), names)
    return Unknown() if near is None else Unknown(names.codes[near], pack.rules[near].name)


def find_terms(words: Sequence[str], scheme: Scheme, pack: Pack) -> list[URIRef] | Unknown:
    """Return the term with this code, name or citation, else those whose texts hold all words."""
    text = " ".join(words)
    if found := scheme.find(text):
        return [found[0]]
    cited, fits = _cited(text, scheme, pack)
    if cited is not None:
        return [cited]
    if held := [term for term in _ordered(scheme, pack) if _holds(words, _term_texts(term, pack))]:
        return held
    if fits:
        return fits
    near = _near(text, scheme)
    return Unknown() if near is None else Unknown(scheme.codes[near], label(pack.graph, near))


def _near(text: str, scheme: Scheme) -> URIRef | None:
    """Return the term that a text may be meant for; the less it resembles a name, the less likely."""
    if near := scheme.near(text):
        return near
    best = process.extractOne(normal(text[:LONGEST]), sorted(scheme.names), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return scheme.names[best[0]][0] if best else None


def _ordered(scheme: Scheme, pack: Pack) -> list[URIRef]:
    return sorted(scheme.codes, key=lambda term: _numbers(scheme.codes[term]))


def _numbers(code: str) -> list[tuple[bool, int, str]]:
    """Return a code as a key to sort by, with 9.1.3 before 9.1.3a and 9.1.10."""
    parts = re.findall(r"[0-9]+|[^0-9.-]+", code.casefold())
    return [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


def _names(rules: Iterable[Rule]) -> Scheme:
    """Return the codes and names of rules as a list to look in; a name that two rules share counts for neither."""
    names: dict[str, tuple[URIRef, str]] = {}
    shared: set[str] = set()
    for rule in rules:
        for text, how in [(rule.code, "code"), *((text, "label") for text in rule.name.values())]:
            if names.setdefault(normal(text), (rule.iri, how))[0] != rule.iri:
                shared.add(normal(text))
    kept = {name: found for name, found in names.items() if name not in shared}
    return Scheme(GS.Rule, kept, {rule.iri: rule.code for rule in rules}, {})


def _cited(text: str, scheme: Scheme, pack: Pack) -> tuple[URIRef | None, list[URIRef]]:
    """Return the term that a text cites, or those that it may; the name of a law alone cites none of its articles."""
    if not any(c.scheme == scheme.iri and c.datatype == CITATION for c in pack.columns):
        return None, []
    citations = _citations(pack, scheme.iri).read(text)
    if len(citations) != 1 or not any(character.isdigit() for character in text):
        return None, []
    return citations[0].term, list(citations[0].fits)


@lru_cache(maxsize=8)
def _citations(pack: Pack, scheme: URIRef) -> Citations:
    return read_citations(pack.graph, pack.schemes[scheme])


def _holds(words: Sequence[str], texts: Iterable[str]) -> bool:
    """Whether all words occur in the texts, whatever their case and accents."""
    held = normal(" ".join(texts))
    return all(normal(word) in held for word in words)


def _rule_texts(rule: Rule, pack: Pack) -> Iterable[str]:
    families = {family.code: family.label for family in pack.families}
    told = [rule.name, readable(rule.message, rule, pack), rule.why, readable(rule.remedy, rule, pack),
            families.get(rule.family, {}), *(label(pack.graph, source) for source in rule.sources)]  # fmt: skip
    return [rule.code, rule.family, *(text for texts in told for text in texts.values())]


def _term_texts(term: URIRef, pack: Pack) -> Iterable[str]:
    own = [str(o) for p in SUBJECTS for o in pack.graph.objects(term, p) if isinstance(o, Literal)]
    told = [value.text.get(language, "") for fact in facts(pack.graph, term) for value in fact.values
            for language in LANGUAGES]  # fmt: skip
    return own + told
