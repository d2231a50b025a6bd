"""Write a result: to standard output or to a file, whole or not at all."""

import os
import sys
import tempfile
from pathlib import Path

from checker.errors import GrondslagError


def writable(output: Path | None) -> None:
    """Fail before the work rather than after it.

    Raises GrondslagError where the output cannot be written.
    """
    if _to_standard_output(output) or output is None:
        return
    folder = output.parent
    if output.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise GrondslagError(
            f"{output} kan niet worden geschreven: noem een bestand in een map die bestaat en waarin u mag schrijven.",
            f"{output} cannot be written: name a file in a folder that exists and where you may write.",
        )


def write(result: str | bytes, output: Path | None) -> None:
    """Write a text or the bytes of a file. Raises GrondslagError where the file cannot be written."""
    data = result.encode() if isinstance(result, str) else result
    if _to_standard_output(output) or output is None:
        _print(data)
        return
    # Beside the target, so that taking its place is one step.
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(output)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise GrondslagError(
            f"{output} kan niet worden geschreven ({error.strerror}): maak ruimte of noem een ander bestand.",
            f"{output} cannot be written ({error.strerror}): make room or name another file.",
        ) from error


def _to_standard_output(output: Path | None) -> bool:
    return output is None or str(output) == "-"


def _umask() -> int:
    """Return the mask for new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _print(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough; keep Python from complaining when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
