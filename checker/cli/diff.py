"""`grondslag diff`: what differs between two reports, and what may be why."""

import sys
from pathlib import Path
from typing import Any

import click

from checker.audit.difference import arisen, difference
from checker.audit.marks import GIVES
from checker.cli.options import named_form_option, output, plainly
from checker.cli.output import write
from checker.cli.rendering import FAIL_ON, as_json, fail_on_option, view
from checker.cli.tables import form_for

FORMATS = ("text", "markdown", "html", "json")


@click.command()
@plainly
@click.argument("old", metavar="OUD")
@click.argument("new", metavar="NIEUW")
@named_form_option(FORMATS)
@output
@fail_on_option
def diff(old: str, new: str, form: str | None, output: Path | None, lang: str, fail_on: str) -> None:
    """Toon wat er tussen twee rapporten verschilt. / Show what differs between two reports.

    \b
    Voorbeeld / example:
      grondslag diff vorige.json rapport.json
      grondslag diff vorige.json rapport.json -o verschil.html
      grondslag diff vorige.zip rapport.zip

    \b
    Elk is een rapport (JSON) of een toetsdossier, waaruit het rapport wordt gelezen.
    Each is a report (JSON) or a receipt, of which the report is read.

    \b
    Uitgangscode 1: er kwam een bevinding bij op of boven --fail-on; 0: niet; 2: kon niet vergelijken.
    Exit code 1: a finding at or above --fail-on came up; 0: none did; 2: could not compare.
    """
    kind = form_for(form, output, FORMATS, [old, new])
    # Loaded here, so that --help and a wrong option answer at once.
    found = difference(_document(old), _document(new), (old, new))
    if kind == "json":
        write(as_json(found), output)
    else:
        from checker.reports.difference import to_form

        seen = view(lang, output)
        write(to_form(found, kind, lang, seen.width, seen.colour), output)
    met = {GIVES.get(severity, "") for severity in arisen(found)}
    sys.exit(1 if met.intersection(FAIL_ON[fail_on]) else 0)


def _document(name: str) -> dict[str, Any]:
    """Return the report in a file, or in the receipt that the file is."""
    from checker.readers.source import STANDARD_INPUT, open_source
    from checker.receipt.manifest import REPORT
    from checker.receipt.unpack import is_zip, report_in
    from checker.reports.stored import whole_report

    if name != STANDARD_INPUT and is_zip(Path(name)):
        return whole_report(f"{name}: {REPORT}", report_in(Path(name))).document
    source = open_source(name)
    return whole_report(source.name, source.data).document
