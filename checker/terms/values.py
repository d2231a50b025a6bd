"""The kinds of value a cell can hold: what the text means, or that it cannot be read.

Each reader takes the text of a cell, stripped and not empty, and returns a literal, or None where it cannot be read.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from rdflib import XSD, Literal

from checker.pack import Pack
from checker.pack.schemes import normal

YES, NO, AND, EMPTY, UNCLEAR = "yes", "no", "and", "empty", "unclear"
"""What the words that a pack declares are for: EMPTY stands for an empty cell, UNCLEAR says nothing."""

CITATION, IDENTIFIER, TEXT, REFERENCE = "citation", "identifier", "text", "reference"
DATE, YES_NO = "date", "yes-no"
LOOKED_UP = frozenset({"concept", CITATION})
"""The datatypes whose cells are looked up in a scheme."""
UNREAD = frozenset({IDENTIFIER, TEXT})
"""The datatypes whose cells are not judged."""

# A day that a program wrote has a time beside it: midnight, which tells nothing.
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})" + _MIDNIGHT, re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,12})(?:[.,](\d{1,6}))?", re.ASCII)


def read_date(text: str, pack: Pack) -> Literal | None:
    """Read a day: yyyy-mm-dd or dd-mm-yyyy."""
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    try:
        return Literal(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def read_amount(text: str, pack: Pack) -> Literal | None:
    """Read an amount of zero or more: 12.50 or 12,50."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    # One amount has one literal, however it is written.
    return Literal(Decimal(f"{int(match[1])}.{(match[2] or '').rstrip('0') or 0}"), datatype=XSD.decimal)


def read_yes_no(text: str, pack: Pack) -> Literal | None:
    """Read a word for yes or no."""
    for word, truth in ((pack.words[YES], True), (pack.words[NO], False)):
        if normal(text) in word:
            return Literal(truth)
    return None


def read_reference(text: str, pack: Pack) -> Literal | None:
    """Read a reference: a word for no says that there is none; a word like "unknown" says nothing."""
    word = normal(text)
    return None if word in pack.words[UNCLEAR] else Literal(word not in pack.words[NO])


READERS: dict[str, Callable[[str, Pack], Literal | None]] = {
    DATE: read_date,
    "amount": read_amount,
    YES_NO: read_yes_no,
    REFERENCE: read_reference,
}
"""By datatype. Identifiers and free text are not read, and concepts and citations are looked up in their scheme."""
