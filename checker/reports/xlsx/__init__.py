"""The report as a workbook: the officer's own rows with the outcomes beside them, and all findings in a list.

By XlsxWriter, as the template is: the same content gives the same bytes, and a text that it is told to write as text
never becomes a formula or a link.
"""

from checker.report import Report
from checker.reports.xlsx.book import open_book
from checker.reports.xlsx.lists import write_articles, write_findings, write_rules, write_waivers
from checker.reports.xlsx.rows import write_exchanges, write_rows
from checker.reports.xlsx.summary import write_summary

__all__ = ["to_xlsx"]


def to_xlsx(report: Report, language: str = "nl") -> bytes:
    """Return the report as the bytes of an XLSX file.

    Raises GrondslagError where a sheet cannot hold it.
    """
    book = open_book(report.document, language)
    # First made is shown first; what it has to say is known when the others are written.
    summary = book.sheet(book.word("summary"))
    write_rows(book)
    write_exchanges(book)
    write_findings(book)
    write_waivers(book)
    write_rules(book)
    write_articles(book)
    write_summary(book, summary)
    return book.close()
