"""`grondslag matrix`: which data pass between whom for what, on which norm and ground; and a registry laid over it."""

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
from checker.cli.progress import progress
from checker.cli.tables import apart, chosen, rendered
from checker.cli.usage import fail
from checker.errors import GrondslagError

FORMATS = ("html", "md", "csv", "xlsx", "json")


@click.command()
@click.argument("registries", nargs=-1, metavar="[REGISTER…]")
@click.option("--lane", metavar="VERSTREKKER-ONTVANGER", help="Alleen tussen deze twee. / Between these two only.")
@click.option("--sender", "exporter", metavar="PARTIJ", help="Verstrekker; anders alle. / Sender; else all.")
@click.option("--recipient", "importer", metavar="PARTIJ", help="Ontvanger; anders alle. / Recipient; else all.")
@click.option("--purpose", "aim", metavar="DOEL", help="Doel; anders alle. / Purpose; else all.")
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
def matrix(
    registries: tuple[str, ...],
    lane: str | None,
    exporter: str | None,
    importer: str | None,
    aim: str | None,
    form: str | None,
    output: Path | None,
    pack: str,
    sheet: str | None,
    mapping: Path | None,
    parties: Path | None,
    as_of: str | None,
    lang: str,
) -> None:
    """Toon de noodzaakmatrix, en leg er een register naast. / Show the necessity matrix, and lay a registry over it.

    \b
    Voorbeeld / example:
      grondslag matrix --lane CIZ-ZORGKANTOOR
      grondslag matrix --lane CIZ-ZORGKANTOOR -o matrix.xlsx register.xlsx
    """
    try:
        apart(output, registries)
        kind = chosen(form, output, FORMATS, "md")
        writable(output)
        today = run_date(as_of)
        if lane is not None and (exporter is not None or importer is not None):
            raise GrondslagError(
                "--lane noemt al verstrekker en ontvanger: laat --sender en --recipient weg, of gebruik alleen die.",
                "--lane names sender and recipient already: leave out --sender and --recipient, or use only those.",
            )
        if not registries and (sheet is not None or mapping is not None or parties is not None):
            raise GrondslagError(
                "--sheet, --mapping en --parties horen bij een register: noem het register erbij.",
                "--sheet, --mapping and --parties belong to a registry: name the registry too.",
            )
        # Loaded here, so that --help and a wrong option answer at once.
        from checker.api import read_all
        from checker.matrix import matrix as make
        from checker.matrix import read_lane
        from checker.pack import load_pack
        from checker.reports.matrix_sheets import matrix_sheets
        from checker.suggest import read_question

        loaded = load_pack(pack)
        if lane is not None:
            exporter, importer = read_lane(lane, loaded)
        asked = read_question(exporter, importer, aim, (), today, loaded)
        told, exchanges = None, None
        if registries:
            told, exchanges = read_all(registries, loaded, today, sheet=sheet, mapping=mapping, parties=parties)
        document = make(asked, loaded, exchanges, told or (), progress())
        write(rendered(document, kind, lang, matrix_sheets), output)
    except GrondslagError as error:
        fail(error.texts, lang)
