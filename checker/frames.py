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
from checker.repair.checked import Checked
from checker.report import Explains, Report
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
        return SparkReport(spark, lambda: whole(read(frame.toPandas())))
    found = read(frame)
    # Now rather than when a part of the report is asked for.
    read_columns(Table(found.stream.source, "", found.stream.header, ()), pack)
    return FrameReport(found, lambda: BatchCheck(pack, as_of, NONE, cache, onward=True), lambda: whole(found))


class _Whole(Report):
    """A report of which each part is made when it is asked for."""

    _make: Callable[[], Report]

    @cached_property
    def _report(self) -> Report:
        return self._make()

    @property
    def document(self) -> dict[str, Any]:
        """The whole report as its JSON Schema describes it; it holds every exchange in the memory of this process."""
        return self._report.document

    @property
    def explains(self) -> Explains | None:
        """What proves the outcomes; see `Report`."""
        return self._report.explains

    @property
    def source(self) -> Checked | None:
        """What was read and judged; see `Report`."""
        return self._report.source


class FrameReport(_Whole):
    """A report on a frame of one machine."""

    _frame: Frame
    _checks: Callable[[], BatchCheck]

    def __init__(self, frame: Frame, checks: Callable[[], BatchCheck], whole: Callable[[], Report]) -> None:
        """Make a report; `checks` makes a check for its tables, and `whole` the report of it in memory."""
        self.__dict__ |= {"_frame": frame, "_checks": checks, "_make": whole}

    @cached_property
    def _check(self) -> BatchCheck:
        return self._checks()

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


class SparkReport(_Whole):
    """A report on a PySpark frame."""

    _check: "SparkCheck"

    def __init__(self, check: "SparkCheck", whole: Callable[[], Report]) -> None:
        """Make a report; `whole` makes the report of the frame in memory."""
        self.__dict__ |= {"_check": check, "_make": whole}

    @cached_property
    def verdicts(self) -> Any:
        """One row per exchange: id, verdict, scope, an outcome per family, and the codes of the rules met."""
        return self._check.verdicts()

    @cached_property
    def findings(self) -> Any:
        """One row per finding: the exchange it is about, rule, family, severity, texts, values, sources."""
        return self._check.findings()
