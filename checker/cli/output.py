"""Write results: to standard output or to files, all of them whole or none at all."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from checker.errors import GrondslagError

STANDARD_OUTPUT = "-"


def writable(output: Path | None) -> None:
    """Fail before the work rather than after it.

    Raises GrondslagError where the output cannot be written.
    """
    if to_standard_output(output) or output is None:
        return
    folder = output.parent
    if output.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise GrondslagError(
            f"{output} kan niet worden geschreven: noem een bestand in een map die bestaat en waarin u mag schrijven.",
            f"{output} cannot be written: name a file in a folder that exists and where you may write.",
        )


def write(result: str | bytes, output: Path | None) -> None:
    """Write a text or the bytes of a file. Raises GrondslagError where the file cannot be written."""
    write_all([(result, output)])


def write_all(results: Sequence[tuple[str | bytes, Path | None]]) -> None:
    """Write several results. Raises GrondslagError where one cannot be written; then none is."""
    data = [(result.encode() if isinstance(result, str) else result, output) for result, output in results]
    ready: list[tuple[Path, Path]] = []
    output: Path | None = None
    try:
        for part, output in data:
            if output is not None and not to_standard_output(output):
                ready.append((_beside(output), output))
                ready[-1][0].write_bytes(part)
                ready[-1][0].chmod(0o666 & ~_umask())
        while ready:
            temporary, output = ready[0]
            temporary.replace(output)
            del ready[0]
    except OSError as error:
        raise GrondslagError(
            f"{output} kan niet worden geschreven ({error.strerror}): maak ruimte of noem een ander bestand.",
            f"{output} cannot be written ({error.strerror}): make room or name another file.",
        ) from error
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)
    for part, output in data:
        if to_standard_output(output):
            _print(part)


def to_standard_output(output: Path | None) -> bool:
    """Tell whether a result goes to standard output."""
    return output is None or str(output) == STANDARD_OUTPUT


def _beside(output: Path) -> Path:
    """Return a new file beside the one to write, so that taking its place is one step."""
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name[:100]}.")
    os.close(handle)
    return Path(name)


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
