"""A frame of pandas, polars, DuckDB or another library as a registry, and results as a frame of the same kind.

Every such library speaks Arrow; narwhals knows them apart and gives each its own kind back, without needing any of
them. A frame reads as the same registry in a file does.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import pyarrow  # type: ignore[import-untyped]

from checker.batch.columns import to_text
from checker.batch.lots import ROWS, Stream
from checker.batch.rows import Lot, require_plain, whole
from checker.errors import GrondslagError
from checker.model import Table
from checker.readers.text import clean, text

SOURCE = "DataFrame"


@dataclass(frozen=True)
class Frame:
    """A frame as a registry, and what makes a frame of its kind."""

    stream: Stream
    like: Callable[[pyarrow.Table], Any]


def read(frame: Any) -> Frame:
    """Return a frame as a registry. What can change afterwards is read at once.

    Raises GrondslagError where it is no frame, or holds columns that are no single values or lists of them.
    """
    if nw.dependencies.is_pandas_dataframe(frame):
        table = _of_pandas(frame)
        texts = [_texts(batch) for batch in table.to_batches(max_chunksize=ROWS)]
        return Frame(_stream(table.schema, lambda: iter(texts)), _like("pandas"))
    try:
        known = nw.from_native(frame)
    except (TypeError, nw.exceptions.NarwhalsError) as error:
        raise GrondslagError(
            f"Een {type(frame).__name__} is geen bestand en geen tabel: geef een pad, of een frame van pandas, polars,"
            " DuckDB of PySpark met kolommen die elk een eigen naam hebben.",
            f"A {type(frame).__name__} is no file and no table: give a path, or a frame of pandas, polars, DuckDB or"
            " PySpark with columns that each have a name of their own.",
        ) from error
    if known.implementation.is_duckdb():
        # A relation is a query: it streams, each time anew.
        def batches() -> Iterator[pyarrow.RecordBatch]:
            return map(_texts, pyarrow.RecordBatchReader.from_stream(frame))

        schema = pyarrow.RecordBatchReader.from_stream(frame.limit(0)).schema
        return Frame(_stream(schema, batches), _like("duckdb", is_lazy=True))
    is_lazy = isinstance(known, nw.LazyFrame)
    found = (known.collect() if isinstance(known, nw.LazyFrame) else known).to_arrow()
    stream = _stream(found.schema, lambda: map(_texts, found.to_batches(max_chunksize=ROWS)))
    return Frame(stream, _like(known.implementation, is_lazy))


def as_table(stream: Stream) -> Table:
    """Return a registry as a table in memory."""
    rows = tuple(
        (int(number), tuple(cell or "" for cell in cells))
        for lot in stream.read(None)
        for number, cells in zip(lot.rows, zip(*(column.to_pylist() for column in lot.columns), strict=True),
                                 strict=True)
    )  # fmt: skip
    digest = hashlib.sha256(repr((stream.header, rows)).encode("utf-8", "replace"))
    return Table(stream.source, digest.hexdigest(), stream.header, rows)


def _stream(schema: pyarrow.Schema, batches: Callable[[], Iterator[pyarrow.RecordBatch]]) -> Stream:
    require_plain(SOURCE, schema)
    header = tuple(map(clean, schema.names))

    def read(wanted: Sequence[int] | None) -> Iterator[Lot]:
        first = 2
        for batch in batches():
            columns = batch.columns if wanted is None else [batch.column(place) for place in wanted]
            yield whole(columns, first, header, wanted)
            first += batch.num_rows

    return Stream(SOURCE, header, None, read)


def _texts(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
    columns = []
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            columns.append(to_text(column))
        except (pyarrow.ArrowException, ValueError) as error:
            raise GrondslagError(
                f"{SOURCE}, kolom {name}: bevat een waarde die niet als tekst te lezen is; zet de kolom om in tekst.",
                f"{SOURCE}, column {name}: holds a value that cannot be read as text; turn the column into text.",
            ) from error
    return pyarrow.RecordBatch.from_arrays(columns, batch.schema.names)


def _of_pandas(frame: Any) -> pyarrow.Table:
    """Return a pandas frame in Arrow; names may be anything there, and may stand twice."""
    names = [text(name) for name in frame.columns]
    return pyarrow.Table.from_arrays([_column(frame.iloc[:, place]) for place in range(len(names))], names)


def _column(series: Any) -> Any:
    import pandas

    try:
        found = pyarrow.array(series, from_pandas=True)
        if not isinstance(getattr(found, "type", None), pyarrow.BaseExtensionType):
            return found
    except (pyarrow.ArrowException, TypeError, ValueError, OverflowError):
        pass
    # Values of several types in one column, or of a type of pandas' own.
    return pyarrow.array(
        ["" if pandas.api.types.is_scalar(v) and pandas.isna(v) else text(v) for v in series], "string"
    )


def _like(kind: Any, is_lazy: bool = False) -> Callable[[pyarrow.Table], Any]:
    def like(table: pyarrow.Table) -> Any:
        if not is_lazy:
            return nw.from_arrow(table, backend=kind).to_native()
        eager: Any = nw.from_arrow(table, backend=kind if kind is nw.Implementation.POLARS else "pyarrow")
        return eager.lazy(kind).to_native()

    return like
