"""The options that several commands share."""

from pathlib import Path

import click

from checker.cli.usage import LANGUAGES
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
language = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    show_default=True,
    help="Taal van rapport en meldingen. / Language of report and messages.",
)
