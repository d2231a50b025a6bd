"""What the template says, read from the pack: columns, lists of terms, example cells and explanations."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rdflib import RDF, Literal, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from checker.model import LANGUAGES, Text
from checker.pack import Column, Pack
from checker.pack.schemes import normal
from checker.template.words import INTRODUCTION, word
from checker.terms.values import IDENTIFIER, NO, UNREAD, YES
from checker.vocabulary import GS, code, instances, label, texts

Cell = str | date | Decimal
"""What stands in a cell; an empty text where nothing does."""

YES_NO = "yes-no"


@dataclass(frozen=True)
class Term:
    """A term, and the name to fill in for it in every language."""

    code: str
    names: Text
    definition: str


@dataclass(frozen=True)
class Terms:
    """A list of terms to choose from."""

    iri: URIRef
    label: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Field:
    """A column to fill in."""

    header: str
    datatype: str
    required: bool
    several: bool
    choices: URIRef | None
    """The list to choose from, if there is one."""
    hint: str
    """How to fill it in, in one or two sentences."""
    help: Text
    """What it holds and how to fill it in, in every language."""
    examples: tuple[Cell, ...]


@dataclass(frozen=True)
class Content:
    """All that the template says, in one language."""

    language: str
    introduction: tuple[str, ...]
    fields: tuple[Field, ...]
    lists: tuple[Terms, ...]


def read_content(pack: Pack, language: str) -> Content:
    """Return what the template of a pack says in a language."""
    # What is judged only where a registry has the column is left out: an empty cell would count.
    columns = [column for column in pack.columns if not column.optional]
    used = {scheme for column in columns for scheme in (column.scheme, column.groups)}
    lists = {iri: _terms(pack, iri, language) for iri in pack.schemes if iri in used}
    lists |= {node: _yes_no(pack, node, language) for node in instances(pack.graph, GS.Datatype)
              if code(pack.graph, node) == YES_NO}  # fmt: skip
    fields = tuple(_field(pack, column, lists, language) for column in columns)
    return Content(language, _introduction(pack, fields, language), fields, tuple(lists.values()))


def _terms(pack: Pack, scheme: URIRef, language: str) -> Terms:
    marks = [column.separator for column in pack.columns if column.scheme == scheme and column.separator]

    def name(term: URIRef, label: str) -> str:
        """Return the label, or the code where the label would not read back as this term."""
        known = pack.schemes[scheme].find(label)
        reads_back = known is not None and known[0] == term and not any(mark in label for mark in marks)
        return label if reads_back else pack.schemes[scheme].codes[term]

    terms = [
        Term(
            notation,
            {one: name(term, shown) for one, shown in label(pack.graph, term).items()},
            texts(pack.graph, term, SKOS.definition).get(language, ""),
        )
        for term, notation in pack.schemes[scheme].codes.items()
    ]
    ordered = sorted(terms, key=lambda term: (normal(term.names[language]), term.code))
    return Terms(scheme, label(pack.graph, scheme)[language], tuple(ordered))


def _yes_no(pack: Pack, datatype: URIRef, language: str) -> Terms:
    words = {code(pack.graph, node): node for node in instances(pack.graph, GS.Word)}
    terms = tuple(
        Term(
            key,
            # The label, or another word where the label is none of them.
            {one: shown if shown in pack.words[key] else min(pack.words[key])
             for one, shown in label(pack.graph, words[key]).items()},
            texts(pack.graph, words[key], SKOS.definition).get(language, ""),
        )
        for key in (YES, NO)
    )  # fmt: skip
    return Terms(datatype, label(pack.graph, datatype)[language], terms)


def _field(pack: Pack, column: Column, lists: dict[URIRef, Terms], language: str) -> Field:
    kind = pack.graph.value(column.iri, GS.datatype)
    choices = column.scheme or (kind if isinstance(kind, URIRef) and kind in lists else None)
    definition = texts(pack.graph, column.iri, SKOS.definition)
    hints = {one: _hint(pack, column, kind, lists, one) for one in LANGUAGES}
    return Field(
        header=_header(pack, column, language),
        datatype=column.datatype,
        required=column.required,
        several=column.separator is not None,
        choices=choices,
        hint=hints[language],
        help={one: f"{definition.get(one, '')} {hints[one]}".strip() for one in LANGUAGES},
        examples=tuple(
            _example(pack, column, example, lists.get(choices) if choices else None, language)
            for example in _examples(pack)
        ),
    )


def _header(pack: Pack, column: Column, language: str) -> str:
    """Return the header in a language; of several, the first by alphabet, as a graph keeps no order."""
    headers = [str(o) for o in pack.graph.objects(column.iri, GS.header)
               if isinstance(o, Literal) and o.language == language]  # fmt: skip
    return min(headers, default=column.code)


def _hint(pack: Pack, column: Column, kind: Node | None, lists: dict[URIRef, Terms], language: str) -> str:
    """Return how to fill in a column; of an identifier or free text its definition says enough."""
    if column.datatype in UNREAD or kind is None:
        return ""
    if isinstance(kind, URIRef) and kind in lists:
        names = word("or", language).join(term.names[language] for term in lists[kind].terms)
        return word("pick", language, names=names)
    if column.scheme is None:
        return texts(pack.graph, kind, SKOS.definition).get(language, "")
    said = [word("choose", language, list=label(pack.graph, column.scheme)[language])]
    if column.separator is not None:
        said.append(word("several", language, separator=column.separator))
    if column.groups is not None:
        said.append(word("groups", language, list=label(pack.graph, column.groups)[language]))
    return " ".join(said)


def _examples(pack: Pack) -> list[Node]:
    def place(node: Node) -> tuple[int, str]:
        return int(str(pack.graph.value(node, GS.order) or 0)), str(node)

    return sorted(pack.graph.subjects(RDF.type, GS.Example), key=place)


def _example(pack: Pack, column: Column, example: Node, choices: Terms | None, language: str) -> Cell:
    values = [
        value
        for cell in pack.graph.objects(example, GS.exampleCell)
        if (cell, GS.column, column.iri) in pack.graph
        for value in pack.graph.objects(cell, GS.exampleValue)
        if not isinstance(value, Literal) or value.language in (None, language)
    ]
    if choices is not None:
        by_code = {term.code: term.names[language] for term in choices.terms}
        codes = [_code(pack, value) for value in values]
        names = sorted((by_code.get(one, one) for one in codes), key=normal)
        return f"{column.separator or ''} ".join(names)
    if not values:
        return ""
    first = min(values, key=str)
    value = first.toPython() if isinstance(first, Literal) else ""
    return value if isinstance(value, date | Decimal) else str(value)


def _code(pack: Pack, value: Node) -> str:
    if isinstance(value, Literal):
        return YES if value.toPython() is True else NO
    return code(pack.graph, value)


def _introduction(pack: Pack, fields: tuple[Field, ...], language: str) -> tuple[str, ...]:
    examples = next((field.examples for field in fields if field.datatype == IDENTIFIER), ())
    values = {
        "registry": word("registry", language),
        "terms": word("terms", language),
        "examples": ", ".join(map(str, examples)),
        "pack": pack.label.get(language, pack.id),
        "version": pack.version,
        "checked": pack.last_checked,
    }
    said = (sentence for sentence in INTRODUCTION[language] if examples or "{examples}" not in sentence)
    return tuple(sentence.format(**values) for sentence in said)
