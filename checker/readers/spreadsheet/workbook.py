"""Read a registry from a workbook: XLSX, XLSM or ODS.

By calamine, through python-calamine: it reads all of these as pandas does, some ten times as fast as openpyxl, runs no
formula or macro and follows no link. What it would lose in silence is found beforehand, in look.py.
"""

from collections.abc import Collection, Sequence

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.grid import MIN_NAMES, SURE, Row, header_place, known_names, make_table
from checker.readers.source import Source
from checker.readers.spreadsheet.found import Sheet, reference
from checker.readers.spreadsheet.look import look_through
from checker.readers.spreadsheet.package import broken, open_package, pack
from checker.readers.spreadsheet.sheet import sheet_rows


def read_workbook(source: Source, sheet: str | None = None, known: Collection[str] = ()) -> Table:
    """Return the table in a sheet of a workbook.

    Args:
        source: the workbook.
        sheet: the name or number of the sheet; without, the first visible sheet with a likely header, before all one
            with names that are known.
        known: names that the header may have.

    Raises GrondslagError where the workbook cannot be read, or reading it would lose something.
    """
    kind, parts = open_package(source)
    scanned = look_through(source.name, kind, parts)
    try:
        with CalamineWorkbook.from_filelike(pack(parts)) as workbook:
            return _table(source, workbook, sheet, scanned, known)
    except (GrondslagError, KeyboardInterrupt, SystemExit):
        raise
    # A panic in the library comes as an exception of its own that is no Exception.
    except BaseException as error:
        raise broken(source.name) from error


def _table(
    source: Source, workbook: CalamineWorkbook, wanted: str | None, scanned: dict[str, Sheet], known: Collection[str]
) -> Table:
    best: tuple[str, list[Row], int] | None = None
    names = _candidates(workbook) if wanted is None else [_chosen(workbook, source.name, wanted)]
    for name in names:
        rows, merged = sheet_rows(workbook.get_sheet_by_name(name), scanned[name])
        header = header_place(rows, known, merged)
        if header is None:
            continue
        sure = known_names(rows[header][1], known) >= SURE
        if best is None or sure:
            best = name, rows, header
        if sure or not known:
            break
    for name in [best[0]] if best else names:
        _refuse_unknown(source.name, name, scanned[name])
    if not names:
        raise broken(source.name)
    if best is None:
        raise _no_header(source.name, names)
    return make_table(source, best[1], best[2])


def _candidates(workbook: CalamineWorkbook) -> list[str]:
    """Return the sheets to look at if none is asked for: those that show, and hold cells and no chart."""
    cells = [found for found in workbook.sheets_metadata if found.typ == SheetTypeEnum.WorkSheet]
    shown = [found.name for found in cells if found.visible == SheetVisibleEnum.Visible]
    return shown or [found.name for found in cells]


def _chosen(workbook: CalamineWorkbook, name: str, wanted: str) -> str:
    """Return the sheet that a name or else a number stands for."""
    sheets = workbook.sheet_names
    by_word = {str(place): sheet for place, sheet in enumerate(sheets, start=1)}
    by_word |= {sheet.strip().casefold(): sheet for sheet in reversed(sheets)}
    by_word |= {sheet: sheet for sheet in sheets}
    found = by_word.get(wanted) or by_word.get(wanted.strip().casefold())
    if found is None:
        listed = ", ".join(f"{place} ({sheet})" for place, sheet in enumerate(sheets[:20], start=1))
        raise GrondslagError(
            f"{name} heeft geen blad {wanted}: noem een van de bladen {listed}.",
            f"{name} has no sheet {wanted}: name one of the sheets {listed}.",
        )
    return found


def _refuse_unknown(name: str, sheet: str, scanned: Sheet) -> None:
    if scanned.unknown is not None:
        cell = reference(scanned.unknown)
        raise GrondslagError(
            f"{name}, blad {sheet}, cel {cell}: een formule zonder bewaarde uitkomst, die leeg zou lijken; open het"
            " bestand in Excel of LibreOffice en sla het opnieuw op.",
            f"{name}, sheet {sheet}, cell {cell}: a formula without a stored outcome, which would look empty; open the"
            " file in Excel or LibreOffice and save it anew.",
        )


def _no_header(name: str, sheets: Sequence[str]) -> GrondslagError:
    if len(sheets) == 1:
        nl, en = f"{name}, blad {sheets[0]}: er is", f"{name}, sheet {sheets[0]}: there is"
    else:
        nl, en = f"{name}: op de {len(sheets)} bladen is er", f"{name}: on the {len(sheets)} sheets there is"
    return GrondslagError(
        f"{nl} geen kopregel van ten minste {MIN_NAMES} kolomnamen met gegevens eronder; zet die boven de gegevens, of"
        " noem het blad met het register.",
        f"{en} no header of at least {MIN_NAMES} column names with data below it; put one above the data, or name the"
        " sheet with the registry.",
    )
