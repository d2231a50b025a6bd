"""Print what preparing an impact assessment costs beside the check it rests on: 50, 400 and 1,000 different exchanges.

    python -m benchmarks.assessing [--sizes 50,400,1000] [--plain]

All is processor time in one process, after the pack was loaded and one exchange was assessed; `facts and tables` is
the JSON form, and each other form is what it takes beyond that. `--plain` leaves the judging to pySHACL alone.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.checking import registry
from checker.api import check_all
from checker.dpia import Choice, chosen, prepare
from checker.pack import Pack, load_pack
from checker.reports.dpia.docx.build import to_docx
from checker.reports.dpia.markdown import to_markdown
from checker.reports.dpia.page import to_html
from checker.request import Request

AS_OF = date(2026, 11, 23)
COLUMNS = ("exchanges", "check s", "facts and tables", "md s", "html s", "docx s", "all s", "ms each", "all / check")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--sizes", default="50,400,1000")
    options.add_argument("--plain", action="store_true")
    told = options.parse_args()
    pack = load_pack("iwlz")
    without = patch("checker.judge.quick.available", return_value=False) if told.plain else nullcontext()
    with without, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _measure(registry(folder / "first.csv", 1, True), pack)
        print(" ".join(f"{column:>16}" for column in COLUMNS))
        for size in map(int, told.sizes.split(",")):
            check, *forms = _measure(registry(folder / f"{size}.csv", size, True), pack)
            total = check + sum(forms)
            figures = (check, *forms, total, 1000 * total / size, total / check)
            print(f"{size:>16}" + "".join(f" {figure:>16.2f}" for figure in figures), flush=True)


def _measure(path: Path, pack: Pack) -> tuple[float, ...]:
    check, report = _timed(lambda: check_all([path], Request(pack, AS_OF)))
    prepared, document = _timed(lambda: prepare(report, report.source, chosen(report.source, Choice())))
    forms = (_timed(partial(form, document))[0] for form in (to_markdown, to_html, to_docx))
    return check, prepared, *forms


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds of processor time that some work took, and what came of it."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


if __name__ == "__main__":
    main()
