"""The words of the catalogue itself; all that belongs to a pack comes from the pack."""

WORDS: dict[str, dict[str, str]] = {
    "rules": {"nl": "Regels", "en": "Rules"},
    "in_pack": {"nl": "in pakket {pack}", "en": "in pack {pack}"},
    "noted": {"nl": "ter informatie", "en": "for information"},
    "checks": {"nl": "Toetst", "en": "Checks"},
    "why": {"nl": "Waarom", "en": "Why"},
    "remedy": {"nl": "Doen", "en": "Do"},
    "reports": {"nl": "Kolommen", "en": "Columns"},
    "follows": {"nl": "Kan volgen uit", "en": "May follow from"},
    "sources": {"nl": "Bronnen", "en": "Sources"},
    "of": {"nl": " van ", "en": " of "},
    "case": {"nl": "Al naar het geval", "en": "As the case may be"},
    "checked": {"nl": "nagegaan op {day}", "en": "last checked on {day}"},
    "example": {"nl": "Voorbeeld", "en": "Example"},
    "judged": {"nl": "getoetst op {day}", "en": "judged on {day}"},
    "row": {"nl": "Rij {n}", "en": "Row {n}"},
    "difference": {"nl": "Het verschil", "en": "The difference"},
    "fails": {"nl": "geeft {rule}", "en": "yields {rule}"},
    "passes": {"nl": "geeft {rule} niet", "en": "does not yield {rule}"},
    "with": {"nl": "met {what}", "en": "with {what}"},
    "without": {"nl": "zonder", "en": "without"},
    "empty": {"nl": "niet ingevuld", "en": "not filled in"},
    "also": {"nl": "Geeft ook", "en": "Yields as well"},
    "no_header": {"nl": "(zonder kop)", "en": "(without a header)"},
    "no_example": {"nl": "Dit pakket geeft geen voorbeeld.", "en": "This pack gives no example."},
    "no_source": {"nl": "geen bron genoemd", "en": "no source named"},
    "blanks": {
        "nl": "‹…› staat voor wat in het geval zelf is opgegeven of gevonden; wat tussen [ ] staat, wordt alleen gezegd"
        " als het bekend is.",
        "en": "‹…› stands for what is declared or found in the case itself; what stands in [ ] is said only where it is"
        " known.",
    },
    "one": {"nl": "Alles over één ervan: grondslag {words}", "en": "All about one of them: grondslag {words}"},
    "in_force": {"nl": "Geldig", "en": "In force"},
    "from": {"nl": "vanaf {start}", "en": "from {start}"},
    "until": {"nl": "tot en met {end}", "en": "until {end}"},
    "between": {"nl": "{start} tot en met {end}", "en": "{start} until {end}"},
    "unknown_period": {"nl": "begin niet bekend", "en": "start not known"},
    "verified": {"nl": "nagegaan tot en met {day}", "en": "verified until {day}"},
    "as": {"nl": "{kind}, als {what}", "en": "{kind}, as {what}"},
    "made": {
        "nl": "Gemaakt uit het pakket met `make rules`; een test houdt deze pagina's eraan gelijk.",
        "en": "Made from the pack by `make rules`; a test holds these pages equal to it.",
    },
    "referred": {"nl": "Komt voor bij", "en": "Referred to by"},
}  # fmt: skip


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][language].format(**values)
