"""Look through the content of an ODS workbook."""

from functools import partial
from xml.parsers import expat

from checker.readers.markup import walk, walker
from checker.readers.spreadsheet.found import MAX_COLUMN, MAX_ROW, Place, Sheet, Unreadable, number

_MOST_REPEATED = 100_000
"""Times that one error is written out."""


def scan_ods(data: bytes, where: str) -> list[Sheet]:
    """Walk through the content of an ODS workbook and return what was found of each sheet.

    Raises GrondslagError at a document type, ExpatError or Unreadable where it is broken.
    """
    walked = _Ods(walker(where))
    walk(walked.parser, data)
    return walked.sheets


class _Ods:
    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.sheets: list[Sheet] = []
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._begin = 0
        self._valued = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.buffer_text = True

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        local = element.rpartition(":")[2]
        if local == "table":
            self.sheets.append(Sheet(_attribute(attributes, "name")))
            self._row = 0
        elif not self.sheets:
            return
        elif local == "table-row":
            self._rows = number(_attribute(attributes, "number-rows-repeated") or "1", MAX_ROW)
            self._column = 0
        elif local in ("table-cell", "covered-table-cell"):
            self._begin = self.parser.CurrentByteIndex
            self._cell(attributes)
        elif local == "p":
            self._value()

    def _cell(self, attributes: dict[str, str]) -> None:
        self._columns, self._valued = 1, False
        if not attributes:
            return
        self._columns = number(_attribute(attributes, "number-columns-repeated") or "1", MAX_COLUMN)
        at, sheet = (self._row, self._column), self.sheets[-1]
        kinds = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if "value-type" in kinds:
            self._value()
        elif "formula" in kinds and sheet.unknown is None:
            sheet.unknown = at
        if (span := kinds.get("number-rows-spanned", "1")) != "1":
            sheet.spans.append((at, self._row + number(span, MAX_ROW) - 1))
        if attributes.get("calcext:value-type") == "error":
            sheet.errors[at] = ""
            self.parser.CharacterDataHandler = partial(self._hear, at)

    def _value(self) -> None:
        self._valued = True
        sheet = self.sheets[-1]
        row, column = self._row + self._rows - 1, self._column + self._columns - 1
        sheet.last = (max(row, sheet.last[0]), max(column, sheet.last[1]))

    def _hear(self, at: Place, said: str) -> None:
        self.sheets[-1].errors[at] += said.strip()

    def _repeat_error(self) -> None:
        self.parser.CharacterDataHandler = None
        if self._rows * self._columns > _MOST_REPEATED:
            raise Unreadable
        errors = self.sheets[-1].errors
        for row in range(self._row, self._row + self._rows):
            for column in range(self._column, self._column + self._columns):
                errors[row, column] = errors[self._row, self._column]

    def _end(self, element: str) -> None:
        local = element.rpartition(":")[2]
        if local in ("table-cell", "covered-table-cell"):
            if self.parser.CharacterDataHandler is not None:
                self._repeat_error()
            times = self._rows * self._columns
            if times > 1 and self._valued:
                self.sheets[-1].size += times * (self.parser.CurrentByteIndex - self._begin)
            self._column += self._columns
        elif local == "table-row":
            self._row += self._rows


def _attribute(attributes: dict[str, str], local: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == local), "")
