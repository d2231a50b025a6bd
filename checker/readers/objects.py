"""Read a registry from JSON: an array of objects, an object with one such array, or an object per line (JSONL)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.grid import Row, check_size, empty, make_table
from checker.readers.source import Source
from checker.readers.text import clean, text, texts, written_number

MAX_CHARACTERS = 256 * 1024**2
"""What is read as JSON; parsed it takes up to ten times as much memory."""
MAX_DEPTH = 64
"""Values within one another; a registry has three."""

_KEYWORDS = frozenset({"@context", "@graph", "@id", "@type"})


class _Refused(ValueError):  # noqa: N818 - a reason, told as a GrondslagError
    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.nl, self.en = nl, en


def parse(source: Source, written: str) -> Any:
    """Return the value in a JSON text: numbers as text, as they are written.

    Raises GrondslagError where it is no JSON, repeats a key or is nested without end.
    """
    return _parse(source.name, written, 0)


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
    return _table(source, ((number + 1, _parse(source.name, line, number)) for number, line in lines))


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
            f"{name}, rij {number}, {_short(key)}: genest dieper dan een lijst van waarden; geef een tekst, een getal"
            " of een lijst daarvan.",
            f"{name}, row {number}, {_short(key)}: nested deeper than a list of values; give a text, a number or a list"
            " of those.",
        )
    return text(value)


def _short(key: str) -> str:
    return clean(key) if len(key) <= 60 else f"{clean(key[:59])}…"


def _parse(name: str, written: str, line: int) -> Any:
    where_nl, where_en = (f"{name}, regel {line}", f"{name}, line {line}") if line else (name, name)
    if len(written) > MAX_CHARACTERS:
        raise GrondslagError(
            f"{where_nl}: meer JSON dan wordt gelezen ({MAX_CHARACTERS >> 20} MiB); splits het register.",
            f"{where_en}: more JSON than is read ({MAX_CHARACTERS >> 20} MiB); split the registry.",
        )
    try:
        value = json.loads(
            written,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=written_number,
            # As text: whole numbers of any length, and no limit of Python's that a user would have to know.
            parse_int=str,
        )
        _check_depth(value)
    except _Refused as error:
        raise GrondslagError(f"{where_nl}: {error.nl}.", f"{where_en}: {error.en}.") from error
    except json.JSONDecodeError as error:
        row = line or error.lineno
        raise GrondslagError(
            f"{name}, regel {row}, teken {error.colno}: geen geldige JSON; herstel het bestand of sla het opnieuw op.",
            f"{name}, line {row}, character {error.colno}: no valid JSON; mend the file or save it anew.",
        ) from error
    except (RecursionError, ValueError, MemoryError) as error:
        raise GrondslagError(f"{where_nl}: {_DEEP.nl}.", f"{where_en}: {_DEEP.en}.") from error
    return value


_DEEP = _Refused(
    f"meer dan {MAX_DEPTH} lagen JSON in elkaar; geef het register als een lijst van objecten",
    f"more than {MAX_DEPTH} layers of JSON within one another; give the registry as an array of objects",
)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _Refused(
            f"sleutel {_short(twice)} staat twee keer in een JSON-object; laat er een weg",
            f"key {_short(twice)} stands twice in one JSON object; leave one out",
        )
    return found


def _constant(written: str) -> NoReturn:
    raise _Refused(
        f"{written} is geen JSON en geen waarde; laat de waarde leeg (null)",
        f"{written} is no JSON and no value; leave the value empty (null)",
    )


def _check_depth(value: Any) -> None:
    layer = [value]
    for _ in range(MAX_DEPTH):
        containers = [item for item in layer if isinstance(item, dict | list)]
        if not containers:
            return
        layer = [part for item in containers for part in (item.values() if isinstance(item, dict) else item)]
    raise _DEEP
