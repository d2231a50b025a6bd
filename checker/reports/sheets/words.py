"""The words of documents that are tables; all that belongs to a pack comes with the document."""

WORDS: dict[str, dict[str, str]] = {
    "contents": {"nl": "Inhoud", "en": "Contents"},
    "front": {"nl": "Toelichting", "en": "About"},
    "nothing": {"nl": "Hierin staat niets.", "en": "Nothing stands here."},
    "pack": {"nl": "Pakket", "en": "Pack"},
    "day": {"nl": "Peildatum", "en": "Reference date"},
    "checked": {"nl": "Wetteksten nagegaan op", "en": "Law texts last checked on"},
    "registry": {"nl": "Register", "en": "Registry"},
    "asked": {"nl": "Gevraagd", "en": "Asked for"},
    "everything": {"nl": "alle partijen en doelen", "en": "all parties and purposes"},
    "anyone": {"nl": "iedereen", "en": "anyone"},
    "matrix_title": {"nl": "Noodzaakmatrix", "en": "Necessity matrix"},
    "matrix_note": {
        "nl": "De matrix laat zien welke gegevens een norm noemt tussen twee partijen, voor een doel. “Strikt”: wat"
        " niet in de norm staat, valt erbuiten. “Ruim”: de norm noemt dit, maar is niet uitputtend of is voor een ander"
        " doel gemaakt. “Alleen dit bericht”: de norm geldt als de uitwisseling dit bericht noemt, zoals een"
        " retourbericht.",
        "en": "The matrix shows which data a norm names between two parties, for a purpose. “Strict”: what the norm"
        " does not name falls outside it. “Loose”: the norm names this, but is not exhaustive or was made for another"
        " purpose. “This message only”: the norm holds where the exchange names this message, as with a return.",
    },
    "matrix_limits": {
        "nl": "Wat in de matrix staat, mag niet daarom al: er moet een grondslag zijn en aan de voorwaarden moet zijn"
        " voldaan. Wat er niet in staat, is niet daarom verboden. Bij “?” moet een mens oordelen. Dit is geen juridisch"
        " advies.",
        "en": "What stands in the matrix is not for that reason allowed: there must be a ground, and its conditions"
        " must be met. What does not stand in it is not for that reason forbidden. At “?” a person must judge. This is"
        " no legal advice.",
    },
    "pivot": {"nl": "Matrix", "en": "Matrix"},
    "pivot_about": {
        "nl": "Gegevens (rijen) en doelen (kolommen); in elke cel de berichten of artikelen waarop zij steunt.",
        "en": "Data (rows) and purposes (columns); in each cell the messages or articles that it stands on.",
    },
    "cells": {"nl": "Gegevens", "en": "Data"},
    "cells_about": {
        "nl": "Elke cel van de matrix op een rij, met norm, bron, zekerheid en grondslagen.",
        "en": "Each cell of the matrix on a row, with norm, source, certainty and grounds.",
    },
    "lanes": {"nl": "Wie aan wie", "en": "Who to whom"},
    "lanes_about": {
        "nl": "Wie aan wie kan verstrekken, voor welk doel, met de grondslagen die op de peildatum gelden.",
        "en": "Who can disclose to whom, for which purpose, with the grounds in force on the reference date.",
    },
    "transfers": {"nl": "Grondslagen", "en": "Grounds"},
    "transfers_about": {
        "nl": "Elke versie van elke grondslag, per paar van partijen dat zij noemt, met doelen, data en voorwaarden.",
        "en": "Each version of each ground, by pair of parties that it names, with purposes, dates and conditions.",
    },
    "norms": {"nl": "Normen", "en": "Norms"},
    "norms_about": {
        "nl": "De berichten en artikelen waarop de cellen steunen, met wat gelezen is en wat uitleg is.",
        "en": "The messages and articles that the cells stand on, with what was read and what is interpretation.",
    },
    "beyond": {"nl": "Meer dan de matrix", "en": "Beyond the matrix"},
    "beyond_about": {
        "nl": "Wat het register opgeeft en wat de matrix niet heeft: gegevens buiten de norm, en uitwisselingen zonder"
        " vaststaande grondslag.",
        "en": "What the registry declares and the matrix does not have: data outside the norm, and exchanges without an"
        " established ground.",
    },
    "unused": {"nl": "Niet opgegeven", "en": "Not declared"},
    "unused_about": {
        "nl": "Wat een norm noemt, maar het register niet opgeeft. Dat is geen gebrek: minder gegevens is ook minder.",
        "en": "What a norm names and the registry does not declare. That is no fault: fewer data are fewer data.",
    },
    "item": {"nl": "Gegeven", "en": "Data category"},
    "group": {"nl": "Groep", "en": "Group"},
    "kind": {"nl": "Soort", "en": "Kind"},
    "subject": {"nl": "Betrokkene", "en": "Data subject"},
    "norm": {"nl": "Norm", "en": "Norm"},
    "holds": {"nl": "Geldt", "en": "Holds"},
    "strict": {"nl": "strikt", "en": "strict"},
    "loose": {"nl": "ruim", "en": "loose"},
    "named": {"nl": "alleen dit bericht", "en": "this message only"},
    "required": {"nl": "Verplicht in het bericht", "en": "Obligatory in the message"},
    "source": {"nl": "Bron", "en": "Source"},
    "certainty": {"nl": "Zekerheid", "en": "Certainty"},
    "note": {"nl": "Toelichting", "en": "Note"},
    "doubt": {"nl": "Te beoordelen", "en": "To be judged"},
    "provision": {"nl": "Artikel", "en": "Article"},
    "no_ground": {"nl": "geen grondslag in dit pakket", "en": "no ground in this pack"},
    "no_norm": {"nl": "geen norm in dit pakket", "en": "no norm in this pack"},
    "any": {"nl": "noemt geen doel", "en": "names no purpose"},
    "from_day": {"nl": "Geldt vanaf", "en": "In force from"},
    "until_day": {"nl": "Geldt tot en met", "en": "In force until"},
    "verified": {"nl": "Nagegaan tot en met", "en": "Verified until"},
    "if": {"nl": "Voorwaarden", "en": "Conditions"},
    "none": {"nl": "geen", "en": "none"},
    "health": {"nl": "Omvat gezondheid", "en": "Covers health"},
    "reach": {"nl": "Wier gegevens", "en": "Whose data"},
    "yes": {"nl": "ja", "en": "yes"},
    "no": {"nl": "nee", "en": "no"},
    "not_known": {"nl": "niet bekend", "en": "not known"},
    "declared": {"nl": "In het register", "en": "In the registry"},
    "is_within": {"nl": "✓ opgegeven", "en": "✓ declared"},
    "is_beyond": {"nl": "✗ buiten de norm", "en": "✗ outside the norm"},
    "is_open": {"nl": "? geen strikte norm", "en": "? no strict norm"},
    "is_unjudged": {"nl": "· opgegeven, betreft geen persoon", "en": "· declared, concerns no person"},
    "is_absent": {"nl": "– niet opgegeven", "en": "– not declared"},
    "no_exchange": {"nl": "(geen uitwisseling opgegeven)", "en": "(no exchange declared)"},
    "what": {"nl": "Wat", "en": "What"},
    "where": {"nl": "Uitwisseling", "en": "Exchange"},
    "row": {"nl": "rij {n}", "en": "row {n}"},
    "more": {"nl": "en nog {n}", "en": "and {n} more"},
    "lacks": {"nl": "✗ geen passende grondslag", "en": "✗ no fitting ground"},
    "unsure": {"nl": "? grondslag staat niet vast", "en": "? ground not established"},
    "unplaced": {
        "nl": "? partij of doel niet gelezen: niet in de matrix te plaatsen",
        "en": "? party or purpose not read: cannot be placed in the matrix",
    },
    "whole": {
        "nl": "geen uitwisseling opgegeven; norm noemt {n} gegevens",
        "en": "no exchange declared; norm names {n} kinds of data",
    },
    "record_title": {
        "nl": "Register van verwerkingsactiviteiten ({source})",
        "en": "Record of processing activities ({source})",
    },
    "record_note": {
        "nl": "Gemaakt uit de opgegeven uitwisselingen: een verwerking voor elke partij, elk doel en elke wederpartij."
        " Er is niets bij bedacht. Bij ▢ is het niet opgegeven, of moet een mens het nagaan; de vraag staat bij Open"
        " vragen.",
        "en": "Made from the declared exchanges: a processing activity for each party, purpose and counterparty."
        " Nothing was made up. At ▢ it was not declared, or a person must check it; the question stands under Open"
        " questions.",
    },
    "record_limits": {
        "nl": "Alleen uitwisselingen zijn opgegeven: verwerkingen binnen een organisatie staan hier niet in. Of een"
        " partij verwerkingsverantwoordelijke is, beoordeelt een mens. Dit is geen juridisch advies.",
        "en": "Exchanges alone were declared: processing inside an organisation does not stand here. Whether a"
        " party is a controller is for a person to judge. This is no legal advice.",
    },
    "party": {"nl": "Partij", "en": "Party"},
    "parties": {"nl": "Partijen", "en": "Parties"},
    "parties_about": {
        "nl": "Wie de gegevens verwerkt, met wat de wet van elke partij vraagt.",
        "en": "Who processes the data, with what the law asks of each party.",
    },
    "all_parties": {"nl": "alle partijen in het register", "en": "all parties in the registry"},
    "does": {"nl": "Doet", "en": "Does"},
    "with": {"nl": "Met", "en": "With"},
    "activities": {"nl": "Verwerkingen", "en": "Processing activities"},
    "activities_about": {
        "nl": "Een verwerking op elke rij, met wat de wet van elke verwerking vraagt.",
        "en": "A processing activity on each row, with what the law asks of each.",
    },
    "open_points": {"nl": "Open vragen", "en": "Open questions"},
    "questions": {"nl": "Open vragen", "en": "Open questions"},
    "questions_about": {
        "nl": "Wat niet is opgegeven of na te gaan is, per partij en veld, met ruimte voor het antwoord.",
        "en": "What was not declared or is to be checked, by party and field, with room for the answer.",
    },
    "question": {"nl": "Vraag", "en": "Question"},
    "answer": {"nl": "Antwoord", "en": "Answer"},
    "how_many": {"nl": "Verwerkingen", "en": "Activities"},
    "fields": {"nl": "Velden", "en": "Fields"},
    "fields_about": {
        "nl": "De velden van dit register, met het onderdeel van de wet dat ze vraagt en hoe vast dat staat.",
        "en": "The fields of this record, with the point of the law that asks them and how firmly that stands.",
    },
    "field": {"nl": "Veld", "en": "Field"},
    "letter": {"nl": "Onderdeel", "en": "Point"},
    "says": {"nl": "Zoals opgegeven", "en": "As declared"},
    "left": {"nl": "Niet te plaatsen", "en": "Not placed"},
    "left_about": {
        "nl": "Uitwisselingen waarvan een partij niet is gelezen: de verwerking van die partij ontbreekt hier.",
        "en": "Exchanges of which a party was not read: the processing of that party is missing here.",
    },
    "gap": {"nl": "▢ niet opgegeven", "en": "▢ not declared"},
    "ask": {"nl": "▢ na te gaan", "en": "▢ to be checked"},
    "no_aim": {"nl": "doel niet bekend", "en": "purpose not known"},
    "no_party": {"nl": "partij niet bekend", "en": "party not known"},
    "unread": {"nl": "“{text}” (niet herkend)", "en": "“{text}” (not recognised)"},
    "not_declared": {"nl": "niet opgegeven", "en": "not declared"},
}


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][language].format(**values)


def titled(text: str) -> str:
    """Return a text that starts with a capital, and is for the rest as it was."""
    return text[:1].upper() + text[1:]
