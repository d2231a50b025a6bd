"""The words of the overview of norms, in both languages."""

WORDS: dict[str, dict[str, str]] = {
    "norms_title": {"nl": "Normen en hoe zij worden getoetst", "en": "Norms and how they are checked"},
    "norms_counts": {
        "nl": "{n} normen: {rules} door regels, {asked} alleen door een vraag aan een mens, {out} buiten bereik.",
        "en": "{n} norms: {rules} by rules, {asked} by a question for a person alone, {out} out of reach.",
    },
    "norms_exercised": {
        "nl": "Getoetst bij ten minste één uitwisseling: {n} van de {all} normen over uitwisselingen; de regels van"
        " {decided} andere gaan over besluiten.",
        "en": "Judged on at least one exchange: {n} of the {all} norms about exchanges; the rules of {decided} others"
        " are about decisions.",
    },
    "norms_unexercised": {"nl": "Nooit getoetst in dit register", "en": "Never judged in this registry"},
    "norm_rules": {"nl": "Regels", "en": "Rules"},
    "norm_all_of": {"nl": "alle van {family}", "en": "all of {family}"},
    "norm_judged": {"nl": "Getoetst", "en": "Judged"},
    "norm_times": {"nl": "{n} uitwisselingen: {outcomes}", "en": "{n} exchanges: {outcomes}"},
    "norm_time": {"nl": "1 uitwisseling: {outcomes}", "en": "1 exchange: {outcomes}"},
    "norm_never": {"nl": "bij geen enkele uitwisseling", "en": "on no exchange"},
    "norm_decisions": {
        "nl": "bij besluiten: zie grondslag decisions",
        "en": "on decisions: see grondslag decisions",
    },
    "norm_question": {"nl": "Vraag aan een mens", "en": "Question for a person"},
    "norm_out": {"nl": "Buiten bereik", "en": "Out of reach"},
    "norm_caveat": {"nl": "Kanttekening", "en": "Caveat"},
    "norms_note": {
        "nl": "Een norm die nooit is getoetst, is niet nageleefd en niet geschonden: het register zegt er niets over.",
        "en": "A norm that was never judged is neither kept nor broken: the registry says nothing about it.",
    },
}


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][language].format(**values)
