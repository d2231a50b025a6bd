"""Read a registry from Parquet, by pyarrow."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute, parquet, types

from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.grid import MAX_CELLS, Row, check_size, make_table
from checker.readers.source import Source
from checker.readers.text import SEPARATOR, clean, text, written_number

MAX_UNPACKED = 512 * 1024**2
"""Bytes of all columns together, once unpacked."""
BATCH = 4096
"""Rows that are unpacked at a time."""


def read_parquet(source: Source) -> Table:
    """Return the table in a Parquet file; its first row is row 2, as below a header.

    Raises GrondslagError where the file is broken, too large or holds no plain columns.
    """
    name = source.name
    try:
        opened = parquet.ParquetFile(io.BytesIO(source.data))
        _check(name, opened)
        header = tuple(clean(column) for column in opened.schema_arrow.names)
        # As a dictionary a text that is repeated takes no more memory than in the file, however often it stands there.
        leaves = map(opened.schema.column, range(len(opened.schema)))
        repeated = [leaf.path for leaf in leaves if leaf.logical_type.type == "STRING"]
        opened = parquet.ParquetFile(io.BytesIO(source.data), read_dictionary=repeated)
        rows: list[Row] = [(1, header)]
        for number, row in enumerate(_rows(name, opened), start=2):
            if any(cell.strip() for cell in row):
                rows.append((number, row))
        return make_table(source, rows, 0)
    # OSError is what pyarrow makes of a damaged page, and the others of a damaged footer.
    except (pyarrow.ArrowException, OSError, ValueError, TypeError, OverflowError, MemoryError) as error:
        raise GrondslagError(
            f"{name} is een beschadigd of onvolledig Parquet-bestand: maak de export opnieuw.",
            f"{name} is a broken or incomplete Parquet file: make the export anew.",
        ) from error


def _check(name: str, opened: Any) -> None:
    """Refuse a file that is too large, nested or broken, before it is in memory."""
    metadata = opened.metadata
    check_size(name, metadata.num_rows, metadata.num_columns)
    # A walk through the pages, a batch at a time. It reports what is broken; asked for a broken column of its footer
    # the library would end the whole process.
    opened.scan_contents(batch_size=BATCH)
    chunks = [
        metadata.row_group(group).column(column)
        for group in range(metadata.num_row_groups)
        for column in range(metadata.num_columns)
    ]
    unpacked = sum(chunk.total_uncompressed_size for chunk in chunks)
    if unpacked > MAX_UNPACKED or sum(chunk.num_values for chunk in chunks) > MAX_CELLS:
        raise _too_large(name)
    for field in opened.schema_arrow:
        if _is_nested(field.type.value_type if _is_list(field.type) else field.type):
            raise GrondslagError(
                f"{name}, kolom {clean(field.name)}: genest dieper dan een lijst van waarden; geef een tekst, een getal"
                " of een lijst daarvan.",
                f"{name}, column {clean(field.name)}: nested deeper than a list of values; give a text, a number or a"
                " list of those.",
            )


def _rows(name: str, opened: Any) -> Iterator[tuple[str, ...]]:
    joined = 0
    for batch in opened.iter_batches(batch_size=BATCH):
        columns = []
        for column in batch.columns:
            if not _is_list(column.type):
                columns.append(_cells(column))
                continue
            # Until here a text is in memory once; joined to a list it is there as often as it is repeated.
            lists = _lists(column)
            joined += sum(len(item) for items in lists for item in items)
            if joined > MAX_UNPACKED:
                raise _too_large(name)
            columns.append([SEPARATOR.join(items) for items in lists])
        yield from zip(*columns, strict=True)


def _lists(column: Any) -> list[list[str]]:
    items = iter(_cells(compute.list_flatten(column)))
    return [list(islice(items, length or 0)) for length in compute.list_value_length(column).to_pylist()]


def _cells(column: Any) -> list[str]:
    kind = column.type
    if types.is_dictionary(kind):
        # One text in memory for all cells that hold it; the dictionary is that of many more rows than these.
        used = compute.unique(column.indices.drop_null())
        values = dict(zip(used.to_pylist(), _cells(column.dictionary.take(used)), strict=True))
        return [values.get(index, "") for index in column.indices.to_pylist()]
    if types.is_float32(kind) or types.is_float16(kind):
        # As text first: made longer, such a number would show digits that the file does not hold.
        return ["" if value in (None, "nan") else written_number(value) for value in column.cast("string").to_pylist()]
    if types.is_timestamp(kind):
        column = column.cast(pyarrow.timestamp("us", tz=kind.tz), safe=False)
    if types.is_binary(kind) or types.is_large_binary(kind):
        column = column.cast("string")
    return [text(value) for value in column.to_pylist()]


def _is_list(kind: Any) -> bool:
    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


def _is_nested(kind: Any) -> bool:
    return bool(types.is_nested(kind))


def _too_large(name: str) -> GrondslagError:
    return GrondslagError(
        f"{name} pakt uit tot meer dan wordt gelezen ({MAX_UNPACKED >> 20} MiB of {MAX_CELLS:,} waarden): splits"
        " het register.",
        f"{name} unpacks to more than is read ({MAX_UNPACKED >> 20} MiB or {MAX_CELLS:,} values): split the registry.",
    )
