"""Split an exchange in two that both come out without objection."""

from collections.abc import Sequence
from dataclasses import dataclass

from checker.model import Exchange
from checker.repair.changes import Change, Split
from checker.repair.checked import Cells, Checked
from checker.repair.examine import Examined, examine, read_rows
from checker.repair.search import Tried, search

FOUND = 2
"""Ways to fill the second exchange that are shown of one split."""


@dataclass(frozen=True)
class Parted:
    """Two exchanges in place of one."""

    split: Split
    rows: tuple[Cells, Cells]
    exchanges: tuple[Exchange, Exchange]
    changes: tuple[Change, ...]
    """What was filled anew in the second."""


def parted(
    starts: Sequence[tuple[Exchange, Cells]], examined: Sequence[Examined], checked: Checked, known: frozenset[str]
) -> list[list[Parted]]:
    """Return for each exchange the splits of which both halves come out without objection."""
    pack = checked.pack
    best = pack.verdicts[-1].code
    own = next((column.code for column in pack.columns if column.unique), "")
    found: list[list[Parted]] = [[] for _ in starts]
    tries: list[tuple[int, Split, Cells, Cells]] = []
    for place, ((exchange, row), judged) in enumerate(zip(starts, examined, strict=True)):
        for split in judged.splits:
            freed = dict.fromkeys(split.remedy.frees, "")
            second = row | freed | {split.column: split.second, own: _second(exchange.id, known)}
            if any(row[code] for code in freed):
                tries.append((place, split, row | {split.column: split.first}, second))
    of = [starts[place][0] for place, _, _, _ in tries]
    firsts = read_rows([first for _, _, first, _ in tries], of, pack, checked.names)
    seconds = read_rows([second for _, _, _, second in tries], of, pack, checked.names)
    whole = [
        (one, start, other)
        for one, start, other in zip(tries, firsts, seconds, strict=True)
        if start is not None and other is not None
    ]
    answers = list(examine([start for _, start, _ in whole], pack, checked.as_of, known))
    sound = [one for one, answer in zip(whole, answers, strict=True) if answer.verdict == best]
    sets = search([(other, second) for (_, _, _, second), _, other in sound], checked, known)
    for ((place, split, first, second), start, _), tried in zip(sound, sets, strict=True):
        ways = [way for way in tried if way.examined.verdict == best and _differs(way, split, starts[place][0])][:FOUND]
        found[place] += [Parted(split, (first, second | way.cells), (start, way.exchange), way.changes) for way in ways]
    return found


def _differs(way: Tried, split: Split, whole: Exchange) -> bool:
    """Whether the second exchange still holds what was set apart, and is another one where it is made to be."""
    made = [change.column for change in way.changes if change.remedy.another]
    return split.column not in way.cells and all(
        way.exchange.values.get(column) != whole.values.get(column) for column in made
    )


def _second(identifier: str, known: frozenset[str]) -> str:
    return next(name for n in range(2, len(known) + 3) if (name := f"{identifier}-{n}") not in known)
