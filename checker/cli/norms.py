"""`grondslag norms`: how each norm is covered, and which of them the exchanges of a registry exercised."""

import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import click

from checker.cli.options import form_option, output, plainly, requested
from checker.cli.output import to_standard_output, writable, write
from checker.cli.rendering import WIDEST
from checker.request import Request

FORMATS = ("text", "json")


@click.command()
@plainly
@click.argument("registries", nargs=-1, metavar="[REGISTER]…")
@form_option(FORMATS)
@output
@requested
def norms(registries: tuple[str, ...], form: str, output: Path | None, request: Request, lang: str) -> None:
    """Toon hoe elke norm wordt getoetst. / Show how each norm is checked.

    Met een register erbij: bij hoeveel uitwisselingen elke norm is getoetst, en met welke uitkomst.
    With a registry: on how many exchanges each norm was judged, and with which outcome.

    \b
    Voorbeeld / example:
      grondslag norms
      grondslag norms register.xlsx
      grondslag norms register.csv --as-of 2026-03-31 --format json -o normen.json
    """
    writable(output)
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.api import check_all, pack_of
    from checker.norms import cover, read_norms
    from checker.norms.document import norms_document

    pack = pack_of(request)
    stated = read_norms(pack)
    covered = None
    if registries:
        covered = cover(check_all(registries, replace(request, pack=pack)).document, stated, pack)
    document = norms_document(stated, pack, covered)
    if form == "json":
        write(json.dumps(document, ensure_ascii=False, indent=2) + "\n", output)
        return
    from checker.reports.norms_text import norms_text

    terminal = to_standard_output(output) and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    write(norms_text(document, pack.outcomes, lang, width, terminal), output)
