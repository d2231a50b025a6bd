"""Say a change in words, as the pack has it said, with what leaves the cell and what enters it."""

from collections.abc import Sequence

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.graph import ReadOnlyGraphAggregate
from rdflib.term import BNode, Node

from checker.judge.facts import exchange_node
from checker.judge.wording import fill
from checker.model import Exchange, Text
from checker.pack import Column, Pack
from checker.repair.changes import Change, Split, pieces
from checker.repair.declared import Remedy
from checker.terms.values import DATE, READERS
from checker.vocabulary import GS


def said(changes: Sequence[Change], exchange: Exchange, pack: Pack) -> list[Text]:
    """Return what changes of one exchange say; several that say the same of a column say it once."""
    merged: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        merged.setdefault((change.column, str(change.remedy.says)), []).append(change)
    columns = {column.code: column for column in pack.columns}
    return [_said(same, columns[same[0].column], exchange, pack) for same in merged.values()]


def split_said(split: Split, exchange: Exchange, pack: Pack) -> Text:
    """Return what a split says."""
    column = next(column for column in pack.columns if column.code == split.column)
    return _said([Change(split.remedy, split.column, split.taken, (), (), "")], column, exchange, pack)


def _said(changes: Sequence[Change], column: Column, exchange: Exchange, pack: Pack) -> Text:
    now = pieces(exchange, column, pack)
    case, node = Graph(), exchange_node(0)
    for change in changes:
        for piece in change.taken or change.out:
            case.add((node, GS.taken, _node(piece, now.get(piece), column, pack, case)))
        if change.put:
            case.add((node, GS.put, _node(change.put, None, column, pack, case)))
    remedy: Remedy = changes[0].remedy
    return fill(remedy.says, ReadOnlyGraphAggregate([case, pack.graph]), node, exchange, pack)


def _node(piece: str, term: Node | None, column: Column, pack: Pack, case: Graph) -> Node:
    """Return a piece of a cell as what a sentence can name: a term, a day, or the text as it stands there."""
    if term is not None:
        return term
    known = pack.schemes[column.scheme].find(piece) if column.scheme is not None else None
    if known is not None and isinstance(known[0], URIRef):
        return known[0]
    if column.datatype == DATE and (day := READERS[DATE](piece, pack)) is not None:
        return day
    if column.scheme is None:
        return Literal(piece)
    cell = BNode()
    case.add((cell, RDF.type, GS.Cell))
    case.add((cell, GS.text, Literal(piece)))
    return cell
