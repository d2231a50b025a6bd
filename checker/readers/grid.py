"""From rows of cells to a table: which row is the header, and which columns hold anything."""

import hashlib
import re
from collections.abc import Collection, Sequence

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.source import Source

Row = tuple[int, tuple[str, ...]]
"""A row with its number as a spreadsheet shows it."""

MAX_CELL = 1_000_000
MAX_ROWS = 20_000_000
MAX_COLUMNS = 16_384
"""What a spreadsheet can hold."""
MAX_CELLS = 10_000_000
"""Cells of a table that is not written cell by cell, such as a workbook or JSON: some 2 GiB as text in memory."""

MIN_NAMES = 3
"""Column names that make a header; titles and notes above it take one or two cells."""
SURE = 2
"""Known names that leave no doubt."""
SEARCHED = 50
"""Rows among which the header is sought."""

_NOT_TEXT = re.compile(r"[\W\d_]*")


def header_place(rows: Sequence[Row], known: Collection[str] = (), merged: Collection[int] = ()) -> int | None:
    """Return the place of the header among rows that are not blank, or None where no row looks like one.

    Args:
        rows: the rows, or the first of them.
        known: names that a header is known to have, whatever their case.
        merged: the numbers of rows of which a cell is merged with the row below: such a row is not the last
            of its header.
    """
    window = rows[:SEARCHED]
    hits = [known_names(row, known) for _, row in window]
    looks = [
        place
        for place, (number, row) in enumerate(window)
        if number not in merged and _is_header(row, rows[place + 1 : place + 1 + SEARCHED])
    ]
    # A row of which most is known is a header even if short, but a plausible one above it is not passed over for a
    # few cells that happen to read like names.
    sure = [
        place
        for place, (number, row) in enumerate(window)
        if number not in merged and hits[place] >= SURE and 2 * hits[place] >= _filled(row)
    ]
    first = looks[0] if looks else None
    if sure and (first is None or hits[first] == 0 or sure[0] < first):
        return sure[0]
    return first


def known_names(row: Sequence[str], known: Collection[str]) -> int:
    """Return how many names of a row are known, whatever their case."""
    return len({cell.strip().casefold() for cell in row} & {name.strip().casefold() for name in known})


def make_table(source: Source, rows: Sequence[Row], header: int) -> Table:
    """Return the table below a header; what stands above the header is title.

    Raises GrondslagError where a cell is too long, or where all columns stand in one cell.
    """
    _, names = rows[header]
    body = rows[header + 1 :]
    for number, row in rows:
        if max(map(len, row), default=0) > MAX_CELL:
            raise GrondslagError(
                f"{source.name}, rij {number}: een cel van meer dan {MAX_CELL:,} tekens; kort de cel in.",
                f"{source.name}, row {number}: a cell of more than {MAX_CELL:,} characters; shorten the cell.",
            )
    # Only a whole rectangle can be trimmed: of a row that is too short or long, nobody knows which cells it lacks.
    if all(len(row) == len(names) for _, row in body):
        used = [place for place, name in enumerate(names) if name.strip() or any(row[place].strip() for _, row in body)]
        if len(used) < len(names):
            names = tuple(names[place] for place in used)
            body = [(number, tuple(row[place] for place in used)) for number, row in body]
    _refuse_one_column(source.name, names)
    return Table(source.name, hashlib.sha256(source.data).hexdigest(), names, tuple(body))


def check_size(name: str, rows: int, columns: int) -> None:
    """Refuse a table of more columns or cells than are read.

    Raises GrondslagError.
    """
    if columns > MAX_COLUMNS:
        raise GrondslagError(
            f"{name} heeft meer dan {MAX_COLUMNS:,} kolommen: laat alleen die van het register staan.",
            f"{name} has more than {MAX_COLUMNS:,} columns: keep only those of the registry.",
        )
    if rows * columns > MAX_CELLS:
        raise GrondslagError(
            f"{name} heeft meer dan {MAX_CELLS:,} cellen ({rows:,} rijen van {columns:,}): splits het register.",
            f"{name} has more than {MAX_CELLS:,} cells ({rows:,} rows of {columns:,}): split the registry.",
        )


def empty(name: str) -> GrondslagError:
    """Return the refusal of a file that holds nothing."""
    return GrondslagError(
        f"{name} is leeg: er hoort een kopregel met kolomnamen in te staan.",
        f"{name} is empty: it should hold a header with column names.",
    )


def _is_header(row: Sequence[str], below: Sequence[Row]) -> bool:
    """Tell whether a row looks like column names: texts, mostly different, over most of the columns below."""
    texts = [cell.strip().casefold() for cell in row if not _NOT_TEXT.fullmatch(cell)]
    if len(texts) < MIN_NAMES or 5 * len(set(texts)) < 4 * len(texts):
        return False
    # Headings of groups of columns stand above the header and fill fewer cells than it does.
    return 2 * _filled(row) >= max((_filled(other) for _, other in below), default=0)


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _refuse_one_column(name: str, header: tuple[str, ...]) -> None:
    if len(header) == 1 and any(header[0].count(mark) >= MIN_NAMES - 1 for mark in ";,\t"):
        raise GrondslagError(
            f"{name}: alle kolommen staan samen in de eerste; splits ze met Gegevens > Tekst naar kolommen en sla het"
            " bestand opnieuw op.",
            f"{name}: all columns stand together in the first; split them by Data > Text to Columns and save the file"
            " anew.",
        )
