"""What a person sees of a proof: the steps that matter to a reader, each in full once and then by its number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from checker.reports.words import word

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
    about: str = ""
    """The name of the thing that the step is about."""


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
        self._told_by: dict[int, int] = {}
        families = [f for f in document["families"] if only in (None, f["family"])]
        self.families = [self._family(family) for family in sorted(families, key=_weight)]
        self.numbers = self._numbered()

    def _family(self, family: Document) -> ShownFamily:
        labels = self.document["labels"]
        outcome = family["outcome"]
        told = labels["outcomes"].get(outcome) or labels["scopes"].get(outcome) or {}
        rules = [(step, rule) for step in family["steps"] if (rule := self._shown(step)) is not None]
        spoken = [rule for step, rule in rules if step["kind"] != "searched"]
        silent = [(step, rule) for step, rule in rules if step["kind"] == "searched"]
        plain = [step for step, rule in silent if not self.full and not _substance(rule)]
        return ShownFamily(
            label=family["label"][self.language],
            outcome=outcome,
            outcome_label=str(told.get(self.language, outcome)),
            spoken=spoken,
            silent=[rule for step, rule in silent if step not in plain],
            absent=[f"{step['name'][self.language]} ({step['rule']})" for step in plain],
            contrast="not_more" if outcome in WEIGHTS else "not_other",
        )

    def _shown(self, step: Document) -> Shown | None:
        """Return a step as it is shown; the first time in full, wherever the document has it in full."""
        if step["show"] == "hidden" and not self.full:
            return None
        key = step["number"] or step["see"]
        again = key in self._told and not (key in self._plain and not self.full)
        shown = Shown(
            kind=step["kind"],
            text=step["text"][self.language],
            reason=step["reason"].get(self.language, ""),
            sources=step["sources"],
            key=key,
            see=key if again else None,
            looked=step["looked"] or 0,
            about=(step["about"] or {}).get(self.language, ""),
        )
        if step["show"] == "brief" and not self.full:
            shown.key = shown.see = None
            return shown
        if again or key in self._plain:
            return shown
        if key is not None:
            self._told.add(key)
        whole = self._whole[key] if key is not None else step
        below = [told for inner in whole["steps"] if (told := self._shown(inner)) is not None]
        shown.steps = below if self.full else self._folded(_without_repeats(below))
        if not self.full and not _substance(shown):
            shown.steps = []
            self._plain |= {key} if key is not None else set()
        return shown

    def _folded(self, steps: list[Shown]) -> list[Shown]:
        """Tell steps that differ only in the thing they are about once, and name the other things after it."""
        alike: dict[Any, list[Shown]] = {}
        for place, step in enumerate(steps):
            alike.setdefault(_form(step, step.about) if step.about else place, []).append(step)
        found = []
        for first, *others in alike.values():
            found.append(first)
            if others:
                names = word("likewise", self.language, names="; ".join(step.about for step in others))
                found.append(Shown(first.kind, names, "", [], looked=first.looked))
                for step in others:
                    self._stand_in(first, step)
        return found

    def _stand_in(self, told: Shown, folded: Shown) -> None:
        """Let what refers to a step that is not told refer to the one told for it."""
        if folded.key is not None and told.key is not None and folded.see is None:
            self._told_by[folded.key] = told.key
        for one, other in zip(told.steps, folded.steps, strict=True):
            self._stand_in(one, other)

    def target(self, step: Shown) -> int | None:
        """Return what a step refers to."""
        key = step.see
        while key in self._told_by:
            key = self._told_by[key]
        return key

    def _numbered(self) -> dict[int, int]:
        """Number the steps that are referred to, in the order in which they are shown."""
        steps = [step for family in self.families for told in (family.spoken, family.silent) for step in _walk(told)]
        wanted = {self.target(step) for step in steps} - {None}
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

    def reference(self, step: Shown) -> str:
        """Return the words that refer to a step told elsewhere; empty where a step is told here."""
        number = self.numbers.get(self.target(step) or 0)
        return "" if step.see is None or number is None else f"({word('see', self.language, n=number)})"

    def mark(self, step: Shown) -> str:
        """Return the number of a step that is referred to; empty for any other."""
        return f"[{self.numbers[step.key]}]" if step.see is None and step.key in self.numbers else ""


def _form(step: Shown, thing: str) -> Any:
    """Return all that is shown of a step but the name of a thing."""
    below = tuple(_form(inner, thing) for inner in step.steps)
    cited = tuple((source["iri"], source["certainty"]) for source in step.sources)
    # Within the name of another thing it starts small.
    text = step.text.replace(thing, "…").replace(f"{thing[:1].lower()}{thing[1:]}", "…")
    return step.kind, text, step.reason, step.see is None, cited, below


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
