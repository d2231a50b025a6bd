"""Check registries on Spark, in three steps of which each is the plan of one machine.

Executors find the different questions in their rows, the driver has each judged once, and executors find the answers
to all their rows. Identifiers that occur more often are counted by Spark itself. What the driver holds is as much as on
one machine: the different questions, and the identifiers that occur more often.
"""

import pickle
from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

from checker.batch.check import BatchCheck
from checker.batch.lots import Stream
from checker.model import Exchange
from checker.pack import Pack
from checker.plan.cache import Cache, FileCache
from checker.resources import DEFAULT_PACK
from checker.spark import executor
from checker.spark.errors import clearly
from checker.spark.executor import Luggage, Registry
from checker.spark.output import counts, require_free, write
from checker.spark.session import session
from checker.spark.sources import FRAME, Source, known_headers, read, read_frame
from checker.terms.names import NONE, Names
from checker.terms.values import IDENTIFIER

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


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
    """Return the verdict, scope, outcomes and rules of each exchange, as a PySpark DataFrame.

    What there is to ask is asked here; the rows themselves are gone through when the frame is used.

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
    from checker.pack import load_pack

    loaded = load_pack(pack) if isinstance(pack, str) else pack
    every = registries if isinstance(registries, list | tuple) else [registries]
    with clearly(_named(every)):
        held = spark or next((one.sparkSession for one in every if hasattr(one, "sparkSession")), None)
        used = held or session(master)
        known = known_headers(loaded, names)
        sources = [read_frame(one) if hasattr(one, "sparkSession") else read(one, used, known) for one in every]
        return _checked(sources, loaded, as_of or date.today(), names, FileCache() if cache is None else cache)


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


def _checked(sources: Sequence[Source], pack: Pack, as_of: date, names: Names, cache: Cache) -> "DataFrame":
    check = BatchCheck(pack, as_of, names, cache)
    for source in sources:
        check.layout(_headed(source.registry))
    # The outline of the plan goes along, so that no executor need derive it.
    outline = check.plan.outlined()
    luggage = Luggage.of(pack, as_of, names, outline)
    repeated = [_repeated(source, luggage, check) for source in sources]
    questions: dict[tuple[int, str], Exchange] = {}
    for source, again in zip(sources, repeated, strict=True):
        questions |= _questions(source, luggage, again)
    answers = check.plan.answers(questions)
    luggage = Luggage.of(pack, as_of, names, outline | answers)
    columns = dict.fromkeys(check.answers.schema().names, "string")
    found = [
        _mapped(source.frame, executor.answering(luggage, source.registry, again), columns)
        for source, again in zip(sources, repeated, strict=True)
    ]
    return reduce(lambda one, other: one.unionByName(other), found)


def _named(registries: Sequence[Any]) -> str:
    return ", ".join(one if isinstance(one, str) else FRAME for one in registries)


def _headed(registry: Registry) -> Stream:
    return Stream(registry.source, registry.header, None, lambda wanted: iter(()))


def _repeated(source: Source, luggage: Luggage, check: BatchCheck) -> frozenset[str]:
    """Return the identifiers that occur more often."""
    from pyspark.sql.functions import col

    key = next(column for column in check.pack.columns if column.datatype == IDENTIFIER)
    place = check.layout(_headed(source.registry)).places.get(key.code)
    if not key.unique or place is None:
        return frozenset()
    column = source.frame.select(source.frame.columns[place])
    ids = _mapped(column, executor.identifying(luggage, source.registry), {"id": "string"})
    return frozenset(row["id"] for row in ids.groupBy("id").count().filter(col("count") > 1).collect())


def _questions(source: Source, luggage: Luggage, again: frozenset[str]) -> dict[tuple[int, str], Exchange]:
    """Return the different questions in a registry, in a fixed order."""
    asked = _mapped(source.frame, executor.asking(luggage, source.registry, again), executor.QUESTIONS)
    rows = sorted(asked.dropDuplicates(["place", "name"]).collect(), key=lambda row: (row["place"], row["name"]))
    return {(row["place"], row["name"]): pickle.loads(row["exchange"]) for row in rows}


def _mapped(frame: "DataFrame", work: executor.Work, columns: dict[str, str]) -> "DataFrame":
    schema = ", ".join(f"`{name}` {kind}" for name, kind in columns.items())
    return frame.mapInArrow(work, schema)
