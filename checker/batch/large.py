"""Check registries too large to hold: what streams is written as it comes, and the report shows examples and counts."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from checker.audit.columns import finding_marks, verdict_marks
from checker.audit.marks import Marker, marked
from checker.batch import lots
from checker.batch.check import BatchCheck, Watch
from checker.batch.checked import Checked
from checker.batch.delimited import stream_csv
from checker.batch.findings import Findings
from checker.batch.lots import Stream
from checker.batch.marking import add_columns, mark_lot
from checker.batch.parts import parted
from checker.batch.sinks import SINKS, Sink
from checker.document import Counted, digest, registry
from checker.model import Exchange, Judgement
from checker.pack import Pack
from checker.plan.cache import Cache
from checker.report import Report
from checker.terms.names import Names

LARGE_ROWS = 20_000
"""Rows above which a registry is not held as a whole."""
STREAMED = frozenset(SINKS)
"""The forms that are written as the rows come by."""
SAMPLED = frozenset({"text", "html", "markdown"})
"""The forms that show examples and counts of a large check."""
MOST_SHOWN = 300
"""Answers of which an example is shown: those that most exchanges have."""
BASE, PER_ROW = 560, 0.0025
"""Megabytes that a check takes whatever the number of rows, and for each row of a lot."""


def lot_size(memory: int | None) -> int:
    """Return the rows in a lot that keep a check within this many megabytes, as measured; 100,000 if none is given."""
    return 100_000 if memory is None else int(min(max((memory - BASE) / PER_ROW, 5_000), 1_000_000))


def streams(paths: Sequence[str], known: Collection[str], rows: int) -> list[Stream] | None:
    """Return registries as streams, or nothing where none is large, or one is of a kind that does not stream."""
    found = [_stream(Path(path), known, rows) for path in paths]
    if not found or any(stream is None for stream in found):
        return None
    return [stream for stream in found if stream is not None]


def _stream(path: Path, known: Collection[str], rows: int) -> Stream | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PAR1":
        stream = lots.stream_parquet(path, rows)
        return stream if (stream.rows or 0) > LARGE_ROWS else None
    return stream_csv(path, known, rows)


def check_large(
    registries: Sequence[Stream], pack: Pack, as_of: date, names: Names, cache: Cache,
    outputs: Sequence[tuple[str, Path]], where: Sequence[str] = (), watch: Watch | None = None,
    is_shown: bool = True, marker: Marker | None = None, onward: bool = False,
) -> Report:  # fmt: skip
    """Check registries as streams, and write the forms that stream to these paths, each under the name of its form.

    Returns the report with counts and, where it is shown, examples, which tells `where` the rest is. A marker marks the
    findings.

    Raises:
        GrondslagError: a registry cannot be read.
        NotPlainError: a CSV file turns out not to stream.
    """
    check = BatchCheck(pack, as_of, names, cache, watch, onward=onward)
    findings = Findings(check)
    held = (False, False) if marker is None else (marker.waivers is not None, marker.baseline is not None)
    sinks: list[Sink] = [SINKS[form](path) for form, path in outputs]
    needs = any(sink.needs_findings for sink in sinks) or (marker is not None and marker.asks_all)
    layouts = [check.layout(stream) for stream in registries]
    rows, exchanges = [0] * len(registries), [0] * len(registries)
    examples: dict[int, tuple[Exchange, Judgement]] = {}
    try:
        lots = check.run(registries, holds_cells=needs or is_shown or marker is not None)
        for checked in parted(lots) if needs else lots:
            layout = layouts[checked.stream]
            rows[checked.stream] += len(checked.lot.rows)
            exchanges[checked.stream] += len(checked.row)
            batch = check.answers.batch(checked.id, checked.answer)
            told = findings.of(checked, layout) if needs else None
            if marker is not None:
                marks, met = mark_lot(marker, checked, told, findings, layout, check.answers)
                batch = add_columns(batch, marks, met, verdict_marks(*held))
                told = replace(told, marks=marks, columns=finding_marks(*held)) if told is not None else None
            for sink in sinks:
                sink.columns(batch)
                if told is not None:
                    sink.told(told, findings.key(layout))
            first = _firsts(checked, examples) if is_shown else {}
            examples.update(zip(first, findings.some(checked, list(first.values()), layout), strict=True))
    finally:
        for sink in sinks:
            sink.close()
    told_registries = [
        registry(stream.source, _digest(stream.source), rows[place], exchanges[place], layouts[place].reading)
        for place, stream in enumerate(registries)
    ]
    # Of answers that are given as often, the one that stands first in the registry.
    order = sorted(examples, key=lambda number: -check.times[number])
    counted = [
        Counted(answer.verdict, answer.outcomes, times)
        for answer, times in zip(check.answers.all, check.times, strict=True)
    ]
    shown = [(*examples[number], check.times[number]) for number in order[:MOST_SHOWN]]
    document = digest(told_registries, shown, counted, where, check.shown, as_of, version("grondslag"))
    return Report(
        document if marker is None else document | {"exchanges": marked(document["exchanges"], marker, False)}
    )


def _firsts(checked: Checked, examples: Mapping[int, Any]) -> dict[int, int]:
    """Return the answers of which there is no example yet, each with the place of the first exchange that has it."""
    numbers, first = np.unique(checked.answer, return_index=True)
    order = np.argsort(first)
    return {int(n): int(at) for n, at in zip(numbers[order], first[order], strict=True) if int(n) not in examples}


def _digest(source: str) -> str:
    with Path(source).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


__all__ = ["LARGE_ROWS", "SAMPLED", "STREAMED", "check_large", "lot_size", "streams"]
