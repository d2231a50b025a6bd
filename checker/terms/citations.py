"""From the text of a cell to the provisions it cites. All that is known of laws comes from the graph of the pack."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from checker.pack.schemes import Scheme, normal
from checker.terms.cited import Cited, Reader
from checker.terms.citing import ARTICLE, POINT, SUBSECTION, Item, Names, clean, items, link_parts, vocabulary
from checker.vocabulary import GS, code, instances

LONGEST = 1_000
"""A longer text is not read."""

Place = tuple[str, str, str]
"""Article, subsection and point; empty where it has none."""
NOWHERE: Place = ("", "", "")
_ARTICLE = re.compile(r"([0-9.]+)( ?)([a-z]*)")


@dataclass(frozen=True)
class Citation:
    """One citation of a cell: the term it names, or those it may name; neither where it is unknown."""

    text: str
    """What the cell says; in a list, with the law, article and subsection that it takes over."""
    term: URIRef | None = None
    fits: tuple[URIRef, ...] = ()
    """What it may be, where it lacks a part or can be read in more than one way."""


@dataclass(frozen=True)
class Law:
    """What is declared of a law, as far as citing it goes."""

    name: str
    places: tuple[tuple[Place, URIRef], ...]
    """Where the terms of the scheme stand."""
    articles: frozenset[str]
    """The articles that any of its provisions names."""
    lettered: frozenset[tuple[str, str]]
    """The articles and points of its provisions that have no subsection."""
    rest: URIRef | None
    """The term that stands for every article that is not named apart."""


@dataclass(frozen=True, eq=False)
class Citations:
    """A reader of citations of the terms of a scheme."""

    exact: dict[str, URIRef]
    """By code, label or identifier in normal form."""
    names: Names
    pages: tuple[tuple[str, URIRef], ...]
    """By which a link tells its law, the longest first."""
    laws: dict[URIRef, Law]

    def read(self, text: str) -> tuple[Citation, ...]:
        """Return every citation of a cell, in its order; a stretch that cites nothing is an unknown one."""
        return _read(self, text.strip())


def read_citations(graph: Graph, scheme: Scheme) -> Citations:
    """Read what the graph declares of laws, their names and their provisions, for the terms of a scheme."""
    exact = {name: term for name, (term, _) in scheme.names.items()}
    others: dict[str, set[URIRef]] = defaultdict(set)
    for term in scheme.codes:
        for other in (term, *_values(graph, term, DCTERMS.identifier, SKOS.exactMatch)):
            others[normal(str(other))].add(term)
    exact |= {name: min(terms) for name, terms in others.items() if len(terms) == 1}
    rests = {graph.value(term, GS.law): term for term in scheme.codes if graph.value(term, GS.catchAll)}
    names: list[tuple[str, URIRef]] = []
    pages: list[tuple[str, URIRef]] = []
    laws: dict[URIRef, Law] = {}
    for law in instances(graph, GS.Law):
        # The name of a term that stands for any article of a law is as good as the name of the law.
        named = [node for node in (law, rests.get(law)) if node is not None]
        called = [str(name) for node in named for name in _values(graph, node, SKOS.prefLabel, SKOS.altLabel)]
        called += map(str, _values(graph, law, SKOS.notation, DCTERMS.identifier))
        names += [(name, law) for name in called]
        told = [urlsplit(page).path.removesuffix("/oj") for page in map(str, graph.objects(law, GS.page))]
        told += map(str, graph.objects(law, DCTERMS.identifier))
        pages += [(text.casefold(), law) for text in told if len(text) > 1]
        places = {term: _place(graph, term) for term in graph.subjects(GS.law, law) if isinstance(term, URIRef)}
        laws[law] = Law(
            code(graph, law),
            tuple(sorted((place, term) for term, place in places.items() if term in scheme.codes and place != NOWHERE)),
            frozenset(article for article, _, _ in places.values() if article),
            frozenset((article, point) for article, subsection, point in places.values() if not subsection),
            rests.get(law),
        )
    pages.sort(key=lambda page: -len(page[0]))
    known = Citations(exact, vocabulary(names), tuple(pages), laws)
    return replace(known, laws=laws | _named_elsewhere(graph, scheme, known))


def _values(graph: Graph, node: URIRef, *predicates: URIRef) -> list[Node]:
    return [value for predicate in predicates for value in graph.objects(node, predicate)]


def _place(graph: Graph, term: URIRef) -> Place:
    article, subsection, point = (graph.value(term, part) for part in (GS.article, GS.paragraph, GS.point))
    return _part(article), _part(subsection), _part(point)


def _part(value: Node | None) -> str:
    return "" if value is None else str(value).casefold().replace(":", ".")


def _named_elsewhere(graph: Graph, scheme: Scheme, known: Citations) -> dict[URIRef, Law]:
    """Return the laws in which terms of other laws have a name, with these among their places."""
    found: dict[URIRef, Law] = {}
    for term in sorted(scheme.codes):
        for name in sorted(map(str, graph.objects(term, SKOS.altLabel))):
            for cited in _cited(known, clean(name)):
                for law in cited.laws if ARTICLE in cited.parts and not cited.doubt else ():
                    declared = found.get(law, known.laws[law])
                    places = [(place, term) for place in _places(cited, declared)]
                    if len(places) == 1 and places[0] not in declared.places:
                        found[law] = replace(declared, places=(*declared.places, *places))
    return found


@lru_cache(maxsize=10_000)
def _read(known: Citations, text: str) -> tuple[Citation, ...]:
    if len(text) > LONGEST:
        return (Citation(text),)
    found: list[Citation] = []
    for piece in filter(None, map(str.strip, text.split("|"))):
        if term := known.exact.get(normal(piece)):
            found.append(Citation(piece, term))
            continue
        plain = clean(piece)
        groups: list[list[Cited]] = []
        for cited in _cited(known, plain):
            if cited.joint == "or" and groups:
                groups[-1].append(cited)
            else:
                groups.append([cited])
        if len(groups) > 1:
            found += [
                _citation(known, " of ".join(_wording(known, one, plain) for one in group), group) for group in groups
            ]
        else:
            found.append(_citation(known, piece, groups[0] if groups else []))
    return tuple(found)


def _cited(known: Citations, text: str) -> list[Cited]:
    return Reader([part for item in items(text, known.names) for part in _unlinked(known, item)]).read()


def _unlinked(known: Citations, item: Item) -> Iterator[Item]:
    """Yield an item, or in place of a link the law and parts that it tells."""
    if item.kind != "link":
        yield item
        return
    link = unquote(item.text).casefold()
    law = next((law for page, law in known.pages if page in link), None)
    yield replace(item, kind="unknown") if law is None else replace(item, kind="law", laws=(law,))
    for level, value in sorted(link_parts(link)) if law else ():
        yield replace(item, kind="mark", level=level)
        yield replace(item, kind="letter" if value.isalpha() else "number", text=value)


def _wording(known: Citations, cited: Cited, text: str) -> str:
    """Return what one citation of a list says, with all that it takes over."""
    if not cited.laws and (cited.doubt or not cited.parts):
        return text[cited.start : cited.end]
    name = known.laws[cited.laws[0]].name if cited.laws else ""
    said = [(ARTICLE, ""), (SUBSECTION, "lid "), (POINT, "onder ")]
    return " ".join([name, *(word + cited.parts[level] for level, word in said if level in cited.parts)]).strip()


def _citation(known: Citations, text: str, group: list[Cited]) -> Citation:
    """Return what one citation, or several of which one is meant, says."""
    sure, named, fits = len(group) == 1, set(), set()
    for cited in group:
        sure &= not cited.doubt and len(cited.laws) == 1
        # Without a law only what has more than a bare number is looked for, and no term that stands for any article.
        tells = not cited.doubt and (len(cited.parts) > 1 or "." in cited.parts.get(ARTICLE, ""))
        for law in cited.laws if cited.laws and (cited.parts or not cited.doubt) else known.laws if tells else ():
            declared = known.laws[law]
            for place in _places(cited, declared) if cited.laws or declared.places else ():
                covering, possible = _found(place, declared)
                sure &= len(covering) == 1
                named |= covering
                fits |= covering | possible if cited.laws else (covering | possible) - {declared.rest}
    if sure and len(named) == 1:
        return Citation(text, min(named))
    return Citation(text, None, tuple(sorted(fits)))


def _places(cited: Cited, law: Law) -> list[Place]:
    """Return the places that a citation may stand for, by what the law declares."""
    parts = cited.parts
    return _split(parts.get(ARTICLE, "").replace(":", "."), parts.get(SUBSECTION, ""), parts.get(POINT, ""), law)


def _split(article: str, subsection: str, point: str, law: Law) -> list[Place]:
    """Tell the number of an article from a subsection or letter written to it, such as 6.1.e, 5.1g and 9.1.3a."""
    match = _ARTICLE.fullmatch(article)
    if match is None or article in law.articles:
        return [(article, subsection, point)]
    number, space, letter = match.groups()
    if letter:
        whole = (number + letter, subsection, point)
        if point or (not space and whole[0] in law.articles):
            return [whole]
        if (number, letter) in law.lettered and not subsection:
            return [(number, subsection, letter)]
        apart = _split(number, subsection, letter, law)
        # It may also be part of the number, as of an article that was inserted.
        return [whole, *apart] if _is_like(number, law) else apart
    if subsection or _is_like(number, law):
        return [(number, subsection, point)]
    for known in sorted(law.articles, key=len, reverse=True):
        rest = number[len(known) + 1 :].split(".")
        if number.startswith(f"{known}.") and len(rest) + bool(point) <= 2:
            return [(known, rest[0], point or "".join(rest[1:]))]
    return [(number, subsection, point)]


def _found(place: Place, law: Law) -> tuple[set[URIRef], set[URIRef]]:
    """Return the terms that cover a place, and those that it may be."""
    if place == NOWHERE:
        return ({law.rest}, set()) if law.rest else (set(), {term for _, term in law.places})
    covering: dict[int, set[URIRef]] = defaultdict(set)
    possible: set[URIRef] = set()
    for declared, term in law.places:
        depth = max(level for level in range(3) if declared[level])
        pairs = list(zip(declared, place, strict=True))[: depth + 1]
        if all(one == other for one, other in pairs):
            covering[depth].add(term)
        elif all(one == other or (one and not other) for one, other in pairs) and not any(place[depth + 1 :]):
            possible.add(term)
    if covering:
        found = covering[max(covering)]
        # A letter of a subsection that is declared without letters: a slip of the pen as likely as a part of it.
        return (set(), found) if max(covering) == 1 and place[2] else (found, set())
    if possible or law.rest is None or not place[0] or any(place[0] == declared[0] for declared, _ in law.places):
        return set(), possible
    if _is_like(place[0], law):
        return {law.rest}, set()
    return set(), set() if law.articles else {law.rest}


def _is_like(article: str, law: Law) -> bool:
    """Whether an article is numbered as those of a law are; one of a law of which none is known has a plain number."""
    return article.count(".") in ({known.count(".") for known in law.articles} or {0})
