"""Read a registry a lot of rows at a time: Parquet as it streams, a table from memory; see `delimited` for CSV."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import parquet, types

from checker.batch.ahead import ahead
from checker.batch.columns import to_text
from checker.batch.rows import Lot, require_plain, whole
from checker.errors import GrondslagError
from checker.model import Table

ROWS = 200_000
"""Rows in a lot, unless memory asks for less."""
LARGEST_DICTIONARY = 1024**2
"""Bytes of the dictionary of a Parquet column at which most writers fall back on plain texts."""


@dataclass(frozen=True)
class Stream:
    """A registry that can be read more than once, from the start."""

    source: str
    header: tuple[str, ...]
    rows: int | None
    """The number of rows, where it is known beforehand."""
    read: Callable[[Sequence[int] | None], Iterator[Lot]]
    """Yields lots; of columns that are not asked for there may be nothing but the place."""


def stream_parquet(path: Path, rows: int = ROWS) -> Stream:
    """Return a Parquet file as a stream.

    Raises GrondslagError where it is broken, here or while it is read.
    """
    with _broken(path):
        opened = parquet.ParquetFile(path)
        header = tuple(opened.schema_arrow.names)
        size = opened.metadata.num_rows
    require_plain(str(path), opened.schema_arrow)

    def read(wanted: Sequence[int] | None) -> Iterator[Lot]:
        with _broken(path):
            repeated = [name for name in header if wanted is None and _repeats(opened, name)]
            file = parquet.ParquetFile(path, read_dictionary=repeated)
            names = None if wanted is None else [header[place] for place in wanted]
            first = 2
            for batch in ahead(file.iter_batches(batch_size=rows, columns=names)):
                yield whole([to_text(column) for column in batch.columns], first, header, wanted)
                first += batch.num_rows

    return Stream(str(path), header, size, read)


def stream_table(table: Table, rows: int = ROWS) -> Stream:
    """Return a table in memory as a stream."""
    width = len(table.header)

    def read(wanted: Sequence[int] | None) -> Iterator[Lot]:
        for start in range(0, len(table.rows), rows):
            part = [row for _, row in table.rows[start : start + rows]]
            shape = np.array([len(row) != width for row in part], dtype=bool)
            even = [row if len(row) >= width else (*row, *[""] * (width - len(row))) for row in part]
            columns = [pyarrow.array([row[place] for row in even], "string") for place in range(width)]
            extra = ["\n".join(row[width:]) for row in part]
            if any(extra):
                columns.append(pyarrow.array(extra, "string"))
            yield Lot(columns, np.array([number for number, _ in table.rows[start : start + rows]]), shape)

    return Stream(table.source, table.header, len(table.rows), read)


def _repeats(opened: Any, name: str) -> bool:
    """Return whether a column of a Parquet file is text of which a dictionary was kept, so that it repeats itself."""
    kind = opened.schema_arrow.field(name).type
    if not (types.is_string(kind) or types.is_large_string(kind)) or opened.metadata.num_row_groups == 0:
        return False
    paths = {opened.schema.column(at).path: at for at in range(len(opened.schema))}
    chunk = opened.metadata.row_group(0).column(paths[name])
    # A writer falls back on plain pages where a dictionary would be too large: of these each text takes four bytes and
    # its own, while its place in a dictionary takes three at most.
    is_plain = chunk.total_uncompressed_size > 4 * chunk.num_values + LARGEST_DICTIONARY
    return bool(chunk.has_dictionary_page) and not is_plain


class _broken:  # noqa: N801 - reads as a word where it is used
    """Turns what pyarrow says of a broken file into one sentence."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, pyarrow.ArrowException | OSError | ValueError | OverflowError | MemoryError):
            raise GrondslagError(
                f"{self.path} is een beschadigd of onvolledig Parquet-bestand: maak de export opnieuw.",
                f"{self.path} is a broken or incomplete Parquet file: make the export anew.",
            ) from error


__all__ = ["Lot", "Stream", "stream_parquet", "stream_table"]
