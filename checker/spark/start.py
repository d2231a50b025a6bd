"""Start a check on Spark: of frames or of paths that Spark reads."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.pack import Pack, load_pack
from checker.plan.cache import Cache, FileCache
from checker.report import Report
from checker.resources import DEFAULT_PACK
from checker.spark.check import prepare
from checker.spark.errors import clearly
from checker.spark.output import FINDINGS, FORMS, remove, require_free, write
from checker.spark.session import session
from checker.spark.sources import FRAME
from checker.spark.summary import summarise
from checker.terms.names import NONE, Names

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
    onward: bool = True,
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
        onward: whether to judge what goes beyond a single exchange.

    Raises:
        GrondslagError: a registry or the pack cannot be read, or Spark cannot run.
    """
    loaded = load_pack(pack) if isinstance(pack, str) else pack
    every = registries if isinstance(registries, list | tuple) else [registries]
    kept: Cache = FileCache() if cache is None else cache
    with clearly(_named(every)):
        used = spark or next((one.sparkSession for one in every if not isinstance(one, str)), None) or session(master)
        return prepare(every, loaded, as_of or date.today(), names, kept, used, onward).verdicts()


def run(
    registries: Sequence[Any],
    outputs: Sequence[tuple[str, str]] = (),
    pack: Pack | str = DEFAULT_PACK,
    as_of: date | None = None,
    *,
    names: Names = NONE,
    cache: Cache | None = None,
    master: str = "local[*]",
    is_shown: bool = True,
    onward: bool = True,
) -> Report:
    """Check registries, write results, and return the report with counts and an example of each answer.

    Each output is a folder that Spark writes whole or not at all, with the name of its form (see `FORMS`).
    See `check_spark`; without `is_shown` there are no examples, which saves reading the registries once more.
    """
    where = [path for _, path in outputs]
    with clearly(_named(registries)):
        spark = session(master)
        for path in where:
            require_free(path, spark)
        loaded = load_pack(pack) if isinstance(pack, str) else pack
        kept: Cache = FileCache() if cache is None else cache
        check = prepare(list(registries), loaded, as_of or date.today(), names, kept, spark, onward)
        found, written = check.verdicts(), list[str]()
        try:
            for form, path in outputs:
                made = write(check.findings() if form in FINDINGS else found, form, path)
                written.append(path)
                found = made if FORMS[form] == "parquet" and form not in FINDINGS else found
            return summarise(check, found, where, is_shown)
        except BaseException:
            remove(written, spark)
            raise


def _named(registries: Sequence[Any]) -> str:
    return ", ".join(one if isinstance(one, str) else FRAME for one in registries)
