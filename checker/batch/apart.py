"""Tell apart the exchanges of rows that mean several."""

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute

from checker.plan.rows import Numbers


def spread(of: Numbers, kind: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Return by exchange its row, and which of the different exchanges it is.

    Args:
        of: by row, which of the different rows it is.
        kind: by different exchange, the different row that it is in.
        size: the number of different rows.
    """
    times = np.bincount(kind, minlength=size)
    start = np.cumsum(times) - times
    count = times[of]
    row = np.repeat(np.arange(len(of)), count)
    within = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return row, start[of][row] + within


def named(ids: pyarrow.StringArray, row: Numbers | None) -> pyarrow.StringArray:
    """Return the identifier of each exchange: that of its row, numbered where the row means several exchanges."""
    if row is None:
        return ids
    times = np.bincount(row, minlength=len(ids))[row]
    first = np.flatnonzero(np.diff(row, prepend=-1))
    within = np.arange(len(row)) - np.repeat(first, np.diff([*first.tolist(), len(row)])) + 1
    names = ids.take(pyarrow.array(row))
    numbered = compute.binary_join_element_wise(names, pyarrow.array(within).cast("string"), "/")
    return compute.if_else(pyarrow.array(times > 1), numbered, names)
