"""Print what repair costs beside checking, in one run: a registry that repeats itself, and one that does not.

The first has 10,000 exchanges, the shipped planned ones over and over under identifiers of their own; in the second no
two exchanges are the same. Equal exchanges are repaired once, so that the first is the usual case.
"""

import tempfile
from pathlib import Path

from benchmarks.checking import AS_OF, registry, timed
from checker.api import check_all
from checker.pack import Pack, load_pack
from checker.repair.repairs import repairs
from checker.request import Request

SIZES = (("Repeated exchanges", 10_000, False), ("Different exchanges", 200, True))


def main() -> None:
    """Measure and print."""
    pack = load_pack("iwlz")
    print("Repair")
    columns = ("", "exchanges", "objected to", "check s", "repair s", "repair / check")
    print(" ".join(f"{column:>20}" for column in columns))
    for title, size, distinct in SIZES:
        print(f"{title:>20} {size:>20} {_measure(size, distinct, pack)}")


def _measure(size: int, distinct: bool, pack: Pack) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = registry(Path(folder) / "registry.csv", size, distinct)
        checking, report = timed(lambda: check_all([path], Request(pack, AS_OF)))
    repairing, found = timed(lambda: repairs(report.source))
    objected = sum(bool(exchange["findings"]) for exchange in found.document["exchanges"])
    return f"{objected:>20} {checking:>20.1f} {repairing:>20.1f} {repairing / checking:>20.2f}"
