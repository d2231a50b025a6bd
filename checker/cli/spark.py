"""Check on Spark from the command line: Spark reads and writes, this machine judges and shows the report."""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from checker.cli.output import STANDARD_OUTPUT, writable, write_all
from checker.cli.rendering import paired, view
from checker.errors import GrondslagError
from checker.request import Request

if TYPE_CHECKING:
    from checker.report import Report

LOCAL = "local[*]"
SECONDS = 0.5
"""Between two looks at how far Spark is."""


def check_on_spark(
    registries: Sequence[str],
    forms: Sequence[str],
    outputs: Sequence[str],
    request: Request,
    language: str,
    keeps_answers: bool,
    master: str | None,
) -> "Report":
    """Check registries by Spark, and write the report: tables as folders, the rest as files of this machine.

    Raises GrondslagError where a form is no table and takes every exchange in memory, or anything cannot be read or
    written.
    """
    from checker.api import load_names, pack_of
    from checker.batch.large import SAMPLED
    from checker.plan.cache import FileCache, NoCache
    from checker.spark import run
    from checker.spark.output import FORMS
    from checker.spark.session import session

    chosen = paired(forms, outputs)
    tables = [(form.name, file) for form, file in chosen if form.name in FORMS and file not in (None, STANDARD_OUTPUT)]
    shown = [(form, None if file is None else Path(file)) for form, file in chosen if form.name in SAMPLED]
    if len(tables) + len(shown) < len(chosen):
        every = ", ".join([*FORMS, *sorted(SAMPLED)])
        raise GrondslagError(
            f"Met Spark kan het rapport de vormen {every} hebben, en gaan tabellen naar een map met -o: kies daaruit.",
            f"With Spark the report can take the forms {every}, and tables go to a folder by -o: choose from these.",
        )
    for _, file in shown:
        writable(file)
    pack = pack_of(request)
    names = load_names(pack, request.mapping, request.parties)
    cache = FileCache() if keeps_answers else NoCache()
    where = [(form, str(file)) for form, file in tables]
    session(master or LOCAL)
    with _watching():
        report = run(
            registries, where, pack, request.day, names=names, cache=cache, master=master or LOCAL,
            is_shown=bool(shown), onward=request.onward,
        )  # fmt: skip
    write_all([(form.render(report, view(language, file)), file) for form, file in shown])
    return report


@contextmanager
def _watching() -> Iterator[None]:
    """Show how far Spark is: on standard error, and on a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    from pyspark.sql import SparkSession
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    active = SparkSession.getActiveSession()
    done = threading.Event()
    columns = (TextColumn("Spark"), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def watch() -> None:
            while active is not None and not done.wait(SECONDS):
                tracker = active.sparkContext.statusTracker()
                stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
                parts = [(stage.numCompletedTasks, stage.numTasks) for stage in stages if stage is not None]
                ready, total = (sum(part[at] for part in parts) for at in (0, 1))
                progress.update(task, completed=ready, total=total or None, description=f"{ready} / {total}")

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
