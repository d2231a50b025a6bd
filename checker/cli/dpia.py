"""`grondslag dpia`: prepare a data protection impact assessment from a registry, or renew one."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli.options import named_form_option, output, plainly, registries_argument, requested
from checker.cli.output import write
from checker.cli.progress import progress
from checker.cli.tables import form_for
from checker.errors import GrondslagError
from checker.request import Request

if TYPE_CHECKING:
    from checker.reports.dpia.stored import Stored

FORMATS = ("md", "docx", "html", "json")
Document = dict[str, Any]


@click.command()
@plainly
@registries_argument
@click.option("--id", "ids", multiple=True, metavar="KENMERK", help="Alleen deze; mag vaker. / These only; repeatable.")
@click.option("--purpose", "aim", default="", metavar="DOEL", help="Alleen dit doel. / This purpose only.")
@click.option("--sender", "exporter", default="", metavar="PARTIJ", help="Alleen van deze partij. / From this party.")
@click.option("--recipient", "importer", default="", metavar="PARTIJ", help="Alleen aan deze partij. / To this party.")
@click.option(
    "--update",
    "earlier",
    type=click.Path(path_type=Path),
    metavar="DPIA",
    help="Vernieuw deze DPIA (.docx of .json); wat mensen schreven blijft. / Renew this DPIA; what people wrote stays.",
)
@named_form_option(FORMATS)
@output
@requested
def dpia(
    registries: tuple[str, ...],
    ids: tuple[str, ...],
    aim: str,
    exporter: str,
    importer: str,
    earlier: Path | None,
    form: str | None,
    output: Path | None,
    request: Request,
    lang: str,
) -> None:
    """Bereid een DPIA voor uit een register. / Prepare a DPIA from a registry.

    \b
    Voorbeeld / example:
      grondslag dpia register.xlsx -o dpia.docx
      grondslag dpia register.xlsx --purpose zorgplicht -o dpia.html
      grondslag dpia register.xlsx --update dpia.docx -o dpia-nieuw.docx
    """
    kind = form_for(form, output, FORMATS, registries)
    if kind == "docx" or (earlier is not None and earlier.suffix.lower() == ".docx"):
        _require_word()
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.api import check_all
    from checker.dpia import Choice, chosen, prepare, renew

    stored = None if earlier is None else _stored(earlier, kind, lang)
    choice = Choice(ids, exporter, importer, aim)
    report = check_all(registries, request, progress())
    if report.source is None:
        raise RuntimeError("a check keeps what it read")
    if stored is not None and choice == Choice():
        known = {exchange.id for exchange in report.source.exchanges}
        was = stored.document["choice"]
        left = tuple(name for name in was["ids"] if name in known)
        choice = Choice(left or tuple(was["ids"]), was["from"], was["to"], was["for"])
    document = prepare(report, report.source, chosen(report.source, choice))
    if stored is not None:
        document = renew(document, stored.document, stored.answers)
    write(_rendered(document, kind, lang, stored, earlier), output)


def _stored(earlier: Path, kind: str, lang: str) -> "Stored":
    """Return the assessment to renew. Raises GrondslagError where it cannot be read, or is in another language."""
    from checker.reports.dpia.stored import read_dpia

    try:
        data = earlier.read_bytes()
    except OSError as error:
        raise GrondslagError(
            f"{earlier} kan niet worden gelezen: noem een DPIA die er is.",
            f"{earlier} cannot be read: name a DPIA that is there.",
        ) from error
    stored = read_dpia(str(earlier), data)
    if kind == "docx" and stored.language not in ("", lang):
        raise GrondslagError(
            f"{earlier} is in een andere taal ({stored.language}): geef --lang {stored.language}.",
            f"{earlier} is in another language ({stored.language}): give --lang {stored.language}.",
        )
    return stored


def _rendered(
    document: Document, kind: str, lang: str, stored: "Stored | None", earlier: Path | None
) -> str | bytes:  # fmt: skip
    if kind == "json":
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    if kind == "md":
        from checker.reports.dpia.markdown import to_markdown

        return to_markdown(document, lang)
    if kind == "html":
        from checker.reports.dpia.page import to_html

        return to_html(document, lang)
    if stored is not None and stored.word_document is not None:
        from checker.reports.dpia.docx.renewed import renewed
        from checker.reports.dpia.words import word

        made, missing = renewed(stored.word_document, document, lang)
        if missing:
            click.echo(word("missing", lang, file=earlier, titles="; ".join(missing)), err=True)
        return made
    from checker.reports.dpia.docx.build import to_docx

    return to_docx(document, lang)


def _require_word() -> None:
    """Fail before the work where what writes Word documents is not installed."""
    if any(find_spec(name) is None for name in ("docx", "matplotlib")):
        raise GrondslagError(
            "Een Word-document vraagt iets wat niet is geïnstalleerd: doe pip install 'grondslag[dpia]', of kies"
            " --format md, html of json.",
            "A Word document needs what is not installed: run pip install 'grondslag[dpia]', or choose --format md,"
            " html or json.",
        )
