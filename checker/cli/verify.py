"""`grondslag verify`: say whether a receipt is whole, and whether the check gives the same again."""

import sys
from pathlib import Path

import click

from checker.cli.options import form_option, output, plainly
from checker.cli.output import apart, writable, write
from checker.cli.rendering import as_json, view

FORMATS = ("text", "json")


@click.command()
@plainly
@click.argument("receipt", metavar="DOSSIER.zip", type=click.Path(path_type=Path))
@form_option(FORMATS)
@output
def verify(receipt: Path, form: str, output: Path | None, lang: str) -> None:
    """Ga een toetsdossier na: heel, en opnieuw dezelfde uitkomst? / Verify a receipt: whole, and the same again?

    \b
    Voorbeeld / example:
      grondslag check register.csv --receipt dossier.zip
      grondslag verify dossier.zip

    \b
    Uitgangscode 0: heel en hetzelfde; 1: gewijzigd of anders; 2: kon niet nagaan.
    Exit code 0: whole and the same; 1: changed or different; 2: could not verify.
    """
    writable(output)
    apart(output, [receipt])
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.receipt.verify import verify as verified
    from checker.reports.verification_text import verification_text

    document = verified(receipt)
    seen = view(lang, output)
    if form == "json":
        write(as_json(document), output)
    else:
        write(verification_text(document, lang, seen.width, seen.colour), output)
    sys.exit(0 if document["ok"] else 1)
