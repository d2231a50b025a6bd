"""From the rules that speak to what is reported of an exchange: verdict, scope, an outcome per family, rules."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow  # type: ignore[import-untyped]

from checker.judge.outcomes import outcomes
from checker.pack import Pack
from checker.plan.plan import WORD
from checker.plan.rows import Numbers, Words


@dataclass(frozen=True)
class Answer:
    """What is reported of an exchange, beside its findings."""

    verdict: str
    scope: str
    outcomes: dict[str, str]
    rules: tuple[str, ...]
    """The codes of the rules with a finding, in the order of findings."""


@dataclass(eq=False)
class Answers:
    """Every different answer of a run, by number."""

    pack: Pack
    codes: tuple[str, ...]
    all: list[Answer] = field(default_factory=list)
    _numbers: dict[bytes, int] = field(default_factory=dict)

    def number(self, spoken: Words) -> Numbers:
        """Return the number of the answer for each set of rules that speak."""
        found = np.empty(len(spoken), dtype=np.int64)
        for at, words in enumerate(spoken):
            key = words.tobytes()
            if key not in self._numbers:
                self._numbers[key] = len(self.all)
                self.all.append(self._answer(words))
            found[at] = self._numbers[key]
        return found

    def _answer(self, words: Words) -> Answer:
        spoken = {code for at, code in enumerate(self.codes) if int(words[at // WORD]) >> at % WORD & 1}
        rules = [rule for rule in self.pack.rules.values() if rule.code in spoken]
        verdict, scope, by_family = outcomes(rules, self.pack)
        order = {family.code: place for place, family in enumerate(self.pack.families)}
        told = sorted((rule for rule in rules if rule.message), key=lambda rule: (order[rule.family], rule.code))
        return Answer(verdict, scope, by_family, tuple(rule.code for rule in told))

    def schema(self) -> pyarrow.Schema:
        """Return the columns that `batch` makes."""
        return self.batch(pyarrow.array([], "string"), np.zeros(0, dtype=np.int64)).schema

    def batch(self, names: pyarrow.StringArray, numbers: Numbers) -> pyarrow.RecordBatch:
        """Return exchanges with their answers as columns: what is the same in many rows is held once."""
        families = [family.code for family in self.pack.families if not family.gives_scope]
        columns = {
            "verdict": [answer.verdict for answer in self.all],
            "scope": [answer.scope for answer in self.all],
            **{code: [answer.outcomes[code] for answer in self.all] for code in families},
            "rules": [";".join(answer.rules) for answer in self.all],
        }
        arrays = [names]
        for texts in columns.values():
            different = sorted(set(texts))
            place = np.array([different.index(text) for text in texts], dtype=np.int32)
            indices = pyarrow.array(place[numbers] if len(place) else np.zeros(0, dtype=np.int32))
            arrays.append(pyarrow.DictionaryArray.from_arrays(indices, pyarrow.array(different, "string")))
        return pyarrow.RecordBatch.from_arrays(arrays, ["id", *columns])
