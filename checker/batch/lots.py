"""Read a registry a lot of rows at a time: Parquet and plain CSV as they stream, all else from the table in memory."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import csv, parquet, types

from checker.batch.ahead import ahead
from checker.batch.columns import to_text
from checker.batch.rows import Lot, repeats, require_plain, whole
from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.delimited import plain_dialect

LARGE = 2_000_000
"""Bytes of a CSV file above which it is streamed."""
ROWS = 200_000
"""Rows in a lot, unless memory asks for less."""
SAMPLE_BYTES = 1024**2
"""Bytes of a CSV file that tell which of its columns repeat themselves."""
LARGEST_DICTIONARY = 1024**2
"""Bytes of the dictionary of a Parquet column at which most writers fall back on plain texts."""
BLOCK = 16 * 1024**2
"""Bytes of a CSV file that are parted at a time."""


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


def stream_csv(path: Path, known: Collection[str], rows: int = ROWS) -> Stream | None:
    """Return a large CSV file as a stream, or nothing where it is none, or not plain enough to be streamed."""
    if not path.is_file() or path.stat().st_size < LARGE:
        return None
    with path.open("rb") as file:
        start = file.read(BLOCK)
    dialect = plain_dialect(start, str(path), known)
    if dialect is None or not _is_plain(path, dialect.delimiter):
        return None
    header = dialect.header
    types_of = _types(start, dialect.delimiter, len(header))

    def read(wanted: Sequence[int] | None) -> Iterator[Lot]:
        names = list(types_of)
        chosen = names if wanted is None else [names[place] for place in wanted]
        try:
            reader = csv.open_csv(
                path,
                read_options=csv.ReadOptions(column_names=names, skip_rows=1, block_size=BLOCK),
                parse_options=csv.ParseOptions(
                    delimiter=dialect.delimiter, newlines_in_values=dialect.quoted, ignore_empty_lines=False
                ),
                convert_options=csv.ConvertOptions(
                    column_types=types_of, include_columns=chosen, strings_can_be_null=False
                ),
            )
            first = 2
            for batch in ahead(reader):
                for at in range(0, batch.num_rows, rows):
                    part = batch.slice(at, rows)
                    yield whole(part.columns, first, header, wanted)
                    first += part.num_rows
        except pyarrow.ArrowInvalid as error:
            raise NotPlainError(str(path)) from error

    return Stream(str(path), header, None, read)


def _types(start: bytes, delimiter: str, width: int) -> dict[str, pyarrow.DataType]:
    """Return as what each column of a CSV file is read, by its place: where texts repeat each other, each once."""
    names = [f"{place}" for place in range(width)]
    text = pyarrow.string()
    first = start[: start.rfind(b"\n", 0, SAMPLE_BYTES) + 1]
    try:
        table = csv.read_csv(
            pyarrow.py_buffer(first),
            read_options=csv.ReadOptions(column_names=names, skip_rows=1),
            parse_options=csv.ParseOptions(delimiter=delimiter),
            convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, text), strings_can_be_null=False),
        )
    except pyarrow.ArrowInvalid:
        # A line that ends elsewhere: the whole will tell.
        return dict.fromkeys(names, text)
    kind = pyarrow.dictionary(pyarrow.int32(), text)
    return {name: kind if repeats(table.column(name)) else text for name in names}


class NotPlainError(Exception):
    """A CSV file turned out to hold rows that cannot be streamed; it is then read as a table."""


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


def _is_plain(path: Path, delimiter: str) -> bool:
    """Return whether the quotation marks of a CSV file leave no doubt, and its lines end as they do everywhere."""
    last = b"\n"
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            held = last + block
            if b"\0" in held:
                return False
            # A line end at the end of a block may be half of one.
            if b"\r" in held and held.count(b"\r") - held.endswith(b"\r") > held.count(b"\r\n"):
                return False
            if b'"' in held:
                octets = np.frombuffer(held, dtype=np.uint8)
                is_mark = octets == ord('"')
                is_beside = is_mark | (octets == ord(delimiter)) | (octets == ord("\n")) | (octets == ord("\r"))
                if (is_mark[1:-1] > (is_beside[:-2] | is_beside[2:])).any():
                    return False
            last = block[-2:]
    return True


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


__all__ = ["Lot", "NotPlainError", "Stream", "stream_csv", "stream_parquet", "stream_table"]
