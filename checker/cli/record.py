"""`grondslag register`: a record of processing by AVG 30(1), from the exchanges in a registry."""

from pathlib import Path

import click

from checker.cli.options import (
    as_of_option,
    language,
    mapping_option,
    output,
    pack_option,
    parties_option,
    run_date,
    sheet_option,
)
from checker.cli.output import writable, write
from checker.cli.tables import apart, chosen, rendered
from checker.cli.usage import fail
from checker.errors import GrondslagError

FORMATS = ("xlsx", "md", "html", "csv", "json", "ttl")


@click.command()
@click.argument("registries", nargs=-1, required=True, metavar="REGISTER…")
@click.option("--for", "party", metavar="PARTIJ", help="Alleen voor deze partij. / For this party only.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Vorm; anders zoals de naam van het bestand eindigt, of md. / Form; else as the name of the file ends, or md.",
)
@output
@pack_option
@sheet_option
@mapping_option
@parties_option
@as_of_option
@language
def register(
    registries: tuple[str, ...],
    party: str | None,
    form: str | None,
    output: Path | None,
    pack: str,
    sheet: str | None,
    mapping: Path | None,
    parties: Path | None,
    as_of: str | None,
    lang: str,
) -> None:
    """Maak een verwerkingsregister volgens AVG 30 lid 1. / Make a record of processing by GDPR 30(1).

    \b
    Voorbeeld / example:
      grondslag register register.xlsx -o art30.xlsx
      grondslag register register.xlsx --for CAK -o art30.ttl
    """
    try:
        apart(output, registries)
        kind = chosen(form, output, FORMATS, "md")
        writable(output)
        today = run_date(as_of)
        # Loaded here, so that --help and a wrong option answer at once.
        from checker.api import read_all
        from checker.pack import load_pack
        from checker.record import record
        from checker.reports.record_sheets import record_sheets

        loaded = load_pack(pack)
        told, exchanges = read_all(registries, loaded, today, sheet=sheet, mapping=mapping, parties=parties)
        document = record(exchanges, told, today, loaded, party)
        if kind == "ttl":
            from checker.reports.rdf.record import record_turtle

            write(record_turtle(document), output)
            return
        write(rendered(document, kind, lang, record_sheets), output)
    except GrondslagError as error:
        fail(error.texts, lang)
