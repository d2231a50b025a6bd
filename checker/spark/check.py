"""Check registries on Spark, in three steps of which each is the plan of one machine.

Executors find the different questions in their rows, the driver has each judged once, and executors find the answers
to all their rows. Identifiers that occur more often are counted by Spark itself. What the driver holds is as much as on
one machine: the different questions, and the identifiers that occur more often.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

from checker.batch.check import BatchCheck
from checker.model import Exchange
from checker.pack import Pack, load_pack
from checker.plan.cache import Cache, FileCache
from checker.resources import DEFAULT_PACK
from checker.spark import executor
from checker.spark.errors import clearly
from checker.spark.luggage import Luggage
from checker.spark.output import counts, require_free, write
from checker.spark.session import session
from checker.spark.sources import FRAME, Source, known_headers, read, read_frame
from checker.terms.names import NONE, Names
from checker.terms.values import IDENTIFIER

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@dataclass(frozen=True)
class SparkCheck:
    """A check of registries on Spark."""

    sources: Sequence[Source]
    check: BatchCheck
    """The check of one machine, which has the questions judged."""

    def verdicts(self) -> "DataFrame":
        """Return the verdict, scope, outcomes and rules of each exchange.

        What there is to ask is asked here; all rows are gone through once more when the frame is used.
        """
        with clearly(self._named):
            questions: dict[tuple[int, str], Exchange] = {}
            for source, again in zip(self.sources, self._repeated, strict=True):
                questions |= _questions(source, self._luggage({}), again)
            luggage = self._luggage(self.check.plan.answers(questions))
            columns = dict.fromkeys(self.check.answers.schema().names, "string")
            return self._every(executor.answering, luggage, columns)

    def findings(self) -> "DataFrame":
        """Return a row per finding. Nothing is asked here: findings are worded where the rows are."""
        with clearly(self._named):
            return self._every(executor.wording, self._luggage({}), executor.WORDED)

    @property
    def _named(self) -> str:
        return ", ".join(source.registry.source for source in self.sources)

    def _luggage(self, answers: Mapping[str, Any]) -> Luggage:
        # The outline of the plan goes along, so that no executor need derive it.
        check = self.check
        return Luggage.of(check.pack, check.as_of, check.names, {**check.plan.outlined(), **answers})

    @cached_property
    def _repeated(self) -> list[frozenset[str]]:
        return [self._repeated_in(source) for source in self.sources]

    def _repeated_in(self, source: Source) -> frozenset[str]:
        """Return the identifiers that occur more often."""
        from pyspark.sql.functions import col

        key = next(column for column in self.check.pack.columns if column.datatype == IDENTIFIER)
        place = self.check.layout(executor.headed(source.registry)).places.get(key.code)
        if not key.unique or place is None:
            return frozenset()
        column = source.frame.select(source.frame.columns[place])
        ids = _mapped(column, executor.identifying(self._luggage({}), source.registry), {"id": "string"})
        return frozenset(row["id"] for row in ids.groupBy("id").count().filter(col("count") > 1).collect())

    def _every(self, work: Callable[..., executor.Work], luggage: Luggage, columns: dict[str, str]) -> "DataFrame":
        found = [
            _mapped(source.frame, work(luggage, source.registry, again), columns)
            for source, again in zip(self.sources, self._repeated, strict=True)
        ]
        return reduce(lambda one, other: one.unionByName(other), found)


def prepare(
    registries: Sequence[Any], pack: Pack, as_of: date, names: Names, cache: Cache, spark: "SparkSession"
) -> SparkCheck:
    """Return a check of registries.

    Raises GrondslagError where one cannot be read or lacks a column.
    """
    check = BatchCheck(pack, as_of, names, cache)
    known = known_headers(pack, names)
    sources = [read(one, spark, known) if isinstance(one, str) else read_frame(one) for one in registries]
    for source in sources:
        check.layout(executor.headed(source.registry))
    return SparkCheck(sources, check)


def check_spark(
    registries: Any,
    pack: Pack | str = DEFAULT_PACK,
    as_of: date | None = None,
    *,
    names: Names = NONE,
    cache: Cache | None = None,
    spark: "SparkSession | None" = None,
    master: str = "local[*]",
) -> "DataFrame":
    """Return the verdict, scope, outcomes and rules of each exchange, as a PySpark DataFrame; see `SparkCheck`.

    Args:
        registries: a path that Spark reads, a PySpark DataFrame, or a list of those.
        pack: the pack or its name.
        as_of: the day on which to judge; today if not given.
        names: headers and terms that come with the registry.
        cache: where answers are kept between runs; the user's cache folder if not given.
        spark: the session; if not given that of the frame, the one that is active, or a new one.
        master: where a new session runs.

    Raises:
        GrondslagError: a registry or the pack cannot be read, or Spark cannot run.
    """
    loaded = load_pack(pack) if isinstance(pack, str) else pack
    every = registries if isinstance(registries, list | tuple) else [registries]
    kept: Cache = FileCache() if cache is None else cache
    with clearly(_named(every)):
        used = spark or next((one.sparkSession for one in every if not isinstance(one, str)), None) or session(master)
        return prepare(every, loaded, as_of or date.today(), names, kept, used).verdicts()


def run(
    registries: Sequence[Any],
    output: str | None = None,
    pack: Pack | str = DEFAULT_PACK,
    as_of: date | None = None,
    *,
    names: Names = NONE,
    cache: Cache | None = None,
    master: str = "local[*]",
) -> dict[str, int]:
    """Check registries, write the verdicts, and return the number of exchanges by verdict.

    The output is a folder that Spark writes whole or not at all; its suffix tells the format. See `check_spark`.
    """
    with clearly(output or _named(registries)):
        spark = session(master)
        if output is not None:
            require_free(output, spark)
        found = check_spark(list(registries), pack, as_of, names=names, cache=cache, spark=spark)
        return counts(found if output is None else write(found, output))


def _named(registries: Sequence[Any]) -> str:
    return ", ".join(one if isinstance(one, str) else FRAME for one in registries)


def _questions(source: Source, luggage: Luggage, again: frozenset[str]) -> dict[tuple[int, str], Exchange]:
    """Return the different questions in a registry, in a fixed order."""
    asked = _mapped(source.frame, executor.asking(luggage, source.registry, again), executor.QUESTIONS)
    rows = sorted(asked.dropDuplicates(["place", "name"]).collect(), key=lambda row: (row["place"], row["name"]))
    return {(row["place"], row["name"]): pickle.loads(row["exchange"]) for row in rows}


def _mapped(frame: "DataFrame", work: executor.Work, columns: dict[str, str]) -> "DataFrame":
    schema = ", ".join(f"`{name}` {kind}" for name, kind in columns.items())
    return frame.mapInArrow(work, schema)
