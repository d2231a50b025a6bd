"""The outline of a plan: what each footprint sees, as plain data, so that a later run need not derive it again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rdflib import URIRef

from checker.collection import without_collection
from checker.pack import Pack
from checker.plan.asking import Judge
from checker.plan.cells import Sight, number, place, sight
from checker.plan.classes import classes
from checker.plan.footprints import Footprint, Listed, listed_column

MOST_CLASSES = 40
"""Classes of terms that fit in a number beside the question; a footprint with more sees the set as it is."""


@dataclass(frozen=True)
class View:
    """What a footprint sees."""

    rules: tuple[str, ...]
    sees: frozenset[URIRef]
    listed: Listed
    orders: bool
    classes: tuple[tuple[URIRef, ...], ...]


@dataclass(frozen=True)
class Outline:
    """What all footprints of a pack see; `views` in the order of the footprints, and the whole last."""

    views: tuple[View, ...]
    sight: Sight
    """With the marks of the law alone."""
    not_understood: tuple[str, ...]

    def on(self, as_of: date) -> Sight:
        """Return what is seen of cells on a day, with which dates are compared as well."""
        dates = tuple(sorted({*self.sight.marks["date"], as_of.toordinal()}))
        return Sight(self.sight.marks | {"date": dates}, self.sight.exact, self.sight.shown)

    def day(self, as_of: date) -> str:
        """Return what of a day the answers depend on: its place in the law, or the day where more than that is seen."""
        exact = self.sight.exact or any(not view.orders for view in self.views)
        return as_of.isoformat() if exact else str(place(self.sight.marks["date"], number(as_of)))


@without_collection()
def outline(judge: Judge) -> Outline:
    """Return the outline of the footprints of a pack."""
    found = judge.footprints
    columns = [(column.code, column.property) for column in judge.pack.columns]
    return Outline(
        views=tuple(_view(footprint, judge) for footprint in (*found.parts, found.whole)),
        sight=sight(found, judge.law, columns),
        not_understood=tuple(rule.code for rule in found.not_understood),
    )


def listed_terms(pack: Pack) -> tuple[URIRef, ...]:
    """Return the terms of the column that lists several, in a fixed order."""
    column = listed_column(pack)
    return tuple(sorted(pack.schemes[column.scheme].codes)) if column and column.scheme else ()


def _view(footprint: Footprint, judge: Judge) -> View:
    listed = footprint.listed
    found = classes(listed_terms(judge.pack), footprint, judge.law) if listed is Listed.CLASSES else []
    if len(found) > MOST_CLASSES:
        listed, found = Listed.WHOLE, []
    return View(
        rules=tuple(rule.code for rule in footprint.rules),
        sees=footprint.sees,
        listed=listed,
        orders=footprint.orders,
        classes=tuple(tuple(members) for members in found),
    )


def to_data(made: Outline) -> dict[str, Any]:
    """Return an outline as plain data."""
    return {
        "views": [
            {"rules": view.rules, "sees": sorted(view.sees), "listed": view.listed.name, "orders": view.orders,
             "classes": view.classes}
            for view in made.views
        ],
        "marks": {kind: [str(mark) for mark in marks] for kind, marks in made.sight.marks.items()},
        "exact": sorted(made.sight.exact),
        "shown": sorted(made.sight.shown),
        "not_understood": made.not_understood,
    }  # fmt: skip


def from_data(data: dict[str, Any]) -> Outline:
    """Return the outline in plain data. Raises KeyError, TypeError or ValueError where there is none in it."""
    from decimal import Decimal

    return Outline(
        views=tuple(
            View(
                rules=tuple(view["rules"]),
                sees=frozenset(map(URIRef, view["sees"])),
                listed=Listed[view["listed"]],
                orders=bool(view["orders"]),
                classes=tuple(tuple(map(URIRef, members)) for members in view["classes"]),
            )
            for view in data["views"]
        ),
        sight=Sight(
            marks={
                "date": tuple(map(int, data["marks"]["date"])),
                "amount": tuple(map(Decimal, data["marks"]["amount"])),
            },
            exact=frozenset(data["exact"]),
            shown=frozenset(map(URIRef, data["shown"])),
        ),
        not_understood=tuple(data["not_understood"]),
    )
