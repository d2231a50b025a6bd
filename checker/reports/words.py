"""The words of the renderings themselves; all that belongs to a pack comes with the report."""

LANGUAGES = ("nl", "en")

WORDS: dict[str, dict[str, str]] = {
    "title": {"nl": "Toetsing van gegevensuitwisseling", "en": "Check of data exchanges"},
    "exchanges": {"nl": "{n} uitwisselingen", "en": "{n} exchanges"},
    "exchange": {"nl": "1 uitwisseling", "en": "1 exchange"},
    "sampled": {
        "nl": "Dit register is te groot om elke uitwisseling te tonen: hieronder staat bij elk van de {answers}"
        " verschillende antwoorden een voorbeeld, met hoe vaak het voorkomt.",
        "en": "This registry is too large to show every exchange: below is an example of each of the {answers}"
        " different answers, with how often it occurs.",
    },
    "sampled_most": {"nl": "Getoond zijn de {n} die het meest voorkomen.", "en": "Shown are the {n} that occur most."},
    "where": {"nl": "Alle uitwisselingen staan in: {names}.", "en": "All exchanges are in: {names}."},
    "nowhere": {
        "nl": "Voor alle uitwisselingen: --format jsonl, parquet of csv met -o.",
        "en": "For all exchanges: --format jsonl, parquet or csv with -o.",
    },
    "times": {"nl": "{n} keer", "en": "{n} times"},
    "pack": {"nl": "Pakket", "en": "Pack"},
    "as_of": {"nl": "Toetsdatum", "en": "Run date"},
    "checked": {"nl": "Wetteksten nagegaan op", "en": "Law texts last checked on"},
    "not_judged": {"nl": "Niet getoetst", "en": "Not judged"},
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
    "verdict": {"nl": "Oordeel", "en": "Verdict"},
    "scope": {"nl": "Bereik", "en": "Scope"},
    "rule": {"nl": "Regel", "en": "Rule"},
    "rule_name": {"nl": "Naam van de regel", "en": "Name of the rule"},
    "severity": {"nl": "Gewicht", "en": "Severity"},
    "violation": {"nl": "in strijd", "en": "violation"},
    "warning": {"nl": "onbepaald", "en": "undetermined"},
    "info": {"nl": "ter informatie", "en": "for information"},
    "finding": {"nl": "Bevinding", "en": "Finding"},
    "findings": {"nl": "Bevindingen", "en": "Findings"},
    "articles": {"nl": "Artikelen", "en": "Articles"},
    "article": {"nl": "Artikel", "en": "Article"},
    "also": {"nl": "Rust ook op", "en": "Rests also on"},
    "rules": {"nl": "Regels", "en": "Rules"},
    "summary": {"nl": "Samenvatting", "en": "Summary"},
    "rows": {"nl": "Rijen", "en": "Rows"},
    "row_number": {"nl": "Rij", "en": "Row"},
    "id": {"nl": "Kenmerk", "en": "Identifier"},
    "count": {"nl": "Aantal", "en": "Number"},
    "level": {"nl": "Zekerheid", "en": "Certainty"},
    "page": {"nl": "Pagina", "en": "Page"},
    "lane": {"nl": "Verstrekker → ontvanger · doel", "en": "Sender → recipient · purpose"},
    "each": {"nl": "Uitwisselingen", "en": "Exchanges"},
    "added": {"nl": "Toetsing: {name}", "en": "Check: {name}"},
    "cut": {"nl": " … [ingekort: {n} tekens]", "en": " … [cut: {n} characters]"},
    "own_rows": {
        "nl": "Het blad {sheet} bevat de rijen van uw register zoals u ze opgaf; de kolommen die met “Toetsing:”"
        " beginnen zijn erbij gezet. U kunt de rijen verbeteren en deze werkmap opnieuw laten toetsen.",
        "en": "The sheet {sheet} holds the rows of your registry as you gave them; the columns that start with"
        " “Check:” were added. You can mend the rows and have this workbook checked again.",
    },
    "several": {
        "nl": "Een rij met meer verstrekkers, ontvangers of doelen is meer dan een uitwisseling. Op het blad {sheet}"
        " staat bij zo'n rij het zwaarste oordeel; op het blad {each} heeft elke uitwisseling een eigen regel.",
        "en": "A row with several senders, recipients or purposes is more than one exchange. On the sheet {sheet} such"
        " a row shows the weightiest verdict; on the sheet {each} every exchange has a line of its own.",
    },
    "were_cut": {
        "nl": "Een cel kan niet meer dan {most} tekens bevatten; langere teksten zijn ingekort en eindigen op"
        " “[ingekort: … tekens]”. In het JSON-rapport staan zij geheel.",
        "en": "A cell cannot hold more than {most} characters; longer texts were cut and end in “[cut: … characters]”."
        " The JSON report holds them whole.",
    },
    "no_more_links": {
        "nl": "Een blad kan niet meer dan {most} koppelingen bevatten; de artikelen na de eerste {most} bevindingen"
        " hebben alleen op het blad {articles} een koppeling.",
        "en": "A sheet cannot hold more than {most} links; the articles after the first {most} findings have a link on"
        " the sheet {articles} only.",
    },
    "caused": {"nl": "Volgt uit", "en": "Follows from"},
    "attention": {"nl": "Wat aandacht vraagt", "en": "What needs attention"},
    "rest": {"nl": "Verder: {n} zonder bevinding die telt.", "en": "Besides: {n} without a finding that counts."},
    "left_out": {
        "nl": "{n} meer, die hier niet zijn uitgeschreven; het hele rapport is te maken met --format html of xlsx.",
        "en": "{n} more, not written out here; the whole report can be made by --format html or xlsx.",
    },
    "proof": {"nl": "Waarom: {id}", "en": "Why: {id}"},
    "not_more": {"nl": "Waarom het niet zwaarder weegt", "en": "Why it does not weigh more"},
    "not_other": {"nl": "Waarom het niet anders is", "en": "Why it is not otherwise"},
    "also_not": {"nl": "Ook nagegaan, en niets gevonden", "en": "Also looked for, and nothing found"},
    "for_a_person": {"nl": "Wat een mens moet beoordelen", "en": "What a person must judge"},
    "asked_question": {"nl": "Vraag", "en": "Question"},
    "asked_caveat": {"nl": "Kanttekening bij de norm", "en": "Caveat about the norm"},
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
    "waivers": {"nl": "Aanvaardingen", "en": "Waivers"},
    "waivers_told": {
        "nl": "{source} · aanvaardingen: {n}, met een gebrek: {faulty} · aanvaarde bevindingen: {waived}",
        "en": "{source} · waivers: {n}, with a fault: {faulty} · findings waived: {waived}",
    },
    "waivers_note": {
        "nl": "Een aanvaarding laat een bevinding niet meetellen voor de uitgangscode; de uitkomst blijft wat zij is."
        " Over de aanvaardingen zelf is gevonden:",
        "en": "A waiver keeps a finding from counting for the exit code; the outcome stays what it is. Found of the"
        " waivers themselves:",
    },
    "waived": {"nl": "Aanvaard", "en": "Waived"},
    "waived_told": {
        "nl": "van {date} tot en met {until}: {reason} (akkoord: {approved_by}; eigenaar: {owner})",
        "en": "from {date} until {until}: {reason} (approved by: {approved_by}; owner: {owner})",
    },
    "waived_mark": {"nl": "[aanvaard]", "en": "[waived]"},
    "line": {"nl": "regel {n}", "en": "line {n}"},
    "holds": {"nl": "Geldt", "en": "Holds"},
    "yes": {"nl": "ja", "en": "yes"},
    "no": {"nl": "nee", "en": "no"},
    "reason": {"nl": "Reden", "en": "Reason"},
    "owner": {"nl": "Eigenaar", "en": "Owner"},
    "approved_by": {"nl": "Akkoord van", "en": "Approved by"},
    "from": {"nl": "Vanaf", "en": "From"},
    "until": {"nl": "Tot en met", "en": "Until"},
    "covers": {"nl": "Aantal bevindingen", "en": "Number of findings"},
    "baseline": {"nl": "Nulmeting", "en": "Baseline"},
    "baseline_told": {
        "nl": "{source} · nieuw: {new} · gewijzigd: {changed} · al bekend: {known} · verdwenen: {gone}",
        "en": "{source} · new: {new} · changed: {changed} · known: {known} · gone: {gone}",
    },
    "status_new": {"nl": "nieuw", "en": "new"},
    "status_changed": {"nl": "gewijzigd", "en": "changed"},
    "status_known": {"nl": "al bekend", "en": "known"},
    "counts": {"nl": "Telt nog mee", "en": "Still counts"},
    "stale": {
        "nl": "Let op: de oudste wettekst is {days} dagen voor de toetsdatum nagegaan, en dit pakket vraagt dat binnen"
        " {most} dagen. Ga na of de wet sindsdien is gewijzigd.",
        "en": "Note: the oldest law text was checked {days} days before the run date, and this pack asks for it within"
        " {most} days. See whether the law has changed since.",
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
    "left": {"nl": "Na voorstel 1 blijft over", "en": "After proposal 1 remains"},
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
    "decisions_given": {"nl": "Besluiten", "en": "Decisions"},
    "decisions_told": {"nl": "{source} · besluiten: {n} · {sha}", "en": "{source} · decisions: {n} · {sha}"},
    "decisions_title": {"nl": "Toetsing van besluiten", "en": "Check of decisions"},
    "no_decisions": {"nl": "Het bestand bevat geen besluiten.", "en": "The file holds no decisions."},
    "decisions_note": {
        "nl": "Getoetst is of een besluit tot stand kwam zoals is afgesproken, niet of het een goed besluit is. Dit is"
        " geen juridisch advies.",
        "en": "Checked is whether a decision came about as agreed, not whether it is a good one. This is no legal"
        " advice.",
    },
    "flow_title": {
        "nl": "Wat volgens dit pakket verstrekt kan worden op {day}",
        "en": "What can be disclosed according to this pack on {day}",
    },
    "no_flow": {
        "nl": "Geen bepaling in dit pakket regelt verstrekking: {sender} → {recipient} · {purpose}. Aantal"
        " doorzochte combinaties van verstrekker, ontvanger en doel: {n}.",
        "en": "No provision in this pack governs disclosure: {sender} → {recipient} · {purpose}. Combinations"
        " of sender, recipient and purpose searched: {n}.",
    },
    "any_from": {"nl": "wie dan ook", "en": "anyone"},
    "any_to": {"nl": "wie dan ook", "en": "anyone"},
    "any_for": {"nl": "welk doel dan ook", "en": "any purpose"},
    "in_full": {
        "nl": "Noem verstrekker, ontvanger en doel om te zien welke gegevens erbij horen.",
        "en": "Name sender, recipient and purpose to see which data belong to it.",
    },
    "flow_note": {
        "nl": "De regels vonden hierbij niets als aan de voorwaarden is voldaan en de verstrekking is beveiligd. Dat is"
        " geen oordeel dat zij mag, en geen juridisch advies; toets de uitwisseling zelf met check.",
        "en": "The rules found nothing here if the conditions are met and the disclosure is secured. That is no"
        " judgement that it is allowed, and no legal advice; check the exchange itself with check.",
    },
    "ground_is": {"nl": "Grondslag", "en": "Ground"},
    "certain": {"nl": "Zekerheid", "en": "Certainty"},
    "on_condition": {"nl": "Voorwaarden", "en": "Conditions"},
    "no_conditions": {"nl": "geen", "en": "none"},
    "for_purpose": {"nl": "Doel", "en": "Purpose"},
    "norm": {"nl": "Norm", "en": "Norm"},
    "norm_strict": {"nl": "niet meer dan {source}", "en": "no more than {source}"},
    "norm_loose": {"nl": "in elk geval {source}", "en": "in any case {source}"},
    "no_norm": {
        "nl": "geen in dit pakket: wat nodig is, moet een mens beoordelen",
        "en": "none in this pack: what is needed is for a person to judge",
    },
    "data_pass": {"nl": "Zonder bevinding ({n})", "en": "Without a finding ({n})"},
    "data_undetermined": {"nl": "Een mens oordeelt ({n})", "en": "A person judges ({n})"},
    "data_violation": {"nl": "Niet ({n})", "en": "Not ({n})"},
    "short_pass": {"nl": "geen bevinding", "en": "no finding"},
    "short_undetermined": {"nl": "een mens oordeelt", "en": "a person judges"},
    "short_violation": {"nl": "niet", "en": "not"},
    "judge_self": {"nl": "Nog te beoordelen", "en": "Still to judge"},
}


def word(key: str, language: str, **values: object) -> str:
    """Return a word or sentence in a language, with its values filled in."""
    return WORDS[key][language].format(**values)
