"""Look over the rules and queries of a pack: can they be run, do they reach something, do they say what they find?"""

from collections.abc import Iterator

from rdflib import Graph, Literal
from rdflib.term import Node

from checker.authoring.lint import (
    QUERIES,
    Check,
    Fault,
    ambiguous_names,
    dangling,
    missing_labels,
    named,
    of_class,
    overlapping_versions,
    repeated_notations,
    undefined,
    wrong_dates,
)
from checker.judge.graph import prefixes, prepared
from checker.model import LANGUAGES
from checker.vocabulary import GS, SH

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
SAID = ((SH.message, "sh:message"), (GS.why, "gs:why"), (GS.remedy, "gs:remedy"))
"""What a rule that finds something has to say of it."""


def untargeted_rules(graph: Graph) -> Iterator[Fault]:
    """A rule reaches something: without a target it would look green for ever."""
    for rule in of_class(graph, GS.Rule):
        if not any((rule, target, None) in graph for target in TARGETS):
            yield Fault(str(rule), "bereikt niets: het heeft geen sh:target…", "reaches nothing: it has no sh:target…")


def unreadable_queries(graph: Graph) -> Iterator[Fault]:
    """A query is one, with the prefixes that it names."""
    for predicate in QUERIES:
        for node, query in graph.subject_objects(predicate):
            try:
                prepared(prefixes(graph, node) + str(query))
            except Exception as error:
                # rdflib raises many kinds of exception on a query that it cannot read.
                why = " ".join(str(error).split())[:200]
                yield Fault(named(graph, node), f"heeft een vraag die niet te lezen is: {why}",
                            f"has a query that cannot be read: {why}")  # fmt: skip


def wordless_rules(graph: Graph) -> Iterator[Fault]:
    """A rule has a name in each language, and one that finds something says what, why, and how to mend it."""
    for rule in of_class(graph, GS.Rule):
        finds = (rule, SH.severity, SH.Info) not in graph
        for predicate, name in ((SH.name, "sh:name"), *(SAID if finds else ())):
            for language in LANGUAGES:
                if not _says(graph, rule, predicate, language):
                    yield Fault(str(rule), f"mist een {name} in de taal {language}", f"lacks a {name} in {language}")


def _says(graph: Graph, rule: Node, predicate: Node, language: str) -> bool:
    texts = [o for o in graph.objects(rule, predicate) if isinstance(o, Literal) and o.language == language]
    return any(str(text).strip() for text in texts)


MUST: tuple[Check, ...] = (
    missing_labels,
    wrong_dates,
    overlapping_versions,
    ambiguous_names,
    repeated_notations,
    dangling,
    undefined,
    untargeted_rules,
    unreadable_queries,
    wordless_rules,
)
