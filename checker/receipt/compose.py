"""Compose a receipt. The same check gives the same bytes: files are in a fixed order and bear no time of their own."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
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

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip file knows."""
BLOCK = 1 << 20
STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Rests:
    """What a check rests on, by the names that the user gave."""

    registries: Sequence[str]
    pack: str
    sheet: str | None = None
    mapping: Path | None = None
    parties: Path | None = None


def require_files(registries: Sequence[str]) -> None:
    """Raise GrondslagError where a registry is no file, before any work is done."""
    if STANDARD_INPUT in registries:
        raise GrondslagError(
            "Een toetsdossier bewaart het register zelf, en dat kan niet van standaardinvoer: sla het register eerst op"
            " als bestand.",
            "A receipt keeps the registry itself, which it cannot from standard input: save the registry as a file"
            " first.",
        )


def compose(report: Report, rests: Rests, path: Path, verdicts: Path | None = None) -> None:
    """Write the receipt of a check.

    Args:
        report: what the check gave.
        rests: what it rests on.
        path: the file to write.
        verdicts: the table of all exchanges, where the report shows examples only.

    Raises GrondslagError where a file that was read has changed since, or all together is too large.
    """
    document = report.document
    folder, law = pack_files(rests.pack)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        box = _Box(archive)
        for place, (name, told) in enumerate(zip(rests.registries, document["registries"], strict=True), start=1):
            part = box.file(f"registry/{place}{_suffix(name)}", "registry", Path(name))
            if part.sha256 != told["sha256"]:
                raise _moved(name)
        for role, file in (("mapping", rests.mapping), ("parties", rests.parties)):
            if file is not None:
                box.file(f"{role}{_suffix(str(file))}", role, file)
        for relative, data in law.items():
            box.add(f"{PACK}/{relative}", "pack", io.BytesIO(data))
        if pack_digest(rests.pack) != document["pack"]["sha256"]:
            raise _moved(rests.pack)
        box.add(REPORT, "report", io.BytesIO(report.to_json().encode()))
        if verdicts is not None:
            box.file(VERDICTS, "verdicts", verdicts, source="")
        manifest = Manifest(
            as_of=document["as_of"],
            version=document["generator"]["version"],
            libraries=versions(),
            pack={key: document["pack"][key] for key in ("id", "version", "sha256")} | {"folder": f"{PACK}/{folder}"},
            sheet=rests.sheet,
            parts=tuple(box.parts),
        )
        data = to_json(manifest)
        box.add(MANIFEST, "", io.BytesIO(data))
        box.add(SUMS, "", io.BytesIO(sums(manifest, hashlib.sha256(data).hexdigest())))


class _Box:
    """Puts files into an archive and remembers what they were."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.parts: list[Part] = []
        self.room = MOST_BYTES

    def file(self, path: str, role: str, file: Path, source: str | None = None) -> Part:
        try:
            with file.open("rb") as content:
                return self.add(path, role, content, str(file) if source is None else source)
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


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() else ""


def _moved(name: str) -> GrondslagError:
    return GrondslagError(
        f"{name} is tijdens de toetsing gewijzigd, en dan klopt het toetsdossier niet: toets opnieuw.",
        f"{name} was changed while it was checked, so that the receipt would not be right: check again.",
    )

