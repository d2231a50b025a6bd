"""Find the different onward transfers of the exchanges of a lot, as `Transfers.of` does for one exchange."""

from collections.abc import Sequence

import numpy as np

from checker.batch.seen import Flags, SeenRows
from checker.flows.flows import NEVER, Span
from checker.flows.transfers import Outcomes, Transfer, Transfers
from checker.plan.rows import Numbers, distinct

DAYS = NEVER + 1
"""More than any day."""


def alone(seen: SeenRows, where: Numbers, flow: Numbers, spans: Sequence[Span]) -> Flags:
    """Return of data that flow whether the exchange alone makes the flow on its first day, from the taker itself."""
    first, times = (np.array([getattr(span, name) for span in spans], dtype=np.int64) for name in ("first", "times"))
    exchange = seen.exchange[where]
    giver, taker = seen.giver[exchange], seen.taker[exchange]
    found: Flags = ((giver == 0) | (giver == taker)) & (times[flow] == 1) & (first[flow] == seen.first[exchange])
    return found


def transfers_of(
    seen: SeenRows, chosen: Flags, before: Numbers, told: Sequence[Outcomes], transfers: Transfers
) -> tuple[list[Transfer], Numbers, Numbers]:
    """Return the different transfers of the chosen exchanges, and of every transfer its exchange and its number.

    See `Transfers.of`, which gives those of one exchange.
    """
    lacking = np.flatnonzero(seen.lacks & chosen)
    carried = chosen[seen.exchange]
    exchange = np.concatenate([seen.exchange[carried], lacking])
    datum = np.concatenate([seen.datum[carried], np.zeros(len(lacking), dtype=np.int64)])
    giver = seen.giver[exchange]
    # Between which starts of flows to the giver the last day stands. Where none came, purpose and day do not matter.
    pairs, first = distinct([giver, datum])
    starts = [
        transfers.flows.starts.get((seen.terms[one], seen.terms[other]), ())
        for one, other in zip(giver[first].tolist(), datum[first].tolist(), strict=True)
    ]
    counts = np.array([len(days) for days in starts], dtype=np.int64)
    offset = np.cumsum(counts) - counts
    days = np.array([at * DAYS + one for at, found in enumerate(starts) for one in found], dtype=np.int64)
    last = seen.last[exchange]
    at = np.searchsorted(days, pairs * DAYS + last, side="right") - 1
    came = counts[pairs] > 0
    is_after = at >= offset[pairs]
    near = np.where(is_after, at, offset[pairs])[came]
    place = np.zeros(len(exchange), dtype=np.int64)
    place[came] = days[near] % DAYS - ~is_after[came] + 1
    place[last == NEVER] = 0
    aim = np.where(came, seen.aim[exchange], 0)
    sorts = {outcomes: at for at, outcomes in enumerate(dict.fromkeys(told))}
    sort = np.array([sorts[outcomes] for outcomes in told], dtype=np.int64)[before[exchange]]
    number, first = distinct([giver, datum, aim, place, sort])
    kinds = list(sorts)
    asked = [
        Transfer(seen.terms[a], seen.terms[b], seen.terms[c], None if d == 0 else d - 1, (), kinds[e])
        for a, b, c, d, e in zip(*(one[first].tolist() for one in (giver, datum, aim, place, sort)), strict=True)
    ]
    return asked, exchange, number
