"""Look through the parts of an XLSX workbook."""

import re
from collections.abc import Sequence
from xml.parsers import expat

from checker.readers.markup import walk, walker
from checker.readers.spreadsheet.found import MAX_COLUMN, MAX_ROW, MAX_TEXT, Place, Sheet, Unreadable, number

_CELL = rb'r="A?[A-Z]\d{1,5}"(?: s="\d+")?(?: t="(?:s|n|b|d|str|inlineStr)")?/?>'
_REMARKABLE = re.compile(rb"<(?:!|f[\s/>]|c[\t\r\n/>]|c (?!" + _CELL + rb")|\w+:[cf][\s/>])")
"""Anything that makes a part worth a walk: a formula, an error, a document type, or a cell that is written unusually
or lies beyond column AZ or row 99,999. Without, its cells are fewer than the most that is read; one search through
the bytes is ten times as fast as a walk."""
_LEAST = 16
"""Bytes that a cell takes at the least."""


def scan_xlsx(data: bytes, where: str, lengths: Sequence[int] = ()) -> Sheet:
    """Walk through a part of an XLSX workbook; of a part that is no sheet nothing is found.

    `lengths` are those of the shared texts of the workbook. A cell names one in a few bytes, as often as it likes, but
    in memory each cell has a copy.

    Raises GrondslagError at a document type, ExpatError or Unreadable where it is broken.
    """
    plain = b"\0" not in data and not _REMARKABLE.search(data)
    shared = data.count(b't="s"') if plain else len(data) // _LEAST
    counted = shared * max(lengths, default=0) > MAX_TEXT
    if plain and not counted:
        # Whether it is whole XML still matters: the library reads on past an end that is missing.
        walk(walker(where), data)
        return Sheet()
    walked = _Xlsx(walker(where), lengths if counted else ())
    walk(walked.parser, data)
    walked.settle()
    return walked.sheet


def shared_lengths(data: bytes, where: str) -> list[int]:
    """Return the length of every shared text of a workbook.

    Raises as `scan_xlsx` does.
    """
    lengths: list[int] = []
    parser = walker(where)

    def start(element: str, _: dict[str, str]) -> None:
        if element.rpartition(":")[2] == "si":
            lengths.append(0)

    def hear(said: str) -> None:
        if lengths:
            lengths[-1] += len(said)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = hear
    walk(parser, data)
    return lengths


class _Xlsx:
    def __init__(self, parser: expat.XMLParserType, lengths: Sequence[int]) -> None:
        self.parser = parser
        self._lengths = lengths
        self.sheet = Sheet()
        self._row = -1
        self._at: Place = (-1, -1)
        self._kind = ""
        self._pending = False
        self._columns: dict[str, int] = {}
        parser.StartElementHandler = self._start
        parser.buffer_text = True

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        local = element if ":" not in element else element.rpartition(":")[2]
        if local == "c":
            self.settle()
            self.parser.CharacterDataHandler = None
            self._kind = attributes.get("t", "n")
            self._at = self._place(attributes.get("r"))
        elif local in ("v", "is"):
            sheet, (row, column) = self.sheet, self._at
            if row > sheet.last[0] or column > sheet.last[1]:
                sheet.last = (max(row, sheet.last[0]), max(column, sheet.last[1]))
            counted = self._kind == "s" and len(self._lengths) > 0
            # The outcome of a formula that gives an empty text is stored too, as an empty text.
            self._pending = self._pending and self._kind not in ("str", "inlineStr")
            if counted or self._pending or self._kind == "e":
                self.parser.CharacterDataHandler = self._hear
        elif local == "f":
            self._pending = True
        elif local == "row":
            written = attributes.get("r")
            self._row = number(written, MAX_ROW) - 1 if written else max(self._row, self._at[0]) + 1
            self._at = (self._row, -1)

    def _hear(self, said: str) -> None:
        if said.strip():
            if self._kind == "s" and said.isdecimal() and len(said) < 9 and int(said) < len(self._lengths):
                self.sheet.size += self._lengths[int(said)]
            elif self._kind == "e":
                self.sheet.errors.setdefault(self._at, said)
            self._pending = False

    def settle(self) -> None:
        """Note a formula of which no outcome has come."""
        if self._pending and self.sheet.unknown is None:
            self.sheet.unknown = self._at
        self._pending = False

    def _place(self, name: str | None) -> Place:
        if name is None:
            # Readers differ on what a cell without a name follows if the cells before it are in another row.
            return max(self._row, self._at[0]), self._at[1] + 1
        letters = name.rstrip("0123456789")
        if letters not in self._columns:
            self._columns[letters] = _column(letters)
        return number(name[len(letters) :], MAX_ROW) - 1, self._columns[letters]


def _column(letters: str) -> int:
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= 3):
        raise Unreadable(letters)
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    if column > MAX_COLUMN:
        raise Unreadable(letters)
    return column - 1
