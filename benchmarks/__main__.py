"""Print the time per exchange for 100 and 1,000 exchanges, and its ratio to reading the file.

The registry repeats the shipped ones under new ids. Run as `python -m benchmarks`, or `make bench`.
"""

import csv
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from checker.api import check_all
from checker.judge.engine import validate
from checker.judge.facts import case
from checker.pack import load_pack
from checker.readers.delimited import read_delimited
from checker.terms import read_exchanges

DATASETS = Path(__file__).resolve().parent.parent / "datasets" / "iwlz"
AS_OF = date(2026, 11, 23)
SIZES = (100, 1_000)


def main() -> None:
    """Measure and print."""
    loading, pack = _timed(lambda: load_pack("iwlz"))
    print(f"Loading the pack: {loading:.2f} s (once per run)\n")
    columns = ("exchanges", "read s", "judge s", "pySHACL s", "total s", "ms an exchange", "total / read")
    print(" ".join(f"{column:>15}" for column in columns))
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = _registry(Path(folder) / "registry.csv", size)
            reading, table = _timed(lambda: read_delimited(path))  # noqa: B023
            exchanges = read_exchanges(table, pack).exchanges
            shacl, _ = _timed(lambda: validate(case(exchanges, pack, AS_OF), pack))  # noqa: B023
            total, report = _timed(lambda: check_all([path], pack, AS_OF))  # noqa: B023
            assert len(report.document["exchanges"]) == size
        figures = (reading, total - reading, shacl, total, 1000 * total / size, total / reading)
        print(f"{size:>15}" + "".join(f" {figure:>15.3f}" for figure in figures))


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _registry(path: Path, size: int) -> Path:
    """Write a registry of this many exchanges: the rows that ship with the project, over and over."""
    with (DATASETS / "planned.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"kenmerk": f"B{n}"} for n, row in enumerate(islice(cycle(rows), size)))
    return path


if __name__ == "__main__":
    main()
