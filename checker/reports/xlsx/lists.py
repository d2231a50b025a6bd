"""The sheets that list one thing a row: findings, the rules met, and the articles they rest on."""

from collections import Counter

from checker.reports import standing
from checker.reports.parts import SIGNS, causes_first, citation, name_of, page_of, sources
from checker.reports.xlsx.book import MAX_LINKS, Book, Cell

FIRST_SOURCE = 7
"""The column of the findings that leads to an article."""


def write_findings(book: Book) -> None:
    """Write a line for each finding, with a link to the first article that it rests on."""
    sheet = book.sheet(book.word("findings"))
    heads = _heads(book, [("id", 16), ("row_number", 8), ("severity", 18), ("family", 18), ("rule", 10),
                          ("finding", 60), ("remedy", 50), ("article", 34), ("also", 36), ("follows", 16)])  # fmt: skip
    found = [(e, f) for e in book.document["exchanges"] for f in causes_first(e["findings"])]
    heads += _heads(book, [(key, width) for key, width in (("waived", 50), ("baseline", 14)) if _is_told(book, key)])
    book.table(sheet, heads, len(found))
    links = 0
    for line, (exchange, finding) in enumerate(found, start=1):
        family = book.labels["families"][finding["family"]][book.language]
        cited = [citation(source, book.language) for source in finding["sources"]]
        cells: list[Cell] = [
            (name_of(exchange, book.language), None),
            (exchange["row"], None),
            _severity(book, finding["severity"]),
            (family, None),
            (finding["rule"], None),
            (finding["message"][book.language], None),
            (finding["remedy"][book.language], None),
            ("".join(cited[:1]), None),
            ("\n".join(cited[1:]), None),
            (" ".join(finding["follows_from"]), None),
            *([(standing.waiver_of(finding, book.language), None)] if _is_told(book, "waived") else []),
            *([(standing.status_of(finding, book.language), None)] if _is_told(book, "baseline") else []),
        ]
        book.write_row(sheet, line, cells, heads)
        page = page_of(finding["sources"][0]) if cited else ""
        if page and links < MAX_LINKS:
            book.write_link(sheet, line, FIRST_SOURCE, cited[0], page)
            links += 1
    if links == MAX_LINKS:
        book.said[book.word("no_more_links", most=f"{MAX_LINKS:,}", articles=book.word("articles"))] = None


def write_rules(book: Book) -> None:
    """Write a line for each rule of which there is a finding."""
    sheet = book.sheet(book.word("rules"))
    rules = book.document["rules"]
    times = Counter(finding["rule"] for exchange in book.document["exchanges"] for finding in exchange["findings"])
    heads = _heads(book, [("rule", 10), ("rule_name", 36), ("family", 20), ("severity", 18), ("count", 10),
                          ("why", 80)])  # fmt: skip
    book.table(sheet, heads, len(rules))
    for line, (code, rule) in enumerate(rules.items(), start=1):
        family = book.labels["families"].get(rule["family"], {}).get(book.language, rule["family"])
        cells: list[Cell] = [
            (code, None),
            (rule["name"][book.language], None),
            (family, None),
            _severity(book, rule["severity"]),
            (times[code], None),
            (rule["why"][book.language], None),
        ]
        book.write_row(sheet, line, cells, heads)


def write_articles(book: Book) -> None:
    """Write a line for each provision that a finding rests on, with a link to its page."""
    sheet = book.sheet(book.word("articles"))
    found = list(sources(book.document).values())
    heads = _heads(book, [("article", 40), ("level", 26), ("checked", 18), ("certainty", 80), ("page", 50)])
    book.table(sheet, heads, len(found))
    for line, source in enumerate(found, start=1):
        name = source["citation" if book.language == "nl" else "citation_en"]
        note = source["note"].get(book.language, "")
        texts = (name, source["certainty_label"][book.language], source["last_checked"], note, source["url"])
        book.write_row(sheet, line, [(text, None) for text in texts], heads)
        if page_of(source) and line <= MAX_LINKS:
            book.write_link(sheet, line, len(texts) - 1, page_of(source), page_of(source))


def write_waivers(book: Book) -> None:
    """Write a line for each waiver, with what was found of it; no sheet of a check without waivers."""
    if not _is_told(book, "waived"):
        return
    sheet = book.sheet(book.word("waivers"))
    found = standing.entries(book.document)
    heads = _heads(book, [("row_number", 10), ("id", 16), ("rule", 10), ("reason", 44), ("owner", 24),
                          ("approved_by", 24), ("from", 14), ("until", 14), ("holds", 10), ("covers", 12),
                          ("finding", 60), ("remedy", 50)])  # fmt: skip
    book.table(sheet, heads, len(found))
    for line, entry in enumerate(found, start=1):
        told = [f"{SIGNS[f['severity']]} {f['rule']}: {f['message'][book.language]}" for f in entry["findings"]]
        remedies = dict.fromkeys(finding["remedy"][book.language] for finding in entry["findings"])
        texts = [entry[key] for key in ("exchange", "rule", "reason", "owner", "approved_by", "date", "until")]
        cells: list[Cell] = [(value, None) for value in (entry["row"], *texts)]
        cells += [
            (book.word("yes" if entry["in_force"] else "no"), None),
            (entry["covers"], None),
            ("\n".join(told), None),
            ("\n".join(remedies), None),
        ]
        book.write_row(sheet, line, cells, heads)


def _is_told(book: Book, key: str) -> bool:
    """Return whether the check was held against waivers, or against a baseline."""
    return ("waivers" if key == "waived" else key) in book.document


def _heads(book: Book, heads: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(book.word(key), width) for key, width in heads]


def _severity(book: Book, severity: str) -> Cell:
    return f"{SIGNS[severity]} {book.word(severity)}", book.shade(severity)
