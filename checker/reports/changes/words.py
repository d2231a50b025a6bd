"""The words in which changes of law are told."""

WORDS: dict[str, dict[str, str]] = {
    "diff_title": {"nl": "Verschillen tussen twee pakketten", "en": "Differences between two packs"},
    "old": {"nl": "Oud", "en": "Old"},
    "new": {"nl": "Nieuw", "en": "New"},
    "equal": {
        "nl": "Er verandert niets: de twee pakketten zeggen hetzelfde.",
        "en": "Nothing changes: the two packs say the same.",
    },
    "diff_note": {
        "nl": "Dit zegt wat er in de pakketten anders staat, niet wat dat voor een register betekent. Ruimer en enger"
        " volgen uit wat het pakket zelf daarover opgeeft.",
        "en": "This tells what stands differently in the packs, not what that means for a registry. Wider and narrower"
        " follow from what the pack itself declares about it.",
    },
    "changes": {"nl": "Wijzigingen", "en": "Changes"},
    "changes_about": {
        "nl": "Elke wijziging op een rij, per onderdeel van de wet.",
        "en": "Each change on a row, by part of the law.",
    },
    "kind": {"nl": "Soort", "en": "Kind"},
    "what": {"nl": "Wat", "en": "What"},
    "happens": {"nl": "Wijziging", "en": "Change"},
    "told": {"nl": "Wat er verandert", "en": "What changes"},
    "count": {"nl": "Aantal", "en": "Number"},
    "summary": {"nl": "Samenvatting", "en": "Summary"},
    "summary_about": {"nl": "Hoeveel er van elke soort verandert.", "en": "How many of each kind change."},
    "added": {"nl": "toegevoegd", "en": "added"},
    "removed": {"nl": "weg", "en": "removed"},
    "new-version": {"nl": "nieuwe versie", "en": "new version"},
    "ended": {"nl": "beëindigd", "en": "ended"},
    "narrowed": {"nl": "enger", "en": "narrower"},
    "widened": {"nl": "ruimer", "en": "wider"},
    "changed": {"nl": "gewijzigd", "en": "changed"},
    "reworded": {"nl": "anders verwoord", "en": "reworded"},
    "beside": {"nl": "vergeleken met {name}", "en": "compared with {name}"},
    "same": {"nl": "inhoudelijk gelijk", "en": "the same in content"},
    "came": {"nl": "nieuw", "en": "new"},
    "went": {"nl": "weg", "en": "removed"},
    "plus": {"nl": "{label}: erbij {added}", "en": "{label}: added {added}"},
    "minus": {"nl": "{label}: eruit {removed}", "en": "{label}: removed {removed}"},
    "swap": {"nl": "{label}: erbij {added}; eruit {removed}", "en": "{label}: added {added}; removed {removed}"},
    "now": {"nl": "{label}: {added} (was {removed})", "en": "{label}: {added} (was {removed})"},
    "is": {"nl": "{label}: {held}", "en": "{label}: {held}"},
    "not_given": {"nl": "niet opgegeven", "en": "not given"},
    "nothing": {"nl": "Hierin staat niets.", "en": "Nothing stands here."},
}


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][language].format(**values)
