"""Read a baseline: the findings of an earlier report, from its JSON or, of a large registry, as Parquet."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute, parquet

from checker.audit.baseline import Baseline, Words, as_words, baseline
from checker.audit.weights import WAIVED, WEIGHTS
from checker.errors import GrondslagError
from checker.readers.source import open_source
from checker.reports.stored import whole_report

PRINT, SEVERITY, WAIVER = "fingerprint", "severity", "waiver_until"
LOT = 200_000
_PARQUET = b"PAR1"
Part = tuple[Words, npt.NDArray[np.int8]]


def read_baseline(path: Path) -> Baseline:
    """Return the findings of an earlier report.

    Args:
        path: a report as JSON, or its findings as Parquet.

    Raises GrondslagError where it is neither, is of another version, or is damaged.
    """
    if _is_parquet(path):
        parts = [(as_words(()), np.zeros(0, dtype=np.int8)), *_of_table(path)]
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        words, weights = np.concatenate([one for one, _ in parts]), np.concatenate([one for _, one in parts])
        return baseline(str(path), digest, words, weights)
    source = open_source(path)
    document = whole_report(source.name, source.data).document
    found = [finding for exchange in document["exchanges"] for finding in exchange["findings"]]
    weights = np.array([_weight(finding) for finding in found], dtype=np.int8)
    return baseline(str(path), hashlib.sha256(source.data).hexdigest(), as_words(f[PRINT] for f in found), weights)


def _weight(finding: dict[str, Any]) -> int:
    return WAIVED if "waiver" in finding else WEIGHTS[finding["severity"]]


def _is_parquet(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_PARQUET)) == _PARQUET


def _of_table(path: Path) -> Iterator[Part]:
    """Yield the findings in a table, a lot at a time."""
    try:
        table = parquet.ParquetFile(path)
        names = table.schema_arrow.names
        if not {PRINT, SEVERITY} <= set(names):
            raise GrondslagError(
                f"{path} bevat geen bevindingen: noem een JSON-rapport, of een bestand gemaakt met --format"
                " findings-parquet.",
                f"{path} holds no findings: name a JSON report, or a file made by --format findings-parquet.",
            )
        wanted = [PRINT, SEVERITY, *([WAIVER] if WAIVER in names else [])]
        for batch in table.iter_batches(LOT, columns=wanted):
            yield _part(batch)
    except (pyarrow.ArrowException, OSError, ValueError, KeyError) as error:
        raise GrondslagError(
            f"{path} is als nulmeting beschadigd of afgekapt: maak het opnieuw met --format findings-parquet.",
            f"{path} is damaged or cut short as a baseline: make it again by --format findings-parquet.",
        ) from error


def _part(batch: pyarrow.RecordBatch) -> Part:
    prints = batch.column(PRINT).cast("string")
    if not compute.all(compute.match_substring_regex(compute.fill_null(prints, ""), "^[0-9a-f]{64}$")).as_py():
        raise ValueError
    weights = np.array([WEIGHTS[text] for text in batch.column(SEVERITY).cast("string").to_pylist()], dtype=np.int8)
    if WAIVER in batch.schema.names:
        until = compute.fill_null(batch.column(WAIVER).cast("string"), "")
        weights[compute.not_equal(until, "").to_numpy(zero_copy_only=False)] = WAIVED
    return as_words(prints.to_pylist()), weights
