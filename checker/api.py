"""Check registries: read, judge, and gather the report. The whole way of the data is in `check`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from checker.document import document
from checker.judge import judge
from checker.model import Judgement, Table
from checker.pack import Pack, load_pack
from checker.readers.delimited import read_delimited
from checker.report import Report
from checker.resources import DEFAULT_PACK
from checker.terms import read_exchanges

Progress = Callable[[Iterable[Judgement], int], Iterable[Judgement]]


def check(registry: Any, pack: str | Pack = DEFAULT_PACK, as_of: date | str | None = None) -> Report:
    """Check a registry against the law in a pack.

    Args:
        registry: the path of a CSV file, or a pandas DataFrame with the same columns.
        pack: the id of a pack, the folder of one, or a pack already loaded.
        as_of: the day on which to judge, a date or an ISO date; today if not given.

    Raises:
        GrondslagError: the registry or pack cannot be read.
    """
    return check_all([registry], pack, as_of)


def check_all(
    registries: Sequence[Any],
    pack: str | Pack = DEFAULT_PACK,
    as_of: date | str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check several registries as one; see `check`. `progress` may watch the judgements go by, of a known number."""
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of or date.today()
    loaded = load_pack(pack) if isinstance(pack, str) else pack
    tables = [_table(registry) for registry in registries]
    registries = [read_exchanges(table, loaded, place) for place, table in enumerate(tables)]
    exchanges = [exchange for registry in registries for exchange in registry.exchanges]
    judged: Iterable[Judgement] = judge(exchanges, loaded, day)
    if progress is not None:
        judged = progress(judged, len(exchanges))
    return Report(
        document(
            tables,
            [registry.columns for registry in registries],
            exchanges,
            list(judged),
            loaded,
            day,
            version("grondslag"),
        )
    )


def _table(registry: Any) -> Table:
    if isinstance(registry, str | Path):
        return read_delimited(Path(registry))
    # pandas is imported only where a frame is given: it takes longer to load than a small registry to judge.
    from checker.readers.frame import read_frame

    return read_frame(registry)
