"""Write results: to standard output or to files, all of them whole or none at all."""

import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

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


def apart(output: Path | None, inputs: Iterable[str | Path]) -> None:
    """Fail where a result would take the place of what it is made from, or of another result. Raises GrondslagError."""
    others = {Path(name).resolve() for name in inputs}
    if output is not None and not to_standard_output(output) and output.resolve() in others:
        raise GrondslagError(
            f"{output} is zelf een bestand dat wordt gelezen of geschreven: noem een ander bestand.",
            f"{output} is itself a file that is read or written: name another file.",
        )


def write(result: str | bytes, output: Path | None) -> None:
    """Write a text or the bytes of a file. Raises GrondslagError where the file cannot be written."""
    write_all([(result, output)])


def write_all(results: Sequence[tuple[str | bytes, Path | None]]) -> None:
    """Write several results. Raises GrondslagError where one cannot be written; then none is."""
    with whole([output for _, output in results]) as paths:
        for path, (result, _) in zip(paths, results, strict=True):
            path.write_bytes(result.encode() if isinstance(result, str) else result)


@contextmanager
def whole(outputs: Sequence[Path | None]) -> Iterator[list[Path]]:
    """Give a path to write for each output; afterwards all take their place, or none where something went wrong.

    Raises GrondslagError where one cannot be written, or is being written by another run.
    """
    with ExitStack() as stack:
        ready = [(_held(output, stack), output) for output in outputs]
        try:
            yield [path for path, _ in ready]
            for path, output in ready:
                if output is not None and not to_standard_output(output):
                    path.chmod(0o666 & ~_umask())
                    path.replace(output)
        except OSError as error:
            names = ", ".join(str(output) for output in outputs if not to_standard_output(output)) or "stdout"
            reason = error.strerror or str(error)
            raise GrondslagError(
                f"{names} kan niet worden geschreven ({reason}): maak ruimte of noem een ander bestand.",
                f"{names} cannot be written ({reason}): make room or name another file.",
            ) from error
        for path, output in ready:
            if to_standard_output(output):
                _print(path)


def _held(output: Path | None, stack: ExitStack) -> Path:
    """Return a new file to write, which is gone afterwards; no other run can have one for the same output."""
    if output is None or to_standard_output(output):
        path = _beside(Path(tempfile.gettempdir()) / "grondslag")
    else:
        stack.enter_context(_alone(output))
        # What a run that was killed left behind.
        for left in output.parent.glob(f"{glob.escape(_prefix(output))}*{_PART}"):
            left.unlink(missing_ok=True)
        path = _beside(output)
    stack.callback(path.unlink, missing_ok=True)
    return path


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    # Held by the system, so that a run that is killed holds nothing. filelock knows how on each of them.
    lock = FileLock(output.parent / f"{_prefix(output)}lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise GrondslagError(
            f"{output} wordt al door een andere uitvoering geschreven: wacht tot die klaar is, of noem een ander"
            " bestand.",
            f"{output} is already being written by another run: wait until that is done, or name another file.",
        ) from None
    try:
        yield
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


def to_standard_output(output: Path | None) -> bool:
    """Tell whether a result goes to standard output."""
    return output is None or str(output) == STANDARD_OUTPUT


_PART = ".part"


def _prefix(output: Path) -> str:
    return f".{output.name[:100]}."


def _beside(output: Path) -> Path:
    """Return a new file beside the one to write, so that taking its place is one step."""
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=_prefix(output), suffix=_PART)
    os.close(handle)
    return Path(name)


def _umask() -> int:
    """Return the mask for new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _print(path: Path) -> None:
    try:
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough; keep Python from complaining when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
