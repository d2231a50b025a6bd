"""The words in which a difference between two reports is told."""

WORDS: dict[str, dict[str, str]] = {
    "title": {"nl": "Verschil tussen twee rapporten", "en": "Difference between two reports"},
    "old": {"nl": "Eerst", "en": "Before"},
    "new": {"nl": "Nu", "en": "Now"},
    "report": {"nl": "Rapport", "en": "Report"},
    "registry": {"nl": "Register", "en": "Registry"},
    "pack": {"nl": "Pakket", "en": "Pack"},
    "engine": {"nl": "Versie van Grondslag", "en": "Version of Grondslag"},
    "date": {"nl": "Toetsdatum", "en": "Run date"},
    "change": {"nl": "Wijziging", "en": "Change"},
    "exchanges": {"nl": "Uitwisselingen", "en": "Exchanges"},
    "findings": {"nl": "Bevindingen", "en": "Findings"},
    "came": {"nl": "erbij", "en": "came"},
    "went": {"nl": "weg", "en": "went"},
    "changed": {"nl": "gewijzigd", "en": "changed"},
    "same": {"nl": "gelijk", "en": "same"},
    "nothing": {"nl": "Geen uitwisseling en geen bevinding is veranderd.", "en": "No exchange and no finding changed."},
    "no_id": {"nl": "(zonder kenmerk)", "en": "(no identifier)"},
    "row": {"nl": "rij {n}", "en": "row {n}"},
    "cell": {"nl": "{header}: “{old}” → “{new}”", "en": "{header}: “{old}” → “{new}”"},
    "outcome": {"nl": "{family}: {old} → {new}", "en": "{family}: {old} → {new}"},
    "absent": {"nl": "niet getoetst", "en": "not checked"},
    "why": {"nl": "Waardoor", "en": "Why"},
    "one_of": {"nl": "een of meer van deze: {causes}", "en": "one or more of these: {causes}"},
    "cause_registry": {"nl": "het register", "en": "the registry"},
    "cause_law": {"nl": "de wet ({old} → {new})", "en": "the law ({old} → {new})"},
    "cause_engine": {"nl": "Grondslag zelf ({old} → {new})", "en": "Grondslag itself ({old} → {new})"},
    "cause_date": {"nl": "de toetsdatum ({old} → {new})", "en": "the run date ({old} → {new})"},
    "cause_waiver": {"nl": "een aanvaarding", "en": "a waiver"},
    "cause_other": {
        "nl": "wat een rapport niet vermeldt, zoals een mapping of tabel van organisaties",
        "en": "what a report does not tell, such as a mapping or table of organisations",
    },
    "what_severity": {"nl": "weegt anders: {old} → {new}", "en": "weighs otherwise: {old} → {new}"},
    "what_words": {"nl": "tekst of bronnen gewijzigd", "en": "text or sources changed"},
    "what_waiver_came": {
        "nl": "aanvaard tot en met {until}: {reason} (akkoord: {approved_by})",
        "en": "waived until {until}: {reason} (approved by: {approved_by})",
    },
    "what_waiver_went": {
        "nl": "niet meer aanvaard; dat was zij tot en met {until}",
        "en": "no longer waived; it was until {until}",
    },
    "violation": {"nl": "in strijd", "en": "violation"},
    "warning": {"nl": "onbepaald", "en": "undetermined"},
    "info": {"nl": "ter informatie", "en": "for information"},
    "left_out": {
        "nl": "{n} meer, die hier niet zijn uitgeschreven; alles staat in --format json of html.",
        "en": "{n} more, not written out here; --format json or html holds all.",
    },
    "none": {
        "nl": "Een bevinding die weg is, is niet meer gevonden. Dat is geen oordeel dat de uitwisseling mag.",
        "en": "A finding that went was found no more. That is no judgement that the exchange is allowed.",
    },
}


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][language].format(**values)
