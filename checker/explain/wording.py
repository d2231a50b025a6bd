"""Say the steps of a proof in sentences, made of the labels that the pack gives its terms."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from rdflib import RDF, RDFS, Graph, Literal
from rdflib.namespace import SKOS
from rdflib.term import Node

from checker.explain.paths import Triple
from checker.explain.proof import Proof, Searched
from checker.explain.solutions import Check, substitute
from checker.judge.wording import lower, word
from checker.model import LANGUAGES, Text
from checker.pack import Pack
from checker.vocabulary import GS, code, texts

NO_BEGIN, NO_END = date(1, 1, 1), date(9999, 12, 31)
WORDS: dict[str, Text] = {
    "no_begin": {"nl": "zonder begin", "en": "without a beginning"},
    "no_end": {"nl": "zonder einde", "en": "without an end"},
    "version": {"nl": "{ground}, versie vanaf {first}", "en": "{ground}, version from {first}"},
    "first": {"nl": "de eerste dag", "en": "the first day"},
    "not": {"nl": "niet: {what}", "en": "not: {what}"},
    "not_found": {"nl": "Niet gevonden: ‘{what}’.", "en": "Not found: ‘{what}’."},
    "not_said": {"nl": "Niet gevonden bij {thing}: ‘{what}’.", "en": "Not found with {thing}: ‘{what}’."},
    "no_other": {"nl": "Geen andere: ‘{what}’.", "en": "No other: ‘{what}’."},
    "looked": {"nl": "Bekeken: {what} ({n}).", "en": "Looked through: {what} ({n})."},
    "things": {"nl": "begrippen", "en": "terms"},
    "kept_back": {"nl": "Dit geldt niet: ‘{what}’, want:", "en": "This does not hold: ‘{what}’, because:"},
    "kept_back_plain": {"nl": "Dit houdt het tegen:", "en": "This keeps it back:"},
    "or": {"nl": " of ", "en": " or "},
}
BORROWED: dict[Node, Text] = {
    RDF.type: {"nl": "is een", "en": "is a"},
    SKOS.inScheme: {"nl": "staat in de lijst", "en": "stands in the list"},
}
"""The names of borrowed properties that only a proof tells; a pack that named them would tell them of every term."""
COMPARED = {"<": ("before", True), ">": ("after", True), "<=": ("after", False), ">=": ("before", False),
            "=": ("same", True), "!=": ("same", False)}  # fmt: skip
"""How one value lies to another by a comparison, and whether it does."""
LIES: dict[tuple[str, bool], Text] = {
    ("before", True): {"nl": "voor", "en": "before"},
    ("after", True): {"nl": "na", "en": "after"},
    ("same", True): {"nl": "gelijk aan", "en": "equal to"},
    ("before", False): {"nl": "minder dan", "en": "less than"},
    ("after", False): {"nl": "meer dan", "en": "more than"},
    ("same", False): {"nl": "gelijk aan", "en": "equal to"},
}
"""The words for it, between days or between other values."""
LIES_SO: Text = {"nl": "{a} is {how} {b}", "en": "{a} is {how} {b}"}
LIES_NOT: Text = {"nl": "{a} is niet {how} {b}", "en": "{a} is not {how} {b}"}


class Wording:
    """The sentences about one exchange in a graph."""

    def __init__(
        self, graph: Graph, pack: Pack, node: Node, names: Mapping[Node, Text] = MappingProxyType({})
    ) -> None:  # fmt: skip
        self.graph, self.node = graph, node
        self._columns = {column.property: column.label for column in pack.columns}
        self._given = names
        self._names: dict[tuple[Node, str], str] = {}

    def fact(self, triple: Triple) -> Text:
        """Return a fact as a sentence: of the exchange without its name, of anything else with it."""
        return {language: self._fact(triple, language) for language in LANGUAGES}

    def _fact(self, triple: Triple, language: str) -> str:
        subject, predicate, value = triple
        said = self._named(predicate, language)
        if isinstance(value, Literal) and isinstance(value.toPython(), bool) and not self._is_column(predicate):
            said = said if value.toPython() else WORDS["not"][language].format(what=said)
        elif _is_verb(predicate):
            said = f"{said} {self.name(value, language)}"
        else:
            said = f"{said}: {self.name(value, language)}"
        return _sentence(said if self._is_own(subject) else self._about(subject, predicate, said, language))

    def _about(self, subject: Node, predicate: Node, said: str, language: str) -> str:
        return f"{self.name(subject, language)}{' ' if _is_verb(predicate) else ' – '}{said}"

    def _is_own(self, subject: Node) -> bool:
        return (subject == self.node and subject not in self._given) or (subject, RDF.type, GS.Run) in self.graph

    def _is_column(self, predicate: Node) -> bool:
        return predicate in self._columns

    def _named(self, predicate: Node, language: str) -> str:
        """Return the name of a property, that of its column where it has one."""
        given = self._columns.get(predicate) or BORROWED.get(predicate) or texts(self.graph, predicate, RDFS.label)  # type: ignore[call-overload]
        return given.get(language) or code(self.graph, predicate)

    def name(self, node: Node, language: str) -> str:
        """Return what a thing is called."""
        if (node, language) not in self._names:
            self._names[node, language] = self._name(node, language)
        return self._names[node, language]

    def _name(self, node: Node, language: str) -> str:
        if node in self._given:
            return self._given[node][language]
        if isinstance(node, Literal):
            return self._literal(node, language)
        ground = self.graph.value(node, GS.versionOf)
        if ground is not None:
            first = self.graph.value(node, GS.validFrom)
            begin = WORDS["first"][language] if first is None else word(first, language, self.graph)
            return WORDS["version"][language].format(ground=self.name(ground, language), first=begin)
        if (node, RDF.type, GS.Pair) in self.graph:
            ends = [self.graph.value(node, end) for end in (GS["from"], GS.to)]
            return " → ".join(self.name(end, language) for end in ends if end is not None)
        classes = texts(self.graph, node, RDFS.label)
        said = word(node, language, self.graph)
        if (node, RDF.type, GS.Column) in self.graph or classes:
            return lower(classes.get(language, said))
        return said

    def _literal(self, node: Literal, language: str) -> str:
        open_ends = {NO_BEGIN: "no_begin", NO_END: "no_end"}
        value = node.toPython()
        return (
            WORDS[open_ends[value]][language]
            if type(value) is date and value in open_ends
            else word(node, language, self.graph)
        )

    def searched(self, proof: Proof) -> Text:
        """Return what was looked for and not found, or what kept a fact back."""
        searched = proof.searched or Searched((None, (), None))
        return {language: self._searched(searched, proof.compared, language) for language in LANGUAGES}

    def _searched(self, searched: Searched, compared: Sequence[Check], language: str) -> str:
        if searched.blocked is not None:
            said = WORDS["kept_back"][language].format(what=self._fact(searched.blocked, language).removesuffix("."))
            return " ".join((said, *self._comparisons(compared, language)))
        subject, names, value = searched.pattern
        if not names:
            return " ".join((WORDS["kept_back_plain"][language], *self._comparisons(compared, language)))
        what = WORDS["or"][language].join(dict.fromkeys(self._named(name, language) for name in names))
        if value is not None and not _is_true(value):
            what = f"{what}{' ' if _is_verb(names[-1]) else ': '}{self.name(value, language)}"
        if searched.found:
            said = WORDS["no_other"][language].format(what=what)
        elif subject is None or self._is_own(subject):
            said = WORDS["not_found"][language].format(what=what)
        else:
            said = WORDS["not_said"][language].format(thing=self.name(subject, language), what=what)
        if searched.looked:
            told = WORDS["looked"][language]
            said = f"{said} {told.format(n=len(searched.looked), what=self._kinds(searched.looked, language))}"
        return said

    def _kinds(self, things: Iterable[Node], language: str) -> str:
        """Return what kinds of things these are."""
        classes = {cls for thing in things for cls in self.graph.objects(thing, RDF.type)}
        classes -= {broader for cls in classes for broader in self.graph.objects(cls, RDFS.subClassOf)}
        labels = {texts(self.graph, cls, RDFS.label).get(language, "") for cls in classes} - {""}
        return WORDS["or"][language].join(sorted(map(lower, labels))) or WORDS["things"][language]

    def comparisons(self, checks: Sequence[Check]) -> Text:
        """Return the comparisons that were made, as sentences."""
        return {language: " ".join(self._comparisons(checks, language)) for language in LANGUAGES}

    def _comparisons(self, checks: Sequence[Check], language: str) -> Iterable[str]:
        for check in checks:
            if getattr(check.part, "name", "") == "RelationalExpression" and check.part.op in COMPARED:
                sides = [_known(substitute(side, check.bindings)) for side in (check.part.expr, check.part.other)]
                if all(side is not None and side.toPython() not in (NO_BEGIN, NO_END) for side in sides):
                    yield _sentence(self._lies(check, [side for side in sides if side is not None], language))

    def _lies(self, check: Check, sides: Sequence[Literal], language: str) -> str:
        how, so = COMPARED[check.part.op]
        words = LIES[how, all(isinstance(side.toPython(), date) for side in sides)][language]
        a, b = (self.name(side, language) for side in sides)
        return (LIES_SO if so == check.holds else LIES_NOT)[language].format(a=a, how=words, b=b)


def _known(term: Any) -> Literal | None:
    return term if isinstance(term, Literal) else None


def _is_true(node: Node) -> bool:
    return isinstance(node, Literal) and node.toPython() is True


def _is_verb(predicate: Node) -> bool:
    """Whether a property is named by a verb that leads on to its value."""
    return predicate in (RDF.type, SKOS.broader, SKOS.inScheme, GS.up)


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"
