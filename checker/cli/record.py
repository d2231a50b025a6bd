"""`grondslag register`: a record of processing by AVG 30(1), from the exchanges in a registry."""

from pathlib import Path

import click

from checker.cli.options import named_form_option, output, plainly, registries_argument, requested
from checker.cli.output import write
from checker.cli.tables import form_for, rendered
from checker.request import Request

FORMATS = ("md", "xlsx", "html", "csv", "json", "ttl")


@click.command()
@plainly
@registries_argument
@click.option("--for", "party", metavar="PARTIJ", help="Alleen voor deze partij. / For this party only.")
@named_form_option(FORMATS)
@output
@requested
def register(
    registries: tuple[str, ...], party: str | None, form: str | None, output: Path | None, request: Request, lang: str
) -> None:
    """Maak een verwerkingsregister volgens AVG 30 lid 1. / Make a record of processing by GDPR 30(1).

    \b
    Voorbeeld / example:
      grondslag register register.xlsx -o art30.xlsx
      grondslag register register.xlsx --for CAK -o art30.ttl
    """
    kind = form_for(form, output, FORMATS, registries)
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.api import pack_of, read_all
    from checker.record import record
    from checker.reports.record_sheets import record_sheets

    told, exchanges = read_all(registries, request)
    document = record(exchanges, told, request.day, pack_of(request), party)
    if kind == "ttl":
        from checker.reports.rdf.record import record_turtle

        write(record_turtle(document), output)
        return
    write(rendered(document, kind, lang, record_sheets), output)
