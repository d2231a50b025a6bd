"""The words of the template itself; all that belongs to a registry or the law comes from the pack."""

WORDS: dict[str, dict[str, str]] = {
    "registry": {"nl": "Register", "en": "Registry"},
    "terms": {"nl": "Begrippen", "en": "Terms"},
    "help": {"nl": "Toelichting", "en": "Explanation"},
    "title": {
        "nl": "Register van uitwisselingen van persoonsgegevens",
        "en": "Registry of exchanges of personal data",
    },
    # The heads of the sheets with terms and explanations.
    "list": {"nl": "Lijst", "en": "List"},
    "code": {"nl": "Code", "en": "Code"},
    "name_nl": {"nl": "Nederlandse naam", "en": "Dutch name"},
    "name_en": {"nl": "Engelse naam", "en": "English name"},
    "definition": {"nl": "Betekenis", "en": "Meaning"},
    "field": {"nl": "Kolom", "en": "Column"},
    "due": {"nl": "Verplicht?", "en": "Required?"},
    "help_nl": {"nl": "Toelichting (Nederlands)", "en": "Explanation (Dutch)"},
    "help_en": {"nl": "Toelichting (Engels)", "en": "Explanation (English)"},
    "required": {"nl": "Verplicht", "en": "Required"},
    "optional": {"nl": "mag leeg blijven", "en": "may stay empty"},
    # What is said of a column.
    "choose": {
        "nl": "Kies uit de lijst {list}; een code of andere gangbare naam mag ook.",
        "en": "Choose from the list {list}; a code or other usual name will do too.",
    },
    "several": {
        "nl": "Kiezen vervangt wat er staat: typ verdere waarden erbij, met een {separator} ertussen.",
        "en": "Choosing replaces what stands here: type further values after it, with a {separator} between.",
    },
    "pick": {
        "nl": "Kies {names}, of laat leeg wat u niet weet.",
        "en": "Choose {names}, or leave empty what you do not know.",
    },
    "or": {"nl": " of ", "en": " or "},
    "groups": {
        "nl": "Wie het niet nader weet, noemt een groep uit de lijst {list}.",
        "en": "If no more is known, name a group from the list {list}.",
    },
    # What is said of a value that does not fit.
    "unlisted": {
        "nl": "Deze waarde staat niet op het blad {terms}. Een code of andere gangbare naam is goed; wat niet wordt"
        " herkend, wordt een bevinding.",
        "en": "This value is not on the sheet {terms}. A code or other usual name is fine; what is not recognised"
        " becomes a finding.",
    },
    "yes_no_only": {
        "nl": "Kies uit de lijst, of laat de cel leeg.",
        "en": "Choose from the list, or leave the cell empty.",
    },
    "date_only": {
        "nl": "Vul een dag in als dd-mm-jjjj, of laat de cel leeg.",
        "en": "Fill in a day as dd-mm-yyyy, or leave the cell empty.",
    },
    "amount_only": {
        "nl": "Vul een bedrag van nul of meer in, zonder tekst, of laat de cel leeg.",
        "en": "Fill in an amount of zero or more, without text, or leave the cell empty.",
    },
}

INTRODUCTION: dict[str, tuple[str, ...]] = {
    "nl": (
        "Vul op het blad {registry} elke uitwisseling op een eigen rij in, en laat de kopregel staan.",
        "De rijen {examples} zijn verzonnen voorbeelden: verwijder ze voordat u het register laat toetsen.",
        "Vetgedrukte kolommen zijn verplicht. Wat in een andere kolom ontbreekt, kan een toets onbepaald laten.",
        "Op het blad {terms} staan alle namen die u in een lijst kunt kiezen, met hun betekenis.",
        "Noem soorten gegevens en nooit gegevens van een persoon, ook niet in vrije tekst.",
        "Eigen kolommen mogen erbij: zij gaan ongewijzigd mee in het rapport.",
        "Sla de werkmap op en laat het toetsen: grondslag check register.xlsx",
        "Pakket: {pack}, versie {version}. Wetteksten nagegaan op {checked}.",
    ),
    "en": (
        "Fill in every exchange on a row of its own on the sheet {registry}, and leave the header as it is.",
        "The rows {examples} are made-up examples: delete them before you have the registry checked.",
        "Columns in bold are required. What is missing in another column may leave a check undetermined.",
        "The sheet {terms} holds every name that you can choose in a list, with its meaning.",
        "Name kinds of data and never data of a person, not in free text either.",
        "You may add columns of your own: they travel unchanged into the report.",
        "Save the workbook and have it checked: grondslag check register.xlsx",
        "Pack: {pack}, version {version}. Law texts last checked on {checked}.",
    ),
}


def word(key: str, language: str, **values: str) -> str:
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][language].format(**values)
