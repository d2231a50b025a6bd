"""`grondslag report`: make any form of a report again from its JSON, without checking again."""

from pathlib import Path

import click

from checker.cli.options import plainly
from checker.cli.rendering import deliver, fail_on_option, formats_option, leave, outputs_option, targets


@click.command()
@plainly
@click.argument("result", metavar="RAPPORT.json")
@formats_option
@outputs_option
@fail_on_option
def report(result: str, forms: tuple[str, ...], outputs: tuple[str, ...], lang: str, fail_on: str) -> None:
    """Maak van een JSON-rapport een andere vorm. / Make another form of a JSON report.

    \b
    Voorbeeld / example:
      grondslag check register.csv -o rapport.json
      grondslag report rapport.json -o rapport.xlsx

    \b
    Uitgangscode als bij check. / Exit code as with check.
    """
    chosen = targets(forms, outputs, [Path(result)])
    from checker.readers.source import open_source
    from checker.reports.stored import read_report

    source = open_source(result)
    stored = read_report(source.name, source.data)
    deliver(stored, chosen, lang)
    leave(stored, fail_on)
