"""`grondslag check`: judge registries and show the report."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.attaching import Asked, holds, proofs_option, proposals_option, reports
from checker.cli.options import beyond, held_against, plainly, registries_argument, requested
from checker.cli.progress import progress
from checker.cli.receipt import kept, receipt_option
from checker.cli.rendering import deliver, fail_on_option, formats_option, leave, outputs_option, targets
from checker.cli.streaming import check_streams
from checker.errors import GrondslagError
from checker.request import Request

if TYPE_CHECKING:
    from checker.report import Report

SPARK = "spark"
ENGINES = ("local", SPARK)


@click.command()
@plainly
@registries_argument
@formats_option
@outputs_option
@requested
@proofs_option
@proposals_option
@receipt_option
@fail_on_option
@held_against
@beyond
@click.option(
    "--no-cache", is_flag=True, help="Bewaar geen antwoorden, en gebruik er geen. / Keep no answers, and use none."
)
@click.option(
    "--memory",
    type=click.IntRange(min=500),
    metavar="MB",
    help="Geheugen bij grote registers; anders ongeveer 600. / Memory for large registries; else about 600.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="Waar te toetsen: op deze machine, of op Spark. / Where to check: on this machine, or on Spark.",
)
@click.option(
    "--spark-master",
    metavar="ADRES",
    help="Spark-cluster; anders deze machine. / Spark cluster; else this machine.",
)
def check(
    registries: tuple[str, ...],
    forms: tuple[str, ...],
    outputs: tuple[str, ...],
    request: Request,
    proofs: bool | None,
    proposals: bool | None,
    receipt: Path | None,
    lang: str,
    fail_on: str,
    no_cache: bool,
    memory: int | None,
    engine: str,
    spark_master: str | None,
) -> None:
    """Toets registers. / Check registries.

    \b
    Voorbeeld / example:
      grondslag check register.xlsx
      grondslag check "registers/*.csv" --as-of 2025-06-30 --lang en
      grondslag check register.csv -o rapport.xlsx -o rapport.json
      grondslag check s3a://bak/register.parquet --engine spark -o s3a://bak/oordelen.parquet
      grondslag check register.csv -o rapport.html --proofs --proposals
      grondslag check register.csv --receipt dossier.zip
      grondslag check register.csv --waivers waivers.yaml --baseline vorige.json

    \b
    Uitgangscode 0: niets op of boven --fail-on; 1: wel; 2: kon niet toetsen.
    Exit code 0: nothing at or above --fail-on; 1: something is; 2: could not check.
    """
    asked = Asked(proofs, proposals)
    if engine == SPARK:
        if request.against.files:
            raise GrondslagError(
                "--waivers en --baseline gaan niet samen met --engine spark: toets op deze machine, die ook grote"
                " registers aankan.",
                "--waivers and --baseline do not go with --engine spark: check on this machine, which can take large"
                " registries too.",
            )
        if asked.explicitly():
            raise GrondslagError(
                "Met Spark zijn er geen bewijzen en voorstellen in het rapport: toets daarvoor zonder --engine spark.",
                "With Spark a report has no proofs and proposals: check without --engine spark for those.",
            )
        if receipt is not None:
            raise GrondslagError(
                "Met Spark kan er geen toetsdossier worden gemaakt: toets daarvoor zonder --engine spark.",
                "With Spark no receipt can be made: check without --engine spark for that.",
            )
        from checker.cli.spark import check_on_spark

        report = check_on_spark(registries, forms, outputs, request, lang, not no_cache, spark_master)
    elif spark_master is not None:
        raise GrondslagError(
            "--spark-master hoort bij --engine spark: voeg dat toe, of laat het weg.",
            "--spark-master goes with --engine spark: add that, or leave it out.",
        )
    else:
        report = _check_here(registries, forms, outputs, request, asked, receipt, fail_on, lang, not no_cache, memory)
    leave(report, fail_on)


def _check_here(
    registries: Sequence[str],
    forms: Sequence[str],
    outputs: Sequence[str],
    request: Request,
    asked: Asked,
    receipt: Path | None,
    fail_on: str,
    language: str,
    keeps_answers: bool,
    memory: int | None,
) -> "Report":
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.api import check_held, pack_of
    from checker.readers.source import expand

    paths = expand(registries)
    beside = [] if request.decisions is None else [request.decisions]
    chosen = targets(forms, outputs, [*map(Path, paths), *request.against.files, *beside])
    holds(asked, chosen)
    keep = kept(receipt, request, fail_on, paths, (file for _, file in chosen if file is not None))
    request = replace(request, pack=pack_of(request))
    report = None
    if not asked.explicitly():  # what streams is not kept, so that nothing of it can be proved
        report = check_streams(paths, chosen, request, language, keep, keeps_answers=keeps_answers, memory=memory)
    if report is None:
        report = check_held(registries, request, progress())
        also = [(keep.output, partial(keep.write, report))] if keep else []
        deliver(reports(report, chosen, asked, progress()), chosen, language, also)
    return report
