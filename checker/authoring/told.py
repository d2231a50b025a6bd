"""What is told of the examples and the form of a pack."""

from collections.abc import Iterator, Sequence
from typing import Any

from checker.authoring.lint import Fault
from checker.authoring.looked_over import LookedOver
from checker.authoring.trial import Trials

WORDS = {
    "passed": {"nl": "✓ {n} voorbeelden geven wat ze zeggen", "en": "✓ {n} examples yield what they say"},
    "failed": {"nl": "✗ {n} voorbeelden niet", "en": "✗ {n} examples do not"},
    "none": {
        "nl": "Dit pakket heeft geen voorbeelden: zet ze in examples/CODE/ als fail-….csv en pass-….csv.",
        "en": "This pack has no examples: put them in examples/CODE/ as fail-….csv and pass-….csv.",
    },
    "untried": {
        "nl": "– {n} voorbeelden niet uitgevoerd: ze gaan over wat naast een register wordt gelegd",
        "en": "– {n} examples not run: they are about what is held beside a registry",
    },
    "lacking": {"nl": "geeft niet {codes}, en dat zegt het wel", "en": "does not yield {codes}, as it says"},
    "more": {"nl": "geeft ook {codes}, en dat zegt het niet", "en": "also yields {codes}, which it does not say"},
    "sound": {"nl": "✓ Geen fouten in de vorm", "en": "✓ No faults in the form"},
    "faults": {"nl": "✗ Fouten", "en": "✗ Faults"},
    "advice": {
        "nl": "Advies (wat een lezer van het rapport mist)",
        "en": "Advice (what a reader of the report misses)",
    },
}


def trials_document(trials: Trials) -> dict[str, Any]:
    """Return trials as JSON."""
    return {
        "examples": [
            {
                "file": f"{trial.rule}/{trial.path.name}",
                "passed": trial.passed,
                "expected": sorted(trial.expected),
                "found": sorted(trial.found),
            }
            for trial in trials.tried
        ],
        "untried": [f"{path.parent.name}/{path.name}" for path in trials.untried],
    }


def trials_text(document: dict[str, Any], language: str) -> str:
    """Return trials as text."""
    examples = document["examples"]
    failed = [one for one in examples if not one["passed"]]
    lines = [] if examples or document["untried"] else [_word("none", language)]
    if len(failed) < len(examples):
        lines.append(_word("passed", language, n=len(examples) - len(failed)))
    if failed:
        lines.append(_word("failed", language, n=len(failed)))
    for one in failed:
        lines.append(f"  {one['file']}")
        for key, codes in (
            ("lacking", sorted({*one["expected"]} - {*one["found"]})),
            ("more", sorted({*one["found"]} - {*one["expected"]})),
        ):
            if codes:
                lines.append(f"    {_word(key, language, codes=', '.join(codes))}")
    if document["untried"]:
        lines.append(_word("untried", language, n=len(document["untried"])))
    return "\n".join(lines) + "\n"


def faults_document(found: LookedOver) -> dict[str, Any]:
    """Return what was found in the form of a pack as JSON."""
    return {"faults": [vars(fault) for fault in found.faults], "advice": [vars(fault) for fault in found.advice]}


def faults_text(found: LookedOver, language: str) -> str:
    """Return what was found in the form of a pack as text."""
    lines = [*_listed("faults", found.faults, language)] or [_word("sound", language)]
    return "\n".join([*lines, *_listed("advice", found.advice, language)]) + "\n"


def _listed(key: str, faults: Sequence[Fault], language: str) -> Iterator[str]:
    if faults:
        yield f"{_word(key, language)}: {len(faults)}"
    for fault in faults:
        yield f"  {fault.term} {fault.nl if language == 'nl' else fault.en}"


def _word(key: str, language: str, **values: object) -> str:
    return WORDS[key][language].format(**values)
