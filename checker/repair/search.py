"""Find the smallest sets of changes that lift exchanges as far as can be, by trying them out.

All exchanges are searched side by side, a step at a time, so that what is tried in one step is judged in few graphs.
A step adds to a set a change that the pack offers for what still stands in the way, and the set of all such changes at
once, which finds early how far one can get. Of what gets furthest, nothing is kept of which a part can be left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.judge.questions import question
from checker.model import Exchange
from checker.pack import Pack
from checker.repair.changes import Change, applied
from checker.repair.checked import Cells, Checked
from checker.repair.examine import Examined, examine, read_rows

STEPS = 8
"""Changes in one set at most."""
BEAM = 8
"""Sets of an exchange that are carried on from step to step."""
OTHERS = 10
"""Changes that are tried for other findings than the first that stands in the way."""
SHRUNK = 12
"""Sets of an exchange of which every part is tried without."""

Level = tuple[int, int, int]
Set = tuple[Change, ...]


@dataclass(frozen=True)
class Tried:
    """A set of changes, the cells as it makes them, and how that is judged."""

    changes: Set
    cells: Cells
    """The cells that differ from the row."""
    exchange: Exchange
    examined: Examined

    def extent(self) -> tuple[int, int, int, str]:
        """Return how much it changes: cells, values, legal weight; then its text, for a fixed order."""
        weight = sum(change.remedy.weight for change in self.changes)
        return len(self.cells), len(self.changes), weight, str(sorted(self.cells.items()))


@dataclass
class _Hunt:
    """The search for one exchange."""

    start: Tried
    row: Cells
    found: dict[frozenset[tuple[str, str]], Tried] = field(default_factory=dict)
    front: list[Tried] = field(default_factory=list)


def search(starts: Sequence[tuple[Exchange, Cells]], checked: Checked, known: frozenset[str]) -> list[list[Tried]]:
    """Return for each exchange, with its row, the smallest sets that get furthest, cheapest first; none if none helps.

    The first of each list is the exchange as it is.
    """
    pack = checked.pack
    first = list(examine([exchange for exchange, _ in starts], pack, checked.as_of, known))
    hunts = [_Hunt(Tried((), {}, e, ex), row) for (e, row), ex in zip(starts, first, strict=True)]
    for hunt in hunts:
        hunt.found[frozenset()] = hunt.start
        hunt.front = [hunt.start]
    for _ in range(STEPS):
        tries = [(hunt, changes) for hunt in hunts for tried in hunt.front for changes in _next(tried)]
        news = _try(tries, checked, known)
        for hunt in hunts:
            hunt.front = []
        for hunt, tried in news:
            hunt.front.append(tried)
        for hunt in hunts:
            hunt.front = _kept(hunt, pack)
        if not any(hunt.front for hunt in hunts):
            break
    best = [_furthest(hunt, pack) for hunt in hunts]
    return [[hunt.start, *sets] for hunt, sets in zip(hunts, _shrunk(hunts, best, checked, known), strict=True)]


def level(examined: Examined, start: Examined, pack: Pack) -> Level:
    """Return how far a row gets; less is further: its verdict, and where that stays the same, what makes it.

    That is counted in families that have a cause of their own, then in all. Where no such family comes out better the
    row gets no further: with a consequence gone while its cause stays, nothing is mended.
    """
    places = {verdict.code: place for place, verdict in enumerate(reversed(pack.verdicts))}
    at = places[examined.verdict]
    if examined.verdict != start.verdict:
        return at, 0, 0
    now, before = _families(examined, pack), _families(start, pack)
    return at, *(now if now[0] < before[0] and now[1] < before[1] else before)


def _families(examined: Examined, pack: Pack) -> tuple[int, int]:
    """Return how many families make the verdict: by a cause of their own, and in all."""
    weight = next(verdict.outcome for verdict in pack.verdicts if verdict.code == examined.verdict)
    causes = {b.rule.family for b in examined.blockers if b.cause and b.rule.outcome == weight}
    return len(causes), sum(outcome == weight for outcome in examined.outcomes.values())


def _next(tried: Tried) -> list[Set]:
    """Return the sets that are one change larger: for what stands first in the way, and some for the rest."""
    usable = [[c for c in blocker.offers if _joins(c, tried)] for blocker in tried.examined.blockers]
    usable = [offers for offers in usable if offers]
    if not usable:
        return []
    others = [change for offers in usable[1:] for change in offers if not change.remedy.takes][:OTHERS]
    singles = [(*tried.changes, change) for change in dict.fromkeys([*usable[0], *others])]
    at_once: dict[str, Change] = {}
    taken: list[Change] = []
    for offers in usable:
        change = offers[0]
        if change.remedy.another and any(before.remedy.another for before in taken):
            continue
        if change.column not in at_once or (_only_leaves(change) and _only_leaves(at_once[change.column])):
            at_once[change.column] = change
            taken.append(change)
    together = [(*tried.changes, *dict.fromkeys(taken))] if len(taken) > 1 else []
    return [*singles, *together]


def _joins(change: Change, tried: Tried) -> bool:
    """Whether a change may come on top of others: a cell that was changed before may still lose values."""
    if change.remedy.another and any(before.remedy.another for before in tried.changes):
        return False
    return change.column not in tried.cells or (bool(change.remedy.takes) and change not in tried.changes)


def _only_leaves(change: Change) -> bool:
    return bool(change.out) and not change.into


def _try(tries: Sequence[tuple[_Hunt, Set]], checked: Checked, known: frozenset[str]) -> list[tuple[_Hunt, Tried]]:
    """Judge sets of changes that were not tried before; equal questions are asked once."""
    pack = checked.pack
    required = [column.code for column in pack.columns if column.required]
    new: list[tuple[_Hunt, Set, Cells]] = []
    seen: set[tuple[int, frozenset[tuple[str, str]]]] = set()
    for hunt, changes in tries:
        cells = applied(changes, hunt.start.exchange, pack)
        cells = {code: text for code, text in cells.items() if text != hunt.row[code]}
        key = frozenset(cells.items())
        if any(not cells.get(code, "?") for code in required):
            continue
        if key not in hunt.found and (id(hunt), key) not in seen:
            seen.add((id(hunt), key))
            new.append((hunt, changes, cells))
    rows = [hunt.row | cells for hunt, _, cells in new]
    read = read_rows(rows, [hunt.start.exchange for hunt, _, _ in new], pack, checked.names)
    asked = {question(exchange): exchange for exchange in read if exchange is not None}
    answers = dict(zip(asked, examine(list(asked.values()), pack, checked.as_of, known), strict=True))
    found: list[tuple[_Hunt, Tried]] = []
    for (hunt, changes, cells), exchange in zip(new, read, strict=True):
        if exchange is not None:
            tried = Tried(changes, cells, exchange, answers[question(exchange)])
            hunt.found[frozenset(cells.items())] = tried
            found.append((hunt, tried))
    return found


def _kept(hunt: _Hunt, pack: Pack) -> list[Tried]:
    """Return the sets worth carrying on: the most hopeful ones that can still be smaller than what is found."""
    last = len(pack.verdicts) - 1
    done = [len(t.cells) for t in hunt.found.values() if t.examined.verdict == pack.verdicts[last].code]
    limit = min(done, default=len(hunt.row) + 1)
    hopeful = [tried for tried in hunt.front if len(tried.cells) < limit]
    return sorted(hopeful, key=lambda tried: (_weights(tried.examined, pack), tried.extent()))[:BEAM]


def _weights(examined: Examined, pack: Pack) -> list[int]:
    held = list(examined.outcomes.values())
    return [held.count(verdict.outcome) for verdict in pack.verdicts if verdict.outcome]


def _furthest(hunt: _Hunt, pack: Pack) -> list[Tried]:
    start = hunt.start.examined
    levels = {key: level(tried.examined, start, pack) for key, tried in hunt.found.items()}
    best = min(levels.values())
    if best >= level(start, start, pack):
        return []
    return sorted((hunt.found[key] for key, at in levels.items() if at == best), key=Tried.extent)[:SHRUNK]


def _shrunk(
    hunts: Sequence[_Hunt], best: list[list[Tried]], checked: Checked, known: frozenset[str]
) -> list[list[Tried]]:  # fmt: skip
    """Return of each the sets that have no part that can be left out."""
    pack = checked.pack
    for _ in range(STEPS):
        parts = [[_parts(tried) for tried in sets] for sets in best]
        _try([(h, s) for h, sets in zip(hunts, parts, strict=True) for of in sets for s in of], checked, known)
        smaller = [
            [_smallest(tried, of, hunt, pack) for tried, of in zip(sets, subsets, strict=True)]
            for hunt, sets, subsets in zip(hunts, best, parts, strict=True)
        ]
        if smaller == best:
            break
        best = smaller
    return [_distinct(sets, pack) for sets in best]


def _parts(tried: Tried) -> list[Set]:
    """Return the set without each of its changes, and without all changes of each of its cells."""
    without = [tuple(c for c in tried.changes if c is not one) for one in tried.changes]
    without += [tuple(c for c in tried.changes if c.column != code) for code in tried.cells]
    return list(dict.fromkeys(without))


def _smallest(tried: Tried, parts: list[Set], hunt: _Hunt, pack: Pack) -> Tried:
    at = level(tried.examined, hunt.start.examined, pack)
    cells = [applied(changes, hunt.start.exchange, pack) for changes in parts]
    keys = [frozenset((code, text) for code, text in of.items() if text != hunt.row[code]) for of in cells]
    found = [hunt.found[key] for key in keys if key in hunt.found]
    # Also what comes to the same outcomes in another way: these are what a proposal promises.
    as_good = [t for t in found if level(t.examined, hunt.start.examined, pack) <= at or _same(t, tried)]
    return min([tried, *as_good], key=Tried.extent)


def _same(one: Tried, other: Tried) -> bool:
    return (one.examined.verdict, one.examined.outcomes) == (other.examined.verdict, other.examined.outcomes)


def _distinct(sets: list[Tried], pack: Pack) -> list[Tried]:
    """Return sets of which none holds another, nor changes as much as another and gets less far; cheapest first."""
    found: list[Tried] = []
    for tried in sorted(sets, key=lambda tried: (tried.extent()[:2], _weights(tried.examined, pack), tried.extent())):
        if not any(
            kept.cells.items() <= tried.cells.items() or _weights(kept.examined, pack) < _weights(tried.examined, pack)
            for kept in found
        ):
            found.append(tried)
    return sorted(found, key=Tried.extent)
