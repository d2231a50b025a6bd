"""Generate registries for the benchmarks, from the shipped exchanges: the same seed gives the same registry.

A realistic one repeats a few thousand rows, few of them very often, about a third with a fault. In an adversarial one
nearly every row names a set of data of its own.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute, parquet
from pyarrow import csv as arrow_csv

DATASETS = Path(__file__).resolve().parent.parent / "datasets" / "iwlz"
REALISTIC, ADVERSARIAL = "realistic", "adversarial"
DIFFERENT = 3_000
LOT = 500_000
FIRST = date(2024, 1, 1)
SEED = 20_261_124

Row = dict[str, str]


def write(path: Path, kind: str, rows: int) -> Path:
    """Write a registry of a kind as CSV or Parquet, by the suffix of the path."""
    random = np.random.default_rng(SEED)
    different = _different(random)
    lots = (_lot(different, start, min(LOT, rows - start), kind, random) for start in range(0, rows, LOT))
    first = next(lots)
    if path.suffix == ".parquet":
        with parquet.ParquetWriter(path, first.schema) as writer:
            for lot in _chain(first, lots):
                writer.write_table(lot)
    else:
        with arrow_csv.CSVWriter(path, first.schema) as writer:
            for lot in _chain(first, lots):
                writer.write_table(lot)
    return path


def _chain(first: pyarrow.Table, rest: Iterator[pyarrow.Table]) -> Iterator[pyarrow.Table]:
    yield first
    yield from rest


def _different(random: np.random.Generator) -> list[Row]:
    """Return the different rows, without identifier."""
    with (DATASETS / "messages.csv").open(encoding="utf-8", newline="") as file:
        seeds = list(csv.DictReader(file))
    every = sorted({category for row in seeds for category in row["data_categories"].split(";")})
    rows = []
    for _ in range(DIFFERENT):
        row = dict(seeds[random.integers(len(seeds))])
        own = row["data_categories"].split(";")
        named = set(random.choice(own, size=min(len(own), int(random.integers(3, 9))), replace=False).tolist())
        row["start_date"] = (FIRST + timedelta(days=int(random.integers(0, 900)))).isoformat()
        # Three exchanges in ten have one fault: a value of another exchange, data too many, or a gap.
        if random.random() < 0.3:
            column = str(random.choice(["recipient", "purpose", "ground", "data_categories", "encrypted", "sender"]))
            other = seeds[random.integers(len(seeds))]
            if column == "data_categories":
                named.add(str(random.choice(every)))
            else:
                row[column] = "" if random.random() < 0.3 else other[column]
        rows.append(row | {"data_categories": ";".join(sorted(named)), "description": ""})
    return rows


def _lot(different: list[Row], start: int, size: int, kind: str, random: np.random.Generator) -> pyarrow.Table:
    weights = 1 / np.arange(1, len(different) + 1)
    chosen = random.choice(len(different), size=size, p=weights / weights.sum())
    columns = {"id": pyarrow.array([f"E{start + at:08d}" for at in range(size)])}
    for name in different[0]:
        if name != "id":
            values = pyarrow.array([row[name] for row in different])
            columns[name] = values.take(pyarrow.array(chosen))
    if kind == ADVERSARIAL:
        columns["data_categories"] = _sets(size, random)
    return pyarrow.table(columns)


def _sets(size: int, random: np.random.Generator) -> pyarrow.StringArray:
    """Return random sets of three to eight categories."""
    with (DATASETS / "messages.csv").open(encoding="utf-8", newline="") as file:
        every = sorted({c for row in csv.DictReader(file) for c in row["data_categories"].split(";")})
    lengths = random.integers(3, 9, size=size)
    picks: npt.NDArray[np.int64] = random.integers(0, len(every), size=int(lengths.sum()))
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    lists = pyarrow.ListArray.from_arrays(pyarrow.array(offsets, "int32"), pyarrow.array(every).take(picks))
    return compute.binary_join(lists, ";")
