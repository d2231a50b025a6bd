"""Look over a pack as it stands in its folder: its own terms, in the light of all that it imports."""

from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from checker.authoring.advice import SHOULD
from checker.authoring.lint import Check, Fault
from checker.authoring.rules import MUST
from checker.catalogue.examples import FAIL, PASS
from checker.pack import load_pack
from checker.pack.folders import EXAMPLES, LOCAL, find_folder, pack_sources, parse_into, read_turtle
from checker.resources import built_in_packs


@dataclass(frozen=True)
class LookedOver:
    """What was found in a pack."""

    faults: tuple[Fault, ...]
    advice: tuple[Fault, ...]


def look_over(name: str) -> LookedOver:
    """Return the faults in the terms of the pack with this id or in this folder, those it imports aside.

    Raises GrondslagError where the pack cannot be loaded at all.
    """
    load_pack(name)
    known = built_in_packs()
    folder = find_folder(name, known)
    every = pack_sources(folder, known)
    imported = {file for other in known if other != folder for _, file in pack_sources(other, known)}
    whole, own = Graph(), Graph()
    for relative, file in every:
        for graph in (whole,) if file in imported else (whole, own):
            parse_into(graph, read_turtle(file), file, LOCAL + relative)
    subjects = {str(subject) for subject in own.subjects()}

    def found(checks: tuple[Check, ...]) -> tuple[Fault, ...]:
        said = {fault for check in checks for fault in check(whole)}
        return tuple(sorted(fault for fault in said if fault.term in subjects))

    advice = found(SHOULD) + (() if folder in known else tuple(_lone_examples(folder)))
    return LookedOver(found(MUST), advice)


def _lone_examples(folder: Path) -> list[Fault]:
    """Return the failing examples without a passing one, and the other way round."""
    paths = sorted((folder / EXAMPLES).glob("*/*.csv"))
    twins = {FAIL: PASS, PASS: FAIL}
    return [
        Fault(
            path.relative_to(folder).as_posix(),
            f"heeft geen tegenhanger {other}{path.name.removeprefix(kind)}",
            f"has no counterpart {other}{path.name.removeprefix(kind)}",
        )
        for path in paths
        for kind, other in twins.items()
        if path.name.startswith(kind) and not path.with_name(f"{other}{path.name.removeprefix(kind)}").is_file()
    ]
