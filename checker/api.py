"""Check registries: read, judge, and gather the report. The whole way of the data is in `check_all`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.document import document
from checker.judge import judge
from checker.linked import rdf_terms
from checker.model import Judgement, Table
from checker.pack import Pack, load_pack
from checker.readers.registry import expand, read_registry
from checker.report import Report
from checker.resources import DEFAULT_PACK
from checker.terms import read_exchanges
from checker.terms.mapping import read_mapping
from checker.terms.names import NONE, Names
from checker.terms.organisations import HEADERS, read_organisations

if TYPE_CHECKING:
    from checker.plan.cache import Cache

Progress = Callable[[Iterable[Judgement], int], Iterable[Judgement]]


def check(
    registry: Any,
    pack: str | Pack = DEFAULT_PACK,
    as_of: date | str | None = None,
    *,
    cache: "Cache | None" = None,
) -> Report:
    """Check a registry against the law in a pack.

    Of a frame the verdicts and findings come out as a frame of the same kind, each when it is asked for, and so does
    the document: that of a large frame takes much memory, its verdicts do not.

    Args:
        registry: the path of a file, or a frame of pandas, polars, DuckDB or PySpark with the same columns.
        pack: the id of a pack, the folder of one, or a pack already loaded.
        as_of: the day on which to judge, a date or an ISO date; today if not given.
        cache: where the answers of a frame are kept between runs; the user's cache folder if not given.

    Raises:
        GrondslagError: the registry or pack cannot be read.
    """
    if isinstance(registry, str | Path):
        return check_all([registry], pack, as_of)
    # Loaded only where a frame is given: this takes longer than a small registry to judge.
    from checker.frames import frame_report
    from checker.plan.cache import FileCache

    loaded, day = _loaded(pack), _day(as_of)
    return frame_report(
        registry, loaded, day, FileCache() if cache is None else cache, lambda frame: check_all([frame], loaded, day)
    )


def check_all(
    registries: Sequence[Any],
    pack: str | Pack = DEFAULT_PACK,
    as_of: date | str | None = None,
    *,
    sheet: str | None = None,
    mapping: Path | None = None,
    parties: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check several registries as one; see `check`.

    Args:
        registries: paths, globs, "-" for standard input, or frames.
        pack: as in `check`.
        as_of: as in `check`.
        sheet: the name or number of the sheet of a workbook.
        mapping: a mapping file that a person confirmed.
        parties: a table of organisations and their roles.
        progress: may watch the judgements go by, of a known number.
    """
    day, loaded = _day(as_of), _loaded(pack)
    names = _names(loaded, mapping, parties)
    tables = [_table(registry, loaded, sheet, names) for registry in _expanded(registries)]
    read = [read_exchanges(table, loaded, place, names) for place, table in enumerate(tables)]
    exchanges = [exchange for registry in read for exchange in registry.exchanges]
    judged: Iterable[Judgement] = judge(exchanges, loaded, day)
    if progress is not None:
        judged = progress(judged, len(exchanges))
    columns = [registry.columns for registry in read]
    return Report(document(tables, columns, exchanges, list(judged), loaded, day, version("grondslag")))


def read_table(registry: str, pack: Pack, sheet: str | None = None) -> Table:
    """Return a registry as a table of text, in whatever format it is kept.

    Raises GrondslagError where it cannot be read.
    """
    return _table(registry, pack, sheet, NONE)


def _day(as_of: date | str | None) -> date:
    return date.fromisoformat(as_of) if isinstance(as_of, str) else as_of or date.today()


def _loaded(pack: str | Pack) -> Pack:
    return load_pack(pack) if isinstance(pack, str) else pack


def _names(pack: Pack, mapping: Path | None, parties: Path | None) -> Names:
    organisations = read_organisations(read_registry(parties, known=HEADERS), pack) if parties else NONE
    confirmed = read_mapping(mapping, pack) if mapping else NONE
    return organisations | confirmed


def _expanded(registries: Sequence[Any]) -> Iterable[Any]:
    for registry in registries:
        yield from expand([str(registry)]) if isinstance(registry, str | Path) else [registry]


def _table(registry: Any, pack: Pack, sheet: str | None, names: Names) -> Table:
    if isinstance(registry, str | Path):
        known = {name for column in pack.columns for name in (column.code, *column.headers, *column.synonyms)}
        return read_registry(registry, sheet=sheet, columns=names.headers, known=known, rdf=rdf_terms(pack))
    from checker.batch.frames import Frame, as_table, read

    return as_table((registry if isinstance(registry, Frame) else read(registry)).stream)
