"""`grondslag template`: write a workbook to fill in."""

from pathlib import Path

import click

from checker.cli.options import pack_option, plainly
from checker.cli.output import writable, write
from checker.errors import GrondslagError

SUFFIX = ".xlsx"


@click.command()
@plainly
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="Schrijf naar dit nieuwe bestand. / Write to this new file.",
)
@pack_option
def template(output: Path, pack: str, lang: str) -> None:
    """Maak een werkmap om een register in te vullen. / Make a workbook to fill in a registry.

    \b
    Voorbeeld / example:
      grondslag template -o register.xlsx --lang en
    """
    writable(output)
    _require_new(output)
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.pack import load_pack
    from checker.template import write_template

    write(write_template(load_pack(pack), lang), output)


def _require_new(output: Path) -> None:
    """Fail where a workbook may be lost that somebody has filled in, or that no program would open."""
    if output.suffix.lower() != SUFFIX:
        raise GrondslagError(
            f"{output} eindigt niet op {SUFFIX}: noem een bestand dat dat wel doet, dan opent het als werkmap.",
            f"{output} does not end in {SUFFIX}: name a file that does, so that it opens as a workbook.",
        )
    if output.exists():
        raise GrondslagError(
            f"{output} bestaat al en kan ingevuld zijn: noem een ander bestand, of verwijder dit eerst.",
            f"{output} exists already and may have been filled in: name another file, or delete this one first.",
        )
