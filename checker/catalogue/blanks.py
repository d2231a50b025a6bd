"""Make the texts of a rule readable without a case: a blank is shown as ‹what it stands for›.

How such texts are written, `checker.judge.wording` tells.
"""

import re

from rdflib import RDFS, Graph, URIRef

from checker.catalogue.words import word
from checker.model import LANGUAGES, Text
from checker.pack import Pack, Rule
from checker.vocabulary import GS, PREFIXES, code, texts

_BLANK = re.compile(r"\{([\w.-]+)(?::[\w,]+)?\}")
_OPTIONAL = re.compile(r"\[(\s*)([^\[\]]*)\]")
VALUE = "value"
OPEN, CLOSE = "‹", "›"


def readable(template: Text, rule: Rule, pack: Pack) -> Text:
    """Return a text of a rule with its blanks named; what is said only where it is known stays in square brackets."""
    return {language: _readable(text, language, rule, pack) for language, text in template.items()}


def basis(steps: tuple[URIRef, ...], graph: Graph) -> Text:
    """Return how that is called which the facts of the case lead to along a path; empty where no step has a name."""
    names = [name for step in reversed(steps) if (name := called(step, graph))]
    if not names:
        return {}
    return {language: word("of", language).join(name[language] for name in names) for language in LANGUAGES}


def called(step: URIRef, graph: Graph) -> Text:
    """Return how a value of a property is called inside a sentence; empty where the pack does not say."""
    # A version is called by what it is a version of.
    found = {} if step == GS.versionOf else texts(graph, step, RDFS.label) | texts(graph, step, GS.mention)
    return {language: found.get(language, code(graph, step)) for language in LANGUAGES} if found else {}


def _readable(text: str, language: str, rule: Rule, pack: Pack) -> str:
    def name(match: re.Match[str]) -> str:
        return f"{OPEN}{_named(match[1], rule, pack).get(language, match[1])}{CLOSE}"

    return _BLANK.sub(name, _OPTIONAL.sub(r"\1[\2]", text))


def _named(name: str, rule: Rule, pack: Pack) -> Text:
    """Return what a blank stands for: the last of its steps that has a name."""
    first, *rest = name.split(".")
    for step in reversed(rest):
        if found := _property(step, pack.graph):
            return found
    column = next((column for column in pack.columns if column.code == first), None)
    if column is not None:
        return column.label
    if first == VALUE:
        paths = [reported.path for reported in rule.reports if reported.path]
        return called(paths[0][-1], pack.graph) if paths else {}
    return _property(first, pack.graph)


def _property(name: str, graph: Graph) -> Text:
    return next((text for prefix in PREFIXES if (text := called(prefix[name], graph))), {})
