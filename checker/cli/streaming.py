"""Check large registries from the command line: rows stream, and what streams out is written as it comes."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from checker.cli.output import to_standard_output, whole
from checker.cli.receipt import Kept
from checker.cli.rendering import Target, view
from checker.request import Request

if TYPE_CHECKING:
    from checker.batch.check import Watch
    from checker.batch.lots import Stream
    from checker.report import Report

FEW_BYTES = 1_000_000
"""A text file below this never streams."""


def check_streams(
    paths: Sequence[str],
    chosen: Sequence[Target],
    request: Request,
    language: str,
    kept: Kept | None = None,
    *,
    keeps_answers: bool,
    memory: int | None,
) -> "Report | None":
    """Check registries that are large and stream, and write the report; nothing where they are to be held whole.

    Raises GrondslagError where a registry cannot be read or a file cannot be written.
    """
    if request.sheet is not None or not any(_may_be_large(Path(path)) for path in paths):
        return None
    from checker.api import load_names, pack_of
    from checker.batch.delimited import NotPlainError
    from checker.batch.large import SAMPLED, STREAMED, check_large, lot_size, streams
    from checker.follow_up import open_audit, tell
    from checker.plan.cache import FileCache, NoCache
    from checker.terms.columns import known_headers

    pack = pack_of(request)
    names = load_names(pack, request.mapping, request.parties)
    found = streams(paths, known_headers(pack, names), lot_size(memory))
    if found is None or not {form.name for form, _ in chosen} <= STREAMED | SAMPLED:
        return None
    cache = FileCache() if keeps_answers else NoCache()
    where = [str(file) for form, file in chosen if form.name in STREAMED and not to_standard_output(file)]
    try:
        files = [*(file for _, file in chosen), *([kept.output] if kept else [])]
        with whole(files) as written, watching(found) as watch, TemporaryDirectory(prefix="grondslag-") as folder:
            pairs = list(zip(chosen, written, strict=False))
            outputs = [(form.name, path) for (form, _), path in pairs if form.name in STREAMED]
            is_shown = len(outputs) < len(pairs) or kept is not None
            verdicts = Path(folder) / "verdicts.csv"
            if kept is not None:
                outputs.append(("csv", verdicts))
            audit = open_audit(request.against, pack, request.day)
            marker = None if audit is None else audit.marker
            report = check_large(
                found, pack, request.day, names, cache, outputs, where, watch, is_shown, marker, request.onward
            )
            report = report if audit is None else tell(report, audit)
            for (form, file), path in pairs:
                if form.name not in STREAMED:
                    made = form.render(report, view(language, file))
                    path.write_bytes(made.encode() if isinstance(made, str) else made)
            if kept is not None:
                kept.write(report, written[-1], verdicts)
    except NotPlainError:
        return None
    return report


def found_in_streams(registries: Sequence[str], identifier: str, request: Request) -> dict[str, Any] | None:
    """Return the exchanges with an identifier as they stand in a report, of registries that are large and stream.

    Nothing where they are to be held whole. Raises GrondslagError where a registry cannot be read.
    """
    from checker.readers.source import expand

    paths = expand(registries)
    if request.sheet is not None or not any(_may_be_large(Path(path)) for path in paths):
        return None
    import numpy as np
    import pyarrow.compute  # type: ignore[import-untyped]

    from checker.api import load_names, pack_of
    from checker.batch.check import BatchCheck
    from checker.batch.delimited import NotPlainError
    from checker.batch.findings import Findings
    from checker.batch.large import lot_size, streams
    from checker.document import lay_out
    from checker.plan.cache import FileCache
    from checker.terms.columns import known_headers

    pack = pack_of(request)
    names = load_names(pack, request.mapping, request.parties)
    found = streams(paths, known_headers(pack, names), lot_size(None))
    if found is None:
        return None
    told = []
    try:
        with watching(found) as watch:
            check = BatchCheck(pack, request.day, names, FileCache(), watch, onward=request.onward)
            layouts, findings = [check.layout(stream) for stream in found], Findings(check)
            for checked in check.run(found):
                is_named = pyarrow.compute.equal(checked.id, identifier).to_numpy(zero_copy_only=False)
                places = np.flatnonzero(is_named).tolist()
                told += findings.some(checked, places, layouts[checked.stream])
    except NotPlainError:
        return None
    return {"exchanges": [lay_out(exchange, judgement, {}) for exchange, judgement in told]}


def _may_be_large(path: Path) -> bool:
    """Return whether a file may hold more than fits in memory, without loading what reads it."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"PAR1" or path.stat().st_size > FEW_BYTES


@contextmanager
def watching(found: Sequence["Stream"]) -> Iterator["Watch | None"]:
    """Show how many rows were done: on standard error, and on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        tasks = {stream.source: progress.add_task(Path(stream.source).name, total=stream.rows) for stream in found}
        yield lambda source, rows: progress.advance(tasks[source], rows)
