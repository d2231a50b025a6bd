"""Read a registry from delimited text (CSV) in any usual dialect, with the strictness of the csv module."""

import codecs
import csv
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.encoding import decode
from checker.readers.grid import MAX_CELL, MAX_ROWS, Row, empty, header_place, known_names, make_table
from checker.readers.source import Source, open_source
from checker.readers.text import clean

MAX_LINE = 10_000_000
"""Characters in one line; more is no registry but an accident or an attack."""

DELIMITERS = ",;\t"
"""Not the bar: it stands between citations within a cell. It is taken only where a `sep=` line says so."""
_NAMED = re.compile(r'"?sep=([^"\r\n])"?[,;\t]*(?:\n|$)', re.IGNORECASE)
_SAMPLE = 200
"""Rows by which the delimiter is chosen."""
_START = 200_000
"""Bytes of a large file by which its dialect is known."""
_ODD = {chr(code) for code in range(32)} - set("\t\n\r")


def read_delimited(path: Path) -> Table:
    """Return the table in a CSV file.

    Raises GrondslagError where the file cannot be read, is empty or is no such table.
    """
    source = open_source(path)
    return read_text(source, decode(source.data, source.name))


def read_text(source: Source, text: str, known: Collection[str] = ()) -> Table:
    """Return the table in the text of a CSV file; `known` are names that its header may have.

    Raises GrondslagError where it is empty or no such table.
    """
    text = clean(text)
    # The line by which a file tells Excel its delimiter; Excel does not count it as a row.
    if match := _NAMED.match(text):
        delimiter, text = match[1], text[match.end() :]
    else:
        delimiter = _delimiter(text, source.name, known)
    rows = list(_rows(text, source.name, delimiter))
    if not rows:
        raise empty(source.name)
    return make_table(source, rows, _header(rows, known))


@dataclass(frozen=True)
class Dialect:
    """A CSV file whose header is its first row."""

    delimiter: str
    header: tuple[str, ...]


def plain_dialect(start: bytes, name: str, known: Collection[str]) -> Dialect | None:
    """Return how a CSV file is written, by its start, or nothing where it is not plain UTF-8 below one header."""
    text = start.removeprefix(codecs.BOM_UTF8)
    lines = text[: text.rfind(b"\n") + 1]
    try:
        sample = clean(lines[:_START].decode("utf-8", "ignore" if len(lines) > _START else "strict"))
        if (not sample.isprintable() and set(sample) & _ODD) or _NAMED.match(sample):
            return None
        delimiter = _delimiter(sample, name, known)
        sample = sample[: sample.rfind("\n") + 1]
        rows = list(islice(_rows(sample, name, delimiter), _SAMPLE))
    except (UnicodeDecodeError, GrondslagError):
        return None
    if len(rows) < 2 or _header(rows, known) != 0 or rows[0][0] != 1 or not all(cell.strip() for cell in rows[0][1]):
        return None
    if "\n" in "".join(rows[0][1]) or len(rows[0][1]) < 2:
        return None
    return Dialect(delimiter, rows[0][1])


def _delimiter(text: str, name: str, known: Collection[str]) -> str:
    """Choose the delimiter by which the header has most columns and the rows below it as many.

    csv.Sniffer goes by characters, so commas and semicolons within cells mislead it.
    """
    return max(DELIMITERS, key=lambda delimiter: _fit(text, name, delimiter, known))


def _fit(text: str, name: str, delimiter: str, known: Collection[str]) -> tuple[int, float]:
    """Return how well a delimiter fits: the known names in the header, and its columns by the rows that share them."""
    csv.field_size_limit(MAX_CELL)
    rows: list[Row] = []
    try:
        for number, row in enumerate(islice(csv.reader(_lines(text, name), delimiter=delimiter), _SAMPLE), start=1):
            if any(cell.strip() for cell in row):
                rows.append((number, tuple(row)))
    except csv.Error:
        # By the wrong delimiter a quotation mark may not close; the rows before it count.
        pass
    if not rows:
        return 0, 0.0
    place = _header(rows, known)
    width = len(rows[place][1])
    same = [len(row) == width for _, row in rows[place + 1 :]]
    # Not wholly by the rows, lest a file of which every row is faulty has no delimiter at all.
    share = (1 + sum(same)) / (1 + len(same))
    return known_names(rows[place][1], known), (width - 1) * share / (2 if place else 1)


def _header(rows: Sequence[Row], known: Collection[str]) -> int:
    """Return the place of the header: the first row, unless one below it has more of a header and rows like itself."""
    place = header_place(rows, known) or 0
    width = len(rows[place][1])
    same = [len(row) == width for _, row in rows[place + 1 : place + _SAMPLE]]
    # Lists within cells, taken apart by a wrong delimiter, also look like a header below a title.
    return place if 2 * sum(same) > len(same) else 0


def _rows(text: str, name: str, delimiter: str) -> Iterator[Row]:
    """Yield each row that is not blank, with its number: blank rows count, as in a spreadsheet."""
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(_lines(text, name), strict=True, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise GrondslagError(
                f"{name}, rij {number}: geen geldige CSV, door een aanhalingsteken dat niet sluit of een cel van meer"
                f" dan {MAX_CELL:,} tekens; herstel de rij.",
                f"{name}, row {number}: no valid CSV, by a quotation mark that does not close or a cell of more than"
                f" {MAX_CELL:,} characters; mend the row.",
            ) from error
        if number > MAX_ROWS:
            raise GrondslagError(
                f"{name} heeft meer dan {MAX_ROWS:,} rijen: splits het register.",
                f"{name} has more than {MAX_ROWS:,} rows: split the registry.",
            )
        if any(cell.strip() for cell in row):
            yield number, tuple(row)


def _lines(text: str, name: str) -> Iterator[str]:
    start, number = 0, 1
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        if end - start > MAX_LINE:
            raise GrondslagError(
                f"{name}, regel {number}: langer dan {MAX_LINE:,} tekens; zo'n regel wordt niet gelezen: herstel of"
                " splits haar.",
                f"{name}, line {number}: longer than {MAX_LINE:,} characters; such a line is not read: mend or split"
                " it.",
            )
        yield text[start:end]
        start, number = end, number + 1
