"""`grondslag decisions`: judge a register of decisions by how they came about."""

import sys
from pathlib import Path

import click

from checker.cli.options import as_of_option, form_option, output, pack_option, plainly, run_date, sheet_option
from checker.cli.output import apart, writable, write
from checker.cli.rendering import FAIL_ON, as_json, fail_on_option, view

FORMATS = ("text", "json")
GIVES = {"violation": "violation", "warning": "undetermined"}
"""By severity of a finding, the weight by which --fail-on knows it."""


@click.command()
@plainly
@click.argument("source", metavar="BESLUITEN")
@form_option(FORMATS)
@output
@pack_option
@sheet_option
@as_of_option
@fail_on_option
def decisions(
    source: str,
    form: str,
    output: Path | None,
    pack: str,
    sheet: str | None,
    as_of: str | None,
    lang: str,
    fail_on: str,
) -> None:
    """Toets hoe besluiten tot stand kwamen. / Check how decisions came about.

    \b
    Voorbeeld / example:
      grondslag decisions besluiten.xlsx
      grondslag decisions besluiten.csv --as-of 2026-03-31 --format json -o besluiten.json

    \b
    Uitgangscode 0: geen bevinding op of boven --fail-on; 1: wel; 2: kon niet toetsen.
    Exit code 0: no finding at or above --fail-on; 1: there is one; 2: could not check.
    """
    writable(output)
    apart(output, [source])
    day = run_date(as_of)
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.decisions import check_decisions, decisions_document

    found = check_decisions(source, pack, day, sheet=sheet)
    if form == "json":
        write(as_json(decisions_document(found)), output)
    else:
        from checker.reports.decisions_text import decisions_text

        seen = view(lang, output)
        write(decisions_text(found, day, lang, seen.width, seen.colour), output)
    met = {GIVES.get(finding.severity) for decision in found for finding in decision.findings}
    sys.exit(1 if met.intersection(FAIL_ON[fail_on]) else 0)
