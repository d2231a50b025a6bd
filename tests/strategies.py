"""Registries to judge twice: mostly coherent exchanges with a few things changed, and some wholly arbitrary ones."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

Row = dict[str, str]
Change = Callable[[st.DrawFn, Row], None]

COLUMNS = (
    "id",
    "sender",
    "recipient",
    "purpose",
    "ground",
    "data_categories",
    "message",
    "delivery_form",
    "start_date",
    "end_date",
    "request_reference",
    "request_due",
    "delivered_date",
    "fee",
    "encrypted",
    "authenticated",
    "authorised",
    "own_administration",
    "consent",
    "pseudonymised",
    "description",
)
SAFEGUARDS = ("encrypted", "authenticated", "authorised")
ANSWERS = (*SAFEGUARDS, "own_administration", "consent", "pseudonymised")
DATES = ("start_date", "end_date", "request_due", "delivered_date")


def table(name: str) -> list[Row]:
    with (Path(__file__).parent / "facts" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def parts(text: str) -> list[str]:
    return [piece for piece in text.split(";") if piece]


# --- what the facts offer ---

ROLES = {row["code"]: row for row in table("roles")}
PURPOSES = {row["code"]: row for row in table("purposes")}
CATEGORIES = {row["code"]: row for row in table("categories")}
MESSAGES = {row["message"]: row for row in table("messages")}
GROUNDS = table("grounds")
NORMS = table("necessity_norms")
EXCEPTIONS = table("special_exceptions")
ASKING = {"on-request", "explicit-consent", "pseudonymised-if-to-ZIN"}
SPECIFIC = [row for row in GROUNDS if row["pairs"]]
GENERAL = [row["code"] for row in GROUNDS if not row["pairs"]]
LIVE = [code for code, row in MESSAGES.items() if row["sender_role"]]
LAPSED = [code for code in MESSAGES if code not in LIVE]
CARRIED: dict[str, list[str]] = {}
for fact in table("message_categories"):
    CARRIED.setdefault(fact["message"], []).append(fact["category"])


def of_kind(*kinds: str) -> list[str]:
    return [code for code, row in CATEGORIES.items() if row["kind"] in kinds]


HEALTH = of_kind("special-health")
SENSITIVE = of_kind("special-other", "criminal")
FREE_TEXT = [code for code, row in CATEGORIES.items() if row["free_text"] == "yes"]
OF_ANOTHER = [code for code, row in CATEGORIES.items() if {"relatie", "partner"} & set(row["data_subject"].split())]
IMPERSONAL = [code for code, row in CATEGORIES.items() if row["data_subject"] in ("geen", "organisatie")]
ASIDE = [code for code, row in ROLES.items() if row["kind"] in ("processor", "supplier", "branch-organisation")]
NARROWER = {row["broader"]: code for code, row in PURPOSES.items() if row["broader"]}
# The letters of 9.1.2 are alike: those with conditions of their own and those with a narrower purpose more often.
LANES = [
    row
    for row in SPECIFIC
    for _ in range(3 if set(parts(row["conditions"])) & ASKING or set(parts(row["purposes"])) & set(NARROWER) else 1)
]

SPELLINGS: dict[str, list[str]] = {}
for facts, columns in (
    (ROLES.values(), ("code", "label_nl", "label_en")),
    (PURPOSES.values(), ("code", "label_nl", "label_en")),
    (CATEGORIES.values(), ("code", "label_nl", "label_en")),
    (MESSAGES.values(), ("message", "name_nl")),
    (GROUNDS, ("code", "citation")),
):
    for fact in facts:
        SPELLINGS[fact[columns[0]]] = [fact[column] for column in columns if fact[column]]

# --- dates ---

RUN_DATES = tuple(map(date.fromisoformat, ("2026-11-23", "2025-06-30", "2019-06-30", "2019-07-01", "2016-01-01")))
AS_OF_DATES = st.sampled_from(RUN_DATES)
"""The days on which the registries are judged."""

CHANGES_OF_LAW = {
    date.fromisoformat(row[column])
    for row in GROUNDS
    for column in ("valid_from", "valid_until", "verified_until")
    if row[column]
}
LANDMARKS = sorted(day + timedelta(days=n) for day in CHANGES_OF_LAW.union(RUN_DATES) for n in (-1, 0, 1))
AROUND_RUN_DATES = sorted(day + timedelta(days=n) for day in RUN_DATES for n in (-1, 0, 1))
EXTREMES = (date.min, date(1900, 1, 1), date(9999, 12, 31))
PERIODS = (
    *(("2025-03-01", "2025-06-30"),) * 6,
    ("2018-01-01", ""),
    ("2016-03-01", "2016-12-31"),
    ("2018-01-01", "2018-12-31"),
    *(("2018-01-01", "2020-12-31"),) * 2,
    ("2019-06-30", "2019-07-01"),
    ("2020-01-01", "2020-12-31"),
    ("2014-06-01", "2014-12-01"),
    ("2014-06-01", ""),
    ("2025-10-01", "2026-02-01"),
    ("2026-02-01", ""),
    ("", "2024-12-31"),
    ("", ""),
)
TERMS = (
    *(("2025-04-15", "2025-04-10"),) * 6,
    ("2025-04-15", "15-04-2025"),
    ("2025-04-15", "2025-04-16"),
    *(("2025-04-15", "onbekend"), ("2026-11-24", "?")),
    *(("2025-06-30", ""),) * 2,
    ("2026-11-22", ""),
    ("2026-11-23", ""),
    ("", "2025-04-10"),
)


def weighted(*choices: tuple[int, Sequence[str]]) -> st.SearchStrategy[str]:
    """One of the sequences by weight, then one of its values."""
    turns = [values for weight, values in choices for _ in range(weight)]
    return st.sampled_from(turns).flatmap(st.sampled_from)


def either_way(day: date) -> st.SearchStrategy[str]:
    return st.sampled_from((day.isoformat(), day.isoformat(), f"{day:%d-%m-}{day.year:04}"))


DAYS = st.one_of(
    st.sampled_from(LANDMARKS),
    st.sampled_from(LANDMARKS),
    st.dates(date(2013, 1, 1), date(2028, 12, 31)),
    st.sampled_from(EXTREMES),
)
NO_DATES = ("2025-02-30", "31-02-2025", "2025-13-01", "00-00-2025", "2025-03", "morgen", "n.v.t.", "?")
DATE_CELLS = st.one_of(*(DAYS.flatmap(either_way),) * 4, weighted((2, ("", "-")), (2, NO_DATES)))

# --- other cells ---

YES = ("ja", "yes", "true", "1", " JA ", "Yes")
NO = ("nee", "no", "false", "0", "geen", "none", "NEE", " Geen")
ANSWER_CELLS = weighted((3, YES), (4, NO), (2, ("", "-", " ")), (1, ("misschien", "onbekend", "2")))
FEES = weighted(
    (3, ("12.50", "12,50", "0,01", "1", "1000")),
    (2, ("", "0", "0,00", "0.00", "-", "nee", "geen", "False")),
    (2, ("-5", "-0,01", "gratis", "ja", "?")),
)
REQUESTS = weighted((2, ("VZ-1", "brief van 3 maart", "ja", "1")), (2, NO), (2, ("", "-", " ")))
DELIVERY_FORMS = weighted((2, ("pgb", "PGB", " pgb")), (2, ("natura", "Natura")), (1, ("", "-")), (1, ("mpt", "?")))
UNKNOWN_ROLES = ("HOGESCHOOL", "CIZ2", "zorg kantoor", "?")
UNKNOWN_PURPOSES = ("archivering", "doel", "?")
UNKNOWN_GROUNDS = ("Wlz 9.1.2 lid 1", "wlz-9.1.2-1-z", "BW 6:162", "gewoonte", "?")
UNKNOWN_CATEGORIES = ("schoenmaat", "bsn2", "?")
UNKNOWN_MESSAGES = ("AW99", "bericht", "?")
ROLE_CELLS = weighted((6, list(ROLES)), (2, ASIDE), (1, UNKNOWN_ROLES), (1, ("", "-")))
PURPOSE_CELLS = weighted((6, list(PURPOSES)), (1, UNKNOWN_PURPOSES), (1, ("", "-")))
SPECIFIC_CODES = sorted({row["code"] for row in SPECIFIC})
CITATIONS = weighted((4, SPECIFIC_CODES), (2, GENERAL), (2, ("wbp", "awbz")), (2, UNKNOWN_GROUNDS))
NO_GROUNDS = ("", "-", "nee", "Geen", "0", "none", " | ")
MESSAGE_CELLS = weighted((6, LIVE), (2, LAPSED), (1, UNKNOWN_MESSAGES), (2, ("", "-")))
CATEGORY_CODES = weighted(
    (2, ("bsn",)),
    (2, list(CATEGORIES)),
    (2, HEALTH),
    (2, SENSITIVE),
    (1, FREE_TEXT),
    (1, OF_ANOTHER),
    (1, IMPERSONAL),
    (1, ("wachtlijst",)),
    (1, UNKNOWN_CATEGORIES),
)


def one_in(draw: st.DrawFn, turns: int) -> bool:
    return draw(st.integers(0, turns - 1)) == turns - 1


def up(code: str, rows: dict[str, Row]) -> set[str]:
    return {code}.union(*(up(broader, rows) for broader in parts(rows[code]["broader"])))


def joins(text: str, sender: str, recipient: str) -> bool:
    """Whether a pair of the facts covers these two."""
    one, other = text.split(">")
    return one in up(sender, ROLES) and other in up(recipient, ROLES)


# --- coherent exchanges ---


def fill(draw: st.DrawFn, lane: tuple[str, str, str], grounds: Sequence[str], categories: Sequence[str]) -> Row:
    """A row in which everything is in order for this lane, as far as the law allows."""
    sender, recipient, purpose = lane
    start, end = draw(st.sampled_from(PERIODS))
    row = dict.fromkeys(COLUMNS, "")
    row |= {"sender": sender, "recipient": recipient, "purpose": purpose, "start_date": start, "end_date": end}
    row |= {"ground": draw(st.sampled_from(grounds)) if grounds else ""}
    row |= {"data_categories": ";".join(dict.fromkeys(categories))}
    row |= dict.fromkeys(SAFEGUARDS, "ja")
    if "SVB" in (sender, recipient):
        row["delivery_form"] = draw(st.sampled_from(("pgb", "pgb", "natura", "")))
    if not one_in(draw, 4):
        row["request_reference"] = draw(st.sampled_from((*("VZ-1",) * 6, "nee", "")))
        row["request_due"], row["delivered_date"] = draw(st.sampled_from(TERMS))
        for column in ("own_administration", "consent", "pseudonymised"):
            row[column] = draw(st.sampled_from((*("ja",) * 6, "nee", "")))
    return row


def grounds_for(sender: str, recipient: str, purpose: str) -> list[str]:
    purposes = up(purpose, PURPOSES) | {"*"}
    return [
        row["code"]
        for row in SPECIFIC
        if purposes & set(parts(row["purposes"]))
        and any(joins(text, sender, recipient) for text in parts(row["pairs"]))
    ]


def parties(draw: st.DrawFn, pair: str) -> tuple[str, str]:
    """A Wlz-uitvoerder is mostly the zorgkantoor that messages run to."""
    sender, recipient = (
        "ZORGKANTOOR" if code == "WLZ-UITVOERDER" and not one_in(draw, 5) else code for code in pair.split(">")
    )
    return sender, recipient


def some_categories(draw: st.DrawFn, pool: Sequence[str]) -> list[str]:
    chosen = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=5, unique=True))
    delicate = [code for code in pool if code in OF_ANOTHER or code in FREE_TEXT]
    if delicate and one_in(draw, 8):
        chosen.append("partneropname" if "partneropname" in pool else draw(st.sampled_from(delicate)))
    return chosen if one_in(draw, 4) else ["bsn", *chosen]


@st.composite
def along_a_ground(draw: st.DrawFn) -> Row:
    version = draw(st.sampled_from(LANES))
    sender, recipient = parties(draw, draw(st.sampled_from(parts(version["pairs"]))))
    purpose = draw(st.sampled_from(list(PURPOSES) if version["purposes"] == "*" else parts(version["purposes"])))
    if one_in(draw, 3):
        purpose = NARROWER.get(purpose, purpose)
    agreed = [
        code for code in LIVE if joins("{sender_role}>{recipient_role}".format(**MESSAGES[code]), sender, recipient)
    ]
    pool = CARRIED[draw(st.sampled_from(agreed))] if agreed else [*HEALTH[:8], "naam-client", "inkomen-vermogen"]
    return fill(draw, (sender, recipient, purpose), [version["code"]], some_categories(draw, pool))


@st.composite
def along_a_message(draw: st.DrawFn) -> Row:
    code = draw(st.sampled_from(LIVE))
    message = MESSAGES[code]
    sender, recipient = message["sender_role"], message["recipient_role"]
    purpose = draw(st.sampled_from([message["purpose"], message["purpose"], *parts(message["other_purposes"])]))
    if one_in(draw, 4):
        purpose = NARROWER.get(purpose, purpose)
    categories = some_categories(draw, CARRIED[code])
    row = fill(draw, (sender, recipient, purpose), grounds_for(sender, recipient, purpose), categories)
    return row if one_in(draw, 3) else row | {"message": code}


@st.composite
def along_a_norm(draw: st.DrawFn) -> Row:
    norm = draw(st.sampled_from(NORMS))
    sender, recipient = parties(draw, norm["pair"])
    lane = (sender, recipient, norm["purpose"])
    named = [row["category"] for row in NORMS if (row["pair"], row["purpose"]) == (norm["pair"], norm["purpose"])]
    extra = [draw(CATEGORY_CODES)] if one_in(draw, 3) else []
    return fill(draw, lane, grounds_for(*lane), [*some_categories(draw, named), *extra])


@st.composite
def along_an_exception(draw: st.DrawFn) -> Row:
    exception = draw(st.sampled_from(EXCEPTIONS))
    sender, recipient = parties(draw, exception["pair"])
    lane = (sender, recipient, exception["purpose"])
    return fill(draw, lane, grounds_for(*lane), ["bsn", draw(st.sampled_from(of_kind(exception["kind"])))])


@st.composite
def impersonal(draw: st.DrawFn) -> Row:
    """Nothing in it concerns a person."""
    categories = draw(st.lists(st.sampled_from(IMPERSONAL), min_size=1, max_size=3))
    return draw(st.one_of(along_a_message(), along_a_ground())) | {"data_categories": ";".join(categories)}


@st.composite
def to_zin(draw: st.DrawFn) -> Row:
    """Whether pseudonymisation is asked for depends on what is sent."""
    categories = draw(weighted((1, IMPERSONAL), (1, ("", "?")), (2, ("bsn", "bsn;wachtlijst", "geslacht-client"))))
    purpose, ground = draw(
        st.sampled_from((("taken-zin", "b"), ("rechtmatige-uitvoering", "b"), ("afstemming-zvw-wlz", "a")))
    )
    sender = draw(st.sampled_from(("ZORGKANTOOR", "CAK", "CIZ")))
    row = fill(draw, (sender, "ZIN", purpose), [f"wlz-9.1.3-1-{ground}"], [categories])
    row |= {"request_reference": "VZ-1", "request_due": "2025-04-15", "delivered_date": "2025-04-10"}
    return row | {"own_administration": "ja", "pseudonymised": draw(st.sampled_from(("ja", "nee", "", "?")))}


# --- changes ---


def put(column: str, cells: st.SearchStrategy[str]) -> Change:
    def change(draw: st.DrawFn, row: Row) -> None:
        row[column] = draw(cells)

    return change


def add(column: str, separator: str, cells: st.SearchStrategy[str]) -> Change:
    """One more piece before or behind what stands there, sometimes with an empty piece between."""

    def change(draw: st.DrawFn, row: Row) -> None:
        pieces = [row[column], draw(cells)]
        joint = draw(st.sampled_from((separator, separator, f" {separator} ", separator * 2)))
        row[column] = joint.join(pieces if draw(st.booleans()) else pieces[::-1])

    return change


def empty_a_cell(draw: st.DrawFn, row: Row) -> None:
    row[draw(st.sampled_from(COLUMNS[1:]))] = draw(st.sampled_from(("", "-", " ", " - ")))


def swap_the_parties(draw: st.DrawFn, row: Row) -> None:
    row["sender"], row["recipient"] = row["recipient"], row["sender"]


def keep_to_itself(draw: st.DrawFn, row: Row) -> None:
    row["recipient"] = row["sender"]


def narrow_the_purpose(draw: st.DrawFn, row: Row) -> None:
    row["purpose"] = NARROWER.get(row["purpose"], row["purpose"])


def cite_another_purpose(draw: st.DrawFn, row: Row) -> None:
    """A ground for these two, whatever its purpose."""
    if row["sender"] in ROLES and row["recipient"] in ROLES:
        lane = row["sender"], row["recipient"]
        codes = [ground["code"] for ground in SPECIFIC if any(joins(text, *lane) for text in parts(ground["pairs"]))]
        cited = [draw(st.sampled_from(codes))] if codes else []
        row["ground"] = "|".join([*cited, draw(st.sampled_from(UNKNOWN_GROUNDS))] if one_in(draw, 3) else cited)


def send_the_waiting_list(draw: st.DrawFn, row: Row) -> None:
    lanes = (("ZORGKANTOOR", "ZIN", "wlz-9.1.3-1-b"), ("ZIN", "ZORGKANTOOR", "wlz-9.1.3-2-b"))
    row["sender"], row["recipient"], row["ground"] = draw(st.sampled_from(lanes))
    row["purpose"] = draw(st.sampled_from(("taken-zin", "rechtmatige-uitvoering", "afstemming-zvw-wlz", "toezicht")))
    if draw(st.booleans()):
        row["data_categories"] += ";wachtlijst"
    row["message"] = draw(st.sampled_from(("", "AW317", "AW318")))


def meet_the_insured(draw: st.DrawFn, row: Row) -> None:
    sides = ("VERZEKERDE", draw(st.sampled_from(("ZORGKANTOOR", "WLZ-UITVOERDER", "ZORGAANBIEDER"))))
    row["sender"], row["recipient"] = sides if draw(st.booleans()) else sides[::-1]
    row["data_categories"] = draw(st.sampled_from(("naam-client", "bsn", "naam-client;naam-relatie", "naam-relatie")))


def leave_the_purpose_open(draw: st.DrawFn, row: Row) -> None:
    row["sender"], row["recipient"] = draw(st.permutations(("CIZ", "ZORGAANBIEDER")))
    row["ground"] = draw(st.sampled_from(("wlz-9.1.2-2", "wlz-9.1.2-2", "wlz-9.1.2-2|wlz-9.1.2-1-a")))
    row["purpose"] = draw(st.sampled_from(("", "archivering", "zorglevering", "indicatiestelling")))
    row["consent"] = draw(ANSWER_CELLS)


def leave_out_the_bsn(draw: st.DrawFn, row: Row) -> None:
    row["data_categories"] = ";".join(piece for piece in row["data_categories"].split(";") if piece.strip() != "bsn")


def move_the_period(draw: st.DrawFn, row: Row) -> None:
    row["start_date"], row["end_date"] = draw(DATE_CELLS), draw(DATE_CELLS)


def run_until_a_change(draw: st.DrawFn, row: Row) -> None:
    """To the last day of a text or the days beside it."""
    day = draw(st.sampled_from([day for day in LANDMARKS if day.year > 2018 or day.year == 2014]))
    row["start_date"] = draw(either_way(day - timedelta(days=draw(st.sampled_from((0, 1, 300))))))
    row["end_date"] = draw(either_way(day))


def end_before_the_start(draw: st.DrawFn, row: Row) -> None:
    row["start_date"], row["end_date"] = "2025-03-02", draw(st.sampled_from(("2025-03-01", "01-03-2025", "2025-03-02")))


def move_the_term(draw: st.DrawFn, row: Row) -> None:
    day = draw(st.sampled_from(LANDMARKS))
    row["request_due"] = draw(either_way(day))
    row["delivered_date"] = draw(either_way(day + timedelta(days=draw(st.integers(-1, 1)))))


def leave_undelivered(draw: st.DrawFn, row: Row) -> None:
    row["request_due"] = draw(either_way(draw(st.sampled_from(AROUND_RUN_DATES))))
    row["delivered_date"] = draw(st.sampled_from(("", "", "-", "morgen")))


def answer_differently(draw: st.DrawFn, row: Row) -> None:
    row[draw(st.sampled_from(ANSWERS))] = draw(ANSWER_CELLS)


def misspell(draw: st.DrawFn, row: Row) -> None:
    column = draw(st.sampled_from(("sender", "recipient", "purpose", "ground", "data_categories", "message")))
    row[column] = f"{row[column]}x"


CHANGES: tuple[Change, ...] = (
    empty_a_cell,
    misspell,
    swap_the_parties,
    keep_to_itself,
    put("sender", ROLE_CELLS),
    put("recipient", ROLE_CELLS),
    put("recipient", st.sampled_from(("ZIN", "SVB", "VECOZO", "SOFTWARELEVERANCIER", "VERZEKERDE", "VEKTIS"))),
    narrow_the_purpose,
    *(cite_another_purpose,) * 2,
    send_the_waiting_list,
    meet_the_insured,
    leave_the_purpose_open,
    *(run_until_a_change,) * 3,
    put("purpose", PURPOSE_CELLS),
    *(put("ground", CITATIONS),) * 2,
    *(put("ground", st.sampled_from(NO_GROUNDS)),) * 2,
    *(add("ground", "|", CITATIONS),) * 3,
    *(add("data_categories", ";", CATEGORY_CODES),) * 3,
    put("data_categories", CATEGORY_CODES),
    put("data_categories", st.sampled_from(OF_ANOTHER)),
    add("data_categories", ";", st.sampled_from(FREE_TEXT)),
    *(leave_out_the_bsn,) * 2,
    put("message", MESSAGE_CELLS),
    put("message", st.just("")),
    put("delivery_form", DELIVERY_FORMS),
    *(move_the_period,) * 3,
    end_before_the_start,
    *(put(column, DATE_CELLS) for column in DATES),
    *(move_the_term,) * 2,
    leave_undelivered,
    put("request_reference", REQUESTS),
    *(put("fee", FEES),) * 2,
    put("consent", ANSWER_CELLS),
    put("pseudonymised", ANSWER_CELLS),
    *(answer_differently,) * 4,
)


@st.composite
def changed(draw: st.DrawFn) -> Row:
    others = (along_a_norm(), along_a_norm(), along_an_exception(), impersonal(), to_zin())
    lanes = (*(along_a_ground(),) * 6, *(along_a_message(),) * 5, *others)
    row = draw(st.sampled_from(lanes).flatmap(lambda lane: lane))
    for change in draw(st.lists(st.sampled_from(CHANGES), max_size=3)):
        change(draw, row)
    return row


ARBITRARY: st.SearchStrategy[Row] = st.fixed_dictionaries(
    {
        "id": st.just(""),
        "sender": ROLE_CELLS,
        "recipient": ROLE_CELLS,
        "purpose": PURPOSE_CELLS,
        "ground": st.one_of(st.sampled_from(NO_GROUNDS), st.lists(CITATIONS, min_size=1, max_size=3).map("|".join)),
        "data_categories": st.lists(CATEGORY_CODES, max_size=4).map(";".join),
        "message": MESSAGE_CELLS,
        "delivery_form": DELIVERY_FORMS,
        **dict.fromkeys(DATES, DATE_CELLS),
        "request_reference": REQUESTS,
        "fee": FEES,
        **dict.fromkeys(ANSWERS, ANSWER_CELLS),
        "description": st.sampled_from(("", "-", "vrije tekst; met | tekens", 'een "aangehaald" woord, en é')),
    }
)


def respelled(draw: st.DrawFn, text: str) -> str:
    spellings = SPELLINGS.get(text.strip())
    if spellings is None:
        return text
    spelling = draw(st.sampled_from(spellings))
    ways = (spelling, spelling.upper(), spelling.lower(), f"  {spelling} ", spelling.replace(" ", "  "))
    return draw(st.sampled_from(ways))


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """One row, without an id."""
    row = draw(ARBITRARY if one_in(draw, 8) else changed())
    if one_in(draw, 5):
        for column in ("sender", "recipient", "purpose", "message"):
            row[column] = respelled(draw, row[column])
        for column, separator in (("ground", "|"), ("data_categories", ";")):
            row[column] = separator.join(respelled(draw, piece) for piece in row[column].split(separator))
    if one_in(draw, 20):
        del row[draw(st.sampled_from(COLUMNS[1:]))]
    return row


@st.composite
def registries(draw: st.DrawFn, min_size: int = 1, max_size: int = 20) -> list[Row]:
    """A registry; now and then an id is missing or occurs more than once."""
    registry = draw(st.lists(rows(), min_size=min_size, max_size=max_size))
    for number, row in enumerate(registry):
        row["id"] = f"E{number}"
    places = st.integers(0, len(registry) - 1)
    if registry and one_in(draw, 5):
        for place in draw(st.lists(places, min_size=2, max_size=3)):
            registry[place]["id"] = "dubbel"
    if registry and one_in(draw, 8):
        registry[draw(places)]["id"] = draw(st.sampled_from(("", "-", " ")))
    return registry


# --- columns that need not be there ---

CAPACITIES = ("verwerkingsverantwoordelijke", "joint controller", "processor", "verwerker", "", "-", "baas")
DECLARED: dict[str, st.SearchStrategy[str]] = {
    "agreement": weighted((4, ("SLA-1", "SLA-2", "SLA-3", "SLA-4", "SLA-1;SLA-2")), (2, ("", "geen")), (1, ("SLA-9",))),
    "sender_capacity": st.sampled_from(CAPACITIES),
    "recipient_capacity": st.sampled_from(CAPACITIES),
    "processor_contract": st.sampled_from(("VO-1", "geen", "", "-")),
    "secrecy_basis": st.sampled_from(("beroepsgeheim", "wet", "NDA", "geen", "", "-", "?")),
    "retention": st.sampled_from(("15 jaar", "geen", "", "-")),
    "third_country": st.sampled_from(("nee", "AVG 45", "SCC", "AVG 49", "ja", "zonder basis", "", "-", "Maan")),
    "informed": ANSWER_CELLS,
    "audit_report": st.sampled_from(("AR-1", "nee", "", "-")),
    "covenant_version": st.sampled_from(("2013", "convenant 2.0", "2.0", "", "-", "3.0")),
    "channel": st.sampled_from(("berichtenverkeer", "API", "papier", "telefoon", "", "-", "postduif")),
    "disclosure_mode": st.sampled_from(("verstrekking", "inzage", "afschrift", "", "-", "?")),
    "data_subject": st.sampled_from(("verzekerde", "partner", "client;relatie", "geen", "", "-", "iedereen")),
    "source_administration": weighted((4, list(ROLES)), (2, ("", "-")), (1, UNKNOWN_ROLES)),
}


@st.composite
def declaring(draw: st.DrawFn, min_size: int = 1, max_size: int = 20) -> list[Row]:
    """A registry that has some of these columns as well, all or none of its rows."""
    registry = draw(registries(min_size, max_size))
    names = draw(st.lists(st.sampled_from(list(DECLARED)), min_size=1, unique=True))
    return [row | {name: draw(DECLARED[name]) for name in names} for row in registry]


def header(registry: Sequence[Row]) -> tuple[str, ...]:
    """The columns of a registry, those that a row lost as well."""
    return (*COLUMNS, *(name for name in DECLARED if any(name in row for row in registry)))
