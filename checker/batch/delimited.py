"""Read plain CSV a lot of rows at a time, as it streams; all other CSV is read as a table."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import csv

from checker.batch.ahead import ahead
from checker.batch.lots import ROWS, Stream
from checker.batch.rows import Lot, repeats, whole
from checker.readers.delimited import plain_dialect

LARGE = 2_000_000
"""Bytes of a CSV file above which it is streamed."""
SAMPLE_BYTES = 1024**2
"""Bytes of a CSV file that tell which of its columns repeat themselves."""
BLOCK = 4 * 1024**2
"""Bytes of a CSV file that are parted at a time; pyarrow reads some thirty of these ahead, whatever is asked for."""


class NotPlainError(Exception):
    """A CSV file turned out to hold rows that cannot be streamed; it is then read as a table."""


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
                # A cell may hold several lines, wherever the first of these stands.
                parse_options=csv.ParseOptions(
                    delimiter=dialect.delimiter, newlines_in_values=True, ignore_empty_lines=False
                ),
                convert_options=csv.ConvertOptions(
                    column_types=types_of, include_columns=chosen, strings_can_be_null=False
                ),
            )
            first = 2
            for batch in ahead(_gathered(reader, rows)):
                for at in range(0, batch.num_rows, rows):
                    part = batch.slice(at, rows)
                    yield whole(part.columns, first, header, wanted)
                    first += part.num_rows
        except pyarrow.ArrowInvalid as error:
            raise NotPlainError(str(path)) from error

    return Stream(str(path), header, None, read)


def _gathered(batches: Iterable[pyarrow.RecordBatch], rows: int) -> Iterator[pyarrow.RecordBatch]:
    """Yield batches together, so that each but the last holds so many rows or more: a lot has a cost of its own."""
    some: list[pyarrow.RecordBatch] = []
    for batch in batches:
        some.append(batch)
        if sum(one.num_rows for one in some) >= rows:
            yield from _together(some)
            some = []
    if some:
        yield from _together(some)


def _together(batches: Sequence[pyarrow.RecordBatch]) -> list[pyarrow.RecordBatch]:
    found: list[pyarrow.RecordBatch] = (
        pyarrow.Table.from_batches(batches).unify_dictionaries().combine_chunks().to_batches()
    )
    return found


def _types(start: bytes, delimiter: str, width: int) -> dict[str, pyarrow.DataType]:
    """Return as what each column of a CSV file is read, by its place: where texts repeat each other, each once."""
    names = [f"{place}" for place in range(width)]
    text = pyarrow.string()
    first = start[: start.rfind(b"\n", 0, SAMPLE_BYTES) + 1]
    try:
        table = csv.read_csv(
            pyarrow.py_buffer(first),
            read_options=csv.ReadOptions(column_names=names, skip_rows=1),
            parse_options=csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, text), strings_can_be_null=False),
        )
    except pyarrow.ArrowInvalid:
        # A line that ends elsewhere: the whole will tell.
        return dict.fromkeys(names, text)
    kind = pyarrow.dictionary(pyarrow.int32(), text)
    return {name: kind if repeats(table.column(name)) else text for name in names}


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
