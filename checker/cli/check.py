"""`grondslag check`: judge registries and show the report."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli.options import language, output, pack_option, sheet_option
from checker.cli.output import writable, write
from checker.cli.usage import fail
from checker.errors import GrondslagError

if TYPE_CHECKING:
    from checker.report import Report

FORMATS = ("text", "json", "jsonl", "html")
FAIL_ON: dict[str, tuple[str, ...]] = {
    "violation": ("violation",),
    "undetermined": ("violation", "undetermined"),
    "never": (),
}
WIDEST = 120


@click.command()
@click.argument("registries", nargs=-1, required=True, metavar="REGISTER…")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Vorm van het rapport. / Form of the report.",
)
@output
@pack_option
@sheet_option
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="Bevestigde mapping, gemaakt met map. / Confirmed mapping, made by map.",
)
@click.option(
    "--parties",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="Organisaties met hun rol. / Organisations with their role.",
)
@click.option("--as-of", metavar="JJJJ-MM-DD", help="Toetsdatum; anders vandaag. / Run date; else today.")
@language
@click.option(
    "--fail-on",
    type=click.Choice(tuple(FAIL_ON)),
    default="violation",
    show_default=True,
    help="Wanneer de uitgangscode 1 is. / When the exit code is 1.",
)
def check(
    registries: tuple[str, ...],
    form: str,
    output: Path | None,
    pack: str,
    sheet: str | None,
    mapping: Path | None,
    parties: Path | None,
    as_of: str | None,
    lang: str,
    fail_on: str,
) -> None:
    """Toets registers. / Check registries.

    \b
    Voorbeeld / example:
      grondslag check register.xlsx
      grondslag check "registers/*.csv" --as-of 2025-06-30 --lang en

    \b
    Uitgangscode 0: niets op of boven --fail-on; 1: wel; 2: kon niet toetsen.
    Exit code 0: nothing at or above --fail-on; 1: something is; 2: could not check.
    """
    try:
        writable(output)
        day = _day(as_of)
        # Loaded here, so that --help and a wrong option answer at once.
        from checker.api import check_all

        report = check_all(registries, pack, day, sheet=sheet, mapping=mapping, parties=parties, progress=_progress())
        write(_render(report, form, lang, output), output)
    except GrondslagError as error:
        fail(error.texts, lang)
    else:
        met = {exchange["verdict"] for exchange in report.document["exchanges"]}
        sys.exit(1 if met.intersection(FAIL_ON[fail_on]) else 0)


def _day(text: str | None) -> date:
    try:
        return date.today() if text is None else date.fromisoformat(text)
    except ValueError:
        raise GrondslagError(
            f"--as-of {text} is geen bestaande dag: schrijf hem als 2026-11-23.",
            f"--as-of {text} is not an existing day: write it as 2026-11-23.",
        ) from None


def _progress() -> Callable[[Iterable[Any], int], Iterable[Any]] | None:
    """Return a progress bar on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        return None
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return lambda steps, total: track(steps, total=total, description="", console=console, transient=True)


def _render(report: "Report", form: str, lang: str, output: Path | None) -> str:
    if form == "json":
        return report.to_json()
    if form == "jsonl":
        return "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in report.document["exchanges"])
    if form == "html":
        from checker.reports.html import to_html

        return to_html(report, lang)
    from checker.reports import to_text

    terminal = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    return to_text(report, lang, width, terminal)
