"""`grondslag repair`: what would mend the exchanges of a registry."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from checker.cli.options import form_option, output, plainly, registries_argument, requested
from checker.cli.output import apart, writable, write
from checker.cli.progress import progress
from checker.cli.rendering import as_json, view
from checker.request import Request

FORMATS = ("text", "json", "csv")


@click.command()
@plainly
@registries_argument
@click.option("--id", "ids", multiple=True, metavar="KENMERK", help="Alleen deze uitwisseling. / This exchange only.")
@form_option(
    FORMATS,
    "Vorm; csv is een register met het eerste voorstel ingevuld. / Form; csv is a registry with the first proposal"
    " filled in.",
)
@output
@requested
def repair(
    registries: tuple[str, ...],
    ids: tuple[str, ...],
    form: str,
    output: Path | None,
    request: Request,
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
    apart(output, registries)
    writable(output)
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.api import check_all, pack_of
    from checker.repair.repairs import repairs

    pack = pack_of(request)
    # A repair is looked for by exchange, and so what goes beyond one is not asked.
    report = check_all(registries, replace(request, pack=pack, onward=False), progress())
    if report.source is None:
        raise RuntimeError("a check keeps what it read")
    document = repairs(report.source, ids, progress()).document
    write(_render(document, form, lang, output, pack), output)


def _render(document: dict[str, Any], form: str, lang: str, output: Path | None, pack: Any) -> str:
    if form == "json":
        return as_json(document)
    if form == "csv":
        from checker.repair.proposed import proposed

        return proposed(document, pack, lang)
    from checker.reports.repair_text import repair_text

    seen = view(lang, output)
    return repair_text(document, lang, seen.width, seen.colour)
