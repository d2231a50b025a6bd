"""From the rules that have something to say of an exchange to its verdict, scope and outcome per family."""

from collections.abc import Iterable

from checker.errors import GrondslagError
from checker.pack import Pack, Rule

RANK = {"inapplicable": 0, "pass": 1, "undetermined": 2, "violation": 3}
"""The outcome of a family is the weightiest of its results."""


def outcomes(rules: Iterable[Rule], pack: Pack) -> tuple[str, str, dict[str, str]]:
    """Return verdict, scope and outcomes by family.

    Raises GrondslagError where the rules of a family leave it without an answer: no answer is never a pass.
    """
    said = sorted(rules, key=lambda rule: rule.code)
    found = {family.code: _outcome(family.code, said, pack) for family in pack.families if not family.gives_scope}
    verdict = next(v.code for v in pack.verdicts if v.outcome is None or v.outcome in found.values())
    return verdict, next((rule.scope for rule in said if rule.scope), ""), found


def _outcome(family: str, rules: Iterable[Rule], pack: Pack) -> str:
    found = [rule.outcome for rule in rules if rule.family == family and rule.outcome]
    if not found:
        raise GrondslagError(
            f"Geen regel van het pakket {pack.id} gaf een antwoord voor {family}; er is niets beoordeeld.",
            f"No rule of the pack {pack.id} gave an answer for {family}; nothing was judged.",
        )
    return max(found, key=RANK.__getitem__)
