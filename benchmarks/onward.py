"""Print what judging onward transfers costs beside checking without it: 100,000 exchanges whose data are passed on.

    python -m benchmarks.onward [--rows 100000] [--kinds realistic,adversarial]

Each figure is a process of its own, with the answers on exchanges kept by an earlier run: what differs is one more
reading of the registry, and SHACL over its different flows.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from pyarrow import parquet  # type: ignore[import-untyped]

from benchmarks.millions import AS_OF, CHECK, run
from benchmarks.registries import write

COLUMNS = ("registry", "rows", "received", "without s", "with s", "ratio")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--kinds", default="realistic,adversarial")
    told = options.parse_args()
    print(" ".join(f"{column:>12}" for column in COLUMNS))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in told.kinds.split(","):
            path = write(folder / f"{kind}.parquet", kind, told.rows)
            output = folder / "out.parquet"
            words = [sys.executable, "-c", CHECK, "check", str(path), "--format", "parquet", "-o", str(output),
                     "--as-of", AS_OF.isoformat(), "--fail-on", "never"]  # fmt: skip
            cache = folder / f"cache-{kind}"
            run([*words, "--no-onward"], cache)
            without = min(run([*words, "--no-onward"], cache)[0] for _ in range(2))
            beside = min(run(words, cache)[0] for _ in range(2))
            outcomes = parquet.read_table(output, columns=["onward"]).column("onward").to_pylist()
            received = sum(outcome != "inapplicable" for outcome in outcomes)
            figures = f"{received:>12} {without:>12.1f} {beside:>12.1f} {beside / without:>12.1f}"
            print(f"{kind:>12} {told.rows:>12} {figures}", flush=True)


if __name__ == "__main__":
    main()
