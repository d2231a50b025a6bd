"""`grondslag check`: judge registries and show the report."""

from pathlib import Path

import click

from checker.cli.options import (
    as_of_option,
    language,
    mapping_option,
    pack_option,
    parties_option,
    run_date,
    sheet_option,
)
from checker.cli.progress import progress
from checker.cli.rendering import deliver, fail_on_option, formats_option, leave, outputs_option, targets
from checker.cli.streaming import Wanted, check_streams
from checker.cli.usage import fail
from checker.errors import GrondslagError


@click.command()
@click.argument("registries", nargs=-1, required=True, metavar="REGISTER…")
@formats_option
@outputs_option
@pack_option
@sheet_option
@mapping_option
@parties_option
@as_of_option
@language
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
    pack: str,
    sheet: str | None,
    mapping: Path | None,
    parties: Path | None,
    as_of: str | None,
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

    \b
    Uitgangscode 0: niets op of boven --fail-on; 1: wel; 2: kon niet toetsen.
    Exit code 0: nothing at or above --fail-on; 1: something is; 2: could not check.
    """
    try:
        day = run_date(as_of)
        # Loaded here, so that --help and a wrong option answer at once.
        from checker.api import check_all
        from checker.pack import load_pack
        from checker.readers.source import expand

        paths = expand(registries)
        chosen = targets(forms, outputs, map(Path, paths))
        loaded = load_pack(pack)
        wanted = Wanted(day, sheet, mapping, parties, not no_cache, memory)
        report = check_streams(paths, chosen, loaded, wanted, lang)
        if report is None:
            report = check_all(
                registries, loaded, day, sheet=sheet, mapping=mapping, parties=parties, progress=progress()
            )
            deliver(report, chosen, lang)
    except GrondslagError as error:
        fail(error.texts, lang)
    else:
        leave(report, fail_on)
