"""A second reading of the semantics in plain Python, to hold beside the shapes.

It shares nothing with them but the fact tables. One function a family, in the order of the text.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

PASS, UNDETERMINED, VIOLATION, INAPPLICABLE = "pass", "undetermined", "violation", "inapplicable"
FROM_BEST_TO_WORST = (INAPPLICABLE, PASS, UNDETERMINED, VIOLATION)
YES = frozenset({"ja", "yes", "true", "1"})
NO = frozenset({"nee", "no", "false", "0", "geen", "none"})
SAFEGUARDS = ("encrypted", "authenticated", "authorised")
ANSWERS = (*SAFEGUARDS, "own_administration", "consent", "pseudonymised")
DATES = ("start_date", "end_date", "request_due", "delivered_date")


@dataclass(frozen=True)
class Judgement:
    verdict: str
    scope: str
    outcomes: dict[str, str]


def worst(outcomes: Iterable[str]) -> str:
    return max(outcomes, key=FROM_BEST_TO_WORST.index, default=INAPPLICABLE)


def best(outcomes: Iterable[str], of_none: str) -> str:
    return min(outcomes, key=FROM_BEST_TO_WORST.index, default=of_none)


def table(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / "facts" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def parts(text: str, separator: str = ";") -> list[str]:
    return [piece.strip() for piece in text.split(separator) if piece.strip()]


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


ROLES = {row["code"]: row for row in table("roles")}
PURPOSES = {row["code"]: row for row in table("purposes")}
CATEGORIES = {row["code"]: row for row in table("categories")}
MESSAGES = {row["message"]: row for row in table("messages")}
LAPSED = {code for code, row in MESSAGES.items() if row["status"].startswith("lapsed")}
NORMS = table("necessity_norms")
EXCEPTIONS = {(row["kind"], *row["pair"].split(">"), row["purpose"]) for row in table("special_exceptions")}
CARRIED: dict[str, set[str]] = {}
for fact in table("message_categories"):
    CARRIED.setdefault(fact["message"], set()).add(fact["category"])


def up(code: str | None, rows: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """The code and all that is broader; nothing for an unknown one, so that an unknown one matches nothing."""
    if code is None:
        return frozenset()
    return frozenset({code}).union(*(up(broader, rows) for broader in parts(rows[code]["broader"])))


class Version:
    """One version of a ground."""

    def __init__(self, row: Mapping[str, str]) -> None:
        self.code = row["code"]
        self.pairs = [text.split(">") for text in parts(row["pairs"])]
        self.purposes = set(parts(row["purposes"]))
        self.names_no_purpose = "*" in self.purposes
        self.conditions = parts(row["conditions"])
        self.covers_health = row["covers_health"] == "yes"
        self.open_to_others = row["data_subjects"] == "any"
        self.valid_from = date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min
        self.valid_until = date.fromisoformat(row["valid_until"]) if row["valid_until"] else date.max
        self.verified_until = date.fromisoformat(row["verified_until"]) if row["verified_until"] else date.max

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_until

    def covers_pair(self, exchange: Exchange) -> bool:
        return any(sender in exchange.senders and recipient in exchange.recipients for sender, recipient in self.pairs)

    def names_purpose(self, exchange: Exchange) -> bool:
        return not self.purposes.isdisjoint(exchange.purposes)

    def covers_both(self, exchange: Exchange) -> bool:
        """Pair and purpose, `*` included."""
        return self.covers_pair(exchange) and (self.names_no_purpose or self.names_purpose(exchange))


GROUNDS: dict[str, list[Version]] = {}
for fact in sorted(table("grounds"), key=lambda row: row["valid_from"]):
    GROUNDS.setdefault(fact["code"], []).append(Version(fact))
GENERAL = {code for code, versions in GROUNDS.items() if not any(one.pairs for one in versions)}


def version_on(code: str, day: date) -> Version:
    """The version in force; without one, the latest before, else the first."""
    in_force = [one for one in GROUNDS[code] if one.in_force(day)]
    before = [one for one in GROUNDS[code] if one.valid_until < day]
    return (in_force or before[-1:] or GROUNDS[code])[0]


def spellings(rows: Iterable[Mapping[str, str]], code: str, *labels: str) -> dict[str, str]:
    return {folded(row[column]): row[code] for row in rows for column in (code, *labels) if row[column]}


ROLE_NAMES = spellings(ROLES.values(), "code", "label_nl", "label_en")
PURPOSE_NAMES = spellings(PURPOSES.values(), "code", "label_nl", "label_en")
CATEGORY_NAMES = spellings(CATEGORIES.values(), "code", "label_nl", "label_en")
MESSAGE_NAMES = spellings(MESSAGES.values(), "message", "name_nl")
GROUND_NAMES = spellings(table("grounds"), "code", "citation")
DELIVERY_FORMS = {"natura": "natura", "pgb": "pgb"}


def read_date(text: str) -> date | None:
    if turned := re.fullmatch(r"([0-9]{2})-([0-9]{2})-([0-9]{4})", text):
        text = "-".join(reversed(turned.groups()))
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


def read_fee(text: str) -> Decimal | None:
    if not text or folded(text) in NO:
        return Decimal(0)
    return Decimal(text.replace(",", ".")) if re.fullmatch(r"[0-9]+([.,][0-9]+)?", text) else None


def read_answer(text: str) -> str:
    """`yes`, `no`, nothing where nothing is said, `?` where it cannot be read."""
    return "yes" if folded(text) in YES else "no" if folded(text) in NO else "?" if text else ""


class Exchange:
    """What a row says; None stands for missing or unknown."""

    def __init__(self, row: Mapping[str, str], as_of: date) -> None:
        said = {column: text.strip() for column, text in row.items() if text and text.strip() not in ("", "-")}

        def cell(column: str) -> str:
            return said.get(column, "")

        self.as_of = as_of
        self.id = cell("id")
        self.sender = ROLE_NAMES.get(folded(cell("sender")))
        self.recipient = ROLE_NAMES.get(folded(cell("recipient")))
        self.purpose = PURPOSE_NAMES.get(folded(cell("purpose")))
        cited = [] if folded(cell("ground")) in NO else parts(cell("ground"), "|")
        self.grounds = {GROUND_NAMES[folded(text)] for text in cited if folded(text) in GROUND_NAMES}
        self.unknown_citation = any(folded(text) not in GROUND_NAMES for text in cited)
        declared = parts(cell("data_categories"))
        self.categories = {CATEGORY_NAMES[folded(text)] for text in declared if folded(text) in CATEGORY_NAMES}
        self.unknown_category = any(folded(text) not in CATEGORY_NAMES for text in declared)
        self.any_category = bool(declared)
        self.message = MESSAGE_NAMES.get(folded(cell("message")))
        self.delivery_form = DELIVERY_FORMS.get(folded(cell("delivery_form")))
        dates = {column: read_date(cell(column)) for column in DATES}
        start, end, self.due, self.delivered = (dates[column] for column in DATES)
        self.unreadable_delivery_day = "delivered_date" in said and self.delivered is None
        self.request = "no" if folded(cell("request_reference")) in NO else "yes" if cell("request_reference") else ""
        fee = read_fee(cell("fee"))
        self.fee = fee or Decimal(0)
        self.answers = {column: read_answer(cell(column)) for column in ANSWERS}
        unreadable = (
            self.unknown_citation,
            "message" in said and self.message is None,
            "delivery_form" in said and self.delivery_form is None,
            any(column in said and dates[column] is None for column in DATES),
            fee is None,
            "?" in self.answers.values(),
        )
        self.unreadable_cell = any(unreadable)

        self.parties = [party for party in (self.sender, self.recipient) if party is not None]
        self.known_parties = len(self.parties) == 2
        self.acts_for_another = any(ROLES[party]["kind"] in ("processor", "supplier") for party in self.parties)
        self.senders, self.recipients = up(self.sender, ROLES), up(self.recipient, ROLES)
        self.purposes = up(self.purpose, PURPOSES)
        subjects = {code: set(CATEGORIES[code]["data_subject"].split()) for code in self.categories}
        self.personal = {code for code in subjects if not subjects[code] & {"geen", "organisatie"}}
        self.of_another = {code for code in subjects if subjects[code] & {"relatie", "partner"}}
        self.of_client = {code for code in subjects if "client" in subjects[code]}
        stray = self.message is None or self.message in LAPSED or not runs_between(self.message, self)
        self.live_message = None if stray else self.message

        self.ends_before_start = start is not None and end is not None and end < start
        self.declared_start = start
        self.declared_end = None if self.ends_before_start else end
        last = as_of if end is None or self.ends_before_start else min(end, as_of)
        self.reference = max(start or last, last)
        self.start = start or self.reference

        # Of the declared grounds, in the version on the reference date: those that cover the pair, those of them that
        # fit (`*` only where no other does), and those of them that were in force.
        on_the_day = [version_on(code, self.reference) for code in self.grounds]
        self.covering = [one for one in on_the_day if one.covers_pair(self)]
        named = [one for one in self.covering if one.names_purpose(self)]
        self.fitted = named or [one for one in self.covering if one.names_no_purpose and self.purpose is not None]
        self.fitting = [one for one in self.fitted if one.in_force(self.reference)]
        self.none_in_force = bool(self.fitted) and not self.fitting


def runs_between(message: str, exchange: Exchange) -> bool:
    row = MESSAGES[message]
    return row["sender_role"] in exchange.senders and row["recipient_role"] in exchange.recipients


def registry(exchange: Exchange, occurrences: int) -> str:
    message = exchange.message
    faults = (
        not exchange.id or occurrences > 1,
        not exchange.known_parties or exchange.purpose is None,
        not exchange.any_category or exchange.unknown_category,
        exchange.unreadable_cell,
        exchange.ends_before_start,
        exchange.sender == exchange.recipient and any(ROLES[one]["members"] == "one" for one in exchange.parties),
        message in LAPSED,
        message is not None and exchange.known_parties and not runs_between(message, exchange),
    )
    return UNDETERMINED if any(faults) else PASS


def ground(exchange: Exchange) -> str:
    if not exchange.known_parties:
        return UNDETERMINED
    if exchange.grounds - GENERAL:
        if exchange.covering:
            return PASS
        softened = exchange.unknown_citation
    elif exchange.unknown_citation:
        return UNDETERMINED
    else:
        softened = exchange.purpose is None or has_candidate(exchange)
    return UNDETERMINED if softened or exchange.acts_for_another else VIOLATION


def has_candidate(exchange: Exchange) -> bool:
    in_force = [one for versions in GROUNDS.values() for one in versions if one.in_force(exchange.reference)]
    return any(one.covers_both(exchange) for one in in_force)


def purpose(exchange: Exchange) -> str:
    if not exchange.covering:
        return INAPPLICABLE
    if exchange.purpose is None:
        return UNDETERMINED
    if any(one.names_purpose(exchange) for one in exchange.covering):
        holders = parts(PURPOSES[exchange.purpose]["task_holder_roles"])
        another_task = bool(holders) and exchange.recipients.isdisjoint(holders)
        return UNDETERMINED if another_task and exchange.live_message is None else PASS
    if any(one.names_no_purpose for one in exchange.covering) or exchange.unknown_citation:
        return UNDETERMINED
    return VIOLATION


def validity(exchange: Exchange) -> str:
    outcomes = [VIOLATION] if exchange.none_in_force else []
    if exchange.fitting:
        outdated = all(one.verified_until < exchange.reference for one in exchange.fitting)
        outcomes.append(UNDETERMINED if outdated or uncovered_day(exchange) else PASS)
    general = [version_on(code, exchange.reference) for code in exchange.grounds & GENERAL]
    if not all(one.in_force(exchange.reference) for one in general):
        outcomes.append(UNDETERMINED if exchange.fitting else VIOLATION)
    return worst(outcomes)


def uncovered_day(exchange: Exchange) -> bool:
    """Whether on some day of the period no version in force of a ground that fitted covers pair and purpose."""
    covering = [one for fitted in exchange.fitted for one in GROUNDS[fitted.code] if one.covers_both(exchange)]
    # A gap begins on the first day of the period or on the day after the end of a version.
    ends = [one.valid_until for one in covering if exchange.start <= one.valid_until < exchange.reference]
    days = [exchange.start, *(end + timedelta(days=1) for end in ends)]
    return not all(any(one.in_force(day) for one in covering) for day in days)


def conditions(exchange: Exchange) -> str:
    about_a_person = exchange.personal or exchange.unknown_category or not exchange.any_category
    pseudonymised = outcome_of(exchange.answers["pseudonymised"])
    outcomes = {
        "free-of-charge": VIOLATION if exchange.fee > 0 else PASS,
        "on-request": outcome_of(exchange.request),
        "within-term": within_term(exchange),
        "own-administration": outcome_of(exchange.answers["own_administration"]),
        "explicit-consent": outcome_of(exchange.answers["consent"]),
        "pseudonymised-if-to-ZIN": pseudonymised if exchange.recipient == "ZIN" and about_a_person else INAPPLICABLE,
        "necessary": INAPPLICABLE,  # a family of its own
    }
    per_ground = [worst(outcomes[name] for name in one.conditions) for one in exchange.fitting]
    return best(per_ground, of_none=INAPPLICABLE)


def outcome_of(answer: str) -> str:
    return {"yes": PASS, "no": VIOLATION}.get(answer, UNDETERMINED)


def within_term(exchange: Exchange) -> str:
    if exchange.due is None or exchange.unreadable_delivery_day:
        return UNDETERMINED
    if exchange.delivered is not None:
        return VIOLATION if exchange.delivered > exchange.due else PASS
    return UNDETERMINED if exchange.as_of > exchange.due else PASS


def norm(exchange: Exchange) -> tuple[set[str], set[str]]:
    """The categories inside the norm, strictly and loosely."""
    if exchange.live_message is not None:
        return CARRIED[exchange.live_message], set()
    strict: set[str] = set()
    loose: set[str] = set()
    for code, row in MESSAGES.items():
        if row["is_return"] == "no" and code not in LAPSED and runs_between(code, exchange):
            if row["purpose"] in exchange.purposes:
                strict |= CARRIED[code]
            elif not exchange.purposes.isdisjoint(parts(row["other_purposes"])):
                loose |= CARRIED[code]
    for row in NORMS:
        sender, recipient = row["pair"].split(">")
        if sender in exchange.senders and recipient in exchange.recipients and row["purpose"] in exchange.purposes:
            (strict if row["strength"] == "exhaustive" else loose).add(row["category"])
    return strict, loose


def necessity(exchange: Exchange) -> str:
    if not exchange.any_category:
        return UNDETERMINED
    strict, loose = norm(exchange)
    open_to_others = any(one.open_to_others for one in exchange.fitting)
    outcomes = [UNDETERMINED] if exchange.unknown_category else []
    for code in exchange.personal:
        free_text = CATEGORIES[code]["free_text"] == "yes"
        if code not in strict | loose:
            outcomes.append(VIOLATION if strict else UNDETERMINED)
        else:
            to_be_judged = free_text or (code in exchange.of_another and not open_to_others)
            outcomes.append(UNDETERMINED if to_be_judged else PASS)
    return worst(outcomes)


def special_category(exchange: Exchange, without_task: bool) -> str:
    kinds = {CATEGORIES[code]["kind"] for code in exchange.categories}
    lanes = list(product(exchange.senders, exchange.recipients, exchange.purposes))
    outcomes = [health(exchange, without_task)] if "special-health" in kinds else []
    for kind in kinds & {"special-other", "criminal"}:
        outcomes.append(UNDETERMINED if any((kind, *lane) in EXCEPTIONS for lane in lanes) else VIOLATION)
    if exchange.unknown_category or not exchange.any_category:
        outcomes.append(UNDETERMINED)
    return worst(outcomes)


def health(exchange: Exchange, without_task: bool) -> str:
    if not exchange.fitting:
        return VIOLATION if without_task or exchange.none_in_force else UNDETERMINED
    consent = outcome_of(exchange.answers["consent"])
    covering = [one for one in exchange.fitting if one.covers_health]
    return best((consent if "explicit-consent" in one.conditions else PASS for one in covering), of_none=VIOLATION)


def bsn(exchange: Exchange, without_task: bool) -> str:
    if not exchange.any_category:
        return UNDETERMINED
    if "bsn" not in exchange.categories:
        return UNDETERMINED if bsn_is_obligatory(exchange) else INAPPLICABLE
    if not exchange.known_parties or exchange.acts_for_another:
        return UNDETERMINED
    without_authority = any(ROLES[party]["bsn_authority"] == "no" for party in exchange.parties)
    if without_authority or without_task or exchange.none_in_force:
        return VIOLATION
    if not exchange.fitting:
        return UNDETERMINED
    of_9_1_3 = any(one.code.startswith(("wlz-9.1.3-1-", "wlz-9.1.3-2-")) for one in exchange.fitting)
    if of_9_1_3 and "ZIN" in exchange.parties:
        to_zin_as_it_is = exchange.recipient == "ZIN" and exchange.answers["pseudonymised"] == "no"
        return VIOLATION if to_zin_as_it_is else UNDETERMINED
    return PASS


def bsn_is_obligatory(exchange: Exchange) -> bool:
    """Whether client data pass between a Wlz-uitvoerder and another side with authority, ZIN and the insured aside."""
    sides = ((exchange.senders, exchange.recipient), (exchange.recipients, exchange.sender))
    others = [other for one, other in sides if "WLZ-UITVOERDER" in one and other not in ("ZIN", "VERZEKERDE")]
    with_authority = any(other is not None and ROLES[other]["bsn_authority"] == "yes" for other in others)
    return bool(exchange.of_client) and with_authority


def safeguards(exchange: Exchange) -> str:
    return worst(outcome_of(exchange.answers[column]) for column in SAFEGUARDS)


def scope(exchange: Exchange) -> str:
    if not exchange.known_parties or exchange.purpose is None:
        return "undetermined"
    articles = [PURPOSES[code]["source"] for code in exchange.purposes]
    if any(article.startswith("2.2") for article in articles):
        return "outside"
    sides = (exchange.senders, exchange.recipients)
    in_chain = all(side & {"CIZ", "WLZ-UITVOERDER", "ZORGAANBIEDER", "CAK"} for side in sides)
    waiting_list = exchange.message in ("AW317", "AW318") or "wachtlijst" in exchange.categories
    with_zin = any("ZIN" in one and "WLZ-UITVOERDER" in other for one, other in (sides, sides[::-1]))
    if in_chain or (with_zin and waiting_list):
        return "inside" if any(article.startswith(("5.1", "5.2")) for article in articles) else "undetermined"
    if "SVB" in exchange.parties:
        return {"pgb": "inside", None: "undetermined"}.get(exchange.delivery_form, "outside")
    return "outside"


def judge(rows: Sequence[Mapping[str, str]], as_of: date) -> list[Judgement]:
    """Judge every row of one registry, in its order."""
    exchanges = [Exchange(row, as_of) for row in rows]
    occurrences = Counter(exchange.id for exchange in exchanges)
    judged = [judgement(exchange, occurrences[exchange.id]) for exchange in exchanges]
    for exchange, one in zip(exchanges, judged, strict=True):
        one.outcomes["onward"] = onward(exchange, one.outcomes, exchanges)
    return judged


def onward(exchange: Exchange, outcomes: Mapping[str, str], exchanges: Sequence[Exchange]) -> str:
    """Whether what the sender received earlier may be passed on: every other exchange is looked at, one by one."""
    own = [outcomes[family] for family in ("ground", "purpose", "validity")]
    found = [passed_on(exchange, category, own, exchanges) for category in sorted(exchange.personal)]
    if exchange.unknown_category or not exchange.any_category:
        found.append(passed_on(exchange, None, own, exchanges))
    return worst(found)


def passed_on(exchange: Exchange, category: str | None, own: list[str], exchanges: Sequence[Exchange]) -> str:
    earlier = [
        one for one in exchanges if one is not exchange and one.recipient is not None and came_before(one, exchange)
    ]
    if exchange.sender is not None:
        earlier = [one for one in earlier if one.recipient == exchange.sender]
    receipts = [one for one in earlier if (one.personal if category is None else category in one.personal)]
    if not receipts:
        return INAPPLICABLE
    if own == [PASS, PASS, PASS]:
        return PASS
    if exchange.sender is None or category is None:
        return UNDETERMINED
    if any(akin(one, exchange) for one in receipts):
        return PASS
    return VIOLATION if VIOLATION in own else UNDETERMINED


def came_before(one: Exchange, other: Exchange) -> bool:
    """Not wholly after the other, as far as the days tell."""
    start, end = one.declared_start, other.declared_end
    return start is None or end is None or start <= end


def akin(one: Exchange, other: Exchange) -> bool:
    return one.purpose in other.purposes or (other.purpose is not None and other.purpose in one.purposes)


def judgement(exchange: Exchange, occurrences: int) -> Judgement:
    outcomes = {
        "registry": registry(exchange, occurrences),
        "ground": ground(exchange),
        "purpose": purpose(exchange),
        "validity": validity(exchange),
        "conditions": conditions(exchange),
        "necessity": necessity(exchange),
    }
    without_task = VIOLATION in (outcomes["ground"], outcomes["purpose"])
    outcomes["special-category"] = special_category(exchange, without_task)
    outcomes["bsn"] = bsn(exchange, without_task)
    outcomes["safeguards"] = safeguards(exchange)
    verdict = worst(outcomes.values())
    return Judgement(verdict if verdict in (VIOLATION, UNDETERMINED) else "no-objection", scope(exchange), outcomes)
