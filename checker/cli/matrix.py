"""`grondslag matrix`: which data pass between whom for what, on which norm and ground; and a registry laid over it."""

from pathlib import Path

import click

from checker.cli.options import named_form_option, output, plainly, requested
from checker.cli.output import write
from checker.cli.progress import progress
from checker.cli.tables import form_for, rendered
from checker.errors import GrondslagError
from checker.request import Request

FORMATS = ("md", "html", "csv", "xlsx", "json")


@click.command()
@plainly
@click.argument("registries", nargs=-1, metavar="[REGISTER…]")
@click.option("--lane", metavar="VERSTREKKER-ONTVANGER", help="Alleen tussen deze twee. / Between these two only.")
@click.option("--sender", "exporter", metavar="PARTIJ", help="Verstrekker; anders alle. / Sender; else all.")
@click.option("--recipient", "importer", metavar="PARTIJ", help="Ontvanger; anders alle. / Recipient; else all.")
@click.option("--purpose", "aim", metavar="DOEL", help="Doel; anders alle. / Purpose; else all.")
@named_form_option(FORMATS)
@output
@requested
def matrix(
    registries: tuple[str, ...],
    lane: str | None,
    exporter: str | None,
    importer: str | None,
    aim: str | None,
    form: str | None,
    output: Path | None,
    request: Request,
    lang: str,
) -> None:
    """Toon de noodzaakmatrix, en leg er een register naast. / Show the necessity matrix, and lay a registry over it.

    \b
    Voorbeeld / example:
      grondslag matrix --lane CIZ-ZORGKANTOOR
      grondslag matrix --lane CIZ-ZORGKANTOOR -o matrix.xlsx register.xlsx
    """
    kind = form_for(form, output, FORMATS, registries)
    if lane is not None and (exporter is not None or importer is not None):
        raise GrondslagError(
            "--lane noemt al verstrekker en ontvanger: laat --sender en --recipient weg, of gebruik alleen die.",
            "--lane names sender and recipient already: leave out --sender and --recipient, or use only those.",
        )
    if not registries and (request.sheet is not None or request.mapping is not None or request.parties is not None):
        raise GrondslagError(
            "--sheet, --mapping en --parties horen bij een register: noem het register erbij.",
            "--sheet, --mapping and --parties belong to a registry: name the registry too.",
        )
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.api import pack_of, read_all
    from checker.matrix import matrix as make
    from checker.matrix import read_lane
    from checker.reports.matrix import matrix_sheets
    from checker.suggest import read_question

    pack = pack_of(request)
    if lane is not None:
        exporter, importer = read_lane(lane, pack)
    asked = read_question(exporter, importer, aim, (), request.day, pack)
    told, exchanges = read_all(registries, request) if registries else ((), None)
    document = make(asked, pack, exchanges, told, progress())
    write(rendered(document, kind, lang, matrix_sheets), output)
