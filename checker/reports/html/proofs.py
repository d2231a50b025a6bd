"""The proofs inside the page: what a reader sees of each in either language, with every sentence written once."""

from collections.abc import Sequence
from typing import Any

from checker.model import LANGUAGES
from checker.reports.for_a_person import for_a_person
from checker.reports.html.shared import Document, Shared, source_place
from checker.reports.proof_view import Shown, View

KINDS = ("declared", "law", "derived", "searched")


def proofs(document: Document, sources: Shared) -> Document:
    """Return the proofs of a report, each by language, and the texts that they refer to."""
    texts = Shared()
    views = [
        {language: View({**proof, "labels": document["labels"]}, language) for language in LANGUAGES}
        for proof in document.get("proofs", ())
    ]
    told = [{language: _proof(view, texts, sources) for language, view in one.items()} for one in views]
    asked = Shared()
    places = [{language: _for_a_person(view, asked) for language, view in one.items()} for one in views]
    return {"proofs": told, "asked": places, "asks": asked.things, "kinds": KINDS, "texts": texts.things}


def _for_a_person(view: View, asked: Shared) -> list[int]:
    """Return the places of what a person must judge."""
    lines = [[told.kind, told.text, told.articles] for told in for_a_person(view)]
    return [asked.place(line, tuple(line)) for line in lines]


def _proof(view: View, texts: Shared, sources: Shared) -> list[Any]:
    def steps(shown: Sequence[Shown]) -> list[Any]:
        return [step(one) for one in shown]

    def step(one: Shown) -> list[Any]:
        """Return a step as a list, short at the end: most have no number, and nothing below them."""
        is_here = one.see is None
        reason = one.reason if is_here and one.kind != "law" else ""
        told = [
            KINDS.index(one.kind),
            text(one.text),
            text(reason),
            [source_place(source, sources) for source in one.sources] if is_here else [],
            steps(one.steps),
            view.numbers.get(one.key or 0, 0) if is_here else 0,
            0 if is_here else view.numbers.get(view.target(one) or 0, 0),
        ]
        while told[-1] in (0, []):
            told.pop()
        return told

    def text(said: str) -> int:
        return texts.place(said, said)

    text("")
    return [
        [family.label, family.outcome, steps(family.spoken), steps(family.silent), family.absent, family.contrast]
        for family in view.families
    ]
