"""Find the identifiers that occur more often in a registry, in eight bytes a row.

First the hashes of all identifiers are compared; only where two are equal are the identifiers themselves counted, when
they are gone through a second time.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow  # type: ignore[import-untyped]
from pyarrow import compute


@dataclass(eq=False)
class Ascending:
    """Tells whether each identifier comes after the one before it, as in many exports: then none is repeated."""

    holds: bool = True
    _last: str | None = None

    def add(self, names: pyarrow.StringArray) -> None:
        """Take the next identifiers; an empty one breaks the order."""
        if not self.holds or not len(names):
            return
        first = names[0].as_py()
        is_next = bool(first) and (self._last is None or self._last < first)
        self.holds = is_next and compute.all(compute.less(names[:-1], names[1:]), min_count=0).as_py()
        self._last = names[-1].as_py()


def repeated(read: Callable[[], Iterator[pyarrow.StringArray]]) -> pyarrow.StringArray:
    """Return the identifiers that occur more than once; an empty one is none.

    Args:
        read: yields the identifiers of a registry from the start, a lot at a time.
    """
    hashes = [_hashes(names) for names in read()]
    every = np.sort(np.concatenate(hashes)) if hashes else np.zeros(0, dtype=np.uint64)
    del hashes
    suspects = np.unique(every[1:][every[1:] == every[:-1]])
    if not len(suspects):
        return pyarrow.array([], "string")
    times: Counter[str] = Counter()
    for names in read():
        held = names.filter(compute.not_equal(names, ""))
        times.update(held.filter(pyarrow.array(np.isin(_hashes(names), suspects))).to_pylist())
    return pyarrow.array(sorted(name for name, count in times.items() if count > 1), "string")


def _hashes(names: pyarrow.StringArray) -> Any:
    # Loaded where identifiers do not ascend, and only there.
    import pandas

    held = names.filter(compute.not_equal(names, ""))
    return pandas.util.hash_array(held.to_numpy(zero_copy_only=False), categorize=False)
