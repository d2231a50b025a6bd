"""What a receipt holds, told in its manifest: JSON that is linked data too, in the words of PROV.

The check is the activity; it used registries, names and a pack, generated a report, and grondslag carried it out.
"""

import json
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from checker.errors import GrondslagError
from checker.resources import receipt_schema

SCHEMA = "grondslag-receipt/1"
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
REPORT, VERDICTS, PACK = "report.json", "verdicts.csv", "pack"
LIBRARIES = ("numpy", "pandas", "pyarrow", "pyoxigraph", "pyshacl", "python-calamine", "rdflib")
"""What outcomes depend on beside the package itself: what reads a registry, and what judges it."""
PYTHON = "python"
CONTEXT = {
    "@base": "https://w3id.org/grondslag/receipt/",
    "@vocab": "https://w3id.org/grondslag/receipt#",
    "dct": "http://purl.org/dc/terms/",
    "gs": "https://w3id.org/grondslag/ns#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "as_of": {"@id": "gs:asOf", "@type": "xsd:date"},
    "agent": "prov:wasAssociatedWith",
    "used": "prov:used",
    "generated": "prov:generated",
    "source": "dct:source",
}


@dataclass(frozen=True)
class Part:
    """A file in a receipt."""

    path: str
    role: str
    """What it is to the check: a registry, the pack, or a role that the schema of the manifest names."""
    sha256: str
    bytes: int
    source: str = ""
    """The name by which the user gave it."""


@dataclass(frozen=True)
class Manifest:
    """What a receipt holds and how the check was done."""

    as_of: str
    version: str
    """Of grondslag."""
    libraries: dict[str, str]
    """The version of each."""
    pack: dict[str, str]
    """Its id, version and sha256, and the folder in the receipt."""
    options: dict[str, Any]
    """What else was asked: the sheet of a workbook, whether to judge onward transfers, and what makes a run fail."""
    parts: tuple[Part, ...]

    def of(self, role: str) -> list[Part]:
        """Return the parts with this role, in their order."""
        return [part for part in self.parts if part.role == role]


GENERATED = ("report", "verdicts")


def versions() -> dict[str, str]:
    """Return the versions of Python and of what outcomes depend on; nothing of a library that is not installed."""
    return {PYTHON: platform.python_version(), **{name: _version(name) for name in LIBRARIES}}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def to_json(manifest: Manifest) -> bytes:
    """Return a manifest as the bytes of its file."""
    document = {
        "@context": CONTEXT,
        "schema": SCHEMA,
        "id": "check",
        "type": ["prov:Activity", "gs:Run"],
        "as_of": manifest.as_of,
        "agent": {
            "id": "agent",
            "type": "prov:SoftwareAgent",
            "name": "grondslag",
            "version": manifest.version,
            "libraries": manifest.libraries,
        },
        "pack": manifest.pack,
        "options": manifest.options,
        "used": [_entity(part) for part in manifest.parts if part.role not in GENERATED],
        "generated": [_entity(part) for part in manifest.parts if part.role in GENERATED],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _entity(part: Part) -> dict[str, Any]:
    told = {"id": quote(part.path), "type": "prov:Entity", **vars(part)}
    return told if part.source else {key: value for key, value in told.items() if key != "source"}


def from_json(name: str, data: bytes) -> Manifest:
    """Return the manifest in the bytes of its file, of the receipt of that name.

    Raises GrondslagError where it is no manifest, or one of another version.
    """
    try:
        document = json.loads(data.decode(), parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise broken(name, MANIFEST) from error
    found = document.get("schema") if isinstance(document, dict) else None
    if isinstance(found, str) and found != SCHEMA:
        raise GrondslagError(
            f"{name} is een toetsdossier van een andere versie ({found[:40]!r} in plaats van {SCHEMA}): gebruik de"
            " versie van grondslag waarmee het is gemaakt.",
            f"{name} is a receipt of another version ({found[:40]!r} instead of {SCHEMA}): use the version of grondslag"
            " by which it was made.",
        )
    if not _is_day(document.get("as_of") if isinstance(document, dict) else None):
        raise broken(name, MANIFEST)
    validator = jsonschema_rs.validator_for(json.loads(receipt_schema().read_text(encoding="utf-8")))
    if not validator.is_valid(document):
        raise broken(name, MANIFEST)
    entities: Iterable[dict[str, Any]] = [*document["used"], *document["generated"]]
    return Manifest(
        as_of=document["as_of"],
        version=document["agent"]["version"],
        libraries=document["agent"]["libraries"],
        pack=document["pack"],
        options=document["options"],
        parts=tuple(
            Part(one["path"], one["role"], one["sha256"], one["bytes"], one.get("source", "")) for one in entities
        ),
    )


def _is_day(text: Any) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except (TypeError, ValueError):
        return False


def sums(manifest: Manifest, sha256: str) -> bytes:
    """Return the hashes of all parts and of the manifest, as `sha256sum --check` reads them."""
    lines = [f"{part.sha256}  {part.path}\n" for part in manifest.parts]
    return "".join([*lines, f"{sha256}  {MANIFEST}\n"]).encode()


def broken(name: str, place: str) -> GrondslagError:
    """Return the error of a receipt that is no whole one."""
    return GrondslagError(
        f"{name} is geen heel toetsdossier, bij {place}: vraag het bestand opnieuw op, of maak het opnieuw met"
        " grondslag check --receipt.",
        f"{name} is no whole receipt, at {place}: ask for the file again, or make it again by grondslag check"
        " --receipt.",
    )
