"""`grondslag rules`, `grounds`, `purposes`, `categories` and `parties`: what a pack holds."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.options import form_option, output, pack_option, plainly
from checker.cli.output import writable, write
from checker.cli.rendering import view
from checker.resources import rule_examples

if TYPE_CHECKING:
    from checker.catalogue import Form

FORMATS = ("text", "json")
SEVERITIES = ("violation", "warning", "info")

words_argument = click.argument("words", nargs=-1, metavar="[CODE|WOORD]…")


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the words and options that all of these have."""
    for option in (pack_option, output, form_option(FORMATS), words_argument, plainly):
        command = option(command)
    return command


@click.command()
@_shared
@click.option("--family", metavar="NAAM", help="Alleen regels van deze toets. / Rules of this family only.")
@click.option(
    "--severity", type=click.Choice(SEVERITIES), help="Alleen regels met dit gewicht. / Rules of this severity only."
)
def rules(
    words: tuple[str, ...],
    form: str,
    output: Path | None,
    pack: str,
    lang: str,
    family: str | None,
    severity: str | None,
) -> None:
    """Toon de regels, of een ervan. / Show the rules, or one of them.

    \b
    Voorbeeld / example:
      grondslag rules
      grondslag rules GR101
      grondslag rules toestemming --severity warning
    """
    writable(output)
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.catalogue import answer_rules
    from checker.pack import load_pack

    folders = (Path(pack) / "examples", *rule_examples())
    write(answer_rules(words, load_pack(pack), folders, _form(form, lang, output), family, severity), output)


@click.command()
@_shared
def grounds(words: tuple[str, ...], form: str, output: Path | None, pack: str, lang: str) -> None:
    """Toon de grondslagen, of een ervan. / Show the grounds, or one of them.

    \b
    Voorbeeld / example:
      grondslag grounds kinderbijslag
      grondslag grounds art. 9.1.3 lid 1 sub b Wlz
    """
    _answer(words, form, output, pack, lang, "Ground")


@click.command()
@_shared
def purposes(words: tuple[str, ...], form: str, output: Path | None, pack: str, lang: str) -> None:
    """Toon de doelen, of een ervan. / Show the purposes, or one of them.

    \b
    Voorbeeld / example:
      grondslag purposes wachtlijst
    """
    _answer(words, form, output, pack, lang, "Purpose")


@click.command()
@_shared
def categories(words: tuple[str, ...], form: str, output: Path | None, pack: str, lang: str) -> None:
    """Toon de soorten gegevens, of een ervan. / Show the data categories, or one of them.

    \b
    Voorbeeld / example:
      grondslag categories gezondheid
      grondslag categories diagnose
    """
    _answer(words, form, output, pack, lang, "DataCategory")


@click.command()
@_shared
def parties(words: tuple[str, ...], form: str, output: Path | None, pack: str, lang: str) -> None:
    """Toon de partijen, of een ervan. / Show the parties, or one of them.

    \b
    Voorbeeld / example:
      grondslag parties
      grondslag parties zorgkantoor --lang en
    """
    _answer(words, form, output, pack, lang, "Role")


def _answer(words: tuple[str, ...], form: str, output: Path | None, pack: str, lang: str, cls: str) -> None:
    """Answer a question about the terms of a class of the core vocabulary."""
    writable(output)
    from checker.catalogue import answer_terms
    from checker.pack import load_pack
    from checker.vocabulary import GS

    command = click.get_current_context().info_name or ""
    write(answer_terms(words, load_pack(pack), GS[cls], command, _form(form, lang, output)), output)


def _form(form: str, lang: str, output: Path | None) -> "Form":
    from checker.catalogue import Form

    seen = view(lang, output)
    return Form(form, lang, seen.width, seen.colour)
