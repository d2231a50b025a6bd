"""The command line. Results go to standard output or a file, whole or not at all; all else to standard error."""

from importlib.metadata import version

import click

from checker.cli.catalogue import categories, grounds, parties, purposes, rules
from checker.cli.check import check
from checker.cli.decisions import decisions
from checker.cli.diff import diff
from checker.cli.dpia import dpia
from checker.cli.explain import explain
from checker.cli.impact import impact
from checker.cli.map import map_command
from checker.cli.matrix import matrix
from checker.cli.norms import norms
from checker.cli.pack import pack
from checker.cli.record import register
from checker.cli.repair import repair
from checker.cli.report import report
from checker.cli.suggest import suggest
from checker.cli.template import template
from checker.cli.usage import Commands
from checker.cli.verify import verify
from checker.cli.waive import waive
from checker.resources import DEFAULT_PACK

__all__ = ["main"]


def _show_version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.pack import load_pack

    law = load_pack(DEFAULT_PACK)
    click.echo(f"grondslag {version('grondslag')} · {law.id} {law.version} · {law.sha256}")
    ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Toon versie en hash van het pakket. / Show version and pack hash.",
)
def main() -> None:
    """Grondslag toetst opgegeven gegevensuitwisseling aan de wet.

    Grondslag checks declared exchanges of personal data against the law.

    \b
    Voorbeeld / example:
      grondslag check register.csv
      grondslag check register.csv --format json -o rapport.json
    """


main.add_command(check)
main.add_command(decisions)
main.add_command(report)
main.add_command(verify)
main.add_command(pack)
main.add_command(explain)
main.add_command(dpia)
main.add_command(map_command)
main.add_command(template)
main.add_command(repair)
main.add_command(suggest)
main.add_command(matrix)
main.add_command(register)
main.add_command(waive)
main.add_command(diff)
main.add_command(impact)
main.add_command(rules)
main.add_command(grounds)
main.add_command(purposes)
main.add_command(categories)
main.add_command(parties)
main.add_command(norms)
