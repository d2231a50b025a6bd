"""Set lots of rows aside while all of a registry are read: in memory while they take little room, else in a file.

The file has no name, so that no other can open it, and it is gone when the process is, however that ends.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow  # type: ignore[import-untyped]

from checker.errors import GrondslagError

ROOM = 64 * 1024**2
"""Bytes that are held in memory."""

Array = npt.NDArray[Any]


def _file() -> Any:
    return tempfile.SpooledTemporaryFile(max_size=ROOM)


@dataclass(eq=False)
class Shelf:
    """Lots, each of columns and of arrays beside them, in the order in which they were put."""

    _file: Any = field(default_factory=_file)
    _arrays: list[int] = field(default_factory=list)
    """By lot: how many arrays stand beside its columns."""

    def put(self, columns: pyarrow.RecordBatch, arrays: Sequence[Array]) -> None:
        """Put a lot. Raises GrondslagError where there is no room for it."""
        try:
            with pyarrow.ipc.new_stream(self._file, columns.schema) as writer:
                writer.write_batch(columns)
            for array in arrays:
                np.save(self._file, array, allow_pickle=False)
        except OSError as error:
            folder, reason = tempfile.gettempdir(), error.strerror or str(error)
            raise GrondslagError(
                f"{folder} heeft geen plaats voor een tijdelijk bestand ({reason}): maak ruimte, of noem met TMPDIR een"
                " andere map.",
                f"{folder} has no room for a temporary file ({reason}): make room, or name another folder with TMPDIR.",
            ) from error
        self._arrays.append(len(arrays))

    def lots(self) -> Iterator[tuple[pyarrow.RecordBatch, list[Array]]]:
        """Yield the lots; to the end, before they are asked for again."""
        self._file.seek(0)
        for count in self._arrays:
            with pyarrow.ipc.open_stream(self._file) as reader:
                columns = reader.read_next_batch()
                # The mark of the end stands before what comes next.
                for _ in reader:
                    pass
            yield columns, [np.load(self._file, allow_pickle=False) for _ in range(count)]

    def close(self) -> None:
        """Give the room back."""
        self._file.close()


def compact(numbers: Array) -> Array:
    """Return whole numbers from 0 in as few bytes as they fit in."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
