"""The words of the renderings themselves; all that belongs to a pack comes with the report."""

WORDS: dict[str, dict[str, str]] = {
    "title": {"nl": "Toetsing van gegevensuitwisseling", "en": "Check of data exchanges"},
    "exchanges": {"nl": "{n} uitwisselingen", "en": "{n} exchanges"},
    "exchange": {"nl": "1 uitwisseling", "en": "1 exchange"},
    "pack": {"nl": "Pakket", "en": "Pack"},
    "as_of": {"nl": "Toetsdatum", "en": "Run date"},
    "checked": {"nl": "Wetteksten nagegaan op", "en": "Law texts last checked on"},
    "registry": {"nl": "Register", "en": "Registry"},
    "columns": {"nl": "Kolommen", "en": "Columns"},
    "read_as": {"nl": "Gelezen als", "en": "Read as"},
    "not_read": {"nl": "niet gelezen: {names}", "en": "not read: {names}"},
    "more": {"nl": "en nog {n}", "en": "and {n} more"},
    "family": {"nl": "Toets", "en": "Family"},
    "row": {"nl": "rij {n}", "en": "row {n}"},
    "why": {"nl": "Waarom", "en": "Why"},
    "remedy": {"nl": "Doen", "en": "Do"},
    "source": {"nl": "Bron", "en": "Source"},
    "certainty": {"nl": "Let op", "en": "Note"},
    "follows": {"nl": "Volgt hieruit", "en": "Follows from this"},
    "noted": {"nl": "Ter informatie", "en": "For information"},
    "no_id": {"nl": "(zonder kenmerk)", "en": "(no identifier)"},
    "unknown": {"nl": "?", "en": "?"},
    "empty": {"nl": "Het register bevat geen uitwisselingen.", "en": "The registry holds no exchanges."},
    "proof": {"nl": "Waarom: {id}", "en": "Why: {id}"},
    "not_more": {"nl": "Waarom het niet zwaarder weegt", "en": "Why it does not weigh more"},
    "not_other": {"nl": "Waarom het niet anders is", "en": "Why it is not otherwise"},
    "also_not": {"nl": "Ook nagegaan, en niets gevonden", "en": "Also looked for, and nothing found"},
    "likewise": {"nl": "Evenzo: {names}.", "en": "Likewise: {names}."},
    "see": {"nl": "zie {n}", "en": "see {n}"},
    "legend": {
        "nl": "• wat de rij opgeeft   § wat de wet zegt   → wat daaruit volgt   ○ wat is gezocht",
        "en": "• what the row declares   § what the law says   → what follows   ○ what was looked for",
    },
    "sources": {"nl": "Bronnen", "en": "Sources"},
    "last_checked": {"nl": "nagegaan op {day}", "en": "checked on {day}"},
    "none": {
        "nl": "Zonder bevinding betekent: de getoetste regels vonden niets. Het is geen oordeel dat de uitwisseling"
        " mag, en geen juridisch advies.",
        "en": "Without a finding means: the rules checked found nothing. It is no judgement that the exchange is"
        " allowed, and no legal advice.",
    },
}


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][language].format(**values)
