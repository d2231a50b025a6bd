"""Compose a receipt. The same check gives the same bytes: files are in a fixed order and bear no time of their own."""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from checker.errors import GrondslagError
from checker.pack.folders import pack_files
from checker.pack.load import pack_digest
from checker.receipt.limits import MOST_BYTES, too_large
from checker.receipt.manifest import (
    MANIFEST,
    PACK,
    REPORT,
    SUMS,
    VERDICTS,
    Manifest,
    Part,
    sums,
    to_json,
    versions,
)
from checker.report import Report
from checker.request import Request

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip file knows."""
LEVEL = 6
"""How hard to compress: more takes long and saves little."""
BLOCK = 1 << 20
STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Beside:
    """A file that is read beside the registries, as it was before the check."""

    role: str
    file: Path
    sha256: str


def beside(request: Request) -> tuple[Beside, ...]:
    """Return the files that a check reads beside registries and pack; the check refuses one that cannot be read."""
    files = {name: getattr(request, name) for name in ("mapping", "parties", "decisions")} | vars(request.against)
    return tuple(
        Beside(role, file, _digest(file)) for role, file in files.items() if file is not None and file.is_file()
    )


def require_files(registries: Sequence[str]) -> None:
    """Raise GrondslagError where registries cannot be kept, before any work is done."""
    if STANDARD_INPUT in registries:
        raise GrondslagError(
            "Een toetsdossier bewaart het register zelf, en dat kan niet van standaardinvoer: sla het register eerst op"
            " als bestand.",
            "A receipt keeps the registry itself, which it cannot from standard input: save the registry as a file"
            " first.",
        )

    if sum(path.stat().st_size for path in map(Path, registries) if path.is_file()) > MOST_BYTES:
        raise too_large(", ".join(registries))


def compose(
    report: Report, request: Request, options: Mapping[str, str | None], others: Sequence[Beside], target: Path,
    verdicts: Path | None = None,
) -> None:  # fmt: skip
    """Write the receipt of a check.

    Args:
        report: what the check gave; it names the registries.
        request: what was asked, with the name of the pack.
        options: what else was asked.
        others: the files that were read beside the registries.
        target: the file to write.
        verdicts: the table of all exchanges, where the report shows examples only.

    Raises GrondslagError where a file that was read has changed since, or all together is too large.
    """
    document, pack = report.document, str(request.pack)
    folder, law = pack_files(pack)
    if pack_digest(pack) != document["pack"]["sha256"]:
        raise _moved(pack)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        box = _Box(archive)
        for place, told in enumerate(document["registries"], start=1):
            name = told["source"]
            if box.file(f"registry/{place}{_suffix(name)}", "registry", Path(name), name).sha256 != told["sha256"]:
                raise _moved(name)
        for one in others:
            name = str(one.file)
            if box.file(f"{one.role}{_suffix(name)}", one.role, one.file, name).sha256 != one.sha256:
                raise _moved(name)
        for relative, data in law.items():
            box.add(f"{PACK}/{relative}", "pack", io.BytesIO(data))
        box.add(REPORT, "report", io.BytesIO(report.to_json().encode()))
        if verdicts is not None:
            box.file(VERDICTS, "verdicts", verdicts)
        manifest = Manifest(
            as_of=document["as_of"],
            version=document["generator"]["version"],
            libraries=versions(),
            pack={key: document["pack"][key] for key in ("id", "version", "sha256")} | {"folder": f"{PACK}/{folder}"},
            options={"sheet": request.sheet, "onward": request.onward, **options},
            parts=tuple(box.parts),
        )
        told_of = to_json(manifest)
        box.add(MANIFEST, "manifest", io.BytesIO(told_of))
        box.add(SUMS, "sums", io.BytesIO(sums(manifest, hashlib.sha256(told_of).hexdigest())))


class _Box:
    """Puts files into an archive and remembers what they were."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.parts: list[Part] = []
        self.room = MOST_BYTES

    def file(self, path: str, role: str, file: Path, source: str = "") -> Part:
        try:
            with file.open("rb") as content:
                return self.add(path, role, content, source)
        except OSError as error:
            raise _moved(str(file)) from error

    def add(self, path: str, role: str, content: IO[bytes], source: str = "") -> Part:
        entry = zipfile.ZipInfo(path, EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        entry.create_system = 3
        digest, size = hashlib.sha256(), 0
        with self.archive.open(entry, "w", force_zip64=True) as target:
            while block := content.read(BLOCK):
                digest.update(block)
                size += len(block)
                if size > self.room:
                    raise too_large(self.archive.filename or path)
                target.write(block)
        self.room -= size
        part = Part(path, role, digest.hexdigest(), size, source)
        self.parts.append(part)
        return part


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() else ""


def _moved(name: str) -> GrondslagError:
    return GrondslagError(
        f"{name} is tijdens de toetsing gewijzigd, en dan klopt het toetsdossier niet: toets opnieuw.",
        f"{name} was changed while it was checked, so that the receipt would not be right: check again.",
    )
