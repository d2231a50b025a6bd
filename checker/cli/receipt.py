"""The option `--receipt`: a check that leaves a receipt beside its report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.output import apart, to_standard_output, writable
from checker.errors import GrondslagError
from checker.request import Request

if TYPE_CHECKING:
    from checker.receipt.compose import Beside
    from checker.report import Report

receipt_option = click.option(
    "--receipt",
    type=click.Path(path_type=Path),
    metavar="DOSSIER.zip",
    help="Bewaar alles waarop de toetsing rust in een toetsdossier. / Keep all that the check rests on in a receipt.",
)


@dataclass(frozen=True)
class Kept:
    """A receipt that is to be written."""

    output: Path
    request: Request
    options: dict[str, str | None]
    others: "tuple[Beside, ...]"

    def write(self, report: "Report", target: Path, verdicts: Path | None = None) -> None:
        """Write the receipt of a report to a file that will take its place; see `compose`."""
        from checker.receipt.compose import compose

        compose(report, self.request, self.options, self.others, target, verdicts)


def kept(
    receipt: Path | None, request: Request, fail_on: str, registries: Sequence[str], written: Iterable[Path]
) -> Kept | None:
    """Return the receipt that is asked for, before any work is done.

    Args:
        receipt: the file to write, if any.
        request: what is asked, with the name of the pack.
        fail_on: what makes the run fail.
        registries: what is read.
        written: the other files that are written.

    Raises GrondslagError where it cannot be written, is one of the other files, or a registry cannot be kept.
    """
    if receipt is None:
        return None
    if to_standard_output(receipt):
        raise GrondslagError(
            "Een toetsdossier is niet op een scherm te lezen: noem een bestand bij --receipt.",
            "A receipt cannot be read on a screen: name a file by --receipt.",
        )
    from checker.receipt.compose import beside, require_files

    require_files(registries)
    writable(receipt)
    others = beside(request)
    apart(receipt, [*registries, *(one.file for one in others), *written])
    return Kept(receipt, request, {"fail_on": fail_on}, others)
