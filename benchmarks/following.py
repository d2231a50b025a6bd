"""Print what a large registry costs against a baseline and with waivers, beside checking it, each in its own process.

    python -m benchmarks.following [--rows 100000,1000000]

The baseline is the table of findings of the same registry with every hundredth row left out. `findings` is a check
that writes that table, for a baseline asks of every finding its fingerprint, and so that every finding is worded.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from pyarrow import parquet  # type: ignore[import-untyped]

from benchmarks.millions import AS_OF, CHECK, run
from benchmarks.registries import REALISTIC, write

COLUMNS = ("rows", "verdicts s", "findings s", "baseline s", "/ findings", "waivers s", "/ verdicts", "MB")
ENTRY = """  - exchange: E{at:08d}
    rule: NZ101
    reason: De norm wordt herzien
    owner: Team gegevens
    approved_by: Functionaris gegevensbescherming
    date: 2026-11-01
    until: 2027-06-30
"""
WAIVERS = 200


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--rows", default="100000,1000000")
    print(" ".join(f"{column:>11}" for column in COLUMNS))
    with tempfile.TemporaryDirectory() as name:
        for rows in map(int, options.parse_args().rows.split(",")):
            _line(Path(name), rows)


def _line(folder: Path, rows: int) -> None:
    registry = write(folder / f"{rows}.parquet", REALISTIC, rows)
    table = parquet.read_table(registry)
    less = folder / f"less-{rows}.parquet"
    parquet.write_table(table.take([at for at in range(rows) if at % 100]), less)
    waivers = folder / "waivers.yaml"
    step = rows // WAIVERS
    entries = (ENTRY.format(at=at) for at in range(0, rows, step))
    waivers.write_text(f"waivers:\n{''.join(entries)}", encoding="utf-8")
    before, cache = folder / f"before-{rows}.parquet", folder / "cache"
    findings = ("--format", "findings-parquet", "-o", str(folder / "findings.parquet"))

    def check(path: Path, *words: str) -> tuple[float, float]:
        command = [sys.executable, "-c", CHECK, "check", str(path), "--as-of", AS_OF.isoformat(), "--fail-on", "never"]
        return run([*command, *words], cache)

    verdicts = ("-o", str(folder / "verdicts.parquet"))
    # The first run also fills the cache of answers, so that those that are compared find the same.
    check(less, "--format", "findings-parquet", "-o", str(before))
    plain, _ = check(registry, *verdicts)
    worded, _ = check(registry, *findings)
    held, memory = check(registry, "--baseline", str(before), *findings)
    waived, _ = check(registry, "--waivers", str(waivers), *verdicts)
    figures = (plain, worded, held, held / worded, waived, waived / plain, memory)
    print(f"{rows:>11}" + "".join(f" {figure:>11.2f}" for figure in figures), flush=True)


if __name__ == "__main__":
    main()
