"""Which changes suffice: of some units the smallest sets that, brought into the old world alone, give the new outcome.

A set is told only where it was tried: with it the outcome is as in the new world, and without any one of its members
it is not. All units that suffice by themselves are found; where only several do together, one such set is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Values = Sequence[dict[str, str]]
"""By example: what is reported of it, by aspect."""
Units = frozenset[int]

FEW = 8
"""Units that are tried one by one at once; of more, those that do nothing are set aside by halves first."""
MOST_TRIED = 300
"""Worlds that are tried; what is then still open is not attributed."""


@dataclass(frozen=True)
class Cause:
    """The sets of units each of which suffices."""

    sets: tuple[Units, ...]


UNKNOWN = Cause(())


@dataclass(eq=False)
class Attribution:
    """Tries worlds between an old and a new one."""

    count: int
    try_out: Callable[[Units], Values | None]
    """What is reported of each example in the old world with some units; nothing where that makes no world."""
    old: Values
    new: Values
    _tried: dict[Units, Values | None] = field(default_factory=dict)

    def causes(self) -> list[dict[str, Cause]]:
        """Return of each example the cause of each aspect that changes."""
        self._tried |= {frozenset(): self.old, frozenset(range(self.count)): self.new}
        kept = self._relevant()
        alone = [self._world(frozenset({unit})) for unit in kept]
        known: dict[tuple[int, ...], dict[str, Cause]] = {}
        found = []
        for at, (was, now) in enumerate(zip(self.old, self.new, strict=True)):
            # Examples of which the same is reported wherever one unit is alone have the same causes, if these suffice.
            key = tuple(id(world[at]) for world in (self.old, self.new, *(one for one in alone if one is not None)))
            if key not in known:
                made = {aspect: self._cause(at, aspect, kept) for aspect in differing(was, now)}
                if not all(cause.sets and len(cause.sets[0]) == 1 for cause in made.values()):
                    found.append(made)
                    continue
                known[key] = made
            found.append(known[key])
        return found

    def _cause(self, at: int, aspect: str, kept: Sequence[int]) -> Cause:
        """Return the cause of one aspect of one example; unknown where not all that it rests on could be tried."""
        every = frozenset(kept)
        alone = [frozenset({unit}) for unit in kept if self._gives(frozenset({unit}), at, aspect)]
        if not all(self._is_tried(frozenset({unit})) for unit in kept):
            return UNKNOWN
        if alone:
            return Cause(tuple(alone))
        if not self._gives(every, at, aspect):
            return UNKNOWN
        needed = frozenset(unit for unit in kept if not self._gives(every - {unit}, at, aspect))
        start = needed if self._gives(needed, at, aspect) else every
        while True:
            # Where one unit undoes another, what could not be left out before may be now: look at all of them again.
            less = [start - {unit} for unit in sorted(start, key=lambda unit: (unit in needed, unit))]
            smaller = next((units for units in less if self._gives(units, at, aspect)), None)
            if smaller is None:
                return Cause((start,)) if all(map(self._is_tried, less)) else UNKNOWN
            start = smaller

    def _is_tried(self, units: Units) -> bool:
        return units in self._tried

    def _gives(self, units: Units, at: int, aspect: str) -> bool:
        values = self._world(units)
        return values is not None and values[at].get(aspect, "") == self.new[at].get(aspect, "")

    def _world(self, units: Units) -> Values | None:
        if units not in self._tried and len(self._tried) < MOST_TRIED:
            self._tried[units] = self.try_out(units)
        return self._tried.get(units)

    def _relevant(self) -> list[int]:
        """Return the units without those that change nothing, neither in the old world nor taken from the new."""
        every = list(range(self.count))
        if self.count <= FEW:
            return every
        kept: list[int] = []
        todo = [every[: self.count // 2], every[self.count // 2 :]]
        while todo:
            block = todo.pop(0)
            units = frozenset(block)
            if self._world(units) == self.old and self._world(frozenset(every) - units) == self.new:
                continue
            if len(block) == 1:
                kept += block
            else:
                todo += [block[: len(block) // 2], block[len(block) // 2 :]]
        return sorted(kept)


def differing(was: dict[str, str], now: dict[str, str]) -> list[str]:
    """Return the aspects in which two reports of an exchange differ."""
    return [aspect for aspect in dict.fromkeys((*was, *now)) if was.get(aspect, "") != now.get(aspect, "")]
