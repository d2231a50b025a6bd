"""Open a Word document safely and write one: bounded, without entities, and with the same bytes each time."""

import io
import zipfile
from typing import Any

import docx
from docx.document import Document
from lxml import etree

from checker.errors import GrondslagError

MAX_BYTES = 50_000_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 250
LARGE = 16_000_000
MAX_PARTS = 2_000
MAIN = "word/document.xml"
_FIXED = (1980, 1, 1, 0, 0, 0)


def opened(name: str, data: bytes) -> Document:
    """Return the Word document in the bytes of a file.

    Raises GrondslagError where it is none, is broken or protected, unpacks to too much, or defines entities.
    """
    if len(data) > MAX_BYTES:
        raise too_much(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check(name, package)
            for entry in package.infolist():
                if entry.filename.lower().endswith((".xml", ".rels")):
                    _check_part(name, package.read(entry))
        return docx.Document(io.BytesIO(data))
    except GrondslagError:
        raise
    # python-docx and lxml fail in many ways on a package that is not what it says.
    except Exception as error:
        raise broken(name) from error


def _check(name: str, package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if MAIN not in package.namelist():
        raise not_ours(name)
    names = {entry.filename.casefold() for entry in entries}
    if len(names) < len(entries) or any(entry.flag_bits & 1 for entry in entries):
        raise broken(name)
    dense = any(entry.file_size > max(LARGE, MAX_RATIO * entry.compress_size) for entry in entries)
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED or dense:
        raise too_much(name)


def _check_part(name: str, data: bytes) -> None:
    """Refuse XML with a document type: Word writes none, and entities are defined there."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree: Any = etree.fromstring(data, parser).getroottree()
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise broken(name)


def packed(document: Document) -> bytes:
    """Return a document as the bytes of a file; the parts have no time of their own."""
    saved = io.BytesIO()
    document.save(saved)
    made = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, _FIXED)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, source.read(entry))
    return made.getvalue()


def not_ours(name: str) -> GrondslagError:
    """Return the refusal of a file that was not made here."""
    return GrondslagError(
        f"{name} is geen DPIA die met grondslag dpia is gemaakt: noem er een die dat wel is, of maak een nieuwe zonder"
        " --update.",
        f"{name} is no DPIA made by grondslag dpia: name one that is, or make a new one without --update.",
    )


def broken(name: str) -> GrondslagError:
    """Return the refusal of a document that cannot be read."""
    return GrondslagError(
        f"{name} is geen leesbaar Word-document (beschadigd, onvolledig of met een wachtwoord): open het in Word of"
        " LibreOffice, sla het op als .docx en probeer het opnieuw.",
        f"{name} is no readable Word document (broken, incomplete or behind a password): open it in Word or"
        " LibreOffice, save it as .docx and try again.",
    )


def too_much(name: str) -> GrondslagError:
    """Return the refusal of a document that is larger than an assessment can be."""
    return GrondslagError(
        f"{name} is groter dan wordt gelezen ({MAX_BYTES // 10**6} MB, uitgepakt {MAX_UNPACKED // 10**6} MB of"
        f" {MAX_PARTS} delen): controleer de herkomst, of verwijder grote plaatjes.",
        f"{name} is larger than is read ({MAX_BYTES // 10**6} MB, {MAX_UNPACKED // 10**6} MB unpacked or {MAX_PARTS}"
        " parts): check where it comes from, or remove large pictures.",
    )
