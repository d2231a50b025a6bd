"""The plan: from rows as numbers to the rules that have something to say of each, by asking each question once.

Rows are first reduced to what all footprints together can see: a core, and a set of listed terms. Each footprint then
sees its own part of a core, and its own classes of terms.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt
from rdflib import URIRef

from checker.model import Exchange
from checker.pack import Pack
from checker.plan.asking import Answer, Answers, Judge
from checker.plan.cache import Cache, scope
from checker.plan.cores import Core, Cores, look_at, question, representative
from checker.plan.footprints import Listed, listed_column
from checker.plan.outline import Outline, View, from_data, listed_terms, outline, to_data
from checker.plan.rows import Numbers, Rows, Words, distinct

WORD = 64


@dataclass(eq=False)
class _Part:
    """What a footprint sees, with the questions that were put under it and the answers."""

    place: int
    view: View
    scope: str
    questions: dict[Any, int] = field(default_factory=dict)
    looks: dict[Any, int] = field(default_factory=dict)
    """By look: the number of its question."""
    cores: list[Core] = field(default_factory=list)
    """By question: a core of which it is asked."""
    of_core: list[int] = field(default_factory=list)
    """By core: the number of its question."""
    answers: dict[Any, Answer] = field(default_factory=dict)
    """By question and set of terms."""
    kept: Mapping[str, Answer] | None = None
    """The answers of earlier runs, once looked for."""


class Plan:
    """Finds the rules that have something to say of exchanges."""

    def __init__(self, pack: Pack, as_of: date, cache: Cache, judge: Answers | None = None) -> None:
        """Make a plan for a pack on one day; without another, the judge of the pack answers."""
        self.pack = pack
        self.as_of = as_of
        self.judge = judge or Judge(pack, as_of)
        self.cache = cache
        self.asked = 0
        """Questions put to the judge."""
        self.found = 0
        """Questions of which an earlier run kept the answer."""
        self.seconds = 0.0
        """What asking took."""
        self.codes = tuple(sorted(rule.code for rule in pack.rules.values()))
        self._bits = {code: place for place, code in enumerate(self.codes)}
        self._width = -(-len(self.codes) // WORD)
        self._words_of: dict[tuple[str, ...], Words] = {}
        self._masks: dict[tuple[str, ...], Words] = {}
        self._listed = listed_column(pack)
        self.terms = listed_terms(pack)
        """The terms of the column that lists several, in the order of their bits."""
        self.outline = self._outline()
        self.sight = self.outline.on(as_of)
        self.cores = Cores(pack, self.sight, self._listed)
        day = self.outline.day(as_of)
        *self._parts, self._whole = [
            _Part(place, view, scope(pack.sha256, pack.beside, view.rules, view.sees, view.listed.name, day))
            for place, view in enumerate(self.outline.views)
        ]

    def _outline(self) -> Outline:
        """Return the outline, as an earlier run kept it or newly derived."""
        try:
            return from_data(self.cache.find(self._outline_scope)[""])
        except (KeyError, TypeError, ValueError):
            made = outline(self.judge if isinstance(self.judge, Judge) else Judge(self.pack, self.as_of))
            self.cache.keep(self._outline_scope, {"": to_data(made)})
            return made

    @property
    def _outline_scope(self) -> str:
        return scope(self.pack.sha256, self.pack.beside, "outline")

    def outlined(self) -> dict[str, Any]:
        """Return the outline as a cache holds it, by scope, for a plan that is made elsewhere."""
        return {self._outline_scope: {"": to_data(self.outline)}}

    def rules(self, rows: Rows, cores: Numbers | None = None) -> tuple[Numbers, Words]:
        """Return for each row the number of its answer, and for each answer the rules that speak: bits of `codes`."""
        cores = self.cores.of(rows) if cores is None else cores
        if rows.sets is None:
            masks = np.zeros((1, self._words_of_terms), dtype=np.uint64)
            numbers, first = distinct([cores])
            sets = np.zeros(len(first), dtype=np.int64)
        else:
            masks, sets = rows.sets.terms, rows.sets.numbers
            if len(masks) < len(rows):
                numbers, first = distinct([cores, sets])
                sets = sets[first]
            else:
                # Where each has a set of its own, there is nothing to tell apart.
                numbers = first = np.arange(len(rows))
        spoken = self._spoken(cores[first], taken(masks, sets))
        answers, found = distinct([*_halves(spoken)])
        return answers[numbers], spoken[found]

    @property
    def _words_of_terms(self) -> int:
        return max(1, -(-len(self.terms) // WORD))

    def _spoken(self, cores: Numbers, masks: Words) -> Words:
        """Return the rules that speak of each core with a set of terms."""
        grouped = np.array([self._has_groups(core) for core in self.cores.all], dtype=bool)[cores]
        if not grouped.any():
            return self._plainly(cores, masks)
        spoken = np.zeros((len(cores), self._width), dtype=np.uint64)
        plain, rest = np.flatnonzero(~grouped), np.flatnonzero(grouped)
        spoken[plain] = self._plainly(cores[plain], taken(masks, plain))
        spoken[rest] = self._by(self._whole, cores[rest], masks[rest])
        return spoken

    def _plainly(self, cores: Numbers, masks: Words) -> Words:
        """Return the rules that speak where no group of terms is named. Most do not see the terms: one core, once."""
        numbers, first = distinct([cores])
        blind = np.zeros((len(first), self._width), dtype=np.uint64)
        for part in self._parts:
            if part.view.listed is Listed.NOT:
                blind |= self._by(part, cores[first], masks[first])
        spoken = blind[numbers]
        for part in self._parts:
            if part.view.listed is not Listed.NOT:
                spoken |= self._by(part, cores, masks)
        return spoken

    def _has_groups(self, core: Core) -> bool:
        return self._listed is not None and bool(core.values.get(self._listed.code))

    def _by(self, part: _Part, cores: Numbers, masks: Words) -> Words:
        asked = self._questions(part)[cores]
        way = part.view.listed
        if way is Listed.EACH:
            return self._each(part, asked, masks)
        if way is Listed.NOT:
            keys, first = distinct([asked])
            sets: list[Any] = [()] * len(first)
        elif way is Listed.CLASSES:
            signs = np.zeros(len(masks), dtype=np.int64)
            for place, members in enumerate(part.view.classes):
                signs |= meet(masks, self._mask(members)[None, :]).astype(np.int64) << place
            keys, first = distinct([asked, signs])
            sets = [tuple(members[0] for place, members in enumerate(part.view.classes) if sign >> place & 1)
                    for sign in signs[first].tolist()]  # fmt: skip
        else:
            keys, first = distinct([asked, *_halves(masks)])
            sets = [self._members(mask) for mask in masks[first]]
        wanted = list(zip(asked[first].tolist(), sets, strict=True))
        self._ask(part, wanted)
        return self._words([part.answers[key] for key in wanted])[keys]

    def _each(self, part: _Part, asked: Numbers, masks: Words) -> Words:
        numbers, first = distinct([asked])
        wanted = [(number, ()) for number in asked[first].tolist()]
        self._ask(part, wanted)
        spoken = np.zeros((len(asked), self._width), dtype=np.uint64)
        for code in part.view.rules:
            about = [part.answers[key].get(code) or () for key in wanted]
            if any(about):
                hit = meet(taken(np.stack([self._mask(terms) for terms in about]), numbers), masks)
                bit = self._bits[code]
                spoken[:, bit // WORD] |= hit.astype(np.uint64) << np.uint64(bit % WORD)
        return spoken

    def _questions(self, part: _Part) -> Numbers:
        seen = [column.code for column in self.pack.columns if column.property in part.view.sees]
        for core in self.cores.all[len(part.of_core) :]:
            # Cores of which all that a footprint may see is the same ask the same: most need not be looked at closer.
            look = look_at(core, part.view, seen)
            if look not in part.looks:
                key = question(core, part.view, seen)
                if key not in part.questions:
                    part.questions[key] = len(part.cores)
                    part.cores.append(core)
                part.looks[look] = part.questions[key]
            part.of_core.append(part.looks[look])
        return np.array(part.of_core, dtype=np.int64)

    def _ask(self, part: _Part, wanted: Sequence[tuple[int, tuple[URIRef, ...]]]) -> None:
        """See to it that there is an answer to each of these, from an earlier run or from the judge."""
        new = [key for key in dict.fromkeys(wanted) if key not in part.answers]
        if not new:
            return
        texts = list(part.questions)
        names = {key: json.dumps([texts[key[0]], key[1]]) for key in new}
        known = self._kept(part, names.values())
        open_ = [key for key in new if names[key] not in known]
        known |= self._put(part, {names[key]: self._exchange(part, *key) for key in open_})
        part.answers.update({key: known[name] for key, name in names.items()})

    def answers(self, questions: Mapping[tuple[int, str], Exchange]) -> dict[str, dict[str, Answer]]:
        """Return the answers to questions that a `Recorder` kept, by scope and name, as a cache holds them."""
        found = {}
        for part in (*self._parts, self._whole):
            wanted = {name: exchange for (place, name), exchange in questions.items() if place == part.place}
            known = self._kept(part, wanted)
            found[part.scope] = known | self._put(part, {n: e for n, e in wanted.items() if n not in known})
        return found

    def _kept(self, part: _Part, names: Iterable[str]) -> dict[str, Answer]:
        """Return the answers that an earlier run kept."""
        if part.kept is None:
            part.kept = self.cache.find(part.scope)
        known = {name: part.kept[name] for name in names if name in part.kept}
        self.found += len(known)
        return known

    def _put(self, part: _Part, questions: Mapping[str, Exchange]) -> dict[str, Answer]:
        """Put questions to the judge, and keep the answers."""
        if not questions:
            return {}
        start = perf_counter()
        answers = dict(zip(questions, self.judge.answer(part.place, questions), strict=True))
        self.asked += len(answers)
        self.seconds += perf_counter() - start
        self.cache.keep(part.scope, answers)
        return answers

    def _exchange(self, part: _Part, number: int, terms: tuple[URIRef, ...]) -> Exchange:
        exchange = representative(part.cores[number], part.view, self.pack, self.sight)
        if self._listed is None:
            return exchange
        values = {code: held for code, held in exchange.values.items() if code != self._listed.code}
        return replace(exchange, values=values | ({self._listed.code: terms} if terms else {}))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {str(term): place for place, term in enumerate(self.terms)}

    def _mask(self, terms: Iterable[str]) -> Words:
        """Return a set of terms as bits."""
        named = tuple(terms)
        if named not in self._masks:
            self._masks[named] = bits((self._place[str(term)] for term in named), self._words_of_terms)
        return self._masks[named]

    def _members(self, mask: Words) -> tuple[URIRef, ...]:
        return tuple(term for place, term in enumerate(self.terms) if int(mask[place // WORD]) >> place % WORD & 1)

    def _words(self, answers: Sequence[Answer]) -> Words:
        found = [self._word(tuple(answer)) for answer in answers]
        return np.stack(found) if found else np.zeros((0, self._width), dtype=np.uint64)

    def _word(self, codes: tuple[str, ...]) -> Words:
        """Return rules as bits."""
        if codes not in self._words_of:
            self._words_of[codes] = bits((self._bits[code] for code in codes), self._width)
        return self._words_of[codes]


def bits(places: Iterable[int], width: int) -> Words:
    """Return a set of places as bits, in words of 64."""
    words = [0] * width
    for place in places:
        words[place // WORD] |= 1 << place % WORD
    return np.array(words, dtype=np.uint64)


def taken(sets: Words, places: Numbers) -> Words:
    """Return sets of bits by their places, laid out word by word: far faster to look through."""
    return np.take(sets.T, places, axis=1).T


def meet(one: Words, other: Words) -> npt.NDArray[np.bool_]:
    """Return which sets have a member in common."""
    met = (one[:, 0] & other[:, 0]) != 0
    for at in range(1, one.shape[1]):
        met |= (one[:, at] & other[:, at]) != 0
    return np.asarray(met)


def _halves(words: Words) -> list[Numbers]:
    """Return words as numbers that can be told apart one by one."""
    return [(words[:, at] >> np.uint64(shift) & np.uint64(2**32 - 1)).astype(np.int64)
            for at in range(words.shape[1]) for shift in (0, 32)]  # fmt: skip
