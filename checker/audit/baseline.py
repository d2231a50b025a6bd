"""A baseline: the findings of an earlier report, by fingerprint.

Each is kept as four numbers of eight bytes, sorted, so that those of a registry of millions of rows fit in memory.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from checker.audit.weights import ABSENT

Words = npt.NDArray[np.uint64]


@dataclass(eq=False)
class Baseline:
    """The findings of an earlier report."""

    source: str
    sha256: str
    words: Words
    """A fingerprint a row, sorted by the first number."""
    weights: npt.NDArray[np.int8]
    _met: npt.NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        """Note that no finding has been met yet."""
        self._met = np.zeros(len(self.words), dtype=bool)

    def weigh(self, fingerprints: Sequence[str]) -> npt.NDArray[np.int8]:
        """Return what each finding weighed in the baseline, ABSENT where it was not there, and note that it was met."""
        asked = as_words(fingerprints)
        found = np.full(len(asked), ABSENT, dtype=np.int8)
        if not len(self.words) or not len(asked):
            return found
        place = np.searchsorted(self.words[:, 0], asked[:, 0])
        todo = np.flatnonzero(place < len(self.words))
        # Fingerprints that start alike stand side by side; there is hardly ever more than one.
        while len(todo):
            at = place[todo]
            same = self.words[at, 0] == asked[todo, 0]
            todo, at = todo[same], at[same]
            equal = (self.words[at] == asked[todo]).all(axis=1)
            found[todo[equal]] = np.maximum(found[todo[equal]], self.weights[at[equal]])
            self._met[at[equal]] = True
            place[todo] += 1
            todo = todo[place[todo] < len(self.words)]
        return found

    @property
    def gone(self) -> int:
        """The findings that were not met."""
        return int((~self._met).sum())


def as_words(fingerprints: Iterable[str]) -> Words:
    """Return fingerprints, each of 64 hexadecimal digits, as numbers."""
    digits = bytes.fromhex("".join(fingerprints))
    flat = np.frombuffer(digits, dtype=">u8") if digits else np.zeros(0, dtype=np.uint64)
    return flat.astype(np.uint64).reshape(-1, 4)


def baseline(source: str, sha256: str, words: Words, weights: npt.NDArray[np.int8]) -> Baseline:
    """Return a baseline of these findings, in any order."""
    order = np.argsort(words[:, 0], kind="stable")
    return Baseline(source, sha256, words[order], weights[order])
