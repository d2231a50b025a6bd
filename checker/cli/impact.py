"""`grondslag impact`: what a change of law does to registries."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli.options import named_form_option, output, plainly, registries_argument, requested, run_date
from checker.cli.output import apart, whole, writable
from checker.cli.rendering import view
from checker.cli.streaming import watching
from checker.cli.tables import form_for, rendered
from checker.errors import GrondslagError
from checker.request import Request

if TYPE_CHECKING:
    from checker.impact.document import Impact
    from checker.impact.listing import Listing

FORMATS = ("text", "md", "html", "xlsx", "json")
CHANGES = 1
"""The exit code where an exchange changes and --exit-code asks for it."""


@click.command()
@plainly
@registries_argument
@click.option(
    "--against",
    metavar="NAAM|MAP",
    help="Nieuw pakket; anders hetzelfde als --pack. / New pack; else that of --pack.",
)
@click.option(
    "--against-as-of",
    metavar="JJJJ-MM-DD",
    help="Nieuwe toetsdatum; anders die van --as-of. / New run date; else that of --as-of.",
)
@named_form_option(FORMATS)
@output
@click.option(
    "--exchanges",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="Schrijf elke uitwisseling die verandert naar dit bestand, .csv of .parquet."
    " / Write each exchange that changes to this file, .csv or .parquet.",
)
@click.option("--exit-code", is_flag=True, help="Uitgangscode 1 als iets verandert. / Exit code 1 if anything changes.")
@click.option("--no-cache", is_flag=True, help="Bewaar geen antwoorden. / Keep no answers.")
@click.option("--memory", type=click.IntRange(min=500), metavar="MB", help="Zoals bij check. / As with check.")
@requested
def impact(
    registries: tuple[str, ...],
    against: str | None,
    against_as_of: str | None,
    form: str | None,
    output: Path | None,
    exchanges: Path | None,
    exit_code: bool,
    no_cache: bool,
    memory: int | None,
    request: Request,
    lang: str,
) -> None:
    """Zeg welke uitwisselingen een wetswijziging raakt. / Say which exchanges a change of law touches.

    \b
    Voorbeeld / example:
      grondslag impact register.csv --against ./iwlz-2026
      grondslag impact register.parquet --as-of 2026-06-30 --against-as-of 2026-07-01 -o gevolgen.html
      grondslag impact register.csv --against ./iwlz-2026 --exchanges gevolgen.csv

    \b
    Uitgangscode 0: vergeleken; 1: er verandert iets, met --exit-code; 2: kon niet vergelijken.
    Exit code 0: compared; 1: something changes, with --exit-code; 2: could not compare.
    """
    kind = form_for(form, output, FORMATS, registries)
    apart(exchanges, [*registries, *([output] if output is not None else [])])
    writable(exchanges)
    if against is None and against_as_of is None:
        raise GrondslagError(
            "Waarmee moet worden vergeleken? Noem een pakket met --against of een dag met --against-as-of.",
            "What should it be compared with? Name a pack by --against or a day by --against-as-of.",
        )
    day = request.day if against_as_of is None else run_date(against_as_of, "--against-as-of")
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.api import pack_of
    from checker.impact.listing import listing

    old = replace(request, pack=pack_of(request))
    new = replace(old, pack=old.pack if against is None else pack_of(replace(request, pack=against)), as_of=day)
    others = [] if exchanges is None else [exchanges]
    with listing(exchanges) as rows, whole([output, *others]) as (main, *rest):
        found = _compared(registries, old, new, rows, not no_cache, memory)
        told = _told(found.document, kind, lang, output)
        main.write_bytes(told.encode() if isinstance(told, str) else told)
        for path in rest:
            rows.write(path, found.kinds)
    sys.exit(CHANGES if exit_code and found.document["changed"] else 0)


def _told(document: dict[str, Any], kind: str, language: str, output: Path | None) -> str | bytes:
    from checker.reports.changes.impact import impact_sheets, impact_text

    if kind == "text":
        seen = view(language, output)
        return impact_text(document, language, seen.width, seen.colour)
    return rendered(document, kind, language, impact_sheets)


def _compared(
    registries: tuple[str, ...], old: Request, new: Request, rows: "Listing", keeps_answers: bool, memory: int | None
) -> "Impact":
    from checker.api import load_names, pack_of, streams_of
    from checker.batch.delimited import NotPlainError
    from checker.batch.large import lot_size
    from checker.impact import World
    from checker.impact import impact as make
    from checker.plan.cache import FileCache, NoCache
    from checker.readers.source import expand

    packs = [pack_of(request) for request in (old, new)]
    before, after = (
        World(pack, request.day, load_names(pack, request.mapping, request.parties))
        for pack, request in zip(packs, (old, new), strict=True)
    )
    cache = FileCache() if keeps_answers else NoCache()
    paths = expand(registries)
    for is_held in (False, True):
        streams = streams_of(paths, old, lot_size(memory), is_held)
        try:
            with watching(streams) as watch:
                return make(before, after, streams, cache, rows.take, watch)
        except NotPlainError:
            rows.clear()
    raise RuntimeError("a table in memory streams")
