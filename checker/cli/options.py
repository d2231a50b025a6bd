"""The options that several commands share."""

from datetime import date
from pathlib import Path

import click

from checker.cli.usage import LANGUAGES
from checker.errors import GrondslagError
from checker.resources import DEFAULT_PACK

output = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="Schrijf naar dit bestand. / Write to this file.",
)
pack_option = click.option(
    "--pack",
    default=DEFAULT_PACK,
    show_default=True,
    metavar="NAAM|MAP",
    help="Pakket, of map met een pack.ttl. / Pack, or folder with a pack.ttl.",
)
sheet_option = click.option("--sheet", metavar="NAAM|NUMMER", help="Blad van een werkmap. / Sheet of a workbook.")
mapping_option = click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="Bevestigde mapping, gemaakt met map. / Confirmed mapping, made by map.",
)
parties_option = click.option(
    "--parties",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="Organisaties met hun rol. / Organisations with their role.",
)
as_of_option = click.option("--as-of", metavar="JJJJ-MM-DD", help="Toetsdatum; anders vandaag. / Run date; else today.")
language = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    show_default=True,
    help="Taal van rapport en meldingen. / Language of report and messages.",
)


def run_date(text: str | None, option: str = "--as-of") -> date:
    """Return the day that is asked for, today if none is. Raises GrondslagError where it does not exist."""
    try:
        return date.today() if text is None else date.fromisoformat(text)
    except ValueError:
        raise GrondslagError(
            f"{option} {text} is geen bestaande dag: schrijf hem als 2026-11-23.",
            f"{option} {text} is not an existing day: write it as 2026-11-23.",
        ) from None
