"""`grondslag map`: propose how a registry may be read, for a person to confirm."""

from pathlib import Path

import click

from checker.cli.options import output, pack_option, plainly, sheet_option
from checker.cli.output import writable, write


@click.command("map")
@plainly
@click.argument("registry", metavar="REGISTER")
@output
@pack_option
@sheet_option
def map_command(registry: str, output: Path | None, pack: str, sheet: str | None, lang: str) -> None:
    """Stel voor hoe een register te lezen. / Propose how to read a registry.

    Niets wordt aangenomen: bevestig de regels die kloppen.
    Nothing is assumed: confirm the lines that are right.

    \b
    Voorbeeld / example:
      grondslag map register.csv -o mapping.yaml
      grondslag check register.csv --mapping mapping.yaml
    """
    writable(output)
    from checker.api import read_table
    from checker.pack import load_pack
    from checker.terms.mapping import to_yaml
    from checker.terms.proposal import propose

    loaded = load_pack(pack)
    columns, terms = propose(read_table(registry, loaded, sheet), loaded)
    write(to_yaml(columns, terms, lang), output)
