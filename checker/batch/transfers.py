"""Find what the onward transfers of the exchanges of a lot give rise to, as `Transfers.of` finds those of one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from checker.batch.seen import Flags, SeenRows, laid_out
from checker.flows.flows import NEVER, Span
from checker.flows.transfers import Outcomes, Transfer, Transfers
from checker.pack import Rule
from checker.plan.plan import WORD, meet, taken
from checker.plan.rows import Numbers, Words, distinct

DAYS = NEVER + 1
"""More than any day."""


def alone(seen: SeenRows, spans: Sequence[Span]) -> Flags:
    """Return which exchanges alone make a flow on its first day, from the taker itself; `spans` are those of flows."""
    _, group, datum, flow = seen.flows
    first, times = (np.array([getattr(span, name) for span in spans], dtype=np.int64) for name in ("first", "times"))
    is_alone = seen.own[group] & (times[flow] == 1) & (first[flow] == seen.first[group])
    sets = _sets(seen, group[is_alone], datum[is_alone])
    return meet(seen.carried, taken(sets, seen.group)) if is_alone.any() else np.zeros(len(seen.group), dtype=bool)


def spoken(
    seen: SeenRows, chosen: Flags, outcomes: Sequence[Outcomes], transfers: Transfers
) -> Iterator[tuple[Rule, Flags]]:
    """Yield the rules that have something to say of transfers of the chosen exchanges, and of which exchanges.

    Args:
        seen: the exchanges.
        chosen: those to look at.
        outcomes: by group, how its exchanges were judged by themselves.
        transfers: all transfers.
    """
    group, datum = laid_out(seen.union(chosen))
    lacking = np.unique(seen.group[seen.lacks & chosen])
    unknown = len(seen.data)
    group = np.concatenate([group, lacking])
    datum = np.concatenate([datum, np.full(len(lacking), unknown)])
    asked, number = _asked(seen, group, datum, outcomes, transfers)
    speaking: dict[Rule, list[int]] = defaultdict(list)
    for at, rules in enumerate(transfers.rules(asked)):
        for rule in rules:
            speaking[rule].append(at)
    for rule, places in speaking.items():
        is_spoken = np.zeros(len(asked), dtype=bool)
        is_spoken[places] = True
        about = is_spoken[number]
        known = about & (datum < unknown)
        hit = meet(seen.carried, taken(_sets(seen, group[known], datum[known]), seen.group))
        of_unknown = np.zeros(len(seen.giver), dtype=bool)
        of_unknown[group[about & (datum == unknown)]] = True
        yield rule, chosen & (hit | (seen.lacks & of_unknown[seen.group]))


def _sets(seen: SeenRows, group: Numbers, datum: Numbers) -> Words:
    """Return by group a set of data as bits, of which the members are given with their groups."""
    sets = np.zeros((len(seen.giver), seen.carried.shape[1]), dtype=np.uint64)
    word, bit = np.divmod(datum, WORD)
    np.bitwise_or.at(sets, (group, word), np.uint64(1) << bit.astype(np.uint64))
    return sets


def _asked(
    seen: SeenRows, group: Numbers, datum: Numbers, outcomes: Sequence[Outcomes], transfers: Transfers
) -> tuple[list[Transfer], Numbers]:
    """Return the different transfers of data by groups of exchanges, and which each is."""
    giver = seen.giver[group]
    data = [*seen.data, None]
    # Between which starts of flows to the giver the last day stands. Where none came, purpose and day do not matter.
    pairs, first = distinct([giver, datum])
    starts = [
        transfers.flows.starts.get((seen.terms[one], data[other]), ())
        for one, other in zip(giver[first].tolist(), datum[first].tolist(), strict=True)
    ]
    counts = np.array([len(days) for days in starts], dtype=np.int64)
    offset = np.cumsum(counts) - counts
    days = np.array([at * DAYS + one for at, found in enumerate(starts) for one in found], dtype=np.int64)
    last = seen.last[group]
    at = np.searchsorted(days, pairs * DAYS + last, side="right") - 1
    came = counts[pairs] > 0
    is_after = at >= offset[pairs]
    near = np.where(is_after, at, offset[pairs])[came]
    place = np.zeros(len(group), dtype=np.int64)
    place[came] = days[near] % DAYS - ~is_after[came] + 1
    place[last == NEVER] = 0
    aim = np.where(came, seen.aim[group], 0)
    sorts = {one: at for at, one in enumerate(dict.fromkeys(outcomes))}
    sort = np.array([sorts[one] for one in outcomes], dtype=np.int64)[group]
    number, first = distinct([giver, datum, aim, place, sort])
    kinds = list(sorts)
    asked = [
        Transfer(seen.terms[a], data[b], seen.terms[c], None if d == 0 else d - 1, (), kinds[e])
        for a, b, c, d, e in zip(*(one[first].tolist() for one in (giver, datum, aim, place, sort)), strict=True)
    ]
    return asked, number
