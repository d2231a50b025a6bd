"""The command that says what it means for a registry that the pack of its receipt is not the installed one."""

import shlex
from pathlib import Path

from checker.receipt.manifest import PACK, Manifest

NAMED = ("mapping", "parties", "decisions")
"""The files that `impact` reads beside a registry."""


def command(receipt: Path, manifest: Manifest, shipped: frozenset[str]) -> str:
    """Return the command, with the one before it that unpacks the receipt; empty for a pack of one's own.

    Such a pack builds on the installed one wherever it lies, so that unpacking it would not bring back the old law.

    Args:
        receipt: the receipt.
        manifest: its manifest.
        shipped: the names of the folders of the packs that ship with grondslag.
    """
    folder = manifest.pack["folder"]
    if folder.removeprefix(f"{PACK}/") not in shipped:
        return ""
    into = f"{receipt.stem}-unpacked"
    words = ["grondslag", "impact", *(f"{into}/{part.path}" for part in manifest.of("registry"))]
    words += ["--pack", f"{into}/{folder}", "--against", manifest.pack["id"], "--as-of", manifest.as_of]
    for role in NAMED:
        words += [word for part in manifest.of(role) for word in (f"--{role}", f"{into}/{part.path}")]
    if manifest.options["sheet"] is not None:
        words += ["--sheet", str(manifest.options["sheet"])]
    unpacking = shlex.join(["python", "-m", "zipfile", "-e", str(receipt), into])
    return f"{unpacking} && {shlex.join(words)}"
