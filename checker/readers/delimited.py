"""Read a registry from a plain CSV file: UTF-8, separated by commas, with a header."""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

from checker.errors import GrondslagError
from checker.model import Table

MAX_LINE = 10_000_000
"""Characters in one line; more is no registry but an accident or an attack."""
MAX_CELL = 1_000_000
MAX_ROWS = 20_000_000


def read_delimited(path: Path) -> Table:
    """Return the table in a CSV file.

    Raises GrondslagError where the file cannot be read, is empty or is no such table.
    """
    name = str(path)
    if path.is_dir():
        raise GrondslagError(
            f"{name} is een map: noem het bestand met het register.", f"{name} is a folder: name the registry file."
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GrondslagError(
            f"{name} kan niet worden gelezen ({_reason(error, 'nl')}): controleer naam en rechten.",
            f"{name} cannot be read ({_reason(error, 'en')}): check name and permissions.",
        ) from error
    rows = list(_rows(_decode(data, name), name))
    if not rows:
        raise GrondslagError(
            f"{name} is leeg: er hoort een kopregel met kolomnamen in te staan.",
            f"{name} is empty: it should hold a header with column names.",
        )
    (_, header), *body = rows
    return Table(name, hashlib.sha256(data).hexdigest(), header, tuple(body))


def _reason(error: OSError, language: str) -> str:
    if isinstance(error, FileNotFoundError):
        return {"nl": "bestaat niet", "en": "does not exist"}[language]
    if isinstance(error, PermissionError):
        return {"nl": "geen toegang", "en": "no access"}[language]
    return str(error.strerror or error)


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise GrondslagError(
            f"{name}, regel {row}: geen UTF-8; sla het bestand op als CSV UTF-8.",
            f"{name}, line {row}: not UTF-8; save the file as CSV UTF-8.",
        ) from error
    if (at := text.find("\0")) >= 0:
        row = text.count("\n", 0, at) + 1
        raise GrondslagError(
            f"{name}, regel {row}: bevat een NUL-teken; dit is geen tekstbestand of het is beschadigd.",
            f"{name}, line {row}: holds a NUL character; this is no text file or it is damaged.",
        )
    return text


def _lines(text: str, name: str) -> Iterator[str]:
    start, number = 0, 1
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        if end - start > MAX_LINE:
            raise GrondslagError(
                f"{name}, regel {number}: langer dan {MAX_LINE:,} tekens; zo'n regel wordt niet gelezen.",
                f"{name}, line {number}: longer than {MAX_LINE:,} characters; such a line is not read.",
            )
        yield text[start:end]
        start, number = end, number + 1


def _rows(text: str, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each row that is not blank, with its number: blank rows count, as in a spreadsheet."""
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(_lines(text, name), strict=True)
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
