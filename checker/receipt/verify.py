"""Verify a receipt: is it whole, and does the check give the same again?"""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from checker.errors import GrondslagError
from checker.pack.folders import pack_files
from checker.pack.load import pack_digest
from checker.receipt.compare import MOST_TOLD, Difference, differences, table_differences
from checker.receipt.compared_law import command
from checker.receipt.manifest import PACK, REPORT, VERDICTS, broken, versions
from checker.receipt.replay import replay, stored_packs
from checker.receipt.unpack import Change, Unpacked, unpack
from checker.report import Report
from checker.reports.stored import read_report
from checker.resources import built_in_packs

SCHEMA = "grondslag-verification/1"
HELD = ("waivers", "baseline", "decisions")
"""What is read beside registries: parts of a receipt, and of its report."""


def verify(receipt: Path) -> dict[str, Any]:
    """Return what a verification has to say, as a document: `ok` tells whether all is well.

    The receipt is unpacked in an empty temporary folder, which is gone afterwards. A receipt of which a part was
    changed is not replayed.

    Raises GrondslagError where the file is no receipt, or cannot be unpacked safely.
    """
    with tempfile.TemporaryDirectory(prefix="grondslag-") as temporary, _named(receipt, temporary):
        unpacked = unpack(receipt, Path(temporary))
        if not unpacked.changes:
            stored = read_report(f"{receipt}: {REPORT}", (unpacked.folder / REPORT).read_bytes())
            unpacked = replace(unpacked, changes=_contradictions(str(receipt), unpacked, stored))
        document = _head(receipt, unpacked)
        return document if unpacked.changes else document | _replayed(receipt, unpacked, stored)


@contextmanager
def _named(receipt: Path, folder: str) -> Iterator[None]:
    """Say of a part that cannot be read which it is of the receipt: the folder is gone when the sentence is read."""
    try:
        yield
    except GrondslagError as error:
        nl, en = (text.replace(f"{folder}/", f"{receipt}: ") for text in error.texts.values())
        raise GrondslagError(nl, en) from error


def _head(receipt: Path, unpacked: Unpacked) -> dict[str, Any]:
    manifest = unpacked.manifest
    with receipt.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    installed = versions()
    return {
        "schema": SCHEMA,
        "receipt": {"source": str(receipt), "sha256": sha256, "parts": len(manifest.parts)},
        "ok": False,
        "whole": not unpacked.changes,
        "changed": [vars(change) for change in unpacked.changes],
        "as_of": manifest.as_of,
        "engine": {"then": manifest.version, "now": version("grondslag")},
        "libraries": {
            name: {"then": manifest.libraries.get(name, ""), "now": installed[name]} for name in sorted(installed)
        },
        "pack": {key: manifest.pack[key] for key in ("id", "version", "sha256")},
    }


def _contradictions(name: str, unpacked: Unpacked, report: Report) -> tuple[Change, ...]:
    """Return the parts that are as the manifest says but not as the report says: both were then made to fit."""
    manifest, document = unpacked.manifest, report.document
    stored = manifest.of("registry")
    told = [one["sha256"] for one in document["registries"]]
    changed = [part.path for part, sha in zip(stored, told, strict=False) if part.sha256 != sha]
    if len(stored) != len(told):
        changed.append(REPORT)
    for role in HELD:
        told = [document[role]["sha256"]] if role in document else []
        if [part.sha256 for part in manifest.of(role)] != told:
            changed += [part.path for part in manifest.of(role)] or [REPORT]
    head = unpacked.folder / manifest.pack["folder"]
    is_inside = head.is_relative_to(unpacked.folder / PACK) and head in stored_packs(unpacked.folder)
    if not is_inside:
        raise broken(name, PACK)
    if {document["pack"]["sha256"], pack_digest(str(head), stored_packs(unpacked.folder))} != {manifest.pack["sha256"]}:
        changed.append(PACK)
    if (document["as_of"], document["generator"]["version"]) != (manifest.as_of, manifest.version):
        changed.append(REPORT)
    return tuple(Change(path, "changed") for path in dict.fromkeys(changed))


def _replayed(receipt: Path, unpacked: Unpacked, stored: Report) -> dict[str, Any]:
    report, verdicts = replay(unpacked)
    now = _as_named(report.document, stored.document)
    found = list(islice(_differences(stored.document, now, unpacked, verdicts), MOST_TOLD + 1))
    counts = now.get("sampled", {}).get("exchanges", len(now["exchanges"]))
    return {
        "ok": not found,
        "installed_pack": _installed(receipt, unpacked),
        "labels": {key: stored.document["labels"][key] for key in ("families", "verdicts", "outcomes", "scopes")},
        "exchanges": counts,
        "same": not found,
        "to_the_letter": json.dumps(now) == json.dumps(stored.document),
        "differences": [asdict(one) for one in found[:MOST_TOLD]],
        "more": len(found) > MOST_TOLD,
    }


def _differences(
    then: dict[str, Any], now: dict[str, Any], unpacked: Unpacked, verdicts: Path | None
) -> Iterator[Difference]:
    if verdicts is not None:
        yield from table_differences(unpacked.folder / VERDICTS, verdicts)
    yield from differences(then, now)
    for field in ("summary", "registries", *HELD):
        if then.get(field) != now.get(field):
            yield Difference(0, 0, "", field, json.dumps(then.get(field)), json.dumps(now.get(field)))


def _as_named(now: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    """Return a report with what differs by nature as it was: the names of registries, and the version of grondslag."""
    named = [new | {"source": old["source"]} for new, old in zip(now["registries"], then["registries"], strict=True)]
    told = now | {"registries": named, "generator": then["generator"]}
    for field, differing in {"sampled": "where", **dict.fromkeys(HELD, "source")}.items():
        if field in now and field in then:
            told[field] = now[field] | {differing: then[field][differing]}
    return json.loads(json.dumps(told))  # type: ignore[no-any-return]


def _installed(receipt: Path, unpacked: Unpacked) -> dict[str, Any]:
    """Return in which files the packs that ship with the package differ from those in the receipt.

    Where they do, also the command that says what that means for the registry.
    """
    stored = {part.path.removeprefix(f"{PACK}/"): part.sha256 for part in unpacked.manifest.of("pack")}
    here: dict[str, str] = {}
    for folder in built_in_packs():
        try:
            here |= {path: hashlib.sha256(data).hexdigest() for path, data in pack_files(str(folder))[1].items()}
        except GrondslagError:
            continue
    ours = {path.split("/")[0] for path in here}
    kept = {path: sha for path, sha in stored.items() if path.split("/")[0] in ours}
    differing = sorted(path for path in here.keys() | kept.keys() if here.get(path) != kept.get(path))
    if not differing:
        return {"same": True, "files": []}
    shipped = frozenset(folder.name for folder in built_in_packs())
    return {"same": False, "files": differing, "impact": command(receipt, unpacked.manifest, shipped)}
