"""Print the time per exchange for 100 and 1,000 exchanges, and its ratio to reading the file.

One registry repeats the shipped planned exchanges under new identifiers; in the other no two exchanges are the same.
"""

import csv
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from checker.api import check_all
from checker.judge.engine import validate
from checker.judge.facts import case
from checker.judge.questions import question
from checker.pack import Pack, load_pack
from checker.readers.delimited import read_delimited
from checker.request import Request
from checker.terms import read_exchanges

DATASETS = Path(__file__).resolve().parent.parent / "datasets" / "iwlz"
AS_OF = date(2026, 11, 23)
FIRST = date(2022, 1, 1)
SIZES = (100, 1_000)


def main() -> None:
    """Measure and print."""
    loading, pack = timed(lambda: load_pack("iwlz"))
    print(f"Loading the pack: {loading:.2f} s (once per run)\n")
    columns = ("exchanges", "read s", "pySHACL s", "total s", "ms an exchange", "total / read")
    for title, distinct in (("Repeated exchanges", False), ("Different exchanges", True)):
        print(title)
        print(" ".join(f"{column:>15}" for column in columns))
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                figures = _measure(registry(Path(folder) / "registry.csv", size, distinct), pack)
            print(f"{size:>15}" + "".join(f" {figure:>15.3f}" for figure in figures))
        print()


def _measure(path: Path, pack: Pack) -> tuple[float, ...]:
    reading, table = timed(lambda: read_delimited(path))
    exchanges = read_exchanges(table, pack).exchanges
    different = list({question(exchange): exchange for exchange in exchanges}.values())
    shacl, _ = timed(lambda: validate(case(different, pack, AS_OF), pack))
    total, report = timed(lambda: check_all([path], Request(pack, AS_OF)))
    size = len(report.document["exchanges"])
    return reading, shacl, total, 1000 * total / size, total / reading


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that some work took, and what came of it."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def registry(path: Path, size: int, distinct: bool) -> Path:
    """Write a registry of this many exchanges: the planned ones over and over, with a start day of its own or not."""
    with (DATASETS / "planned.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        for number, row in enumerate(islice(cycle(rows), size)):
            day = {"ingangsdatum": (FIRST + timedelta(days=number)).isoformat()} if distinct else {}
            writer.writerow(row | day | {"kenmerk": f"B{number}"})
    return path
