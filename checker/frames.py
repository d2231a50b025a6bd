"""The report on a frame: verdicts and findings come as a frame of the same kind, without the whole document."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pyarrow  # type: ignore[import-untyped]

from checker.batch import tables
from checker.batch.check import BatchCheck
from checker.batch.frames import Frame, read
from checker.model import Table
from checker.pack import Pack
from checker.plan.cache import Cache
from checker.report import Report
from checker.terms.columns import read_columns
from checker.terms.names import NONE

if TYPE_CHECKING:
    from checker.spark.check import SparkCheck


def frame_report(frame: Any, pack: Pack, as_of: date, cache: Cache, whole: Callable[[Any], Report]) -> Report:
    """Return the report on a frame.

    Args:
        frame: a frame of pandas, polars, DuckDB or PySpark.
        pack: the pack.
        as_of: the day on which to judge.
        cache: where answers are kept between runs.
        whole: checks a frame as a table in memory.

    Raises:
        GrondslagError: it is no frame, or lacks a column.
    """
    if nw.dependencies.is_pyspark_dataframe(frame):
        from checker.spark.check import prepare

        spark = prepare([frame], pack, as_of, NONE, cache, frame.sparkSession)
        return SparkReport(spark, lambda: whole(read(frame.toPandas())).document)
    found = read(frame)
    # Now rather than when a part of the report is asked for.
    read_columns(Table(found.stream.source, "", found.stream.header, ()), pack)
    return FrameReport(found, lambda: BatchCheck(pack, as_of, NONE, cache), lambda: whole(found).document)


class FrameReport(Report):
    """A report of which each part is made when it is asked for."""

    _frame: Frame
    _make: Callable[[], BatchCheck]
    _whole: Callable[[], dict[str, Any]]

    def __init__(self, frame: Frame, make: Callable[[], BatchCheck], whole: Callable[[], dict[str, Any]]) -> None:
        """Make a report; `make` makes a check for its tables, and `whole` the document."""
        self.__dict__ |= {"_frame": frame, "_make": make, "_whole": whole}

    @cached_property
    def _check(self) -> BatchCheck:
        return self._make()

    @cached_property
    def document(self) -> dict[str, Any]:
        """The whole report as its JSON Schema describes it; it holds every exchange in memory."""
        return self._whole()

    @cached_property
    def verdicts(self) -> Any:
        """One row per exchange: id, verdict, scope, an outcome per family, and the codes of the rules met."""
        found = list(tables.verdicts(self._check, [self._frame.stream]))
        schema = pyarrow.schema([(name, "string") for name in self._check.answers.schema().names])
        return self._frame.like(pyarrow.Table.from_batches(found, schema))

    @cached_property
    def findings(self) -> Any:
        """One row per finding: the exchange it is about, rule, family, severity, texts, values, sources."""
        found = list(tables.findings(self._check, [self._frame.stream]))
        return self._frame.like(pyarrow.Table.from_batches(found, tables.FINDINGS))


class SparkReport(Report):
    """A report on a PySpark frame of which each part is made when it is asked for."""

    _check: "SparkCheck"
    _whole: Callable[[], dict[str, Any]]

    def __init__(self, check: "SparkCheck", whole: Callable[[], dict[str, Any]]) -> None:
        """Make a report; `whole` makes the document."""
        self.__dict__ |= {"_check": check, "_whole": whole}

    @cached_property
    def document(self) -> dict[str, Any]:
        """The whole report as its JSON Schema describes it; it holds every exchange in the memory of this process."""
        return self._whole()

    @cached_property
    def verdicts(self) -> Any:
        """One row per exchange: id, verdict, scope, an outcome per family, and the codes of the rules met."""
        return self._check.verdicts()

    @cached_property
    def findings(self) -> Any:
        """One row per finding: the exchange it is about, rule, family, severity, texts, values, sources."""
        return self._check.findings()
