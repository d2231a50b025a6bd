"""Find and open registry files: paths, globs and standard input; nothing but bytes."""

import glob
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from checker.errors import GrondslagError

STANDARD_INPUT = "-"
MAX_BYTES = 256 * 1024**2
"""Bytes in one registry: over a million rows. As a table it takes some 8 times as much memory, and up to 35 times where
cells hold hardly anything, so 9 GiB is the most that a file can ask."""

_OPEN_MARKS = ("~$", ".~lock.")
"""What Excel and LibreOffice leave beside a workbook that someone has open; no workbook itself."""


@dataclass(frozen=True)
class Source:
    """The bytes of a registry under the name that the user gave."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """The end of the name that tells the format, in lower case, or nothing."""
        return Path(self.name).suffix.lower()


def expand(sources: Sequence[str]) -> list[str]:
    """Return the files that paths and globs stand for, in the order given and sorted within a glob, each once.

    Raises GrondslagError where a path does not exist or a glob fits no file.
    """
    found: dict[str, None] = {}
    for source in sources:
        if source == STANDARD_INPUT or os.path.exists(source):  # noqa: PTH110 - of no name at all it makes an error
            found[source] = None
            continue
        # A shell on Windows leaves globs to the program; elsewhere they come here in quotes.
        if not glob.has_magic(source):
            raise _absent(source)
        # Not Path.glob: that takes no pattern that begins at the root.
        names = sorted(name for name in glob.glob(source, recursive=True) if Path(name).is_file())  # noqa: PTH207
        names = [name for name in names if not Path(name).name.startswith(_OPEN_MARKS)]
        if not names:
            raise GrondslagError(
                f"{source} past op geen enkel bestand: controleer het patroon en de map.",
                f"{source} fits no file at all: check the pattern and the folder.",
            )
        found |= dict.fromkeys(names)
    return list(found)


def open_source(source: str | Path) -> Source:
    """Return the bytes of a file, or of standard input for "-".

    Raises GrondslagError where they cannot be read or are too many.
    """
    name = str(source)
    if name == STANDARD_INPUT:
        return Source("stdin", _read(sys.stdin.buffer, "stdin"))
    if os.path.isdir(source):  # noqa: PTH112 - as above
        raise GrondslagError(
            f"{name} is een map: noem het bestand met het register.", f"{name} is a folder: name the registry file."
        )
    try:
        with Path(source).open("rb") as file:
            return Source(name, _read(file, name))
    except (OSError, ValueError) as error:
        raise _absent(name) if isinstance(error, FileNotFoundError) else _unreadable(name, error) from error


def _read(file: BinaryIO, name: str) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise GrondslagError(
            f"{name} is groter dan {MAX_BYTES >> 20} MiB: splits het register.",
            f"{name} is larger than {MAX_BYTES >> 20} MiB: split the registry.",
        )
    return data


def _absent(name: str) -> GrondslagError:
    return GrondslagError(
        f"{name} kan niet worden gelezen (bestaat niet): controleer naam en rechten.",
        f"{name} cannot be read (does not exist): check name and permissions.",
    )


def _unreadable(name: str, error: OSError | ValueError) -> GrondslagError:
    if isinstance(error, PermissionError):
        nl, en = "geen toegang", "no access"
    else:
        nl = en = str(getattr(error, "strerror", None) or error)
    return GrondslagError(
        f"{name} kan niet worden gelezen ({nl}): controleer naam en rechten.",
        f"{name} cannot be read ({en}): check name and permissions.",
    )
