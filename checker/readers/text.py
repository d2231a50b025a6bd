"""Values as text: one way of writing for every format, so that the same registry reads the same everywhere."""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

SEPARATOR = ";"
"""Stands between the values of a list in one cell."""

_EXACT = 2**53
"""Below it a float holds every whole number."""
_SURE = 16
"""Digits and a point; all that a float is sure of."""
_WHOLE = re.compile(r"(-?\d+)\.0+", re.ASCII)
_LINE_END = re.compile(r"\r\n?")


def text(value: object) -> str:
    """Return a single value as text: days as ISO dates, no float noise, true or false, nothing as empty."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, datetime):
        # A day without a time of day: spreadsheets and data frames know no other way to write it.
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, Decimal):
        return written_number(str(value))
    return clean(str(value))


def texts(values: Iterable[object]) -> str:
    """Return a list of single values as the text of one cell."""
    return SEPARATOR.join(text(value) for value in values)


def clean(value: str) -> str:
    """Return a text with line ends as they are everywhere, and without halves of characters that no file can hold."""
    if "\r" in value:
        value = _LINE_END.sub("\n", value)
    if not value.isascii():
        value = value.encode("utf-8", "replace").decode()
    return value


def number(value: float) -> str:
    """Return a number as text: 3 and not 3.0, 0.3 and not 0.30000000000000004; not a number is empty."""
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return str(value)
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    # Fifteen digits are what a float is sure of, and what a spreadsheet shows at most.
    shown = f"{Decimal(f'{value:.15g}'):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def written_number(value: str) -> str:
    """Return a number that a file holds as text in the same way: as written, but without exponent or a bare .0."""
    if "e" in value.lower():
        return number(float(value))
    if match := _WHOLE.fullmatch(value):
        return match[1]
    # More digits than a float is sure of, and just those that a program writes for it: that is noise.
    return number(float(value)) if "." in value and len(value) > _SURE and repr(float(value)) == value else value
