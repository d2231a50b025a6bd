"""Which column of a registry each header names: by code, header, label or a synonym that the pack declares."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from checker.errors import GrondslagError
from checker.model import ColumnReading, Table
from checker.pack import Column, Pack
from checker.pack.schemes import normal
from checker.terms.names import MAPPING, NONE, Names
from checker.terms.values import TEXT

ALIKE = 70.0
SYNONYM = "synonym"


@dataclass(frozen=True)
class Layout:
    """Where the columns of a pack stand in a table."""

    places: dict[str, int]
    names: tuple[str, ...]
    """A name for every column of the table, also for one without a header."""
    free: frozenset[str]
    """The names of the columns that hold free text: those the pack says so of, and those it does not know."""
    reading: tuple[ColumnReading, ...]


def known_headers(pack: Pack, names: Names = NONE) -> set[str]:
    """Return the headers by which columns are known: those of the pack, and those that a person mapped."""
    own = {name for column in pack.columns for name in (column.code, *column.headers, *column.synonyms)}
    return own | set(names.headers)


def read_columns(table: Table, pack: Pack, names: Names = NONE) -> Layout:
    """Return where the columns of the pack stand in a table.

    Raises GrondslagError where the header names a column twice, or lacks one that is required.
    """
    known = _known(pack)
    known |= _mapped(pack, names)
    found = [known.get(normal(name), (None, "")) for name in table.header]
    _distinct(table)
    places = _places(table, pack, [(column.code if column else "", how) for column, how in found])
    chosen = set(places.values())
    reading = [
        ColumnReading(name, column.code, how) if column and place in chosen else ColumnReading(name, "", "")
        for place, (name, (column, how)) in enumerate(zip(table.header, found, strict=True))
    ]
    _require(table, pack, places)
    labels = tuple(name.strip() or f"[{place}]" for place, name in enumerate(table.header, start=1))
    read = {places[column.code] for column in pack.columns if column.code in places and column.datatype != TEXT}
    free = frozenset(name for place, name in enumerate(labels) if place not in read)
    return Layout(places, labels, free, tuple(reading))


def _distinct(table: Table) -> None:
    """Fail where a header stands twice, so that its cells could not be told apart."""
    seen: dict[str, int] = {}
    for place, name in enumerate(table.header):
        if name.strip() and seen.setdefault(normal(name), place) != place:
            raise _twice(table, seen[normal(name)], place)


def _places(table: Table, pack: Pack, found: list[tuple[str, str]]) -> dict[str, int]:
    """Return the place of each column: a name of its own goes before a synonym, which then travels along unread."""
    places: dict[str, int] = {}
    for column in pack.columns:
        named = [place for place, (code, how) in enumerate(found) if code == column.code and how != SYNONYM]
        named = named or [place for place, (code, _) in enumerate(found) if code == column.code]
        if len(named) > 1 and column.datatype != TEXT:
            raise _twice(table, named[0], named[1])
        if named:
            places[column.code] = named[0]
    return places


def _known(pack: Pack) -> dict[str, tuple[Column | None, str]]:
    """Return the columns by name in normal form; a name that two columns share counts for neither."""
    known: dict[str, tuple[Column | None, str]] = {}
    shared: set[str] = set()
    for column in pack.columns:
        ways = (((column.code,), "code"), (column.headers, "header"), (column.synonyms, SYNONYM))
        for name, how in [(normal(name), how) for names, how in ways for name in names]:
            if known.setdefault(name, (column, how))[0] is not column:
                shared.add(name)
    return {name: found for name, found in known.items() if name not in shared}


def _mapped(pack: Pack, names: Names) -> dict[str, tuple[Column | None, str]]:
    columns = {column.code: column for column in pack.columns}
    return {header: (columns.get(code), MAPPING) for header, code in names.headers.items()}


def _twice(table: Table, first: int, second: int) -> GrondslagError:
    one, other = table.header[first], table.header[second]
    return GrondslagError(
        f"{table.source}, rij 1: kolom {first + 1} ({one}) en kolom {second + 1} ({other}) zijn dezelfde kolom; laat er"
        " een weg.",
        f"{table.source}, row 1: column {first + 1} ({one}) and column {second + 1} ({other}) are the same column;"
        " leave one out.",
    )


def _require(table: Table, pack: Pack, places: dict[str, int]) -> None:
    missing = [column for column in pack.columns if column.required and column.code not in places]
    if not missing:
        return
    nl, en = [], []
    for column in missing:
        near = process.extractOne(column.label["nl"], table.header, scorer=fuzz.ratio, score_cutoff=ALIKE)
        nl.append(column.label["nl"] + (f" (lijkt op: {near[0]})" if near else ""))
        en.append(column.code + (f" (resembles: {near[0]})" if near else ""))
    raise GrondslagError(
        f"{table.source}, rij 1: in de kop ontbreekt {', '.join(nl)}; noem de kolommen in de kop, of laat"
        " grondslag map een voorstel doen.",
        f"{table.source}, row 1: the header lacks {', '.join(en)}; name the columns in the header, or"
        " let grondslag map propose.",
    )
