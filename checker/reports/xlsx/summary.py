"""The first sheet: what was checked, by what, the counts, and how to read the workbook."""

from typing import Any

from checker.reports import standing
from checker.reports.parts import OUTCOMES, SIGNS, day, not_judged, number_of, one_line
from checker.reports.xlsx.book import ADDED, Book

LONGEST = 200
"""Characters of the name of a file."""


def write_summary(book: Book, sheet: Any) -> None:
    """Write the sheet that says what the others hold."""
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(OUTCOMES), 22)
    book.write(sheet, 0, 0, book.word("title"), book.format(bold=True, font_size=16, text_wrap=False))
    plain = book.format(text_wrap=False)
    line = 2
    for name, value in _facts(book):
        book.write(sheet, line, 0, name, book.format(bold=True))
        book.write(sheet, line, 1, value, plain)
        line += 1
    line = _write_verdicts(book, sheet, line + 1)
    line = _write_families(book, sheet, line + 1) + 1
    warning = standing.stale(book.document, book.language)
    for note in [*([warning] if warning else []), *book.said, book.word("none")]:
        sheet.merge_range(line, 0, line, len(OUTCOMES), "", book.format())
        book.write(sheet, line, 0, note)
        sheet.set_row(line, 15 * (1 + len(note) // 120))
        line += 1


def _facts(book: Book) -> list[tuple[str, str]]:
    document, pack = book.document, book.document["pack"]
    return [
        *(
            (book.word("registry"), f"{one_line(r['source'], LONGEST)} · {number_of(r['exchanges'], book.language)}")
            for r in document["registries"]
        ),
        (book.word("pack"), f"{pack['label'][book.language]} {pack['version']} · {pack['sha256'][:12]}"),
        (book.word("as_of"), day(document["as_of"], book.language)),
        (book.word("checked"), day(pack["last_checked"], book.language)),
        *not_judged(document, book.language),
        *standing.facts(document, book.language),
        ("Grondslag", document["generator"]["version"]),
    ]


def _write_verdicts(book: Book, sheet: Any, line: int) -> int:
    for code, count in reversed(book.document["summary"]["verdicts"].items()):
        book.write(sheet, line, 0, f"{SIGNS[code]} {book.labels['verdicts'][code][book.language]}", book.shade(code))
        book.write(sheet, line, 1, count)
        line += 1
    return line


def _write_families(book: Book, sheet: Any, line: int) -> int:
    names = [f"{SIGNS[o]} {book.labels['outcomes'][o][book.language]}" for o in OUTCOMES]
    for column, name in enumerate([book.word("family"), *names]):
        book.write(sheet, line, column, name, book.format(**ADDED))
    for family, counts in book.document["summary"]["families"].items():
        line += 1
        book.write(sheet, line, 0, book.labels["families"][family][book.language])
        for column, outcome in enumerate(OUTCOMES, start=1):
            count = counts.get(outcome, 0)
            book.write(sheet, line, column, count, book.shade(outcome) if count else None)
    return line + 1
