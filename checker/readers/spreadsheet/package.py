"""Open the zip package of a workbook safely: only known parts, within bounds, as a package of those parts alone.

What is read afterwards is the copy made here, so what was checked is what is read: no part twice, no size that lies,
no macros, images, links to other files or anything else that a registry has no use for.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping

from checker.errors import GrondslagError
from checker.readers.source import Source

MAX_UNPACKED = 512 * 1024**2
"""Bytes of all parts together, once unpacked."""
MAX_RATIO = 250
"""Times that a large part may shrink by packing; a sheet of equal rows comes to some 100, a zip bomb to 1,000."""
LARGE = 16 * 1024**2
MAX_PARTS = 10_000

_ENTRY = b"PK\x01\x02"
"""Begins each entry in the directory of a package."""

XLSX = "xlsx"
ODS = "ods"

_OTHERS = (
    # Part by which a package is known, and what it is.
    ("xl/workbook.bin", "een binaire werkmap (.xlsb)", "a binary workbook (.xlsb)"),
    ("word/document.xml", "een Word-document", "a Word document"),
    ("ppt/presentation.xml", "een presentatie", "a presentation"),
)
_UNUSED = ("theme", "drawings", "charts", "media", "pivotCache", "pivotTables", "externalLinks", "printerSettings")


def open_package(source: Source) -> tuple[str, dict[str, bytes]]:
    """Return the format of a workbook and the parts that are needed to read it, by name.

    Raises GrondslagError where it is no workbook, is broken or protected, or unpacks to more than is read.
    """
    name = source.name
    if source.data.count(_ENTRY) > MAX_PARTS:
        raise too_much(name)
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            entries = package.infolist()
            kind = _kind(name, package)
            wanted = [entry for entry in entries if _wanted(kind, entry.filename)]
            _check(name, entries, wanted)
            parts = {entry.filename: package.read(entry) for entry in wanted}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, RuntimeError) as error:
        raise broken(name) from error
    if kind == ODS and b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise protected(name)
    return kind, parts


def pack(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Return parts as a package, not compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
        for part, data in parts.items():
            package.writestr(part, data)
    packed.seek(0)
    return packed


def broken(name: str) -> GrondslagError:
    """Return the refusal of a workbook that cannot be read."""
    return GrondslagError(
        f"{name} is een beschadigde of onvolledige werkmap: open het bestand in Excel of LibreOffice en sla het"
        " opnieuw op als .xlsx.",
        f"{name} is a broken or incomplete workbook: open the file in Excel or LibreOffice and save it anew as .xlsx.",
    )


def protected(name: str) -> GrondslagError:
    """Return the refusal of a workbook behind a password."""
    return GrondslagError(
        f"{name} is met een wachtwoord beveiligd: sla een kopie zonder wachtwoord op en lees die.",
        f"{name} is protected by a password: save a copy without a password and read that.",
    )


def _kind(name: str, package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "xl/workbook.xml" in names:
        return XLSX
    if "content.xml" in names and _is_spreadsheet(package):
        return ODS
    # LibreOffice packs a protected document whole, in a package of its own.
    if "encrypted-package" in names:
        raise protected(name)
    for part, nl, en in _OTHERS:
        if part in names:
            raise GrondslagError(
                f"{name} is {nl}: sla het register op als .xlsx of CSV UTF-8.",
                f"{name} is {en}: save the registry as .xlsx or CSV UTF-8.",
            )
    raise GrondslagError(
        f"{name} is een zip-bestand zonder werkmap: pak het uit en noem het register dat erin zit.",
        f"{name} is a zip file without a workbook: unpack it and name the registry in it.",
    )


def _is_spreadsheet(package: zipfile.ZipFile) -> bool:
    if "mimetype" not in package.namelist() or package.getinfo("mimetype").file_size > 200:
        return True
    return b"spreadsheet" in package.read("mimetype")


def _wanted(kind: str, part: str) -> bool:
    if kind == ODS:
        return part in ("mimetype", "content.xml", "META-INF/manifest.xml")
    if part in ("[Content_Types].xml", "_rels/.rels"):
        return True
    folders = part.split("/")
    return folders[0] == "xl" and part.endswith((".xml", ".rels")) and folders[1] not in _UNUSED


def _check(name: str, entries: list[zipfile.ZipInfo], wanted: list[zipfile.ZipInfo]) -> None:
    """Refuse a package by its directory, before anything is unpacked."""
    if any(entry.flag_bits & 1 for entry in wanted):
        raise protected(name)
    twice = len({entry.filename.casefold() for entry in entries}) < len(entries)
    if twice or any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in wanted):
        raise broken(name)
    total = sum(entry.file_size for entry in wanted)
    dense = any(entry.file_size > max(LARGE, MAX_RATIO * entry.compress_size) for entry in wanted)
    if total > MAX_UNPACKED or dense:
        raise too_much(name)


def too_much(name: str) -> GrondslagError:
    """Return the refusal of a workbook that asks for more memory than a registry does."""
    return GrondslagError(
        f"{name} pakt uit tot meer dan wordt gelezen ({MAX_UNPACKED >> 20} MiB, {MAX_RATIO} maal de ingepakte grootte"
        f" of {MAX_PARTS:,} delen): controleer de herkomst van het bestand, of splits het register.",
        f"{name} unpacks to more than is read ({MAX_UNPACKED >> 20} MiB, {MAX_RATIO} times its packed size or"
        f" {MAX_PARTS:,} parts): check where the file comes from, or split the registry.",
    )
