"""What a check read and judged, kept so that a change of a row can be tried out: each exchange as a row of its own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checker.model import Exchange, Judgement, Table
from checker.pack import Pack
from checker.terms.columns import read_columns
from checker.terms.names import Names

Cells = dict[str, str]
"""A row of canonical columns: the text of each cell by the code of its column."""


@dataclass(frozen=True, eq=False, repr=False)
class Checked:
    """A check with all that led to its report; equal to no other, for it is no part of the report."""

    pack: Pack
    as_of: date
    names: Names
    tables: Sequence[Table]
    exchanges: Sequence[Exchange]
    judged: Sequence[Judgement]

    def rows(self) -> list[Cells]:
        """Return every exchange as a row of its own: as it stands in its file, or its part of a row that means several.

        Cells of columns that the pack does not know are left out: they are not judged. So are those of a column that is
        judged only where the registry has it, if it has not.
        """
        places = [read_columns(table, self.pack, self.names).places for table in self.tables]
        numbered = [dict(table.rows) for table in self.tables]
        several = Counter((exchange.registry, exchange.row) for exchange in self.exchanges)
        found: list[Cells] = []
        for exchange in self.exchanges:
            row = numbered[exchange.registry][exchange.row]
            held = {code: row[place].strip() for code, place in places[exchange.registry].items() if place < len(row)}
            if several[exchange.registry, exchange.row] > 1:
                held |= self._parts(exchange)
            present = places[exchange.registry]
            found.append(
                {c.code: held.get(c.code, "") for c in self.pack.columns if not c.optional or c.code in present}
            )
        return found

    def _parts(self, exchange: Exchange) -> Cells:
        """Return what is this exchange's own in a row that means several."""
        parts: Cells = {}
        for column in self.pack.columns:
            if column.unique:
                parts[column.code] = exchange.id
            elif column.apart:
                texts = [reading.cell for reading in exchange.reading if reading.column == column.code]
                texts += [cell.text for cell in exchange.unread if cell.column == column.code]
                parts |= {column.code: texts[0]} if texts else {}
        return parts
