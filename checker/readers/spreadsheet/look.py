"""Look through all sheets of a workbook before it is read."""

import posixpath
from xml.parsers.expat import ExpatError

from checker.errors import GrondslagError
from checker.readers.grid import MAX_CELLS, MAX_COLUMNS
from checker.readers.markup import walk, walker
from checker.readers.spreadsheet.found import MAX_TEXT, Sheet, Unreadable, reference
from checker.readers.spreadsheet.ods import scan_ods
from checker.readers.spreadsheet.package import ODS, broken, too_much
from checker.readers.spreadsheet.xlsx import scan_xlsx, shared_lengths

_WORKBOOK = "xl/workbook.xml"
_SHARED = "xl/sharedstrings.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


def look_through(name: str, kind: str, parts: dict[str, bytes]) -> dict[str, Sheet]:
    """Return what was found of each sheet by its name.

    Raises GrondslagError where a part is broken, holds a document type or asks for more memory than a table takes.
    """
    try:
        if kind == ODS:
            # The library skips this break, which would run the words around it into one.
            parts["content.xml"] = parts["content.xml"].replace(b"<text:line-break/>", b"&#10;")
            sheets = scan_ods(parts["content.xml"], name)
            by_name = {sheet.name: sheet for sheet in sheets}
        else:
            lengths = [
                length
                for part, data in parts.items()
                if part.casefold() == _SHARED
                for length in shared_lengths(data, f"{name} ({part})")
            ]
            by_part = {part: scan_xlsx(data, f"{name} ({part})", lengths) for part, data in parts.items()}
            sheets = list(by_part.values())
            places = {part.casefold(): found for part, found in by_part.items()}
            by_name = {sheet: places[part] for sheet, part in _sheet_parts(name, parts).items() if part in places}
    except (ExpatError, Unreadable, LookupError) as error:
        raise broken(name) from error
    for found in sheets:
        rows, columns = found.last[0] + 1, found.last[1] + 1
        if rows * columns > MAX_CELLS or columns > MAX_COLUMNS:
            raise GrondslagError(
                f"{name}: een blad loopt door tot cel {reference(found.last)}, en dat is meer dan {MAX_CELLS:,} cellen;"
                " verwijder wat er ver buiten de tabel staat, of splits het register.",
                f"{name}: a sheet runs on to cell {reference(found.last)}, and that is more than {MAX_CELLS:,} cells;"
                " remove what stands far outside the table, or split the registry.",
            )
    # All sheets of an ODS are read at once, those of an XLSX one by one.
    cells = sum((found.last[0] + 1) * (found.last[1] + 1) for found in sheets if kind == ODS)
    if cells > MAX_CELLS or sum(found.size for found in sheets) > MAX_TEXT:
        raise too_much(name)
    return by_name


def _sheet_parts(name: str, parts: dict[str, bytes]) -> dict[str, str]:
    """Return the part that holds each sheet of an XLSX workbook."""
    targets = {item.get("Id"): item.get("Target", "") for item in _items(name, parts, _RELATIONS, "Relationship")}
    found = {}
    for item in _items(name, parts, _WORKBOOK, "sheet"):
        relation = next((value for key, value in item.items() if key.endswith(":id")), None)
        target = posixpath.normpath(posixpath.join("/xl", targets.get(relation, "")))
        found[item.get("name", "")] = target.lstrip("/").casefold()
    return found


def _items(name: str, parts: dict[str, bytes], part: str, local: str) -> list[dict[str, str]]:
    """Return the attributes of every element of a kind in a part."""
    found: list[dict[str, str]] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        if element.rpartition(":")[2] == local:
            found.append(attributes)

    parser = walker(f"{name} ({part})")
    parser.StartElementHandler = start
    walk(parser, parts[part])
    return found
