"""The question: parties, purpose and data by the names that a registry uses; what is left out is asked of all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rdflib import Namespace, URIRef
from rdflib.namespace import SKOS

from checker.errors import GrondslagError
from checker.pack import Column, Pack
from checker.terms.cells import find
from checker.terms.names import NONE
from checker.terms.pieces import pieces
from checker.terms.values import AND
from checker.vocabulary import GS, label

DPV = Namespace("https://w3id.org/dpv#")
EXPORTER, IMPORTER, PURPOSE = DPV.hasDataExporter, DPV.hasDataImporter, DPV.hasPurpose
BASIS, DATA = DPV.hasLegalBasis, DPV.hasPersonalData

Lane = tuple[URIRef, URIRef, URIRef]
"""A sender, a recipient and a purpose."""


@dataclass(frozen=True)
class Asked:
    """A question; None where all are asked for."""

    exporter: URIRef | None
    importer: URIRef | None
    aim: URIRef | None
    data: tuple[URIRef, ...]
    day: date


def column_of(pack: Pack, prop: URIRef) -> Column:
    """Return the column that holds a property of an exchange. Raises GrondslagError where the pack has none."""
    found = next((column for column in pack.columns if column.property == prop), None)
    if found is None or found.scheme is None:
        raise GrondslagError(
            f"Het pakket {pack.id} heeft geen kolom met begrippen voor {prop}.",
            f"The pack {pack.id} has no column with terms for {prop}.",
        )
    return found


def read_question(
    exporter: str | None, importer: str | None, aim: str | None, data: Sequence[str], day: date, pack: Pack
) -> Asked:
    """Read the names in a question. Raises GrondslagError where one is not known, with the one that resembles it."""
    found = [
        None if text is None else _term(text, column_of(pack, prop), pack)
        for text, prop in ((exporter, EXPORTER), (importer, IMPORTER), (aim, PURPOSE))
    ]
    return Asked(found[0], found[1], found[2], tuple(dict.fromkeys(_data(data, pack))), day)


def _data(texts: Sequence[str], pack: Pack) -> Iterator[URIRef]:
    column = column_of(pack, DATA)
    codes = pack.schemes[column.scheme].codes if column.scheme else {}
    for text in texts:
        known = pieces(text, lambda name: find(name, column, pack, NONE) is not None, pack.words[AND], column.separator)
        for piece in known:
            term = _term(piece, column, pack)
            members = {m for m in pack.graph.subjects(GS.group, term) if isinstance(m, URIRef) and m in codes}
            yield from sorted(members) if members and term not in codes else [term]


def _term(text: str, column: Column, pack: Pack) -> URIRef:
    if (known := find(text, column, pack, NONE)) is not None:
        return known[0]
    near = pack.schemes[column.scheme].near(text) if column.scheme else None
    like = label(pack.graph, near) if near is not None else {}
    name = column.label
    raise GrondslagError(
        f"“{text}” is niet bekend als {name['nl']}" + (f"; lijkt op: {like['nl']}" if like else "") + ". Noem een naam"
        " of code zoals in een register.",
        f"“{text}” is not known as {name['en']}" + (f"; resembles: {like['en']}" if like else "") + ". Give a name or"
        " code as in a registry.",
    )


def lanes(asked: Asked, pack: Pack) -> list[Lane]:
    """Return the lanes that a question is about: parties that some provision names, or those asked for."""
    purposes = [asked.aim] if asked.aim else sorted(pack.schemes[_scheme(pack, PURPOSE)].codes)
    sides = {
        (sender, recipient)
        for pair in pack.graph.objects(None, GS.permits)
        for sender in under(pack.graph.value(pair, GS["from"]), pack)
        for recipient in under(pack.graph.value(pair, GS.to), pack)
        if asked.exporter in (None, sender) and asked.importer in (None, recipient)
    }
    if asked.exporter and asked.importer:
        sides = {(asked.exporter, asked.importer)}
    return [(sender, recipient, purpose) for sender, recipient in sorted(sides) for purpose in purposes]


def _scheme(pack: Pack, prop: URIRef) -> URIRef:
    scheme = column_of(pack, prop).scheme
    return scheme if scheme is not None else URIRef("")


def under(term: object, pack: Pack) -> set[URIRef]:
    """Return a term and all that falls under it."""
    if not isinstance(term, URIRef):
        return set()
    return {node for node in pack.graph.transitive_subjects(SKOS.broader, term) if isinstance(node, URIRef)}
