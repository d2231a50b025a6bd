"""The words of an impact assessment itself; all that belongs to a pack comes with the document."""

WORDS: dict[str, dict[str, str]] = {
    "title": {"nl": "DPIA, voorbereid uit het register", "en": "DPIA, prepared from the registry"},
    "model": {"nl": "Volgens {model}, versie {version}", "en": "By the {model}, version {version}"},
    "notice": {
        "nl": "Dit is een voorbereiding. Wat het register en het pakket zeggen is ingevuld; wat mensen moeten"
        " beoordelen staat open, als ‘open vraag’. ‘Geen bevinding’ betekent niet dat iets mag, en dit is geen"
        " juridisch advies.",
        "en": "This is a preparation. What the registry and the pack say is filled in; what people must judge is left"
        " open, as an ‘open question’. ‘No finding’ does not mean that something is allowed, and this is no legal"
        " advice.",
    },
    "day": {"nl": "Peildatum", "en": "Reference day"},
    "registry": {"nl": "Register", "en": "Registry"},
    "about": {"nl": "Gaat over", "en": "Is about"},
    "count": {"nl": "{n} uitwisselingen", "en": "{n} exchanges"},
    "one": {"nl": "1 uitwisseling", "en": "1 exchange"},
    "pack": {"nl": "Pakket", "en": "Pack"},
    "checked": {"nl": "Wetteksten nagegaan op", "en": "Law texts last checked on"},
    "made_by": {"nl": "Gemaakt met", "en": "Made with"},
    "contents": {"nl": "Inhoud", "en": "Contents"},
    "part": {"nl": "{letter}. {label}", "en": "{letter}. {label}"},
    "table": {"nl": "Tabel", "en": "Table"},
    "figure": {"nl": "Figuur", "en": "Figure"},
    "filled": {
        "nl": "Ingevuld uit het register en het pakket; dit deel wordt vervangen bij het vernieuwen.",
        "en": "Filled in from the registry and the pack; this part is replaced when the document is renewed.",
    },
    "until": {"nl": "Tot hier is ingevuld.", "en": "Filled in up to here."},
    "open": {"nl": "Open vraag", "en": "Open question"},
    "blank": {"nl": "[Nog te beantwoorden]", "en": "[Still to be answered]"},
    "again": {
        "nl": "De feiten hierboven zijn veranderd sinds dit is geschreven: kijk het na.",
        "en": "The facts above have changed since this was written: look it over.",
    },
    "bearing": {"nl": "Feiten die hierbij van belang zijn: {tables}.", "en": "Facts that bear on this: {tables}."},
    "origin": {"nl": "Herkomst", "en": "Origin"},
    "by_exchanges": {"nl": "register: {names}", "en": "registry: {names}"},
    "by_all": {"nl": "register: alle uitwisselingen", "en": "registry: all exchanges"},
    "all_rows": {"nl": "Herkomst van elke rij: {origin}.", "en": "Origin of every row: {origin}."},
    "from_registry": {"nl": "uit het register", "en": "from the registry"},
    "rule": {"nl": "regel {code}", "en": "rule {code}"},
    "more": {"nl": "en nog {n}", "en": "and {n} more"},
    "number": {"nl": "Nr.", "en": "No."},
    "nothing": {"nl": "De uitwisselingen zeggen hier niets over.", "en": "The exchanges say nothing of this."},
    "new": {"nl": "nieuw", "en": "new"},
    "changed": {"nl": "gewijzigd", "en": "changed"},
    "gone": {"nl": "Vervallen sinds {day}: {rows}.", "en": "No longer there since {day}: {rows}."},
    "changes": {
        "nl": "Gewijzigd sinds {day}, in: {sections}. In de tabellen staat ‘nieuw’ of ‘gewijzigd’ bij wat veranderde.",
        "en": "Changed since {day}, in: {sections}. In the tables ‘new’ or ‘changed’ stands with what changed.",
    },
    "unasked": {
        "nl": "Antwoorden op vragen die niet meer worden gesteld:",
        "en": "Answers to questions that are no longer asked:",
    },
    "missing": {
        "nl": "Deze delen staan niet meer in {file} en zijn niet teruggezet: {titles}.",
        "en": "These parts are no longer in {file} and were not put back: {titles}.",
    },
    "no_changes": {
        "nl": "Wat is ingevuld, is hetzelfde als op {day}.",
        "en": "What is filled in is the same as on {day}.",
    },
    "kept": {
        "nl": "In het ingevulde deel hierboven was met de hand gewijzigd. Het is vernieuwd; wat er stond, staat"
        " hieronder.",
        "en": "The filled-in part above had been changed by hand. It was renewed; what stood there, stands below.",
    },
    "kept_end": {"nl": "Tot hier wat er stond.", "en": "Up to here what stood there."},
    "sources": {"nl": "Bronnen en regels", "en": "Sources and rules"},
    "sources_note": {
        "nl": "Elke regel in de tabellen noemt waar hij vandaan komt. Hier staat van elke bepaling hoe zeker zij is en"
        " wanneer zij is nagegaan.",
        "en": "Every row in the tables names what it comes from. Here stands of each provision how certain it is and"
        " when it was last checked.",
    },
    "provisions": {"nl": "Bepalingen", "en": "Provisions"},
    "rules": {"nl": "Regels", "en": "Rules"},
    "provision": {"nl": "Bepaling", "en": "Provision"},
    "certainty": {"nl": "Zekerheid", "en": "Certainty"},
    "last_checked": {"nl": "Nagegaan op", "en": "Last checked on"},
    "note": {"nl": "Opmerking", "en": "Remark"},
    "address": {"nl": "Vindplaats", "en": "Where to find it"},
    "rule_head": {"nl": "Regel", "en": "Rule"},
    "rule_name": {"nl": "Waarover", "en": "About"},
    "page_of": {"nl": "Pagina", "en": "Page"},
    "of": {"nl": "van", "en": "of"},
    "alt_table": {"nl": "Tabel met {n} rijen: {caption}.", "en": "Table of {n} rows: {caption}."},
    "alt_figure": {
        "nl": "Stroomschema. {flows}. Dezelfde stromen staan in de tabel eronder.",
        "en": "Flow chart. {flows}. The same flows are in the table below it.",
    },
    "undrawn": {
        "nl": "Getekend zijn de {n} stromen met de meeste uitwisselingen; alle {all} staan in de tabel eronder.",
        "en": "Drawn are the {n} flows with the most exchanges; all {all} are in the table below.",
    },
    "chart": {
        "nl": "Bij elke pijl staat het aantal uitwisselingen. Dezelfde stromen staan in de tabel eronder.",
        "en": "With each arrow stands the number of exchanges. The same flows are in the table below.",
    },
    "alt_flow": {"nl": "Van {one} naar {other}", "en": "From {one} to {other}"},
}


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][language].format(**values)
