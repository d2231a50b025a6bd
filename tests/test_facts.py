"""The ontology says what the frozen fact tables say: every row with all its values, and nothing more."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

HERE = Path(__file__).resolve().parent
BASE = "https://w3id.org/grondslag/"
GS = Namespace(BASE + "ns#")
DPV = Namespace("https://w3id.org/dpv#")

Row = dict[str, str]
Facts = dict[str, set[str]]

# How the tables cite a source, and the provisions meant by it.
CITED: dict[str, tuple[str, ...]] = {
    "covenant 5.3; Wlz 9.1.1(6)": ("provision:convenant-5.3", "provision:wlz-9.1.1-6"),
    "covenant 5.5; Wlz 9.1.1(1)": ("provision:convenant-5.5", "provision:wlz-9.1.1-1"),
    "covenant 5.3; Wabvpz 4": ("provision:convenant-5.3", "provision:wabvpz-4"),
    "Wabb 10 (government body; not named in covenant 5.3)": ("provision:wabb-10",),
    "Wabb 10; but see Wlz 9.1.3(10): pseudonymisation": ("provision:wabb-10", "provision:wlz-9.1.3-10"),
    "covenant 5.3 (there in the sense of the former Wbsn-z); Zvw 86 from memory": (
        "provision:convenant-5.3",
        "provision:zvw-86",
    ),
    "Wabb 10": ("provision:wabb-10",),
    "Wabvpz 4": ("provision:wabvpz-4",),
    "the holder of the number; Wabb 1(d)": ("provision:wabb-1-d",),
    "acts for the parties, not in its own right": (),
    "": (),
    "covenant 3.1": ("provision:convenant-3.1",),
    "Wlz 1.1.1": ("provision:wlz-1.1.1",),
    "covenant 3.1; Wlz 1.1.1, 4.2.4(2)": (
        "provision:convenant-3.1",
        "provision:wlz-1.1.1",
        "provision:wlz-4.2.4-2",
    ),
    "covenant 3.1; Wlz 1.1.1": ("provision:convenant-3.1", "provision:wlz-1.1.1"),
    "covenant 5.2a; Wlz 1.1.1: not a Wlz-uitvoerder": ("provision:convenant-5.2-a", "provision:wlz-1.1.1"),
    "covenant 1.1, 7.1": ("provision:convenant-1.1", "provision:convenant-7.1"),
    "covenant 3.1 note 2": ("provision:convenant-3.1-noot-2",),
    "covenant 4.3": ("provision:convenant-4.3",),
    "covenant 7.1": ("provision:convenant-7.1",),
    "Wlz 9.1.4": ("provision:wlz-9.1.4",),
    "Wlz 9.1.2(3)": ("ground:wlz-9.1.2-3",),
    "Wlz 9.1.3(1)(a)": ("ground:wlz-9.1.3-1-a",),
    "Wlz 9.1.3(1)(c)": ("ground:wlz-9.1.3-1-c",),
    "Wlz 9.1.3(3)": ("ground:wlz-9.1.3-3",),
    "Wlz 9.1.3(4)": ("ground:wlz-9.1.3-4",),
    "Wlz 9.1.3(5)": ("ground:wlz-9.1.3-5",),
    "Wlz 9.1.3a(1)(a)": ("provision:wlz-9.1.3a-1-a",),
    "not in covenant; Wlz 2.2.1": ("provision:wlz-2.2.1",),
    "not in covenant; Wlz 9.1.2(3)": ("ground:wlz-9.1.2-3",),
    "not in covenant; Wlz 9.1.3(1)(b) since 2019-07-01": ("ground:wlz-9.1.3-1-b",),
    "not in covenant; Wlz 9.1.3(3)": ("ground:wlz-9.1.3-3",),
    "not in covenant; Wlz 9.1.3(4)": ("ground:wlz-9.1.3-4",),
    "not in covenant; Wlz 9.1.3(5)": ("ground:wlz-9.1.3-5",),
    "not in covenant; Wlz 9.1.3a": ("provision:wlz-9.1.3a",),
    "not in covenant; Wlz 9.1.4(4)": ("ground:wlz-9.1.4-4",),
    "no ground in this chain": ("provision:avg-5-1-b",),
    "2.2 (outside the covenant)": ("provision:convenant-2.2",),
    "iWlz 2.2 messages": ("provision:istandaard-iwlz-2.2",),
    "not in any message": ("provision:wlz-1.1.1",),
    "Rlz 7.1": ("provision:rlz-7.1",),
    "AVG 9": ("provision:avg-9-1",),
    "AVG 10": ("provision:avg-10",),
    "Wlz 9.1.3a lid 1": ("ground:wlz-9.1.3a-1",),
    "Wlz 9.1.2 lid 6": ("provision:wlz-9.1.2-6",),
    "Wlz 9.1.3 lid 5": ("ground:wlz-9.1.3-5",),
    "Wlz 2.2.1 lid 1": ("ground:wlz-2.2.1-1",),
    "UAVG 30 lid 5": ("provision:uavg-30-5",),
    "Wlz 3.3.3 lid 5 onder c": ("provision:wlz-3.3.3-5-c",),
}
# What the certainty columns say without one of the words below.
UNSAID = {
    "as lid 2 (doel a)": {"gs:Read"},
    "general": {"gs:FromMemory"},
    "general: exception for health data; not a transfer ground by itself": {"gs:FromMemory"},
    "general: use of a national identification number": {"gs:FromMemory"},
    "repealed 2018-05-25; successors AVG and UAVG": {"gs:FromMemory"},
    "repealed 2015-01-01; successors Wlz, Wmo 2015, Zvw": {"gs:FromMemory"},
    "memory (identifier read)": {"gs:FromMemory"},
}
SAID = {
    "read": "gs:Read",
    "likely": "gs:Likely",
    "memory": "gs:FromMemory",
    "interpretation": "gs:Interpretation",
}
# The covenant column of the general provisions, which has no letters.
REFERRED = {
    "cited in 5.1, 5.2, 6.2": ("5.1", "5.2", "6.2"),
    "cited in 0": ("0",),
    "5.3": ("5.3",),
}
LAWS = {
    "Wlz": "wlz",
    "Wabvpz (was Wet gebruik BSN in de zorg)": "wabvpz",
    "UAVG": "uavg",
    "AVG": "avg",
    "Wbp (repealed)": "wbp",
    "Wabb": "wabb",
    "Regeling langdurige zorg": "rlz",
    "Besluit langdurige zorg": "blz",
    "Besluit gebruik BSN in de zorg": "besluit-bsn-zorg",
    "Regeling gebruik BSN in de zorg": "regeling-bsn-zorg",
    "Zorgverzekeringswet": "zvw",
    "Wet financiering sociale verzekeringen": "wfsv",
    "Wet SUWI": "suwi",
    "Wmg": "wmg",
    "Wkkgz": "wkkgz",
    "Wmo 2015": "wmo-2015",
    "Jeugdwet": "jeugdwet",
    "Wzd": "wzd",
    "BW Boek 7 (Wgbo)": "bw7",
    "Begz": "begz",
    "Besluit bewaartermijn logging": "bewaartermijn-logging",
    "AP-lijst DPIA": "ap-lijst-dpia",
}
# Not in the table of laws: a repealed act that the covenant names, the covenant, and the message standard.
OTHER_LAWS = {"awbz": "BWBR0002614", "convenant": "2014060026v10", "istandaard-iwlz": "iWlz"}


def load() -> Graph:
    graph = Graph()
    for path in sorted((HERE.parent / "ontology").rglob("*.ttl")):
        graph.parse(path)
    return graph


GRAPH = load()


def rows(name: str) -> list[Row]:
    with (HERE / "facts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def iri(name: str) -> URIRef:
    prefix, local = name.split(":", 1)
    return URIRef(BASE + ("ns#" if prefix == "gs" else prefix + "/") + local)


def short(node: Node) -> str:
    if isinstance(node, Literal):
        return f"{node}@{node.language}" if node.language else str(node)
    text = str(node)
    if text.startswith(str(GS)):
        return "gs:" + text.removeprefix(str(GS))
    return text.removeprefix(BASE).replace("/", ":", 1) if text.startswith(BASE) else text


def values(subject: Node, predicate: URIRef) -> set[str]:
    return {short(o) for o in GRAPH.objects(subject, predicate)}


def members(cls: URIRef) -> list[Node]:
    return sorted(GRAPH.subjects(RDF.type, cls), key=str)


def split(text: str, sep: str = ";") -> list[str]:
    return [part.strip() for part in text.split(sep) if part.strip()]


def named(prefix: str, codes: Iterable[str]) -> set[str]:
    return {f"{prefix}:{code}" for code in codes if code}


def one(text: str) -> set[str]:
    return {text} if text else set()


def yes(text: str) -> set[str]:
    assert text in {"yes", "no"}
    return {"true" if text == "yes" else "false"}


def certainty(text: str) -> set[str]:
    said = UNSAID.get(text) or {name for word, name in SAID.items() if word in text}
    assert said, f"no certainty in {text!r}"
    return said


def noted(text: str) -> set[str]:
    """The languages of the note: one is due wherever the table says more than "read"."""
    return set() if text == "read" else {"nl", "en"}


def notes(subject: Node, predicate: URIRef = GS.certaintyNote) -> set[str]:
    return {str(o.language) for o in GRAPH.objects(subject, predicate) if isinstance(o, Literal)}


def labels(row: Row) -> set[str]:
    return {f"{row['label_nl']}@nl", f"{row['label_en']}@en"}


def actual(cls: URIRef, properties: dict[str, URIRef]) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    for subject in members(cls):
        assert short(subject) not in found
        found[short(subject)] = {key: values(subject, predicate) for key, predicate in properties.items()}
        found[short(subject)]["note"] = notes(subject)
    return found


def source(text: str) -> set[str]:
    if text[:3] in {"5.1", "5.2"}:
        return {f"provision:convenant-{text[:3]}-{text[3:]}"}
    return set(CITED[text])


def test_roles() -> None:
    expected = {
        f"role:{row['code']}": {
            "code": {row["code"]},
            "label": labels(row),
            "kind": {f"rolekind:{row['kind']}"},
            "broader": named("role", [row["broader"]]),
            "members": {{"one": "gs:One", "many": "gs:Many"}[row["members"]]},
            "authority": yes(row["bsn_authority"]),
            "authority source": source(row["bsn_source"]),
            "source": source(row["source"]),
            "certainty": certainty(row["certainty"]),
            "note": noted(row["certainty"]),
        }
        for row in rows("roles")
    }
    assert expected == actual(
        GS.Role,
        {
            "code": SKOS.notation,
            "label": SKOS.prefLabel,
            "kind": GS.kind,
            "broader": SKOS.broader,
            "members": GS.members,
            "authority": GS.identifierAuthority,
            "authority source": GS.authoritySource,
            "source": DCTERMS.source,
            "certainty": GS.certainty,
        },
    )
    kinds = {row["kind"] for row in rows("roles")}
    assert named("rolekind", kinds) == {short(kind) for kind in members(GS.RoleKind)}


def test_who_acts_for_another() -> None:
    acting = {short(kind) for kind in members(GS.RoleKind) if values(kind, GS.actsForAnother) == {"true"}}
    assert acting == {"rolekind:processor", "rolekind:supplier"}
    assert all(values(kind, GS.actsForAnother) <= {"true", "false"} for kind in members(GS.RoleKind))


def test_duty_to_use_the_number() -> None:
    assert {short(s) for s in GRAPH.subjects(GS.identifierDuty)} == {"role:WLZ-UITVOERDER"}
    assert {short(s) for s in GRAPH.subjects(GS.identifierDutyExempt)} == {"role:ZIN", "role:VERZEKERDE"}


def test_purposes() -> None:
    expected: dict[str, Facts] = {}
    for row in rows("purposes"):
        inside = row["source"][:3] in {"5.1", "5.2"}
        expected[f"purpose:{row['code']}"] = {
            "code": {row["code"]},
            "label": labels(row),
            "source": source(row["source"]),
            "broader": named("purpose", [row["broader"]]),
            "task holder": named("role", split(row["task_holder_roles"])),
            "inside": {"true" if inside else "false"},
            "letter": {row["source"]} if inside else set(),
            "excluded": {"true"} if row["source"].startswith("2.2") else set(),
            "note": {"nl", "en"} if row["source"].startswith("no ground") else set(),
        }
    assert expected == actual(
        GS.Purpose,
        {
            "code": SKOS.notation,
            "label": SKOS.prefLabel,
            "source": DCTERMS.source,
            "broader": SKOS.broader,
            "task holder": GS.taskHolder,
            "inside": GS.insideCovenant,
            "letter": GS.covenantLetter,
            "excluded": GS.excludedByCovenant,
        },
    )


def grounds() -> dict[str, list[Row]]:
    by_code: dict[str, list[Row]] = defaultdict(list)
    for row in rows("grounds"):
        by_code[row["code"]].append(row)
    return by_code


def citations(citation: str) -> str:
    dutch = citation.replace("any other article", "overige artikelen").replace("any article", "ongeacht het artikel")
    return f"{dutch}@nl"


def test_grounds() -> None:
    expected: dict[str, Facts] = {}
    for code, versions in grounds().items():
        first = versions[0]
        assert {(v["citation"], v["covenant"], bool(v["pairs"])) for v in versions} == {
            (first["citation"], first["covenant"], bool(first["pairs"]))
        }
        covenant = first["covenant"]
        letters = bool(first["pairs"] and covenant)
        referring = (f"{covenant[:-1]}-{covenant[-1]}",) if letters else REFERRED.get(covenant, ())
        expected[f"ground:{code}"] = {
            "code": {code},
            "class": {"gs:Ground" if first["pairs"] else "gs:GeneralProvision"},
            "citation": {citations(first["citation"])},
            "covenant": {f"convenant {covenant}@nl", f"covenant {covenant}@en"} if letters else set(),
            "referred to by": named("provision", (f"convenant-{place}" for place in referring)),
            "catch-all": {"true"} if "any " in first["citation"] else set(),
            "versions": {f"version:{code}.{v['valid_from'] or 'begin'}" for v in versions},
        }
    found: dict[str, Facts] = {}
    for ground in [*members(GS.Ground), *members(GS.GeneralProvision)]:
        alternatives = values(ground, SKOS.altLabel)
        found[short(ground)] = {
            "code": values(ground, SKOS.notation),
            "class": values(ground, RDF.type) & {"gs:Ground", "gs:GeneralProvision"},
            "citation": {label for label in values(ground, SKOS.prefLabel) if label.endswith("@nl")},
            "covenant": {label for label in alternatives if label.lower().startswith(("convenant ", "covenant "))},
            "referred to by": values(ground, DCTERMS.isReferencedBy),
            "catch-all": values(ground, GS.catchAll),
            "versions": {short(version) for version in GRAPH.subjects(GS.versionOf, ground)},
        }
    assert expected == found


def test_versions() -> None:
    expected: dict[str, Facts] = {}
    for row in rows("grounds"):
        purposes = split(row["purposes"])
        expected[f"version:{row['code']}.{row['valid_from'] or 'begin'}"] = {
            "of": {f"ground:{row['code']}"},
            "pairs": named("pair", (pair.replace(">", ".") for pair in split(row["pairs"]))),
            "purposes": named("purpose", (code for code in purposes if code != "*")),
            "any purpose": {"true"} if purposes == ["*"] else set(),
            "conditions": named("condition", split(row["conditions"])),
            "health": yes(row["covers_health"]) if row["covers_health"] else set(),
            "reach": {{"insured": "gs:InsuredOnly", "any": "gs:AnyDataSubject"}[row["data_subjects"]]}
            if row["data_subjects"]
            else set(),
            "from": one(row["valid_from"]),
            "until": one(row["valid_until"]),
            "verified": one(row["verified_until"]),
            "checked": one(row["last_checked"]),
            "certainty": certainty(row["certainty"]),
            "note": noted(row["certainty"]),
        }
    assert len(expected) == len(rows("grounds"))
    assert expected == actual(
        GS.GroundVersion,
        {
            "of": GS.versionOf,
            "pairs": GS.permits,
            "purposes": GS.purpose,
            "any purpose": GS.anyPurpose,
            "conditions": GS.condition,
            "health": GS.coversHealth,
            "reach": GS.dataSubjects,
            "from": GS.validFrom,
            "until": GS.validUntil,
            "verified": GS.verifiedUntil,
            "checked": GS.lastChecked,
            "certainty": GS.certainty,
        },
    )


def test_conditions() -> None:
    used = {code for row in rows("grounds") for code in split(row["conditions"])}
    assert named("condition", used) == {short(condition) for condition in members(GS.Condition)}


def test_pairs() -> None:
    used = {pair for row in rows("grounds") for pair in split(row["pairs"])}
    expected = {
        f"pair:{pair.replace('>', '.')}": {
            "from": {f"role:{pair.split('>')[0]}"},
            "to": {f"role:{pair.split('>')[1]}"},
            "note": set(),
        }
        for pair in used
    }
    assert expected == actual(GS.Pair, {"from": GS["from"], "to": GS.to})


def test_pseudonymised_at_zin() -> None:
    expected = {f"ground:{code}" for code in grounds() if code.startswith(("wlz-9.1.3-1-", "wlz-9.1.3-2-"))}
    assert expected == {short(ground) for ground in GRAPH.subjects(GS.pseudonymisedAt, iri("role:ZIN"))}
    assert expected == {short(ground) for ground in GRAPH.subjects(GS.pseudonymisedAt)}


def test_categories() -> None:
    expected: dict[str, Facts] = {}
    for row in rows("categories"):
        subjects = split(row["data_subject"].replace(" (afgeleid)", "-afgeleid"), " en ")
        personal = not set(subjects) <= {"geen", "organisatie"}
        expected[f"category:{row['code']}"] = {
            "code": {row["code"]},
            "label": labels(row),
            "type": {"gs:DataCategory", str(DPV.PersonalData if personal else DPV.NonPersonalData)},
            "group": {f"group:{row['group']}"},
            "data subject": named("subject", subjects),
            "kind": {f"kind:{row['kind']}"},
            "free text": yes(row["free_text"]),
            "source": source(row["source"]),
            "note": set(),
        }
    assert expected == actual(
        GS.DataCategory,
        {
            "code": SKOS.notation,
            "label": SKOS.prefLabel,
            "type": RDF.type,
            "group": GS.group,
            "data subject": GS.dataSubject,
            "kind": GS.kind,
            "free text": GS.freeText,
            "source": DCTERMS.source,
        },
    )
    for cls, key in ((GS.CategoryGroup, "group"), (GS.CategoryKind, "kind"), (GS.DataSubjectCategory, "data subject")):
        used: set[str] = set().union(*(facts[key] for facts in expected.values()))
        assert {short(member) for member in members(cls)} == used


def flagged(cls: URIRef, flag: URIRef) -> set[str]:
    assert all(len(values(member, flag)) == 1 for member in members(cls))
    return {short(member) for member in members(cls) if values(member, flag) == {"true"}}


def test_flags_of_kinds_and_subjects() -> None:
    assert flagged(GS.CategoryKind, GS.health) == {"kind:special-health"}
    assert flagged(GS.CategoryKind, GS.needsException) == {"kind:special-other", "kind:criminal"}
    assert flagged(GS.CategoryKind, GS.nationalIdentifier) == {"kind:national-identifier"}
    persons = {short(s) for s in members(GS.DataSubjectCategory)} - {"subject:geen", "subject:organisatie"}
    assert flagged(GS.DataSubjectCategory, GS.concernsPerson) == persons
    assert flagged(GS.DataSubjectCategory, GS.isClient) == {"subject:client", "subject:client-afgeleid"}
    assert flagged(GS.DataSubjectCategory, GS.isRelative) == {"subject:relatie", "subject:partner"}
    assert flagged(GS.Condition, GS.bearsOnHealth) == {"condition:explicit-consent"}


def test_messages() -> None:
    expected: dict[str, Facts] = {}
    for row in rows("messages"):
        lapsed = row["status"].startswith("lapsed in release ")
        name = row["name_nl"] or f"Vervallen bericht {row['message']}"
        expected[f"message:{row['message']}"] = {
            "code": {row["message"]},
            "name": {f"{name}@nl"},
            "number": one(row["code"]),
            "return": yes(row["is_return"]),
            "answers": {f"message:{row['pair']}"} if row["is_return"] == "yes" else set(),
            "from": named("role", [row["sender_role"]]),
            "to": named("role", [row["recipient_role"]]),
            "purpose": named("purpose", [row["purpose"]]),
            "other": named("purpose", split(row["other_purposes"])),
            "lapsed": {"true" if lapsed else "false"},
            "lapsed in": {row["status"].removeprefix("lapsed in release ")} if lapsed else set(),
            "release": set() if lapsed else {"2.2"},
            "source": {f"provision:istandaard-iwlz-{'1.2' if lapsed else '2.2'}"},
            "certainty": {"gs:Read"} if lapsed else {"gs:Read", "gs:Interpretation"},
            "note": {"nl", "en"},
        }
        assert lapsed or row["status"] == "in release 2.2 (2020)"
    found = actual(
        GS.Message,
        {
            "code": SKOS.notation,
            "name": SKOS.prefLabel,
            "number": GS.messageNumber,
            "return": GS.isReturn,
            "answers": GS.answers,
            "from": GS["from"],
            "to": GS.to,
            "purpose": GS.purpose,
            "other": GS.otherPurpose,
            "lapsed": GS.lapsed,
            "lapsed in": GS.lapsedIn,
            "release": GS.release,
            "source": DCTERMS.source,
            "certainty": GS.certainty,
        },
    )
    for facts in found.values():
        facts["name"] = {name for name in facts["name"] if name.endswith("@nl")}
    assert expected == found


def test_messages_come_in_pairs() -> None:
    pair_of = {row["message"]: row["pair"] for row in rows("messages")}
    assert all(pair_of[pair_of[message]] == message for message in pair_of)


def test_message_categories() -> None:
    table = rows("message_categories")
    assert all(row["required"] in {"yes", "no"} for row in table)
    carried = {(f"message:{row['message']}", f"category:{row['category']}") for row in table}
    required = {(f"message:{r['message']}", f"category:{r['category']}") for r in table if r["required"] == "yes"}
    found = {(short(m), category) for m in members(GS.Message) for category in values(m, GS.carries)}
    assert carried == found
    assert required == {(short(s), short(o)) for s, o in GRAPH.subject_objects(GS.requires)}


def test_necessity_norms() -> None:
    grouped: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows("necessity_norms"):
        grouped[row["pair"], row["purpose"], row["source"]].append(row)
    expected: dict[str, Facts] = {}
    for (pair, purpose, cited), group in grouped.items():
        sender, recipient = pair.split(">")
        expected[f"norm:{sender}.{recipient}.{purpose}"] = {
            "from": {f"role:{sender}"},
            "to": {f"role:{recipient}"},
            "purpose": {f"purpose:{purpose}"},
            "carries": named("category", (row["category"] for row in group)),
            "strength": {{"exhaustive": "gs:Exhaustive", "at-least": "gs:AtLeast"}[r["strength"]] for r in group},
            "source": source(cited),
            "certainty": set().union(*(certainty(row["certainty"]) for row in group)),
            "note": set().union(*(noted(row["certainty"]) for row in group)),
        }
    assert expected == actual(
        GS.NecessityNorm,
        {
            "from": GS["from"],
            "to": GS.to,
            "purpose": GS.purpose,
            "carries": GS.carries,
            "strength": GS.strength,
            "source": DCTERMS.source,
            "certainty": GS.certainty,
        },
    )


def test_special_exceptions() -> None:
    expected: dict[str, Facts] = {}
    for row in rows("special_exceptions"):
        sender, recipient = row["pair"].split(">")
        expected[f"exception:{row['kind']}.{sender}.{recipient}.{row['purpose']}"] = {
            "kind": {f"kind:{row['kind']}"},
            "from": {f"role:{sender}"},
            "to": {f"role:{recipient}"},
            "purpose": {f"purpose:{row['purpose']}"},
            "source": source(row["source"]),
            "certainty": certainty(row["certainty"]),
            "note": noted(row["certainty"]),
        }
    assert expected == actual(
        GS.SpecialException,
        {
            "kind": GS.kind,
            "from": GS["from"],
            "to": GS.to,
            "purpose": GS.purpose,
            "source": DCTERMS.source,
            "certainty": GS.certainty,
        },
    )


def test_laws() -> None:
    table = rows("laws")
    assert {row["law"] for row in table} == set(LAWS)
    expected = {f"law:{code}": identifier for code, identifier in OTHER_LAWS.items()}
    for row in table:
        identifier = row["identifier"].removeprefix("CELEX ").split(";")[0]
        expected[f"law:{LAWS[row['law']]}"] = identifier
    found = {short(law): values(law, DCTERMS.identifier) for law in members(GS.Law)}
    assert {law: {identifier} for law, identifier in expected.items()} == found


@pytest.mark.parametrize("row", rows("laws"), ids=lambda row: LAWS[row["law"]])
def test_law(row: Row) -> None:
    law = iri(f"law:{LAWS[row['law']]}")
    names = values(law, SKOS.notation)
    names |= {str(o) for p in (SKOS.prefLabel, SKOS.altLabel) for o in GRAPH.objects(law, p)}
    assert row["law"].split(" (")[0] in names
    assert values(law, GS.certainty) == certainty(row["certainty"])
    assert notes(law) == noted(row["certainty"])
    assert notes(law, GS.versionRead) == ({"nl", "en"} if row["versions"] else set())
    repealed = row["versions"].removeprefix("repealed ") if row["versions"].startswith("repealed ") else ""
    assert values(law, GS.repealedOn) == one(repealed)
    (page,) = values(law, GS.page)
    known = row["identifier"].split("ELI ")[-1] if "ELI" in row["identifier"] else row["identifier"]
    assert known in page
