"""What only a person can tell of an exchange, as a report shows it."""

from dataclasses import dataclass

from checker.reports.proof_view import View


@dataclass(frozen=True)
class ForAPerson:
    """A question or caveat of the norms that an exchange is about."""

    kind: str
    text: str
    articles: str


def for_a_person(view: View) -> list[ForAPerson]:
    """Return what a proof leaves to a person; nothing where one family is shown, or the proof is of an older report."""
    proof, language = view.document, view.language
    told = proof.get("for_a_person", ()) if len(view.families) == len(proof["families"]) else ()
    return [
        ForAPerson(one["kind"], one["text"][language], "; ".join(article[language] for article in one["articles"]))
        for one in told
    ]
