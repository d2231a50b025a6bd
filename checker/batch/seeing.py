"""See the exchanges of a lot as parts of chains: each different cell is looked at once."""

from collections.abc import Callable
from functools import partial

import numpy as np
from rdflib.term import Node

from checker.batch.seen import SeenRows
from checker.flows import Viewer, day
from checker.flows.flows import EVER, NEVER
from checker.pack import Column, Pack
from checker.plan.footprints import listed_column
from checker.plan.outline import listed_terms
from checker.plan.plan import WORD, bits, meet, taken
from checker.plan.rows import Numbers, Rows, Words, distinct
from checker.terms.cellreader import Cell


class _Terms(dict[Node | None, int]):
    """Numbers terms as they are met."""

    def __missing__(self, term: Node | None) -> int:
        self[term] = len(self)
        return self[term]


def see(rows: Rows, pack: Pack, viewer: Viewer, *beside: Numbers, times: Numbers | None = None) -> SeenRows:
    """Return what is seen of exchanges; see `Viewer.seen`, which sees one.

    Args:
        rows: the exchanges.
        pack: the pack.
        viewer: tells which columns are seen.
        beside: numbers in which groups differ too.
        times: how often each exchange occurs; once if it is not told.
    """
    of = viewer.parts
    terms = _Terms({None: 0})
    giver, taker, aim = (
        _each(rows, column, lambda cell: terms[next(iter(cell.values), None)])
        for column in (of.giver, of.taker, of.aim)
    )
    first, last = (
        _each(rows, column, partial(_ordinal, unknown)) for column, unknown in ((of.first, EVER), (of.last, NEVER))
    )
    last[(first != EVER) & (last < first)] = NEVER
    group, example = distinct([giver, taker, aim, first, last, *beside])
    data, carried = _data(rows, pack, viewer)
    unread = _each(rows, of.data, lambda cell: bool(cell.unread))
    return SeenRows(
        terms=list(terms),
        giver=giver[example],
        taker=taker[example],
        aim=aim[example],
        first=first[example],
        last=last[example],
        example=example,
        group=group,
        lacks=(unread > 0) | ~carried.any(axis=1),
        data=data,
        carried=carried,
        times=np.ones(len(rows), dtype=np.int64) if times is None else times,
    )


def _each(rows: Rows, column: Column, of: Callable[[Cell], int]) -> Numbers:
    """Return for each exchange a number that its cell in a column gives; each different cell is asked once."""
    found = rows.columns.get(column.code)
    if found is None:
        return np.full(len(rows), of(Cell()), dtype=np.int64)
    numbers, first = distinct([found.numbers])
    return np.array([of(found.meanings[at]) for at in found.numbers[first].tolist()], dtype=np.int64)[numbers]


def _ordinal(unknown: int, cell: Cell) -> int:
    found = day(next(iter(cell.values), None))
    return unknown if found is None else found.toordinal()


def _data(rows: Rows, pack: Pack, viewer: Viewer) -> tuple[list[Node], Words]:
    """Return the data that exchanges carry, and of each exchange which, as bits. A group stands for all its data."""
    column, listed = viewer.parts.data, listed_column(pack)
    named = rows.sets if listed is not None and listed.code == column.code else None
    scheme = listed_terms(pack) if named is not None else ()
    cells = rows.columns.get(column.code)
    which, first = distinct([np.zeros(len(rows), dtype=np.int64) if cells is None else cells.numbers])
    # What stands in the cell beside the terms of a list.
    beside = [Cell() if cells is None else cells.meanings[cells.numbers[at]] for at in first.tolist()]
    meant = [{m for term in (*cell.values, *cell.groups) for m in viewer.members(term)} for cell in beside]
    members = [viewer.members(term) for term in scheme]
    others = sorted(set().union(*meant, *members) - set(scheme), key=str)
    data: list[Node] = [*scheme, *others]
    place = {term: at for at, term in enumerate(data)}
    width = max(1, -(-len(data) // WORD))
    carried = taken(np.stack([bits((place[one] for one in some), width) for some in meant]), which)
    if named is None:
        return data, carried
    held = np.zeros((len(named.terms), width), dtype=np.uint64)
    held[:, : named.terms.shape[1]] = named.terms
    for at, (term, some) in enumerate(zip(scheme, members, strict=True)):
        if some != {term}:
            own = bits([at], width)
            hit = meet(held, own[None])
            held[hit] = held[hit] & ~own | bits((place[one] for one in some), width)
    return data, carried | taken(held, named.numbers)
