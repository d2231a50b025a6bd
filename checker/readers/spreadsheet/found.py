"""What a look through a sheet finds before it is read: how large it is, and what reading would lose in silence.

The library that reads workbooks makes a full rectangle of a sheet, so one cell far away can ask for all memory there
is; and it reads a formula without a stored outcome, and an error such as #N/A, as an empty cell.
"""

from dataclasses import dataclass, field

Place = tuple[int, int]
"""Row and column, from 0."""

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
"""What Excel and LibreOffice can hold."""
MAX_TEXT = 512 * 1024**2
"""Characters in all cells of a sheet together."""


@dataclass
class Sheet:
    """What a walk through a sheet has found."""

    name: str = ""
    last: Place = (-1, -1)
    """The last row and the last column with a value, which need not be of one cell."""
    size: int = 0
    """Characters or bytes of text that is written once and repeated, as often as it is."""
    unknown: Place | None = None
    """The first formula without a stored outcome."""
    errors: dict[Place, str] = field(default_factory=dict)
    """The cells that hold an error, as they show it."""
    spans: list[tuple[Place, int]] = field(default_factory=list)
    """The cells that are merged with cells below, with the last row of each; of an ODS only."""


class Unreadable(ValueError):  # noqa: N818 - the reason, not an error of this module
    """A sheet names a row, column or number that cannot be."""


def reference(place: Place) -> str:
    """Return the name of a cell as a spreadsheet shows it: B7."""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


def number(written: str, most: int) -> int:
    """Return a number of rows or columns.

    Raises Unreadable where it is none that a sheet can have.
    """
    if not (written.isascii() and written.isdigit() and len(written) <= 7 and 1 <= int(written) <= most):
        raise Unreadable(written)
    return int(written)
