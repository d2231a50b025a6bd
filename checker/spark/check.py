"""Check registries on Spark, in steps of which each is the plan of one machine.

Executors find the different questions in their rows, the driver has each judged once, and executors find the answers
to all their rows. Identifiers that occur more often are counted by Spark itself. For what goes beyond an exchange the
flows of all partitions are gathered first, and each executor puts the transfers in its rows to the judge. What the
driver holds is as much as on one machine: the different questions and flows, and the identifiers that occur more often.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

from checker.batch.check import BatchCheck
from checker.flows import Beyond, Flows
from checker.judge import judge
from checker.model import Exchange, Judgement
from checker.pack import Pack
from checker.plan.asking import Answer
from checker.plan.cache import Cache
from checker.spark import executor
from checker.spark.errors import clearly
from checker.spark.luggage import Luggage
from checker.spark.partition import headed
from checker.spark.sources import Source, read, read_frame
from checker.spark.summary import one_each
from checker.terms.columns import Layout, known_headers
from checker.terms.names import Names
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
            return self._every(executor.answering, self._luggage(self._answers, self.flows), self._columns)

    def findings(self) -> "DataFrame":
        """Return a row per finding. Nothing is asked here: findings are worded where the rows are."""
        with clearly(self._named):
            return self._every(executor.wording, self._luggage({}, self.flows), executor.WORDED)

    def examples(self) -> dict[str, Exchange]:
        """Return an exchange of each different answer, by the name of the answer; see `answer_key`."""
        luggage = self._luggage(self._answers, self.flows)
        found = self._every(executor.exampling, luggage, executor.EXAMPLES).collect()
        return one_each([(row["answer"], bytes(row["exchange"])) for row in found])

    def counts(self) -> list[int]:
        """Return the number of exchanges in each registry."""
        luggage = self._luggage(self._answers, self.flows)
        return [found.count() for found in self._each(executor.answering, luggage, self._columns)]

    def judged(self, exchanges: Sequence[Exchange]) -> list[Judgement]:
        """Return the judgements on some exchanges of the registries."""
        pack, as_of = self.check.pack, self.check.as_of
        found = list(judge(exchanges, pack, as_of))
        if self.flows is None:
            return found
        beyond = Beyond(self.flows, pack, as_of)
        return beyond.on(exchanges, found)

    def layout(self, source: Source) -> Layout:
        """Return where the columns of the pack stand in a registry."""
        return self.check.layout(headed(source.registry))

    @property
    def _named(self) -> str:
        return ", ".join(source.registry.source for source in self.sources)

    @cached_property
    def _answers(self) -> dict[str, dict[str, Answer]]:
        """The answers to all questions of the registries."""
        questions: dict[tuple[int, str], Exchange] = {}
        for source, again in zip(self.sources, self._repeated, strict=True):
            questions |= _questions(source, self._luggage({}), again)
        return self.check.plan.answers(questions)

    @cached_property
    def flows(self) -> Flows | None:
        """The flows of all registries together, where the check looks beyond each exchange."""
        if not self.check.onward:
            return None
        luggage, found = self._luggage({}), Flows()
        for source in self.sources:
            parts = _mapped(source.frame, executor.flowing(luggage, source.registry), executor.FLOWS)
            for row in parts.collect():
                found.put(pickle.loads(row["flows"]).spans.items())
        return found

    def _luggage(self, answers: Mapping[str, Any], flows: Flows | None = None) -> Luggage:
        # The outline of the plan goes along, so that no executor need derive it.
        check = self.check
        return Luggage.of(check.pack, check.as_of, check.names, {**check.plan.outlined(), **answers}, flows)

    @cached_property
    def _repeated(self) -> list[frozenset[str]]:
        return [self._repeated_in(source) for source in self.sources]

    def _repeated_in(self, source: Source) -> frozenset[str]:
        """Return the identifiers that occur more often."""
        from pyspark.sql.functions import col

        key = next(column for column in self.check.pack.columns if column.datatype == IDENTIFIER)
        place = self.layout(source).places.get(key.code)
        if not key.unique or place is None:
            return frozenset()
        column = source.frame.select(source.frame.columns[place])
        ids = _mapped(column, executor.identifying(self._luggage({}), source.registry), {"id": "string"})
        return frozenset(row["id"] for row in ids.groupBy("id").count().filter(col("count") > 1).collect())

    def _every(self, work: Callable[..., executor.Work], luggage: Luggage, columns: dict[str, str]) -> "DataFrame":
        return reduce(lambda one, other: one.unionByName(other), self._each(work, luggage, columns))

    def _each(self, work: Callable[..., executor.Work], luggage: Luggage, columns: dict[str, str]) -> list["DataFrame"]:
        return [
            _mapped(source.frame, work(luggage, source.registry, again), columns)
            for source, again in zip(self.sources, self._repeated, strict=True)
        ]

    @property
    def _columns(self) -> dict[str, str]:
        return dict.fromkeys(self.check.answers.schema().names, "string")


def prepare(
    registries: Sequence[Any],
    pack: Pack,
    as_of: date,
    names: Names,
    cache: Cache,
    spark: "SparkSession",
    onward: bool = True,
) -> SparkCheck:
    """Return a check of registries; with `onward` it looks beyond each exchange, which takes one more reading.

    Raises GrondslagError where one cannot be read or lacks a column.
    """
    check = BatchCheck(pack, as_of, names, cache, onward=onward)
    known = known_headers(pack, names)
    sources = [read(one, spark, known) if isinstance(one, str) else read_frame(one) for one in registries]
    for source in sources:
        check.layout(headed(source.registry))
    return SparkCheck(sources, check)


def _questions(source: Source, luggage: Luggage, again: frozenset[str]) -> dict[tuple[int, str], Exchange]:
    """Return the different questions in a registry, in a fixed order."""
    asked = _mapped(source.frame, executor.asking(luggage, source.registry, again), executor.QUESTIONS)
    rows = sorted(asked.dropDuplicates(["place", "name"]).collect(), key=lambda row: (row["place"], row["name"]))
    return {(row["place"], row["name"]): pickle.loads(row["exchange"]) for row in rows}


def _mapped(frame: "DataFrame", work: executor.Work, columns: dict[str, str]) -> "DataFrame":
    schema = ", ".join(f"`{name}` {kind}" for name, kind in columns.items())
    return frame.mapInArrow(work, schema)
