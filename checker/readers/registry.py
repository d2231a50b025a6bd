"""Read a registry in any format; libraries are loaded only for the format at hand."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers import kind as kinds
from checker.readers.delimited import read_text
from checker.readers.encoding import decode
from checker.readers.grid import empty
from checker.readers.rdf.terms import RdfTerms
from checker.readers.source import Source, expand, open_source
from checker.readers.spreadsheet.package import broken

__all__ = ["RdfTerms", "expand", "read_registry"]


def read_registry(
    source: str | Path,
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    known: Collection[str] = (),
    rdf: RdfTerms | None = None,
) -> Table:
    """Return the table in a registry, as text and with the header as it stands in the file.

    Args:
        source: the path of a file, or "-" for standard input. The format is recognised by what it holds.
        sheet: the name or number of a sheet; only a workbook has any.
        columns: headers of this registry as a person has mapped them to columns; they help to find the header.
        known: other names that a header may have, for the same.
        rdf: how an exchange is written as linked data; without it linked data are not read.

    Raises GrondslagError where the registry cannot be read safely and whole.
    """
    opened = open_source(source)
    names = {*known, *(columns or ())}
    kind = kinds.kind_of_bytes(opened)
    if kind == kinds.WORKBOOK:
        from checker.readers.spreadsheet.workbook import read_workbook

        return read_workbook(opened, sheet, names)
    if sheet is not None:
        raise GrondslagError(
            f"{opened.name} is geen werkmap en heeft geen blad {sheet}: laat het blad weg.",
            f"{opened.name} is no workbook and has no sheet {sheet}: leave out the sheet.",
        )
    if kind == kinds.PARQUET:
        from checker.readers.parquet import read_parquet

        return read_parquet(opened)
    return _read_text(opened, _text(opened), names, rdf)


def _text(source: Source) -> str:
    try:
        return decode(source.data, source.name)
    except GrondslagError:
        # Bytes that were to be a workbook: that it is no text either is no help to anyone.
        if source.suffix in kinds.WORKBOOK_SUFFIXES:
            raise broken(source.name) from None
        raise


def _read_text(source: Source, text: str, names: Collection[str], rdf: RdfTerms | None) -> Table:
    if not text.strip():
        raise empty(source.name)
    kind = kinds.kind_of_text(source, text)
    if kind == kinds.DELIMITED:
        return read_text(source, text, names)
    content: Any = text
    if kind in (kinds.JSON, kinds.JSON_LD, kinds.JSON_LINES):
        from checker.readers import objects
        from checker.readers.jsontext import parse

        if kind == kinds.JSON_LINES or (kind == kinds.JSON and objects.is_lines(text)):
            return objects.read_lines(source, text)
        content = parse(source.name, text)
        if kind == kinds.JSON and not objects.is_linked(content):
            return objects.read_objects(source, content)
        kind = kinds.JSON_LD
    if rdf is None:
        raise GrondslagError(
            f"{source.name} bevat RDF, en daarvoor ontbreekt een woordenlijst: geef het register als .xlsx of CSV"
            " UTF-8.",
            f"{source.name} holds RDF, for which a vocabulary is lacking: give the registry as .xlsx or CSV UTF-8.",
        )
    from checker.readers.rdf.processes import read_rdf

    return read_rdf(source, kind, content, rdf)
