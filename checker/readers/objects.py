"""Read a registry from JSON: an array of objects, an object with one such array, or an object per line (JSONL)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.grid import Row, check_size, empty, make_table
from checker.readers.jsontext import parse, short
from checker.readers.source import Source
from checker.readers.text import clean, text, texts

_KEYWORDS = frozenset({"@context", "@graph", "@id", "@type"})


def is_lines(written: str) -> bool:
    """Tell whether a text is an object per line and not one JSON value."""
    first = written.lstrip().split("\n", 1)
    if len(first) < 2 or not first[1].strip() or not first[0].startswith("{"):
        return False
    try:
        json.loads(first[0])
    except (ValueError, RecursionError):
        return False
    return True


def is_linked(value: Any) -> bool:
    """Tell whether a JSON value is JSON-LD: by a keyword among its first keys."""
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict) and not _KEYWORDS.isdisjoint(first)


def read_lines(source: Source, written: str) -> Table:
    """Return the table in JSONL; the first line is row 2, as below a header.

    Raises GrondslagError where it holds no objects.
    """
    lines = ((number, line) for number, line in enumerate(written.split("\n"), start=1) if line.strip())
    return _table(source, ((number + 1, parse(source.name, line, number)) for number, line in lines))


def read_objects(source: Source, value: Any) -> Table:
    """Return the table in a JSON value; the first object is row 2, as below a header.

    Raises GrondslagError where it is no array of objects, nor an object with exactly one.
    """
    if isinstance(value, dict):
        arrays = [item for item in value.values() if isinstance(item, list) and item and isinstance(item[0], dict)]
        if len(arrays) != 1:
            raise GrondslagError(
                f"{source.name}: een JSON-object met {len(arrays)} lijsten van objecten; geef het register als een"
                " lijst van objecten, of als object met een zo'n lijst.",
                f"{source.name}: a JSON object with {len(arrays)} arrays of objects; give the registry as an array of"
                " objects, or as an object with one such array.",
            )
        value = arrays[0]
    if not isinstance(value, list):
        raise GrondslagError(
            f"{source.name}: JSON zonder lijst van objecten; geef het register als een lijst van objecten.",
            f"{source.name}: JSON without an array of objects; give the registry as an array of objects.",
        )
    return _table(source, enumerate(value, start=2))


def _table(source: Source, items: Iterable[tuple[int, Any]]) -> Table:
    header: dict[str, None] = {}
    records: list[tuple[int, Mapping[str, str]]] = []
    for number, item in items:
        if not isinstance(item, dict):
            raise GrondslagError(
                f"{source.name}, rij {number}: geen JSON-object; geef elke uitwisseling als object met de kolomnamen"
                " als sleutels.",
                f"{source.name}, row {number}: no JSON object; give each exchange as an object with the column names"
                " as keys.",
            )
        records.append((number, {clean(key): _cell(source.name, number, key, item[key]) for key in item}))
        header |= dict.fromkeys(records[-1][1])
    if not header:
        raise empty(source.name)
    check_size(source.name, len(records), len(header))
    rows: list[Row] = [(1, tuple(header))]
    for number, record in records:
        row = tuple(record.get(name, "") for name in header)
        if any(cell.strip() for cell in row):
            rows.append((number, row))
    return make_table(source, rows, 0)


def _cell(name: str, number: int, key: str, value: Any) -> str:
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return texts(value)
    if isinstance(value, dict | list):
        raise GrondslagError(
            f"{name}, rij {number}, {short(key)}: genest dieper dan een lijst van waarden; geef een tekst, een getal"
            " of een lijst daarvan.",
            f"{name}, row {number}, {short(key)}: nested deeper than a list of values; give a text, a number or a list"
            " of those.",
        )
    return text(value)
