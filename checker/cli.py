"""The command line. Results go to standard output or a file, whole or not at all; all else to standard error."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from checker.errors import GrondslagError
from checker.resources import DEFAULT_PACK

FORMATS = ("text", "json", "jsonl")
FAIL_ON = {"violation": ("violation",), "undetermined": ("violation", "undetermined"), "never": ()}
LANGUAGES = ("nl", "en")
WIDEST = 120


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", "show_version", is_flag=True, is_eager=True, expose_value=False,
              callback=lambda ctx, _, value: _show_version(ctx) if value else None,
              help="Toon versie en hash van het pakket. / Show version and pack hash.")  # fmt: skip
def main() -> None:
    """Grondslag toetst opgegeven gegevensuitwisseling aan de wet.

    Grondslag checks declared exchanges of personal data against the law.

    \b
    Voorbeeld / example:
      grondslag check register.csv
      grondslag check register.csv --format json -o rapport.json
    """


def _show_version(ctx: click.Context) -> None:
    from checker.pack import load_pack

    pack = load_pack(DEFAULT_PACK)
    click.echo(f"grondslag {version('grondslag')} · {pack.id} {pack.version} · {pack.sha256}")
    ctx.exit()


@main.command()
@click.argument("registries", nargs=-1, required=True, metavar="REGISTER…")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
              help="Vorm van het rapport. / Form of the report.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="BESTAND",
              help="Schrijf naar dit bestand. / Write to this file.")  # fmt: skip
@click.option("--pack", default=DEFAULT_PACK, show_default=True, metavar="NAAM|MAP",
              help="Pakket, of map met een pack.ttl. / Pack, or folder with a pack.ttl.")  # fmt: skip
@click.option("--as-of", metavar="JJJJ-MM-DD", help="Toetsdatum; vandaag. / Run date; today.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="nl", show_default=True,
              help="Taal van rapport en meldingen. / Language of report and messages.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(list(FAIL_ON)), default="violation", show_default=True,
              help="Wanneer de uitgangscode 1 is. / When the exit code is 1.")  # fmt: skip
def check(
    registries: tuple[str, ...], form: str, output: Path | None, pack: str, as_of: str | None, lang: str, fail_on: str
) -> None:
    """Toets registers. / Check registries.

    \b
    Voorbeeld / example:
      grondslag check register.csv --as-of 2025-06-30 --lang en

    Uitgangscode 0: niets op of boven --fail-on; 1: wel; 2: kon niet toetsen.
    Exit code 0: nothing at or above --fail-on; 1: something is; 2: could not check.
    """
    try:
        _writable(output)
        report = _run(registries, pack, _day(as_of))
        _write(_render(report, form, lang, output), output)
    except GrondslagError as error:
        click.echo(f"grondslag: {error.texts[lang]}", err=True)
        sys.exit(2)
    met = {e["verdict"] for e in report.document["exchanges"]}
    sys.exit(1 if met.intersection(FAIL_ON[fail_on]) else 0)


def _day(text: str | None) -> date:
    try:
        return date.today() if text is None else date.fromisoformat(text)
    except ValueError:
        raise GrondslagError(
            f"--as-of {text} is geen bestaande dag: schrijf hem als 2026-11-23.",
            f"--as-of {text} is not an existing day: write it as 2026-11-23.",
        ) from None


def _run(registries: tuple[str, ...], pack: str, day: date) -> Any:
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.api import check_all

    return check_all(registries, pack, day, progress=_progress())


def _progress() -> Callable[[Iterable[Any], int], Iterable[Any]] | None:
    """Return a progress bar on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        return None
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return lambda steps, total: track(steps, total=total, description="", console=console, transient=True)


def _render(report: Any, form: str, lang: str, output: Path | None) -> str:
    if form == "json":
        return str(report.to_json())
    if form == "jsonl":
        return "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in report.document["exchanges"])
    from checker.reports import to_text

    terminal = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    return to_text(report, lang, width, terminal)


def _writable(output: Path | None) -> None:
    """Fail before the work rather than after it, where the output cannot be written."""
    if output is None:
        return
    folder = output.parent
    if output.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise GrondslagError(
            f"{output} kan niet worden geschreven: noem een bestand in een map die bestaat en waarin u mag schrijven.",
            f"{output} cannot be written: name a file in a folder that exists and where you may write.",
        )


def _write(text: str, output: Path | None) -> None:
    if output is None:
        _print(text)
        return
    try:
        # Beside the target, so that taking its place is one step: whole or not at all.
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", dir=output.parent, delete=False) as file:
            file.write(text)
        Path(file.name).replace(output)
    except OSError as error:
        raise GrondslagError(
            f"{output} kan niet worden geschreven: {error.strerror}.",
            f"{output} cannot be written: {error.strerror}.",
        ) from error


def _print(text: str) -> None:
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough; keep Python from complaining when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
