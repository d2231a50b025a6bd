"""Unpack a receipt that may come from anyone: nothing outside the folder, no more than it says, every hash compared.

By the zipfile module, which the standard library brings; what a zip file says of itself is not believed.
"""

import hashlib
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from checker.errors import GrondslagError
from checker.receipt.limits import MOST_BYTES, MOST_PARTS, MOST_REPORT, MOST_TEXT, too_large
from checker.receipt.manifest import MANIFEST, REPORT, SUMS, Manifest, Part, broken, from_json, sums

BLOCK = 1 << 20
ZIP = b"PK\x03\x04"
"""What a zip file starts with."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Change:
    """A part that is not as the manifest says."""

    path: str
    how: str
    """"changed", "missing" or "added"."""


@dataclass(frozen=True)
class Unpacked:
    """A receipt on disk."""

    manifest: Manifest
    folder: Path
    changes: tuple[Change, ...]


def unpack(receipt: Path, folder: Path) -> Unpacked:
    """Unpack a receipt into an empty folder, only those parts that its manifest names.

    Raises GrondslagError where it is no receipt, is cut short, is too large, or has a part outside the folder.
    """
    name = str(receipt)
    try:
        with zipfile.ZipFile(receipt) as archive:
            entries, manifest, is_as_summed = _head(archive, name)
            if not is_as_summed:
                # One of the two was changed, and the hashes do not tell which.
                return Unpacked(manifest, folder, (Change(MANIFEST, "changed"),))
            changes = _parts(archive, entries, manifest, folder)
    except OSError as error:
        raise _unreadable(name) from error
    except _UNREADABLE as error:
        raise _no_zip(name) from error
    named = {part.path for part in manifest.parts} | {MANIFEST, SUMS}
    added = [Change(path, "added") for path in sorted(entries.keys() - named)]
    return Unpacked(manifest, folder, (*changes, *added))


def is_zip(file: Path) -> bool:
    """Return whether a file is a zip file by its first bytes, as a receipt is; not one that cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(ZIP)) == ZIP
    except OSError:
        return False


def report_in(receipt: Path) -> bytes:
    """Return the bytes of the report in a receipt, which are as its manifest says; no other part is looked at.

    Raises GrondslagError where it is no receipt, is cut short, is too large, or the report was changed.
    """
    name = str(receipt)
    try:
        with zipfile.ZipFile(receipt) as archive:
            entries, manifest, is_as_summed = _head(archive, name)
            part = next(part for part in manifest.parts if part.path == REPORT)
            data = _text(archive, entries, part.path, name, MOST_REPORT)
    except OSError as error:
        raise _unreadable(name) from error
    except _UNREADABLE as error:
        raise _no_zip(name) from error
    if not is_as_summed or hashlib.sha256(data).hexdigest() != part.sha256:
        raise GrondslagError(
            f"{name}: het rapport in dit toetsdossier is gewijzigd; grondslag verify {name} zegt wat er anders is.",
            f"{name}: the report in this receipt was changed; grondslag verify {name} tells what differs.",
        )
    return data


def _head(archive: zipfile.ZipFile, name: str) -> tuple[dict[str, zipfile.ZipInfo], Manifest, bool]:
    """Return the entries of a receipt, its manifest, and whether the list of hashes fits that."""
    entries = _entries(archive, name)
    manifest_bytes = _text(archive, entries, MANIFEST, name)
    manifest = from_json(name, manifest_bytes)
    _require_safe([part.path for part in manifest.parts], name)
    told = sums(manifest, hashlib.sha256(manifest_bytes).hexdigest())
    return entries, manifest, _text(archive, entries, SUMS, name) == told


def _entries(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    found = archive.infolist()
    if len(found) > MOST_PARTS or sum(entry.file_size for entry in found) > MOST_BYTES:
        raise too_large(name)
    # The name as it stands: zipfile mends it silently.
    _require_safe([entry.orig_filename for entry in found], name)
    for entry in found:
        if (entry.external_attr >> 16) & 0o170000 not in (0, 0o100000) or entry.flag_bits & 1:
            raise broken(name, _shown(entry.filename))
    return {entry.filename: entry for entry in found}


def _require_safe(paths: list[str], name: str) -> None:
    """Fail where a path leads out of the folder, or two would be one file, on whichever system."""
    for path in paths:
        parts = PurePosixPath(path).parts
        clean = path.isprintable() and not set(path) & set('\\:*?"<>|') and len(path) <= 500
        if not clean or path != "/".join(parts) or path.startswith("/") or ".." in parts:
            raise GrondslagError(
                f"{name} bevat een pad dat buiten het dossier leidt of niet kan bestaan ({_shown(path)}): vertrouw dit"
                " bestand niet.",
                f"{name} holds a path that leads out of the receipt or cannot exist ({_shown(path)}): do not trust this"
                " file.",
            )
    folders = {str(parent) for path in paths for parent in PurePosixPath(path.casefold()).parents}
    twice = [path for path, times in Counter(path.casefold() for path in paths).items() if times > 1 or path in folders]
    if twice:
        raise broken(name, _shown(twice[0]))


def _text(
    archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], path: str, name: str, most: int = MOST_TEXT
) -> bytes:  # fmt: skip
    if path not in entries:
        raise broken(name, path)
    with archive.open(entries[path]) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise too_large(name)
    return data


def _parts(
    archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], manifest: Manifest, folder: Path
) -> list[Change]:
    changes = []
    for part in manifest.parts:
        if part.path not in entries:
            changes.append(Change(part.path, "missing"))
        elif not _is_as_told(archive, entries[part.path], part, folder / part.path):
            changes.append(Change(part.path, "changed"))
    return changes


def _is_as_told(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, part: Part, target: Path) -> bool:
    """Write a part to disk, and return whether it has the size and hash that the manifest says."""
    if entry.file_size != part.bytes:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(entry) as source, target.open("wb") as file:
            while block := source.read(BLOCK):
                size += len(block)
                if size > part.bytes:
                    return False
                digest.update(block)
                file.write(block)
    except _UNREADABLE:
        return False
    return size == part.bytes and digest.hexdigest() == part.sha256


def _shown(path: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in path)
    return plain if len(plain) <= 60 else plain[:59] + "…"


def _no_zip(name: str) -> GrondslagError:
    return GrondslagError(
        f"{name} is geen toetsdossier, of is afgekapt of beschadigd: vraag het bestand opnieuw op.",
        f"{name} is no receipt, or is cut short or damaged: ask for the file again.",
    )


def _unreadable(name: str) -> GrondslagError:
    return GrondslagError(
        f"{name} kan niet worden gelezen of uitgepakt: controleer naam, rechten en ruimte.",
        f"{name} cannot be read or unpacked: check name, permissions and room.",
    )
