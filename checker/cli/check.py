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
        from checker.readers.source import expand

        chosen = targets(forms, outputs, map(Path, expand(registries)))
        report = check_all(registries, pack, day, sheet=sheet, mapping=mapping, parties=parties, progress=progress())
        deliver(report, chosen, lang)
    except GrondslagError as error:
        fail(error.texts, lang)
    else:
        leave(report, fail_on)
