"""A change of one cell as pieces that leave it and pieces that enter it, and how it is applied to a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from checker.model import Exchange
from checker.pack import Column, Pack
from checker.repair.checked import Cells
from checker.repair.declared import Remedy, ends
from checker.vocabulary import GS

MOST = 12
"""Values that are tried of those a remedy offers."""


@dataclass(frozen=True)
class Change:
    """What one remedy does to one column of one exchange."""

    remedy: Remedy
    column: str
    out: tuple[str, ...]
    """The pieces that leave the cell: codes, or texts that were not read."""
    into: tuple[str, ...]
    taken: tuple[str, ...]
    """What is said to leave it, where that is not a piece but part of one."""
    put: str


@dataclass(frozen=True)
class Split:
    """What a remedy that splits does to the column that it parts."""

    remedy: Remedy
    column: str
    first: str
    """The text of the cell in the first exchange."""
    second: str
    taken: tuple[str, ...]
    """What goes into the second exchange alone."""


def pieces(exchange: Exchange, column: Column, pack: Pack) -> dict[str, Node | None]:
    """Return what stands in a column, as texts that the reader reads, each with its term or None."""
    found: dict[str, Node | None] = {}
    for key, scheme in ((column.code, column.scheme), (column.group_code(), column.groups)):
        codes = pack.schemes[scheme].codes if scheme is not None else {}
        for value in exchange.values.get(key, ()):
            found[codes[value] if isinstance(value, URIRef) else str(value)] = value
    return found | {cell.text: None for cell in exchange.unread if cell.column == column.code}


def applied(changes: Sequence[Change], exchange: Exchange, pack: Pack) -> Cells:
    """Return the cells that these changes alter, with their new texts."""
    columns = {column.code: column for column in pack.columns}
    held: dict[str, list[str]] = {}
    for change in changes:
        column = columns[change.column]
        now = held.get(change.column, list(pieces(exchange, column, pack)))
        kept = [piece for piece in now if piece not in change.out]
        held[change.column] = list(dict.fromkeys([*kept, *change.into]))
    return {code: _joined(found, columns[code]) for code, found in held.items()}


def _joined(found: list[str], column: Column) -> str:
    separator = column.separator or ""
    return (f"{separator} " if separator == ";" else f" {separator} ").join(found)


def offers(
    remedy: Remedy, exchange: Exchange, graph: Graph, node: Node, pack: Pack, known: frozenset[str]
) -> Iterator[Change]:
    """Yield the changes that a remedy offers for an exchange, as the facts of its case have it.

    Args:
        remedy: what the pack declares.
        exchange: what was read of the row.
        graph: the facts of the case.
        node: the exchange in that graph.
        pack: the pack.
        known: the identifiers that stand in the registry.
    """
    taken = [end for path in remedy.takes for end in ends(graph, node, path)]
    if remedy.takes and not taken:
        return
    for column in pack.columns:
        if remedy.column and remedy.column != column.code:
            continue
        own = [end for end in taken if remedy.column or (end, GS.column, column.iri) in graph]
        if own or (remedy.column and not remedy.takes):
            yield from _of_column(remedy, column, own, exchange, graph, node, pack, known)


def parted(remedy: Remedy, exchange: Exchange, graph: Graph, node: Node, pack: Pack) -> Split | None:
    """Return how a remedy splits an exchange; None where one of the two would be left with nothing."""
    column = next(column for column in pack.columns if column.code == remedy.column)
    now = pieces(exchange, column, pack)
    apart, both = set(ends(graph, node, remedy.apart)), set(ends(graph, node, remedy.keeps))
    taken = [piece for piece, term in now.items() if term in apart and term not in both]
    kept = [piece for piece, term in now.items() if term in both]
    first = [piece for piece in now if piece not in taken]
    if not taken or set(first) <= set(kept):
        return None
    return Split(remedy, column.code, _joined(first, column), _joined([*kept, *taken], column), tuple(taken))


def _of_column(
    remedy: Remedy,
    column: Column,
    taken: list[Node],
    exchange: Exchange,
    graph: Graph,
    node: Node,
    pack: Pack,
    known: frozenset[str],
) -> Iterator[Change]:
    now = pieces(exchange, column, pack)
    if remedy.fills and exchange.values.get(column.code):
        return
    if remedy.own_identifier:
        yield Change(remedy, column.code, tuple(now), (put := _identifier(exchange, known),), (), put)
        return
    if remedy.in_place:
        for end in taken:
            for put in _texts(ends(graph, end, remedy.in_place), column, pack):
                yield Change(remedy, column.code, (str(graph.value(end, GS.text)),), (put,), (), put)
        return
    out, left, said = _leaving(taken, now, column, graph, pack) if remedy.takes else (tuple(now), (), ())
    if remedy.beside and not remedy.takes:
        out = ()
    puts = [remedy.text] if remedy.text is not None else list(_texts(ends(graph, node, remedy.puts), column, pack))
    for put in puts if remedy.puts or remedy.text is not None else [""]:
        into = (*left, put) if put else left
        empties = not into and set(now) <= set(out)
        if (out or into) and put not in now and not (empties and (column.required or not now)):
            yield Change(remedy, column.code, out, into, said, put)


def _texts(nodes: Iterable[Node], column: Column, pack: Pack) -> list[str]:
    """Return terms and values as texts of a column; a term of another scheme cannot stand in it."""
    codes = pack.schemes[column.scheme].codes if column.scheme is not None else {}
    found = [codes.get(n) if isinstance(n, URIRef) else str(n) for n in nodes if isinstance(n, URIRef | Literal)]
    return [text for text in found if text][:MOST]


def _leaving(
    taken: list[Node], now: dict[str, Node | None], column: Column, graph: Graph, pack: Pack
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the pieces that leave a cell, those that stay of a group, and what of it is said to leave."""
    texts = {str(graph.value(end, GS.text)) for end in taken if graph.value(end, GS.text) is not None}
    out = [piece for piece, term in now.items() if (term in taken if term is not None else piece in texts)]
    left: list[str] = []
    said: list[str] = list(out)
    codes = pack.schemes[column.scheme].codes if column.scheme is not None else {}
    for piece, term in now.items():
        members = {m for m in graph.subjects(GS.group, term) if m in codes} if term is not None else set()
        if parts := members.intersection(taken):
            out.append(piece)
            left += sorted(codes[m] for m in members - parts if isinstance(m, URIRef))
            said += sorted(codes[m] for m in parts if isinstance(m, URIRef))
    return tuple(out), tuple(dict.fromkeys(left)), tuple(dict.fromkeys(said))


def _identifier(exchange: Exchange, known: frozenset[str]) -> str:
    """Return an identifier that no other exchange has: the number of the row makes it one's own."""
    base = f"{exchange.id}-{exchange.row}" if exchange.id else f"R{exchange.row}"
    return next(name for n in range(len(known) + 1) if (name := base + f"-{n}" * (n > 0)) not in known)
