"""Answer a question to the catalogue: which rules or terms, in which form."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, URIRef

from checker.catalogue.document import to_json
from checker.catalogue.finding import Unknown, find_rules, find_terms
from checker.catalogue.rule_text import list_rules, show_rules
from checker.catalogue.rules import complete, rule_entry, speaking
from checker.catalogue.term_text import list_terms, show_terms
from checker.catalogue.terms import scheme_of, term_entry
from checker.errors import GrondslagError
from checker.model import LANGUAGES
from checker.pack import Pack
from checker.pack.schemes import normal
from checker.vocabulary import label

JSON = "json"


@dataclass(frozen=True)
class Form:
    """How an answer is given: as text in a language and of a width, or as JSON."""

    form: str
    language: str
    width: int
    colour: bool


def answer_rules(
    words: Sequence[str],
    pack: Pack,
    folders: Sequence[Path],
    form: Form,
    family: str | None = None,
    severity: str | None = None,
) -> str:
    """Return the rules asked for, with their examples from these folders; a single one is told in full.

    Raises GrondslagError where there are none.
    """
    pack = complete(pack)
    only = _family(family, pack) if family else None
    rules = [
        rule for rule in speaking(pack) if only in (None, rule.family) and severity in (None, rule.severity)
    ]  # fmt: skip
    found = find_rules(words, rules, pack) if words else rules
    if isinstance(found, Unknown) or not found:
        raise _unknown(words, found if isinstance(found, Unknown) else Unknown(), "rules")
    named = {normal(word) for word in words}
    whole = len(found) == 1 or all(normal(rule.code) in named for rule in found)
    if form.form == JSON:
        return to_json([rule_entry(rule, pack, folders) for rule in found], "rules", pack)
    entries = [rule_entry(rule, pack, folders if whole else ()) for rule in found]
    if whole:
        return show_rules(entries, form.language, form.width, form.colour)
    return list_rules(entries, pack, form.language, form.width, form.colour)


def answer_terms(words: Sequence[str], pack: Pack, cls: URIRef, command: str, form: Form) -> str:
    """Return the terms of a class asked for; a single one is told in full.

    Raises GrondslagError where there are none.
    """
    scheme = scheme_of(pack, cls)
    if scheme is None:
        raise GrondslagError(
            f"Het pakket {pack.id} heeft geen lijst met {cls}: kies een ander pakket.",
            f"The pack {pack.id} has no list of {cls}: choose another pack.",
        )
    found = find_terms(words, scheme, pack)
    if isinstance(found, Unknown):
        raise _unknown(words, found, command)
    # Those of the class itself come before others of the same list.
    found.sort(key=lambda term: (term, RDF.type, cls) not in pack.graph)
    entries = [term_entry(term, scheme, pack) for term in found]
    if form.form == JSON:
        return to_json(entries, "terms", pack)
    if len(entries) == 1:
        return show_terms(entries, form.language, form.width, form.colour)
    return list_terms(entries, label(pack.graph, scheme.iri), command, pack, form.language, form.width, form.colour)


def _family(name: str, pack: Pack) -> str:
    """Return the code of the family with this code or name."""
    for family in pack.families:
        if normal(name) in {normal(text) for text in (family.code, *family.label.values())}:
            return family.code
    known = {language: ", ".join(family.label[language] for family in pack.families) for language in LANGUAGES}
    raise GrondslagError(
        f"Er is geen toets {name}: kies uit {known['nl']}.", f"There is no family {name}: choose from {known['en']}."
    )


def _unknown(words: Sequence[str], near: Unknown, command: str) -> GrondslagError:
    text = " ".join(words)
    if near.code and near.name:
        name = {language: _called(near.code, near.name.get(language, "")) for language in LANGUAGES}
        return GrondslagError(
            f"Niets gevonden voor “{text}”; het meest lijkt erop: {name['nl']}.",
            f"Nothing was found for “{text}”; nearest to it is {name['en']}.",
        )
    return GrondslagError(
        f"Niets gevonden{f' voor “{text}”' if text else ''}: zie grondslag {command} voor alles.",
        f"Nothing was found{f' for “{text}”' if text else ''}: see grondslag {command} for all of them.",
    )


def _called(code: str, name: str) -> str:
    return code if normal(name) == normal(code) or not name else f"{code} ({name})"
