"""`grondslag explain`: show the proof of an exchange, or why it would not pass on another ground."""

from pathlib import Path
from typing import Any

import click

from checker.cli.options import beyond, form_option, output, plainly, registries_argument, requested
from checker.cli.output import writable, write
from checker.cli.rendering import as_json, view
from checker.errors import GrondslagError
from checker.request import Request

FORMATS = ("text", "markdown", "json")


@click.command()
@plainly
@registries_argument
@click.option(
    "--id",
    "identifiers",
    multiple=True,
    required=True,
    metavar="KENMERK",
    help="Welke uitwisseling; mag vaker. / Which exchange; may be repeated.",
)
@click.option(
    "--ground",
    metavar="BEPALING",
    help="Waarom niet op deze grondslag alleen. / Why not on this ground alone.",
)
@click.option("--family", metavar="NAAM", help="Alleen deze toets. / This family only.")
@click.option("--full", is_flag=True, help="Toon elke stap. / Show every step.")
@form_option(FORMATS, "Vorm van het bewijs. / Form of the proof.")
@output
@requested
@beyond
def explain(
    registries: tuple[str, ...],
    identifiers: tuple[str, ...],
    ground: str | None,
    family: str | None,
    full: bool,
    form: str,
    output: Path | None,
    request: Request,
    lang: str,
) -> None:
    """Toon waarom een uitwisseling haar uitkomsten heeft. / Show why an exchange has its outcomes.

    \b
    Voorbeeld / example:
      grondslag explain register.xlsx --id E1
      grondslag explain register.xlsx --id E1 --ground "Wlz 9.1.3 lid 1 onder c"
      grondslag explain register.xlsx --id E1 --format json -o bewijs.json
    """
    writable(output)
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.api import explain_all

    proofs = explain_all(registries, identifiers, request, ground)
    write(_render(proofs, form, lang, output, _family(family, proofs), full), output)


def _family(asked: str | None, proofs: list[dict[str, Any]]) -> str | None:
    """Return the code of a family that is asked for by its code or name. Raises GrondslagError where there is none."""
    families = {told["family"]: told["label"] for proof in proofs for told in proof["families"]}
    if asked is None:
        return None
    for code, label in families.items():
        if asked.casefold() in {name.casefold() for name in (code, *label.values())}:
            return str(code)
    nl, en = (", ".join(label[language] for label in families.values()) for language in ("nl", "en"))
    raise GrondslagError(
        f"Toets {asked} komt hier niet voor: kies uit {nl}.", f"Family {asked} is not among these: choose from {en}."
    )


def _render(
    proofs: list[dict[str, Any]], form: str, lang: str, output: Path | None, family: str | None, full: bool
) -> str:
    if form == "json":
        return as_json(proofs[0] if len(proofs) == 1 else proofs)
    from checker.reports.proof_markdown import proof_to_markdown
    from checker.reports.proof_text import proof_to_text

    if form == "markdown":
        return "\n".join(proof_to_markdown(proof, lang, full=full, only=family) for proof in proofs)
    seen = view(lang, output)
    return "\n".join(proof_to_text(proof, lang, seen.width, seen.colour, full=full, only=family) for proof in proofs)
