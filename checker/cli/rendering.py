"""Render a report in the forms asked for, for the commands that have one."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

from checker.audit.marks import GIVES
from checker.cli.output import STANDARD_OUTPUT, apart, to_standard_output, whole, writable
from checker.errors import GrondslagError
from checker.report import Report
from checker.reports.formats import NAMES, TEXT, Format, View, by_name, by_suffix

Target = tuple[Format, Path | None]

FAIL_ON: dict[str, tuple[str, ...]] = {
    "violation": ("violation",),
    "undetermined": ("violation", "undetermined"),
    "never": (),
}
WIDEST = 120

formats_option = click.option(
    "--format",
    "forms",
    type=click.Choice(NAMES),
    multiple=True,
    help="Vorm van het rapport; mag vaker, met evenveel keer -o. Zonder: zoals de naam van het bestand eindigt, anders"
    " text. / Form of the report; may be repeated, with -o as often. Without: as the name of the file ends, else text.",
)
outputs_option = click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="BESTAND",
    help="Schrijf naar dit bestand. / Write to this file.",
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(tuple(FAIL_ON)),
    default="violation",
    show_default=True,
    help="Wanneer de uitgangscode 1 is. / When the exit code is 1.",
)


def targets(forms: Sequence[str], outputs: Sequence[str], inputs: Iterable[Path] = ()) -> list[Target]:
    """Return each form with where it goes, before any work is done.

    Raises GrondslagError where forms and files do not pair, a file cannot be written, or it is one of the inputs.
    """
    chosen = paired(forms, outputs)
    files = [None if file is None else Path(file) for _, file in chosen]
    _distinct([Path("-") if file is None else file for file in files])
    read = [path for path in inputs if path.exists()]
    for (form, _), file in zip(chosen, files, strict=True):
        writable(file)
        apart(file, read)
        if form.is_binary and to_standard_output(file) and sys.stdout.isatty():
            raise GrondslagError(
                f"{form.name} is niet op een scherm te lezen: noem een bestand met -o.",
                f"{form.name} cannot be read on a screen: name a file by -o.",
            )
    return [(form, file) for (form, _), file in zip(chosen, files, strict=True)]


def paired(forms: Sequence[str], outputs: Sequence[str]) -> list[tuple[Format, str | None]]:
    """Return each form with the name of where it goes. Raises GrondslagError where they do not pair."""
    if (len(forms) > 1 and len(forms) != len(outputs)) or (forms and len(forms) < len(outputs)):
        raise GrondslagError(
            f"--format staat er {len(forms)} keer en -o {len(outputs)} keer: noem bij elke vorm het bestand, zoals"
            " --format xlsx -o a.xlsx --format sarif -o a.sarif.",
            f"--format stands there {len(forms)} times and -o {len(outputs)} times: name the file of each form, as in"
            " --format xlsx -o a.xlsx --format sarif -o a.sarif.",
        )
    files: list[str | None] = [*outputs] or [None]
    chosen = [by_name(n) for n in forms] or [TEXT if f in (None, STANDARD_OUTPUT) else by_suffix(str(f)) for f in files]
    return list(zip(chosen, files, strict=True))


def _distinct(files: Sequence[Path]) -> None:
    seen: set[Path] = set()
    for file in files:
        if file.resolve() in seen:
            raise GrondslagError(
                f"{file} staat twee keer bij -o: noem voor elke vorm een eigen bestand.",
                f"{file} is named by -o twice: name a file of its own for each form.",
            )
        seen.add(file.resolve())


Also = tuple[Path, Callable[[Path], None]]
"""Another file, with what writes it."""


def deliver(
    report: Callable[[Format], Report], chosen: Sequence[Target], language: str, also: Sequence[Also] = ()
) -> None:
    """Render the report that belongs to each form, then write all of them and what comes beside them, or none.

    Raises GrondslagError where a form cannot hold the report or a file cannot be written.
    """
    made = [form.render(report(form), view(language, file)) for form, file in chosen]
    with whole([*(file for _, file in chosen), *(file for file, _ in also)]) as paths:
        for path, result in zip(paths, made, strict=False):
            path.write_bytes(result.encode() if isinstance(result, str) else result)
        for path, (_, write) in zip(paths[len(made) :], also, strict=True):
            write(path)


def view(language: str, file: Path | None) -> View:
    """Return for whom a report is rendered that goes to this file, or to standard output."""
    terminal = to_standard_output(file) and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return View(language, min(shutil.get_terminal_size((80, 24)).columns, WIDEST), terminal)


def as_json(document: object) -> str:
    """Return a document as JSON that a person can read too."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def leave(report: Report, fail_on: str) -> None:
    """Leave with exit code 1 where a verdict weighs enough for it, else 0.

    Of a check against waivers or a baseline only findings count that are neither waived nor known, and those about the
    waivers themselves.
    """
    document = report.document
    counted = document["summary"].get("open", document["summary"]["verdicts"])
    met = {code for code, times in counted.items() if times}
    met |= {GIVES.get(f["severity"], "") for entry in document.get("waivers", {}).get("entries", ())
            for f in entry["findings"]}  # fmt: skip
    sys.exit(1 if met.intersection(FAIL_ON[fail_on]) else 0)
