"""`grondslag check`: judge registries and show the report."""

from dataclasses import replace
from pathlib import Path

import click

from checker.cli.options import plainly, registries_argument, requested
from checker.cli.progress import progress
from checker.cli.receipt import kept, receipt_option
from checker.cli.rendering import deliver, fail_on_option, formats_option, leave, outputs_option, targets
from checker.cli.streaming import check_streams
from checker.request import Request


@click.command()
@plainly
@registries_argument
@formats_option
@outputs_option
@requested
@receipt_option
@fail_on_option
@click.option(
    "--no-cache", is_flag=True, help="Bewaar geen antwoorden, en gebruik er geen. / Keep no answers, and use none."
)
@click.option(
    "--memory",
    type=click.IntRange(min=500),
    metavar="MB",
    help="Geheugen bij grote registers; anders ongeveer 600. / Memory for large registries; else about 600.",
)
def check(
    registries: tuple[str, ...],
    forms: tuple[str, ...],
    outputs: tuple[Path, ...],
    request: Request,
    receipt: Path | None,
    lang: str,
    fail_on: str,
    no_cache: bool,
    memory: int | None,
) -> None:
    """Toets registers. / Check registries.

    \b
    Voorbeeld / example:
      grondslag check register.xlsx
      grondslag check "registers/*.csv" --as-of 2025-06-30 --lang en
      grondslag check register.csv -o rapport.xlsx -o rapport.json
      grondslag check register.csv --receipt dossier.zip

    \b
    Uitgangscode 0: niets op of boven --fail-on; 1: wel; 2: kon niet toetsen.
    Exit code 0: nothing at or above --fail-on; 1: something is; 2: could not check.
    """
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.api import check_all, pack_of
    from checker.readers.source import expand

    paths = expand(registries)
    chosen = targets(forms, outputs, map(Path, paths))
    keep = kept(receipt, request, paths, (file for _, file in chosen if file is not None))
    request = replace(request, pack=pack_of(request))
    report = check_streams(paths, chosen, request, lang, keep, keeps_answers=not no_cache, memory=memory)
    if report is None:
        report = check_all(registries, request, progress())
        deliver(report, chosen, lang, keep)
    leave(report, fail_on)
