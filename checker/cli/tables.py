"""What the commands share whose result is a document of tables: its form, and how it is rendered."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from checker.cli.forms import form_of
from checker.cli.output import apart, to_standard_output, writable
from checker.cli.rendering import as_json
from checker.errors import GrondslagError
from checker.reports.sheets.sheet import Sheets


def form_for(form: str | None, output: Path | None, forms: tuple[str, ...], registries: Iterable[str]) -> str:
    """Return the form asked for, else the one that the name of the file tells, else the first.

    Raises GrondslagError where the name tells none, the form cannot be shown on a screen, or the file cannot be
    written or is a registry that the result is made from.
    """
    apart(output, registries)
    form = form_of(form, output, forms, needs_end=True)
    if form in ("xlsx", "docx") and to_standard_output(output) and sys.stdout.isatty():
        raise GrondslagError(
            f"{form} is niet op een scherm te lezen: noem een bestand met -o.",
            f"{form} cannot be read on a screen: name a file by -o.",
        )
    writable(output)
    return form


def rendered(
    document: dict[str, Any], form: str, lang: str, lay_out: Callable[[dict[str, Any], str], Sheets]
) -> str | bytes:
    """Return a document in a form."""
    if form == "json":
        return as_json(document)
    sheets = lay_out(document, lang)
    if form == "xlsx":
        from checker.reports.sheets.workbook import to_workbook

        return to_workbook(sheets)
    if form == "html":
        from checker.reports.sheets.page import to_page

        return to_page(sheets)
    from checker.reports.sheets.plain import to_markdown, to_table

    return to_table(sheets) if form == "csv" else to_markdown(sheets)
