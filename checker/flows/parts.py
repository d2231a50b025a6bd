"""What is seen of an exchange as part of a chain, in the columns that the pack names for it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from checker.errors import GrondslagError
from checker.model import Exchange
from checker.pack import Column, Pack, pack_judging, pack_with
from checker.vocabulary import GS, code

JUDGED = GS.OnwardTransfer


@dataclass(frozen=True)
class Parts:
    """The columns that make a flow, and the families whose outcomes are told of an exchange, each by a property."""

    giver: Column
    taker: Column
    aim: Column
    data: Column
    first: Column
    last: Column
    told: tuple[tuple[str, URIRef], ...]

    @property
    def named(self) -> tuple[Column, ...]:
        """The columns that name parties, purposes and data."""
        return (self.giver, self.taker, self.aim, self.data)

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns that take part."""
        return (*self.named, self.first, self.last)


@dataclass(frozen=True)
class Seen:
    """What is seen of an exchange: None for what is not known."""

    giver: Node | None
    taker: Node | None
    aim: Node | None
    data: frozenset[Node]
    lacks: bool
    """Whether data were not recognised, or none are declared."""
    first: date | None
    last: date | None


@lru_cache(maxsize=4)
def judging(pack: Pack) -> tuple[Pack, Graph] | None:
    """Return a pack as it judges onward transfers, with the shapes for it; nothing where it judges none."""
    return pack_judging(JUDGED, pack) if JUDGED in pack.apart else None


@lru_cache(maxsize=4)
def reported(pack: Pack) -> Pack:
    """Return a pack with the families and rules of onward transfers among those of exchanges, for a report."""
    found = judging(pack)
    return pack if found is None else pack_with(JUDGED, pack, found[0])


@lru_cache(maxsize=4)
def parts(pack: Pack) -> Parts:
    """Return the parts of a flow as the pack declares them. Raises GrondslagError where a column is lacking."""
    graph = pack.graph
    told = tuple(
        (code(graph, family), prop)
        for family, prop in sorted(graph.subject_objects(GS.toldAs), key=str)
        if isinstance(prop, URIRef)
    )
    return Parts(
        giver=_column(pack, GS.FlowGiver),
        taker=_column(pack, GS.FlowTaker),
        aim=_column(pack, GS.FlowAim),
        data=_column(pack, GS.FlowData),
        first=_column(pack, GS.FlowStart),
        last=_column(pack, GS.FlowEnd),
        told=told,
    )


def _column(pack: Pack, part: URIRef) -> Column:
    found = [column for column in pack.columns if (column.iri, GS.flowPart, part) in pack.graph]
    if len(found) != 1:
        raise GrondslagError(
            f"Het pakket {pack.id} noemt voor doorverstrekkingen {len(found)} kolommen als {part}: noem er een.",
            f"The pack {pack.id} names {len(found)} columns as {part} for onward transfers: name one.",
        )
    return found[0]


class Viewer:
    """Sees exchanges of a pack as parts of a chain."""

    def __init__(self, pack: Pack) -> None:
        """Read which columns take part, and which data a group stands for."""
        self.parts = parts(pack)
        self._members: dict[Node, frozenset[Node]] = {}
        for member, group in pack.graph.subject_objects(GS.group):
            self._members[group] = self._members.get(group, frozenset()) | {member}

    def members(self, term: Node) -> frozenset[Node]:
        """Return the data that a term stands for: those of a group, or itself."""
        return self._members.get(term, frozenset((term,)))

    def seen(self, exchange: Exchange) -> Seen:
        """Return what is seen of an exchange."""
        of = self.parts

        def one(column: Column) -> Node | None:
            return next(iter(exchange.values.get(column.code, ())), None)

        named = (*exchange.values.get(of.data.code, ()), *exchange.values.get(of.data.group_code(), ()))
        data = frozenset(datum for term in named for datum in self.members(term))
        unread = any(cell.column == of.data.code for cell in exchange.unread)
        start, end = day(one(of.first)), day(one(of.last))
        if start is not None and end is not None and end < start:
            # An end before its own start is no end.
            end = None
        return Seen(one(of.giver), one(of.taker), one(of.aim), data, unread or not data, start, end)


def day(value: Node | None) -> date | None:
    """Return the day that a value stands for; None if it is none."""
    found = value.value if isinstance(value, Literal) else None
    return found if isinstance(found, date) else None
