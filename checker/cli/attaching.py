"""The options for proofs and proposals in a report, and the report that each form is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import click

from checker.cli.rendering import Target
from checker.errors import GrondslagError
from checker.report import Report
from checker.reports.formats import FORMATS, IF_FEW, Format

Progress = Callable[[Any, int], Any]


@dataclass(frozen=True)
class Asked:
    """Whether proofs and proposals are asked for, yes or no; None leaves it to the form and to how many there are."""

    proofs: bool | None = None
    proposals: bool | None = None

    def explicitly(self) -> bool:
        """Return whether one of them is asked for."""
        return bool(self.proofs or self.proposals)


proofs_option = click.option(
    "--proofs/--no-proofs",
    default=None,
    help="Bij elke uitwisseling hoe het oordeel tot stand kwam (html, json); zonder keus in html, als het er weinig"
    " zijn. / With each exchange how its verdict came about (html, json); if not said, in html where they are few.",
)
proposals_option = click.option(
    "--proposals/--no-proposals",
    default=None,
    help="Bij elke uitwisseling met een bevinding voorstellen voor herstel; verder als --proofs. / With each exchange"
    " that has a finding proposals for repair; else as --proofs.",
)


def holds(asked: Asked, chosen: Sequence[Target]) -> None:
    """Raise GrondslagError where proofs or proposals are asked for and no form that is chosen holds them."""
    if not asked.explicitly() or any(form.attaches for form, _ in chosen):
        return
    option = "--proofs" if asked.proofs else "--proposals"
    names = [form.name for form in FORMATS if form.attaches]
    raise GrondslagError(
        f"{option} hoort bij een rapport in de vorm {' of '.join(names)}: kies die met --format of met de naam achter"
        " -o. Op het scherm tonen grondslag explain en grondslag repair ze.",
        f"{option} goes with a report in the form {' or '.join(names)}: choose one by --format or by the name after -o."
        " On a screen grondslag explain and grondslag repair show them.",
    )


def reports(
    report: Report, chosen: Sequence[Target], asked: Asked, progress: Progress | None = None
) -> Callable[[Format], Report]:
    """Return what gives for a form the report that it is made of: with proofs and proposals, or without.

    Raises GrondslagError where so many are asked for that a report cannot hold them.
    """
    if not any(form.attaches for form, _ in chosen):
        return lambda form: report
    # Loaded only here: most forms have no need of it.
    from checker.attached import PROOFS, REPAIRS, Attached, are_few, attach, only

    unasked = any(form.attaches == IF_FEW for form, _ in chosen) and are_few(report)

    def wanted(choice: bool | None, form: Format | None = None) -> bool:
        by_itself = unasked and (form is None or form.attaches == IF_FEW)
        return by_itself if choice is None else choice

    what = Attached(wanted(asked.proofs), wanted(asked.proposals), of_all=bool(asked.proofs))
    fuller = attach(report, what, progress) if what.proofs or what.repairs else report

    def of(form: Format) -> Report:
        if not form.attaches:
            return report
        kept = {PROOFS: wanted(asked.proofs, form), REPAIRS: wanted(asked.proposals, form)}
        return only(fuller, [name for name, is_kept in kept.items() if is_kept])

    return of
