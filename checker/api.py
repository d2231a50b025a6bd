"""Check registries: read, judge, and gather the report. The whole way of the data is in `check_all`."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from checker.document import document, registry
from checker.explain import Explainer
from checker.judge import judge
from checker.linked import rdf_terms
from checker.model import Exchange, Judgement, Table
from checker.pack import Pack, load_pack
from checker.readers.registry import expand, read_registry
from checker.repair import Checked
from checker.report import Report
from checker.resources import DEFAULT_PACK
from checker.terms import read_exchanges
from checker.terms.mapping import read_mapping
from checker.terms.names import NONE, Names
from checker.terms.organisations import HEADERS, read_organisations

Progress = Callable[[Iterable[Judgement], int], Iterable[Judgement]]


def check(registry: Any, pack: str | Pack = DEFAULT_PACK, as_of: date | str | None = None) -> Report:
    """Check a registry against the law in a pack.

    Args:
        registry: the path of a file, or a pandas DataFrame with the same columns.
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
    *,
    sheet: str | None = None,
    mapping: Path | None = None,
    parties: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check several registries as one; see `check`.

    Args:
        registries: paths, globs, "-" for standard input, or DataFrames.
        pack: as in `check`.
        as_of: as in `check`.
        sheet: the name or number of the sheet of a workbook.
        mapping: a mapping file that a person confirmed.
        parties: a table of organisations and their roles.
        progress: may watch the judgements go by, of a known number.
    """
    loaded = load_pack(pack) if isinstance(pack, str) else pack
    told, tables, explainer = _read(registries, loaded, as_of, sheet, mapping, parties)
    exchanges, day = explainer.exchanges, explainer.as_of
    judged: Iterable[Judgement] = judge(exchanges, loaded, day)
    if progress is not None:
        judged = progress(judged, len(exchanges))
    found = list(judged)
    source = Checked(loaded, day, explainer.names, tables, exchanges, found)
    return Report(document(told, exchanges, found, loaded, day, version("grondslag")), explainer, source)


def explain_all(
    registries: Sequence[Any],
    identifiers: Sequence[str],
    pack: str | Pack = DEFAULT_PACK,
    as_of: date | str | None = None,
    *,
    ground: str | None = None,
    sheet: str | None = None,
    mapping: Path | None = None,
    parties: Path | None = None,
) -> list[dict[str, Any]]:
    """Return the proof of the exchanges with these identifiers, without judging the others; see `check_all`.

    Args:
        registries: as in `check_all`.
        identifiers: those of the exchanges to explain.
        pack: as in `check`.
        as_of: as in `check`.
        ground: prove instead how each would be judged if it cited this provision alone.
        sheet: as in `check_all`.
        mapping: as in `check_all`.
        parties: as in `check_all`.
    """
    loaded = load_pack(pack) if isinstance(pack, str) else pack
    _, _, explainer = _read(registries, loaded, as_of, sheet, mapping, parties)
    return [proof for identifier in identifiers for proof in explainer(identifier, ground)]


def read_all(
    registries: Sequence[Any],
    pack: Pack,
    as_of: date,
    *,
    sheet: str | None = None,
    mapping: Path | None = None,
    parties: Path | None = None,
) -> tuple[list[dict[str, Any]], list[Exchange]]:
    """Return registries as they stand in a report, and the exchanges in them, not judged; see `check_all`."""
    told, _, explainer = _read(registries, pack, as_of, sheet, mapping, parties)
    return told, list(explainer.exchanges)


def _read(
    registries: Sequence[Any],
    pack: Pack,
    as_of: date | str | None,
    sheet: str | None,
    mapping: Path | None,
    parties: Path | None,
) -> tuple[list[dict[str, Any]], list[Table], Explainer]:
    """Read registries: as they stand in a report, their tables, and what explains the exchanges in them."""
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of or date.today()
    names = _names(pack, mapping, parties)
    tables = [_table(one, pack, sheet, names) for one in _expanded(registries)]
    read = [read_exchanges(table, pack, place, names) for place, table in enumerate(tables)]
    exchanges = [exchange for one in read for exchange in one.exchanges]
    told = [
        registry(table.source, table.sha256, len(table.rows), len(one.exchanges), one.columns)
        for table, one in zip(tables, read, strict=True)
    ]
    return told, tables, Explainer(exchanges, tuple(table.source for table in tables), pack, day, names)


def read_table(registry: str, pack: Pack, sheet: str | None = None) -> Table:
    """Return a registry as a table of text, in whatever format it is kept.

    Raises GrondslagError where it cannot be read.
    """
    return _table(registry, pack, sheet, NONE)


def _names(pack: Pack, mapping: Path | None, parties: Path | None) -> Names:
    organisations = read_organisations(read_registry(parties, known=HEADERS), pack) if parties else NONE
    confirmed = read_mapping(mapping, pack) if mapping else NONE
    return organisations | confirmed


def _expanded(registries: Sequence[Any]) -> Iterable[Any]:
    for one in registries:
        yield from expand([str(one)]) if isinstance(one, str | Path) else [one]


def _table(registry: Any, pack: Pack, sheet: str | None, names: Names) -> Table:
    if isinstance(registry, str | Path):
        known = {name for column in pack.columns for name in (column.code, *column.headers, *column.synonyms)}
        return read_registry(registry, sheet=sheet, columns=names.headers, known=known, rdf=rdf_terms(pack))
    # pandas is imported only where a frame is given: it takes longer to load than a small registry to judge.
    from checker.readers.frame import read_frame

    return read_frame(registry)
