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
    "none": {
        "nl": "Zonder bevinding betekent: de getoetste regels vonden niets. Het is geen oordeel dat de uitwisseling"
        " mag, en geen juridisch advies.",
        "en": "Without a finding means: the rules checked found nothing. It is no judgement that the exchange is"
        " allowed, and no legal advice.",
    },
    "mend_title": {"nl": "Wat zou helpen", "en": "What would mend it"},
    "nothing_to_mend": {
        "nl": "Bij geen van deze uitwisselingen is iets te verhelpen: er zijn geen bevindingen.",
        "en": "In none of these exchanges is anything to be mended: there are no findings.",
    },
    "sound": {
        "nl": "Zonder bevinding, en daarom niet getoond: {n}.",
        "en": "Without a finding, and so not shown: {n}.",
    },
    "found": {"nl": "Bevinding", "en": "Finding"},
    "proposal": {"nl": "Voorstel {n}", "en": "Proposal {n}"},
    "apart": {"nl": "De eerste uitwisseling", "en": "The first exchange"},
    "leads_to": {"nl": "Dan: {verdict}.", "en": "Then: {verdict}."},
    "still": {"nl": "Dan: {verdict}, bij {families}.", "en": "Then: {verdict}, in {families}."},
    "same": {
        "nl": "Dan nog steeds: {verdict}, maar alleen bij {families}.",
        "en": "Then still: {verdict}, but only in {families}.",
    },
    "more_proposals": {"nl": "En nog {n} andere voorstellen.", "en": "And {n} more proposals."},
    "one_more_proposal": {"nl": "En nog 1 ander voorstel.", "en": "And 1 more proposal."},
    "left": {"nl": "Daarna blijft over", "en": "What then remains"},
    "unmended": {"nl": "Geen wijziging van deze rij verhelpt dit", "en": "No change of this row mends this"},
    "only_if": {
        "nl": "Wat met “als” begint, weet het register niet: vul het alleen in als het zo is.",
        "en": "What starts with “if”, the registry does not know: fill it in only if it is so.",
    },
    "no_advice": {
        "nl": "Elk voorstel is getoetst aan dezelfde regels. “Geen bevinding” is geen oordeel dat de uitwisseling mag,"
        " en een voorstel is geen juridisch advies.",
        "en": "Each proposal was judged by the same rules. “No finding” is no judgement that the exchange is allowed,"
        " and a proposal is no legal advice.",
    },
}


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][language].format(**values)
