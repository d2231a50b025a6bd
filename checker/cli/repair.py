"""`grondslag repair`: what would mend the exchanges of a registry."""

import json
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from checker.cli.options import language, mapping_option, output, pack_option, parties_option, run_date, sheet_option
from checker.cli.output import writable, write
from checker.cli.progress import progress
from checker.cli.rendering import WIDEST
from checker.cli.usage import fail
from checker.errors import GrondslagError

FORMATS = ("text", "json", "csv")


@click.command()
@click.argument("registries", nargs=-1, required=True, metavar="REGISTER…")
@click.option("--id", "ids", multiple=True, metavar="KENMERK", help="Alleen deze uitwisseling. / This exchange only.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Vorm; csv is een register met het eerste voorstel ingevuld. / Form; csv is a registry with the first proposal"
    " filled in.",
)
@output
@pack_option
@sheet_option
@mapping_option
@parties_option
@click.option("--as-of", metavar="JJJJ-MM-DD", help="Toetsdatum; anders vandaag. / Run date; else today.")
@language
def repair(
    registries: tuple[str, ...],
    ids: tuple[str, ...],
    form: str | None,
    output: Path | None,
    pack: str,
    sheet: str | None,
    mapping: Path | None,
    parties: Path | None,
    as_of: str | None,
    lang: str,
) -> None:
    """Zeg wat een bevinding zou verhelpen. / Say what would mend a finding.

    \b
    Voorbeeld / example:
      grondslag repair register.xlsx --id E1
      grondslag repair register.xlsx -o voorstel.csv

    \b
    Uitgangscode 0: gelukt; 2: kon niet toetsen. / Exit code 0: done; 2: could not check.
    """
    try:
        _apart(output, registries)
        writable(output)
        today = run_date(as_of)
        # Loaded here, so that --help and a wrong option answer at once.
        from checker.api import check_all
        from checker.pack import load_pack
        from checker.repair import repairs

        loaded = load_pack(pack)
        report = check_all(
            registries, loaded, today, sheet=sheet, mapping=mapping, parties=parties, progress=progress()
        )
        if report.source is None:
            raise RuntimeError("a check keeps what it read")
        document = repairs(report.source, ids, progress()).document
        chosen = form or ("csv" if output is not None and output.suffix.lower() == ".csv" else FORMATS[0])
        write(_render(document, chosen, lang, output, loaded), output)
    except GrondslagError as error:
        fail(error.texts, lang)


def _apart(output: Path | None, registries: Iterable[str]) -> None:
    """Fail where the result would take the place of what it is made from."""
    if output is not None and any(Path(registry).resolve() == output.resolve() for registry in registries):
        raise GrondslagError(
            f"{output} is het register zelf: noem een ander bestand, dan blijft het register zoals het is.",
            f"{output} is the registry itself: name another file, so that the registry stays as it is.",
        )


def _render(document: dict[str, Any], form: str, lang: str, output: Path | None, pack: Any) -> str:
    if form == "json":
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        from checker.repair.proposed import proposed

        return proposed(document, pack, lang)
    from checker.reports.repair_text import repair_text

    terminal = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return repair_text(document, lang, min(shutil.get_terminal_size((80, 24)).columns, WIDEST), terminal)
