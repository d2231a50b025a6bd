"""The rows of one sheet, as text."""

from collections.abc import Sequence

from python_calamine import CalamineSheet

from checker.readers.grid import MAX_CELLS, Row
from checker.readers.spreadsheet.found import Place, Sheet, Unreadable
from checker.readers.text import text


def sheet_rows(sheet: CalamineSheet, scanned: Sheet) -> tuple[list[Row], set[int]]:
    """Return the rows of a sheet that are not blank, and the numbers of those that are merged with the row below."""
    grid = [
        # Text is by far the most of it, and from here only a carriage return can be amiss in it.
        [cell if type(cell) is str and "\r" not in cell else text(cell) for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    for (row, column), shown in scanned.errors.items():
        if row < len(grid) and column < len(grid[row]):
            grid[row][column] = shown or "#ERROR"
    merged = _fill_merged(grid, sheet.merged_cell_ranges or [], scanned)
    rows = ((number, tuple(row)) for number, row in enumerate(grid, start=1))
    return [(number, row) for number, row in rows if any(cell.strip() for cell in row)], merged


def _fill_merged(grid: list[list[str]], ranges: Sequence[tuple[Place, Place]], scanned: Sheet) -> set[int]:
    """Give every row that a merged cell runs over its text: what is written once beside several rows holds for each."""
    spans = [(first, last) for first, (last, _) in ranges] + scanned.spans
    merged: set[int] = set()
    filled = 0
    for (first, column), last in spans:
        if not grid or column >= len(grid[0]):
            continue
        for row in range(first + 1, min(last + 1, len(grid))):
            merged.add(row)
            grid[row][column] = grid[row][column] or grid[first][column]
            filled += 1
            if filled > MAX_CELLS:
                raise Unreadable
    return merged
