"""The words by which law is cited, and a text taken apart into them. No law, article or letter is named here."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from rdflib import URIRef

ARTICLE, SUBSECTION, POINT, DEEPER = range(1, 5)

Names = dict[str, list[tuple[tuple[str, ...], str, int, tuple[URIRef, ...]]]]
"""Words of citing and names of laws by their first token, longest first: tokens, kind of item, level, laws."""

WORDS = (
    ("mark", ARTICLE, "artikel|artikelen|art|artt|article|articles|section|sections|of article|of articles"),
    ("mark", SUBSECTION, "lid|leden|par|para|paragraph|paragraphs|subsection|subsections|of paragraph"),
    ("mark", POINT, "onder|onderdeel|onderdelen|sub|letter|letters|lit|littera|punt|punten|point|points|doel|purpose"),
    ("mark", POINT, "aanhef en onder|aanhef en onderdeel|aanhef en sub|aanhef en letter|aanhef en punt"),
    ("mark", DEEPER, "zin|volzin|alinea|streepje|gedachtestreepje|sentence|subparagraph|indent"),
    ("box", 0, "hoofdstuk|paragraaf|afdeling|titel|titeldeel|chapter|§"),
    ("and", 0, "en|and|&|+|jo|juncto|j°|jcto|alsmede|alsook|en ook|samen met|i.s.m.|i.v.m.|i.c.m.|read with"),
    ("and", 0, "in samenhang met|in verbinding met|in combinatie met|in conjunction with|read in conjunction with"),
    ("and", 0, "gelezen in samenhang met|gelezen in verbinding met|in samenhang gelezen met"),
    ("comma", 0, ",|\n"),
    ("break", 0, ";"),
    ("or", 0, "of|or|/|dan wel|danwel|en/of|and/or"),
    ("to", 0, "t/m|tm|tot en met|to|through"),
    ("dash", 0, "-"),
    ("open", 0, "(|["),
    ("close", 0, ")|]"),
    ("fill", 0, ".|:|'|\"|_|=|*|•|·|°|`|«|»|’|‘|“|”|„"),
    ("fill", 0, "van|de|het|der|uit|ex|aanhef|grondslag|wettelijke grondslag|the|of the|under|pursuant to|celex"),
    ("fill", 0, "op grond van|op basis van|o.g.v.|o.b.v.|krachtens|ingevolge|conform|volgens|zie|rechtsgrond"),
)
"""By kind and level. A word that stands neither here nor in the name of a law is no part of a citation."""

_ORDINALS = (
    "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth",
)
_COUNTS = (
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien",
    "one two three four five six seven eight nine ten eleven twelve thirteen",
    "i ii iii iv v vi vii viii ix x xi xii xiii",
)
ORDINALS = {word: str(n) for row in _ORDINALS for n, word in enumerate(row.split(), start=1)}
COUNTS = {word: str(n) for row in _COUNTS for n, word in enumerate(row.split(), start=1)}
"""Read as numbers only after a word for a subsection: elsewhere they are other words, or letters."""
SUFFIXES = frozenset({"ste", "de", "st", "nd", "rd", "th"})
"""What makes an ordinal of a number, as does e; but that is a letter too, unless a subsection follows."""

_LINK = r"(?:jci[0-9.]+:|https?://|(?<![\w.])(?:[a-z]+\.)+[a-z]+/|bwb[a-z]?[0-9])[^\s|;,<>\"')\]]*"
_SHORT = r"(?<![\w.])[^\W\d_](?:\.[^\W\d_])+(?![^\W\d_])\.?"
_TOKEN = re.compile(rf"{_LINK}|{_SHORT}|[^\W\d_]+|[0-9]+(?:[.:][0-9]+)*|\n|\S", re.IGNORECASE)
_LETTER = re.compile(r"([a-z])\1?")
_PART = re.compile(r"(?<![a-z])([a-z]+)[=_]?([0-9][0-9.:]*[a-z]?|(?<=[=_])[a-z])(?![a-z0-9])")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_LEVELS = {word: level for kind, level, words in WORDS if kind == "mark" for word in words.split("|")}
_LINK_LEVELS = _LEVELS | {"o": POINT, "pnt": POINT}


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a text and its kind: number, letter, ordinal, law, link, unknown, or a kind of WORDS."""

    kind: str
    text: str
    start: int
    end: int
    level: int = 0
    laws: tuple[URIRef, ...] = ()


def clean(text: str) -> str:
    """Return a text with one kind of dash and line break, and without signs that do not show."""
    text = unicodedata.normalize("NFKC", text.replace("&amp;", "&")).translate(_DASHES)
    kinds = ((sign, unicodedata.category(sign)) for sign in "\n".join(text.splitlines()))
    return "".join(" " if kind == "Cc" and sign != "\n" else sign for sign, kind in kinds if kind != "Cf")


def fold(text: str) -> str:
    """Return a word without case, accents and, in an abbreviation, stops."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(sign))
    return plain.replace(".", "") if plain[:1].isalpha() else plain or text


def vocabulary(laws: Iterable[tuple[str, URIRef]]) -> Names:
    """Return the words of citing and the names of laws; a name that two laws share stands for both."""
    shared: dict[str, set[URIRef]] = defaultdict(set)
    for name, law in laws:
        shared[clean(name)].add(law)
    rows = [(name, "law", 0, tuple(sorted(found))) for name, found in shared.items()]
    rows += [(word, kind, level, ()) for kind, level, words in WORDS for word in words.split("|")]
    names: Names = defaultdict(list)
    for name, kind, level, found in rows:
        tokens = tuple(fold(match[0]) for match in _TOKEN.finditer(name))
        names[tokens[0]].append((tokens, kind, level, found))
    return {first: sorted(entries, key=lambda entry: -len(entry[0])) for first, entries in names.items()}


def items(text: str, names: Names) -> list[Item]:
    """Take a clean text apart; every sign of it that is not space falls in one item."""
    tokens = [(fold(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    keys = tuple(key for key, _, _ in tokens)
    found: list[Item] = []
    at = 0
    while at < len(tokens):
        key, start, end = tokens[at]
        last = found[-1] if found else None
        known = next((entry for entry in names.get(key, ()) if keys[at : at + len(entry[0])] == entry[0]), None)
        if key == "." and last and last.kind == "number" and _LETTER.fullmatch("".join(keys[at + 1 : at + 2])):
            found.append(Item("dash", key, start, end))
        elif known:
            at += len(known[0]) - 1
            found.append(Item(known[1], text[start : tokens[at][2]], start, tokens[at][2], known[2], known[3]))
        elif _is_ordinal(tokens, at, last):
            at += 1
            found.append(Item("ordinal", key, start, tokens[at][2]))
        else:
            kind, said = _single(key, text[start:end], last)
            found.append(Item(kind, said, start, end))
        at += 1
    return found


def _single(key: str, text: str, last: Item | None) -> tuple[str, str]:
    """Return the kind of a token on its own, and what it says."""
    if re.match("[0-9]", key):
        return "number", key
    if key in COUNTS and last and (last.kind, last.level) == ("mark", SUBSECTION):
        return "number", COUNTS[key]
    if key in ORDINALS:
        return "ordinal", ORDINALS[key]
    if _LETTER.fullmatch(key) or (key in COUNTS and last and last.kind == "open"):
        return "letter", key
    return ("link", text) if re.search("[0-9]|[a-z]/", text, re.IGNORECASE) else ("unknown", key)


def _is_ordinal(tokens: list[tuple[str, int, int]], at: int, last: Item | None) -> bool:
    """Whether the number at this place is an ordinal, such as 1e, 2de or 3rd."""

    def suffix(place: int) -> str:
        """Return the word that is written to the number at a place."""
        if place + 1 < len(tokens) and tokens[place][0].isdigit() and tokens[place][2] == tokens[place + 1][1]:
            return tokens[place + 1][0]
        return ""

    if not tokens[at][0].isdigit() or suffix(at) in SUFFIXES:
        return tokens[at][0].isdigit()
    if last is not None and last.kind == "mark":
        return False
    while suffix(at) == "e" or suffix(at) in SUFFIXES:
        at += 2
        if at < len(tokens) and _LEVELS.get(tokens[at][0]) in (SUBSECTION, DEEPER):
            return True
        while at < len(tokens) and tokens[at][0] in (",", "en", "and"):
            at += 1
    return False


def link_parts(link: str) -> Iterator[tuple[int, str]]:
    """Yield the levels and numbers or letters that a link or identifier of a provision names."""
    for word, value in _PART.findall(unquote(link).casefold()):
        if word in _LINK_LEVELS:
            yield _LINK_LEVELS[word], value.rstrip(".:")
