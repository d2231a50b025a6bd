"""Do the check of a receipt again, by the pack that it holds, from its own folder alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from checker.api import check_held, load_names, pack_of
from checker.batch.delimited import NotPlainError
from checker.batch.large import check_large, lot_size, streams
from checker.batch.lots import Stream
from checker.follow_up import open_audit, tell
from checker.pack import Pack, load_pack
from checker.pack.folders import HEAD
from checker.plan.cache import NoCache
from checker.receipt.manifest import PACK, VERDICTS
from checker.receipt.unpack import Unpacked
from checker.report import Report
from checker.reports.formats import View, by_name
from checker.request import Against, Request
from checker.terms.columns import known_headers


def replay(unpacked: Unpacked) -> tuple[Report, Path | None]:
    """Return what the check gives now, and the table of all exchanges where the report was to show examples only.

    Raises GrondslagError where a part cannot be read any more.
    """
    manifest, folder = unpacked.manifest, unpacked.folder
    law = load_pack(str(folder / manifest.pack["folder"]), stored_packs(folder))
    mapping, parties, decisions, *held = (
        _only(unpacked, role) for role in ("mapping", "parties", "decisions", "waivers", "baseline")
    )
    day = date.fromisoformat(manifest.as_of)
    asked = manifest.options
    request = Request(law, day, asked["sheet"], mapping, parties, decisions, Against(*held), asked["onward"])
    pack = pack_of(request)
    request = replace(request, pack=pack)
    paths = [str(folder / part.path) for part in manifest.of("registry")]
    if not manifest.of("verdicts"):
        return check_held(paths, request), None
    verdicts = folder / "replayed" / VERDICTS
    verdicts.parent.mkdir()
    found = streams(paths, known_headers(pack, load_names(pack, mapping, parties)), lot_size(None))
    report = None if found is None else _streamed(found, pack, request, verdicts)
    if report is None:
        report = check_held(paths, request)
        verdicts.write_text(str(by_name("csv").render(report, View())), encoding="utf-8")
    return report, verdicts


def stored_packs(folder: Path) -> tuple[Path, ...]:
    """Return the folders of the packs that a receipt holds."""
    return tuple(sorted(head.parent for head in (folder / PACK).rglob(HEAD)))


def _streamed(found: Sequence[Stream], pack: Pack, request: Request, verdicts: Path) -> Report | None:
    names = load_names(pack, request.mapping, request.parties)
    audit = open_audit(request.against, pack, request.day)
    marker = None if audit is None else audit.marker
    try:
        outputs = [("csv", verdicts)]
        report = check_large(found, pack, request.day, names, NoCache(), outputs, marker=marker, onward=request.onward)
    except NotPlainError:
        return None
    return report if audit is None else tell(report, audit)


def _only(unpacked: Unpacked, role: str) -> Path | None:
    return next((unpacked.folder / part.path for part in unpacked.manifest.of(role)), None)
