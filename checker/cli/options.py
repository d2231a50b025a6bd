"""The options that several commands share, and what all commands do with a mistake."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from checker.cli.forms import form_of
from checker.cli.usage import LANGUAGES, fail
from checker.errors import GrondslagError
from checker.request import Against, Request
from checker.resources import DEFAULT_PACK

Command = Callable[..., None]


def _file(name: str, told: str, *more: str) -> Callable[[Command], Command]:
    """Return an option that names a file."""
    return click.option(*more, name, type=click.Path(path_type=Path), metavar="BESTAND", help=told)


output = _file("--output", "Schrijf naar dit bestand. / Write to this file.", "-o")
pack_option = click.option(
    "--pack",
    default=DEFAULT_PACK,
    show_default=True,
    metavar="NAAM|MAP",
    help="Pakket, of map met een pack.ttl. / Pack, or folder with a pack.ttl.",
)
sheet_option = click.option("--sheet", metavar="NAAM|NUMMER", help="Blad van een werkmap. / Sheet of a workbook.")
mapping_option = _file("--mapping", "Bevestigde mapping, gemaakt met map. / Confirmed mapping, made by map.")
parties_option = _file("--parties", "Organisaties met hun rol. / Organisations with their role.")
decisions_option = _file("--decisions", "Besluiten waarop uitwisselingen steunen. / Decisions that exchanges lean on.")
waivers_option = _file("--waivers", "Aanvaarde bevindingen: YAML of een tabel. / Waived findings: YAML or a table.")
baseline_option = _file(
    "--baseline",
    "Nulmeting: alleen wat nieuw is, telt. Een JSON-rapport, of findings-parquet. / Baseline: only what is new"
    " counts. A JSON report, or findings-parquet.",
)
as_of_option = click.option("--as-of", metavar="JJJJ-MM-DD", help="Toetsdatum; anders vandaag. / Run date; else today.")
language = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    show_default=True,
    help="Taal van rapport en meldingen. / Language of report and messages.",
)
registries_argument = click.argument("registries", nargs=-1, required=True, metavar="REGISTER…")


def plainly(command: Command) -> Command:
    """Give a command its language, and have it say in one sentence why it could not do its work, with exit code 2."""

    @language
    @wraps(command)
    def told(*words: Any, lang: str, **options: Any) -> None:
        try:
            command(*words, lang=lang, **options)
        except GrondslagError as error:
            fail(error.texts, lang)

    return told


def requested(command: Command) -> Command:
    """Give a command that reads registries the options for it, gathered into the one argument `request`."""

    @pack_option
    @sheet_option
    @mapping_option
    @parties_option
    @decisions_option
    @as_of_option
    @wraps(command)
    def told(
        *words: Any,
        pack: str,
        sheet: str | None,
        mapping: Path | None,
        parties: Path | None,
        decisions: Path | None,
        as_of: str | None,
        **rest: Any,
    ) -> None:
        command(*words, request=Request(pack, run_date(as_of), sheet, mapping, parties, decisions), **rest)

    return told


def held_against(command: Command) -> Command:
    """Give a command that checks the options for waivers and a baseline, gathered into the argument `request`."""

    @waivers_option
    @baseline_option
    @wraps(command)
    def told(*words: Any, request: Request, waivers: Path | None, baseline: Path | None, **rest: Any) -> None:
        command(*words, request=replace(request, against=Against(waivers, baseline)), **rest)

    return told


def beyond(command: Command) -> Command:
    """Give a command the option to leave out what goes beyond an exchange, gathered into the argument `request`."""

    @click.option(
        "--no-onward",
        is_flag=True,
        help="Toets geen doorverstrekking: het register kent maar één kant. / Judge no onward transfers: the registry"
        " holds one side only.",
    )
    @wraps(command)
    def told(*words: Any, request: Request, no_onward: bool, **rest: Any) -> None:
        command(*words, request=replace(request, onward=not no_onward), **rest)

    return told


def named_form_option(forms: tuple[str, ...], told: str = "Vorm. / Form.") -> Callable[[Command], Command]:
    """Return the option `--format` of a command whose result may take its form from the name of the file."""
    dutch, english = told.split(" / ")
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        help=f"{dutch[:-1]}; anders zoals de naam van het bestand eindigt, of {forms[0]}."
        f" / {english[:-1]}; else as the name of the file ends, or {forms[0]}.",
    )


def form_option(
    forms: tuple[str, ...], told: str = "Vorm van het antwoord. / Form of the answer."
) -> Callable[[Command], Command]:
    """Return the option `--format` of a command that has one answer; the command is given the form that it takes."""

    def decorated(command: Command) -> Command:
        @named_form_option(forms, told)
        @wraps(command)
        def known(*words: Any, form: str | None, output: Path | None, **rest: Any) -> None:
            command(*words, form=form_of(form, output, forms), output=output, **rest)

        return known

    return decorated


def run_date(text: str | None, option: str = "--as-of") -> date:
    """Return the day that is asked for, today if none is. Raises GrondslagError where it does not exist."""
    try:
        return date.today() if text is None else date.fromisoformat(text)
    except ValueError:
        raise GrondslagError(
            f"{option} {text} is geen bestaande dag: schrijf hem als 2026-11-23.",
            f"{option} {text} is not an existing day: write it as 2026-11-23.",
        ) from None
