"""What a person sees of a proof: the steps that matter to a reader, each in full once and then by its number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

WEIGHTS = ("violation", "undetermined", "pass", "inapplicable")
Document = dict[str, Any]


@dataclass
class Shown:
    """A step as it is shown."""

    kind: str
    text: str
    reason: str
    sources: list[Document]
    steps: list["Shown"] = field(default_factory=list)
    key: int | None = None
    """What the step is referred to by, before steps are numbered for the reader."""
    see: int | None = None
    looked: int = 0


@dataclass
class ShownFamily:
    """A family as it is shown: why it has this outcome, why it weighs no more, and what plainly did not occur."""

    label: str
    outcome: str
    outcome_label: str
    spoken: list[Shown]
    silent: list[Shown]
    absent: list[str]
    contrast: str
    """The word for what the silent rules show: that it does not weigh more, or is not otherwise."""


class View:
    """A proof in one language; `full` shows the steps that are left out otherwise."""

    def __init__(self, document: Document, language: str, full: bool = False, only: str | None = None) -> None:
        self.document, self.language, self.full = document, language, full
        self._whole = {step["number"]: step for step in _all(document) if step["number"]}
        self._told: set[int] = set()
        self._plain: set[int] = set()
        families = [f for f in document["families"] if only in (None, f["family"])]
        self.families = [self._family(family) for family in sorted(families, key=_weight)]
        self.numbers = self._numbered()

    def _family(self, family: Document) -> ShownFamily:
        labels = self.document["labels"]
        outcome = family["outcome"]
        told = labels["outcomes"].get(outcome) or labels["scopes"].get(outcome) or {}
        spoken = [self._rule(step) for step in family["steps"] if step["kind"] != "searched"]
        silent = [step for step in family["steps"] if step["kind"] == "searched"]
        rules = [(step, self._rule(step)) for step in silent]
        plain = [step for step, rule in rules if not self.full and not _substance(rule)]
        return ShownFamily(
            label=family["label"][self.language],
            outcome=outcome,
            outcome_label=str(told.get(self.language, outcome)),
            spoken=spoken,
            silent=[rule for step, rule in rules if step not in plain],
            absent=[f"{step['name'][self.language]} ({step['rule']})" for step in plain],
            contrast="not_more" if outcome in WEIGHTS else "not_other",
        )

    def _rule(self, step: Document) -> Shown:
        return self._shown(step) or Shown(step["kind"], step["text"][self.language], "", [])

    def _shown(self, step: Document) -> Shown | None:
        """Return a step as it is shown; the first time in full, wherever the document has it in full."""
        if step["show"] == "hidden" and not self.full:
            return None
        key = step["number"] or step["see"]
        again = key in self._told and not (key in self._plain and not self.full)
        shown = Shown(
            step["kind"], step["text"][self.language], step["reason"].get(self.language, ""), step["sources"],
            key=key, see=key if again else None, looked=step["looked"] or 0,
        )  # fmt: skip
        if step["show"] == "brief" and not self.full:
            shown.key = shown.see = None
            return shown
        if again or key in self._plain:
            return shown
        if key is not None:
            self._told.add(key)
        whole = self._whole[key] if key is not None else step
        below = [told for inner in whole["steps"] if (told := self._shown(inner)) is not None]
        shown.steps = below if self.full else _without_repeats(below)
        if not self.full and not _substance(shown):
            shown.steps = []
            self._plain |= {key} if key is not None else set()
        return shown

    def _numbered(self) -> dict[int, int]:
        """Number the steps that are referred to, in the order in which they are shown."""
        steps = [step for family in self.families for told in (family.spoken, family.silent) for step in _walk(told)]
        wanted = {step.see for step in steps if step.see is not None}
        first = [step.key for step in steps if step.see is None and step.key in wanted]
        return {key: number for number, key in enumerate(dict.fromkeys(first), start=1) if key is not None}

    def sources(self) -> list[Document]:
        """Return the provisions that are cited in what is shown, each once, in the order in which they are cited."""
        found: dict[tuple[str, str], Document] = {}
        for family in self.families:
            for step in (*_walk(family.spoken), *_walk(family.silent)):
                for source in step.sources:
                    found.setdefault((source["iri"], source["certainty"]), source)
        return list(found.values())

    def mark(self, step: Shown) -> str:
        """Return the number of a step that is referred to; empty for any other."""
        return f"[{self.numbers[step.key]}]" if step.see is None and step.key in self.numbers else ""


def _substance(step: Shown) -> bool:
    """Whether a step says more than that something plainly is not there."""
    if step.kind != "searched" or step.looked or (step.see is not None):
        return True
    return any(map(_substance, step.steps))


def _without_repeats(steps: list[Shown]) -> list[Shown]:
    """Leave out a step without steps of its own that is told again below one beside it."""
    below = [{inner.text for inner in _walk(step.steps)} for step in steps]
    return [
        step
        for place, step in enumerate(steps)
        if step.steps or not any(step.text in texts for other, texts in enumerate(below) if other != place)
    ]


def _weight(family: Document) -> int:
    return WEIGHTS.index(family["outcome"]) if family["outcome"] in WEIGHTS else len(WEIGHTS)


def _all(document: Document) -> Iterator[Document]:
    todo = [step for family in document["families"] for step in family["steps"]]
    while todo:
        step = todo.pop()
        yield step
        todo += step["steps"]


def _walk(steps: Iterable[Shown]) -> Iterator[Shown]:
    for step in steps:
        yield step
        yield from _walk(step.steps)
