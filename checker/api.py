"""Check registries: read, judge, and gather the report. The whole way of the data is in `check_all`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.document import document, registry
from checker.errors import GrondslagError
from checker.explain import Explainer
from checker.flows import reported, with_flows
from checker.judge import judge
from checker.linked import rdf_terms
from checker.model import Exchange, Judgement, Table
from checker.pack import Pack, load_pack
from checker.readers.registry import expand, read_registry
from checker.repair.checked import Checked
from checker.report import Report
from checker.request import Against, Request
from checker.resources import DEFAULT_PACK
from checker.terms import read_exchanges
from checker.terms.columns import known_headers
from checker.terms.mapping import read_mapping
from checker.terms.names import NONE, Names
from checker.terms.organisations import HEADERS, read_organisations

if TYPE_CHECKING:
    from checker.batch.lots import Stream
    from checker.plan.cache import Cache

Progress = Callable[[Iterable[Judgement], int], Iterable[Judgement]]


def check(
    registry: Any,
    pack: str | Pack = DEFAULT_PACK,
    as_of: date | str | None = None,
    *,
    cache: "Cache | None" = None,
    waivers: str | Path | None = None,
    baseline: str | Path | None = None,
    decisions: str | Path | None = None,
) -> Report:
    """Check a registry against the law in a pack.

    Of a frame the verdicts and findings come out as a frame of the same kind, each when it is asked for, and so does
    the document: that of a large frame takes much memory, its verdicts do not.

    Args:
        registry: the path of a file, or a frame of pandas, polars, DuckDB or PySpark with the same columns.
        pack: the id of a pack, the folder of one, or a pack already loaded.
        as_of: the day on which to judge, a date or an ISO date; today if not given.
        cache: where the answers of a frame are kept between runs; the user's cache folder if not given.
        waivers: a file of waivers; not of a frame.
        baseline: an earlier report, so that what is new is told; not of a frame.
        decisions: the path of a register of decisions, for exchanges that lean on one.

    Raises:
        GrondslagError: the registry, the pack, the waivers, the baseline or the decisions cannot be read; or a frame is
            given with waivers or a baseline.
    """
    against = Against(*(None if path is None else Path(path) for path in (waivers, baseline)))
    request = Request(pack, as_of, decisions=None if decisions is None else Path(decisions), against=against)
    if isinstance(registry, str | Path):
        return check_held([registry], request)
    if against.files:
        raise GrondslagError(
            "Een frame wordt niet naast aanvaardingen of een nulmeting gelegd: schrijf het naar een bestand, en toets"
            " dat.",
            "A frame is not held against waivers or a baseline: write it to a file, and check that.",
        )
    # Loaded only where a frame is given: this takes longer than a small registry to judge.
    from checker.frames import frame_report
    from checker.plan.cache import FileCache

    known = replace(request, pack=pack_of(request), as_of=request.day)
    return frame_report(
        registry, pack_of(known), known.day, FileCache() if cache is None else cache, lambda f: check_all([f], known)
    )


def check_held(registries: Sequence[Any], request: Request, progress: Progress | None = None) -> Report:
    """Check several registries as one, and hold what was found against waivers and a baseline; see `check_all`."""
    if not request.against.files:
        return check_all(registries, request, progress)
    # Loaded only where it is asked for: a baseline brings along more than a small registry takes to judge.
    from checker.follow_up import mark_report, open_audit

    known = replace(request, pack=pack_of(request), as_of=request.day)
    # Before the work: a file that cannot be read is told at once.
    audit = open_audit(known.against, pack_of(known), known.day)
    report = check_all(registries, known, progress)
    return report if audit is None else mark_report(report, audit)


def check_all(registries: Sequence[Any], request: Request, progress: Progress | None = None) -> Report:
    """Check several registries as one; see `check`.

    Args:
        registries: paths, globs, "-" for standard input, or frames.
        request: by which law, on which day, and how to read them.
        progress: may watch the judgements go by, of a known number.
    """
    pack = pack_of(request)
    told, tables, explainer = _read(registries, request, pack)
    exchanges, day = explainer.exchanges, explainer.as_of
    judged: Iterable[Judgement] = judge(exchanges, pack, day)
    if progress is not None:
        judged = progress(judged, len(exchanges))
    found = list(judged)
    source = Checked(pack, day, explainer.names, tables, exchanges, found)
    shown = pack
    if request.onward:
        shown, found = reported(pack), with_flows(exchanges, found, pack, day)
    return Report(document(told, exchanges, found, shown, day, version("grondslag")), explainer, source)


def explain_all(
    registries: Sequence[Any], identifiers: Sequence[str], request: Request, ground: str | None = None
) -> list[dict[str, Any]]:
    """Return the proof of the exchanges with these identifiers, without judging the others; see `check_all`.

    Args:
        registries: as in `check_all`.
        identifiers: those of the exchanges to explain.
        request: as in `check_all`.
        ground: prove instead how each would be judged if it cited this provision alone.
    """
    _, _, explainer = _read(registries, request, pack_of(request))
    return [proof for identifier in identifiers for proof in explainer(identifier, ground)]


def read_all(registries: Sequence[Any], request: Request) -> tuple[list[dict[str, Any]], list[Exchange]]:
    """Return registries as they stand in a report, and the exchanges in them, not judged; see `check_all`."""
    told, _, explainer = _read(registries, request, pack_of(request))
    return told, list(explainer.exchanges)


def _read(
    registries: Sequence[Any], request: Request, pack: Pack
) -> tuple[list[dict[str, Any]], list[Table], Explainer]:
    """Read registries: as they stand in a report, their tables, and what explains the exchanges in them."""
    names = load_names(pack, request.mapping, request.parties)
    tables = [_table(one, pack, request.sheet, names) for one in _expanded(registries)]
    read = [read_exchanges(table, pack, place, names) for place, table in enumerate(tables)]
    exchanges = [exchange for one in read for exchange in one.exchanges]
    told = [
        registry(table.source, table.sha256, len(table.rows), len(one.exchanges), one.columns)
        for table, one in zip(tables, read, strict=True)
    ]
    sources = tuple(table.source for table in tables)
    return told, tables, Explainer(exchanges, sources, pack, request.day, names, request.onward)


def pack_of(request: Request) -> Pack:
    """Return the pack that is asked for, with the decisions that exchanges may lean on.

    Raises GrondslagError where the pack or the register of decisions cannot be read.
    """
    pack = load_pack(request.pack) if isinstance(request.pack, str) else request.pack
    if request.decisions is None or pack.beside:
        return pack
    # Loaded only where there is one.
    from checker.decisions import leaning_on_register

    return leaning_on_register(request.decisions, pack, request.day)


def read_table(registry: str, pack: Pack, sheet: str | None = None) -> Table:
    """Return a registry as a table of text, in whatever format it is kept.

    Raises GrondslagError where it cannot be read.
    """
    return _table(registry, pack, sheet, NONE)


def streams_of(registries: Sequence[str], request: Request, rows: int, is_held: bool = False) -> "list[Stream]":
    """Return the registries in these files as streams: large ones that stream as they are, all others held whole.

    Args:
        registries: the paths of files, as `expand` gives them.
        request: as in `check_all`.
        rows: in a lot.
        is_held: whether all are held whole, as where one turned out not to stream.

    Raises GrondslagError where one cannot be read.
    """
    from checker.batch.large import streams
    from checker.batch.lots import stream_table

    pack = pack_of(request)
    names = load_names(pack, request.mapping, request.parties)
    found: list[Stream] = []
    for path in registries:
        may_stream = request.sheet is None and not is_held
        streamed = streams([path], known_headers(pack, names), rows) if may_stream else None
        found += streamed or [stream_table(_table(path, pack, request.sheet, names), rows)]
    return found


def load_names(pack: Pack, mapping: Path | None, parties: Path | None) -> Names:
    """Return the names that come with registries: from a mapping file, and from a table of organisations."""
    organisations = read_organisations(read_registry(parties, known=HEADERS), pack) if parties else NONE
    confirmed = read_mapping(mapping, pack) if mapping else NONE
    return organisations | confirmed


def _expanded(registries: Sequence[Any]) -> Iterable[Any]:
    for one in registries:
        yield from expand([str(one)]) if isinstance(one, str | Path) else [one]


def _table(registry: Any, pack: Pack, sheet: str | None, names: Names) -> Table:
    if isinstance(registry, str | Path):
        known = known_headers(pack, NONE)
        return read_registry(registry, sheet=sheet, columns=names.headers, known=known, rdf=rdf_terms(pack))
    from checker.batch.frames import Frame, as_table, read

    return as_table((registry if isinstance(registry, Frame) else read(registry)).stream)
