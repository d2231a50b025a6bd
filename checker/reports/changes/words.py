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
        "nl": "Dit zegt wat er in de pakketten anders staat, niet wat dat voor een register betekent; dat laat"
        " grondslag impact zien. Ruimer en enger volgen uit wat het pakket zelf daarover opgeeft.",
        "en": "This tells what stands differently in the packs, not what that means for a registry; grondslag impact"
        " shows that. Wider and narrower follow from what the pack itself declares about it.",
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
    "day": {"nl": "een dag in de wet is gekomen", "en": "a day in the law has come"},
    "came_day": {
        "nl": "{label}: {held}, en die dag is gekomen of voorbij",
        "en": "{label}: {held}, and that day has come or passed",
    },
    "one": {"nl": "uitwisseling", "en": "exchange"},
    "some": {"nl": "uitwisselingen", "en": "exchanges"},
    "impact_title": {
        "nl": "Wat een wetswijziging in het register verandert",
        "en": "What a change of law changes in the registry",
    },
    "world": {"nl": "{pack}, op {day}", "en": "{pack}, on {day}"},
    "registry": {"nl": "Register", "en": "Registry"},
    "exchanges": {"nl": "Uitwisselingen", "en": "Exchanges"},
    "not_compared": {"nl": "Niet vergeleken", "en": "Not compared"},
    "changed_count": {"nl": "{n} van {all} veranderen", "en": "{n} of {all} change"},
    "none_changed": {
        "nl": "Er verandert niets: elke uitwisseling houdt haar oordeel en haar vergeleken uitkomsten.",
        "en": "Nothing changes: each exchange keeps its verdict and the outcomes that were compared.",
    },
    "verdict": {"nl": "oordeel", "en": "verdict"},
    "verdicts": {"nl": "Oordelen", "en": "Verdicts"},
    "verdicts_about": {"nl": "Het oordeel ervoor en erna.", "en": "The verdict before and after."},
    "before": {"nl": "Eerst", "en": "Before"},
    "after": {"nl": "Dan", "en": "After"},
    "impact": {"nl": "Per wetswijziging", "en": "By change of law"},
    "impact_about": {
        "nl": "Elke wijziging die iets verandert, die met de meeste uitwisselingen eerst. Een uitwisseling waarop"
        " meer wijzigingen werken, telt bij elk mee.",
        "en": "Each change that changes something, the one with the most exchanges first. An exchange on which several"
        " changes act counts under each.",
    },
    "by": {"nl": "Wijziging van de wet", "en": "Change of law"},
    "from_to": {"nl": "Van, naar", "en": "From, to"},
    "such_as": {"nl": "Zoals", "en": "Such as"},
    "either": {"nl": "elk van deze alleen is genoeg", "en": "each of these alone is enough"},
    "together": {"nl": "alleen samen", "en": "only together"},
    "or": {"nl": "of", "en": "or"},
    "days": {
        "nl": "Het verstrijken van de tijd: de dagen in de rij zelf, zonder wijziging van de wet",
        "en": "The passing of time: the days in the row itself, without a change of law",
    },
    "with_days": {"nl": "samen met het verstrijken van de tijd", "en": "together with the passing of time"},
    "unknown": {
        "nl": "Niet uitgezocht welke wijziging: te veel verschillende gevallen of combinaties",
        "en": "Not found out which change: too many different cases or combinations",
    },
    "listed": {"nl": "Uitwisselingen die veranderen", "en": "Exchanges that change"},
    "listed_about": {
        "nl": "Elke uitwisseling die verandert, met het nummer van de wijziging hierboven.",
        "en": "Each exchange that changes, with the number of the change above.",
    },
    "listed_part": {
        "nl": "De eerste {n} van {all}; alle staan in het bestand van --exchanges.",
        "en": "The first {n} of {all}; all of them go to the file of --exchanges.",
    },
    "exchange": {"nl": "Uitwisseling", "en": "Exchange"},
    "row": {"nl": "rij {n}", "en": "row {n}"},
    "number": {"nl": "Wijziging", "en": "Change"},
    "idle": {"nl": "Zonder gevolg voor dit register", "en": "Without effect on this registry"},
    "idle_about": {
        "nl": "Wat in de wet verandert en geen uitwisseling in dit register raakt.",
        "en": "What changes in the law and touches no exchange in this registry.",
    },
    "more": {"nl": "en nog {n}", "en": "and {n} more"},
    "see": {"nl": "zie {n}", "en": "see {n}"},
    "impact_note": {
        "nl": "Een wijziging staat hier als oorzaak omdat het is nagerekend: met wat er staat in het oude recht komt de"
        " uitkomst er zo uit, en met minder niet. Dit is geen juridisch advies.",
        "en": "A change stands here as a cause because it was tried: with what stands there in the old law the outcome"
        " comes out so, and with less it does not. This is no legal advice.",
    },
    "nothing": {"nl": "Hierin staat niets.", "en": "Nothing stands here."},
}


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][language].format(**values)
