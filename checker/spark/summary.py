"""The report on a check on Spark: counts, and an example of each different answer."""

import json
import pickle
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING

from checker.batch.large import MOST_SHOWN
from checker.document import Counted, digest, registry
from checker.model import Exchange
from checker.report import Report

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from checker.spark.check import SparkCheck


def summarise(check: "SparkCheck", found: "DataFrame", where: Sequence[str], is_shown: bool) -> Report:
    """Return the report on a check.

    Args:
        check: the check.
        found: its verdicts, as they were written if they were.
        where: what holds the results on all exchanges.
        is_shown: whether to look for examples, which takes one more reading of the registries.
    """
    inner = check.check
    times = _times(found)
    order = sorted(times, key=lambda key: (-times[key], key))
    examples = check.examples() if is_shown else {}
    shown = [(examples[key], times[key]) for key in order[:MOST_SHOWN] if key in examples]
    judged = check.judged([exchange for exchange, _ in shown])
    families = [family.code for family in inner.shown.families if not family.gives_scope]
    counted = []
    for key, number in times.items():
        verdict, _, *outcomes, _ = json.loads(key)
        counted.append(Counted(verdict, dict(zip(families, outcomes, strict=True)), number))
    return Report(
        digest(
            _registries(check, sum(times.values())),
            [(exchange, judgement, number) for (exchange, number), judgement in zip(shown, judged, strict=True)],
            counted,
            where,
            inner.shown,
            inner.as_of,
            version("grondslag"),
        )
    )


def _times(found: "DataFrame") -> Mapping[str, int]:
    """Return how many exchanges have each answer, by its name."""
    columns = [name for name in found.columns if name != "id"]
    rows = found.groupBy(*(f"`{name}`" for name in columns)).count().collect()
    return dict(sorted((json.dumps([row[name] or "" for name in columns]), row["count"]) for row in rows))


def _registries(check: "SparkCheck", exchanges: int) -> list[dict[str, object]]:
    """Return the registries as they stand in a report. That has no hash of them: no one machine read them whole."""
    counts = [exchanges] if len(check.sources) == 1 else check.counts()
    return [
        registry(source.registry.source, "", source.frame.count(), count, check.layout(source).reading)
        for source, count in zip(check.sources, counts, strict=True)
    ]


def one_each(rows: Sequence[tuple[str, bytes]]) -> dict[str, Exchange]:
    """Return one example of each answer, the same whatever order they come in."""
    found: dict[str, Exchange] = {}
    for key, packed in rows:
        exchange: Exchange = pickle.loads(packed)
        known = found.get(key)
        if known is None or (exchange.id, *exchange.cells.values()) < (known.id, *known.cells.values()):
            found[key] = exchange
    return found
