"""What travels to the executors of Spark: the pack, and the answers to what was asked."""

import pickle
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from checker.batch.check import BatchCheck
from checker.errors import GrondslagError
from checker.flows import Beyond, Flows
from checker.model import Exchange
from checker.pack import Pack
from checker.plan.asking import Answer, Answers
from checker.plan.cache import MemoryCache
from checker.terms.names import Names


@dataclass(frozen=True)
class Luggage:
    """What an executor needs to know. The pack travels with it, for an executor need not see the driver's disk."""

    packed: bytes

    @classmethod
    def of(
        cls, pack: Pack, as_of: date, names: Names, answers: Mapping[str, Any], flows: Flows | None = None
    ) -> "Luggage":  # fmt: skip
        """Pack what a check needs; `answers` by scope and name, and the flows where it looks beyond each exchange."""
        return cls(zlib.compress(pickle.dumps((pack, as_of, names, answers, flows)), 1))

    @property
    def pack(self) -> Pack:
        """The pack; each process unpacks it once."""
        pack: Pack = _unpacked(self.packed)[0]
        return pack

    def check(self, judge: Answers) -> BatchCheck:
        """Return the check."""
        pack, as_of, names, answers, flows = _unpacked(self.packed)
        check = BatchCheck(pack, as_of, names, _Given(answers), judge=judge, onward=flows is not None)
        if flows is not None:
            check.look_over(_beyond(self.packed))
        return check


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Any:
    return pickle.loads(zlib.decompress(packed))


@lru_cache(maxsize=2)
def _beyond(packed: bytes) -> Beyond:
    """Return what answers beyond each exchange; the tasks of a process share it, and so ask each transfer once."""
    pack, as_of, _, _, flows = _unpacked(packed)
    return Beyond(flows, pack, as_of)


class _Given(MemoryCache):
    """Holds the answers that came along, and keeps no others: tasks that share a process must not share questions."""

    def keep(self, scope: str, answers: Mapping[str, Answer]) -> None:
        """Keep nothing."""


class Unasked:
    """Has no answer to any question: all were answered before."""

    def answer(self, place: int, questions: Mapping[str, Exchange]) -> Iterable[Answer]:
        """Raise an error, lest a row go without its answer."""
        raise GrondslagError(
            "Spark las het register de tweede keer anders dan de eerste; er is niets getoetst. Toets een register dat"
            " tijdens de toets niet verandert.",
            "Spark read the registry differently the second time; nothing was checked. Check a registry that does not"
            " change during the check.",
        )
