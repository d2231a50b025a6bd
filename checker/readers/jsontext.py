"""Parse JSON with more care than the standard asks: no key twice, no NaN, no endless nesting, numbers as written."""

import json
from typing import Any, NoReturn

from checker.errors import GrondslagError
from checker.readers.text import clean, written_number

MAX_CHARACTERS = 128 * 1024**2
"""What is read as JSON; parsed it takes up to twenty times as much memory."""
MAX_DEPTH = 64
"""Values within one another; a registry has three."""


class _Refused(ValueError):  # noqa: N818 - a reason, told as a GrondslagError
    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.nl, self.en = nl, en


def short(key: str) -> str:
    """Return a key as it is named to the user."""
    return clean(key) if len(key) <= 60 else f"{clean(key[:59])}…"


def parse(name: str, written: str, line: int = 0) -> Any:
    """Return the value in a JSON text, or in a line of JSONL; numbers as text, as they are written.

    Raises GrondslagError where it is no JSON, repeats a key or is nested without end.
    """
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
            f"sleutel {short(twice)} staat twee keer in een JSON-object; laat er een weg",
            f"key {short(twice)} stands twice in one JSON object; leave one out",
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
