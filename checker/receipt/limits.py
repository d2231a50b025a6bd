"""How large a receipt may be, so that one from elsewhere cannot fill a disk."""

from checker.errors import GrondslagError

MOST_BYTES = 2 * 1024**3
"""All parts together, unpacked."""
MOST_PARTS = 5_000
MOST_REPORT = 256 * 1024**2
"""Bytes of a report that is read out of a receipt: as of one that lies beside it."""
MOST_TEXT = 64 * 1024**2
"""Bytes of the manifest and of the list of hashes, which are read whole."""


def too_large(name: str) -> GrondslagError:
    """Return the error of a receipt that is, or would become, too large."""
    return GrondslagError(
        f"{name} is uitgepakt groter dan {MOST_BYTES >> 30} GiB of heeft meer dan {MOST_PARTS} delen, meer dan een"
        " toetsdossier mag zijn: splits het register.",
        f"{name} takes more than {MOST_BYTES >> 30} GiB unpacked or has more than {MOST_PARTS} parts, more than a"
        " receipt may be: split the registry.",
    )
