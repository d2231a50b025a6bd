"""`grondslag suggest`: what may flow from one party to another, on which ground and with which data."""

from pathlib import Path

import click

from checker.cli.options import form_option, output, pack_option, plainly, run_date
from checker.cli.output import writable, write
from checker.cli.progress import progress
from checker.cli.rendering import as_json, view

FORMATS = ("text", "json")


@click.command()
@plainly
@click.option("--sender", "exporter", metavar="PARTIJ", help="Verstrekker; anders alle. / Sender; else all.")
@click.option("--recipient", "importer", metavar="PARTIJ", help="Ontvanger; anders alle. / Recipient; else all.")
@click.option("--purpose", "aim", metavar="DOEL", help="Doel; anders alle. / Purpose; else all.")
@click.option(
    "--categories",
    "data",
    multiple=True,
    metavar="GEGEVENS",
    help="Gegevens, met puntkomma’s ertussen; anders alle. / Data; else all.",
)
@click.option("--date", "on", metavar="JJJJ-MM-DD", help="Dag; anders vandaag. / Day; else today.")
@form_option(FORMATS)
@output
@pack_option
def suggest(
    exporter: str | None,
    importer: str | None,
    aim: str | None,
    data: tuple[str, ...],
    on: str | None,
    form: str,
    output: Path | None,
    pack: str,
    lang: str,
) -> None:
    """Zeg wat er van wie naar wie kan, en op welke grond. / Say what can flow, and on which ground.

    \b
    Voorbeeld / example:
      grondslag suggest --sender CIZ --recipient ZORGKANTOOR --purpose zorgplicht
      grondslag suggest --sender CIZ --purpose kinderbijslag --categories "BSN; diagnose"
    """
    writable(output)
    today = run_date(on, "--date")
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.pack import load_pack
    from checker.suggest import read_question
    from checker.suggest import suggest as answer

    loaded = load_pack(pack)
    document = answer(read_question(exporter, importer, aim, data, today, loaded), loaded, progress())
    if form == "json":
        write(as_json(document), output)
        return
    from checker.reports.suggest_text import suggest_text

    seen = view(lang, output)
    write(suggest_text(document, lang, seen.width, seen.colour), output)
