"""Print how long a registry of 50,000 rows takes to read in each format, and the ratio to the plain CSV reader."""

import csv
import json
import tempfile
import time
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from checker.readers.registry import read_registry

DATASETS = Path(__file__).resolve().parent.parent / "datasets" / "iwlz"
ROWS = 50_000

Rows = list[list[str]]


def main() -> None:
    """Measure and print."""
    with (DATASETS / "planned.csv").open(encoding="utf-8", newline="") as file:
        header, *body = csv.reader(file)
    rows = [header, *([f"B{n}", *row[1:]] for n, row in enumerate(islice(cycle(body), ROWS)))]
    with tempfile.TemporaryDirectory() as folder:
        paths = {"CSV": Path(folder) / "r.csv", "XLSX": Path(folder) / "r.xlsx", "JSON": Path(folder) / "r.json"}
        _write_csv(paths["CSV"], rows)
        _write_workbook(paths["XLSX"], rows)
        records = [dict(zip(header, row, strict=True)) for row in rows[1:]]
        paths["JSON"].write_text(json.dumps(records), encoding="utf-8")
        print(f"Reading {ROWS:,} rows of {len(header)} columns")
        print(f"{'format':>15} {'s':>15} {'/ CSV':>15}")
        plain = 0.0
        for name, path in paths.items():
            start = time.perf_counter()
            assert len(read_registry(path).rows) == ROWS
            taken = time.perf_counter() - start
            plain = plain or taken
            print(f"{name:>15} {taken:>15.2f} {taken / plain:>15.1f}")


def _write_csv(path: Path, rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _write_workbook(path: Path, rows: Rows) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
