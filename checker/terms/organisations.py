"""Named organisations and the role that each has, from a table that the user keeps."""

from rdflib import URIRef

from checker.errors import GrondslagError
from checker.model import Table
from checker.pack import Pack
from checker.pack.schemes import normal
from checker.terms.names import ORGANISATION, Names

HEADERS = ("naam", "rol", "name", "role", "organisatie", "organisation", "organization")
"""What the columns are usually called; the reader finds the header of a narrow table by it."""


def read_organisations(table: Table, pack: Pack) -> Names:
    """Return the role of every organisation by its name and identifiers.

    The first column holds names, the second roles; every further column holds identifiers (AGB, UZOVI, KvK, OIN).

    Raises GrondslagError where a role is not known, or one name has two.
    """
    columns = [column for column in pack.columns if column.apart and column.scheme in _party_schemes(pack)]
    terms: dict[tuple[str, str], tuple[URIRef, str]] = {}
    for number, row in table.rows:
        if len(row) < 2 or not row[0].strip():
            continue
        for column in columns:
            role = pack.schemes[column.scheme].find(row[1].strip()) if column.scheme else None
            if role is None:
                raise GrondslagError(
                    f"{table.source}, rij {number}: de rol “{row[1].strip()[:80]}” van “{row[0].strip()[:80]}” is niet"
                    " bekend; gebruik een partij uit het pakket.",
                    f"{table.source}, row {number}: the role “{row[1].strip()[:80]}” of “{row[0].strip()[:80]}” is not"
                    " known; use a party of the pack.",
                )
            for name in filter(None, (normal(cell) for cell in (row[0], *row[2:]))):
                if terms.setdefault((column.code, name), (role[0], ORGANISATION))[0] != role[0]:
                    raise GrondslagError(
                        f"{table.source}, rij {number}: “{name[:80]}” heeft eerder een andere rol; laat er een weg.",
                        f"{table.source}, row {number}: “{name[:80]}” has another role before; leave one out.",
                    )
    return Names(terms=terms)


def _party_schemes(pack: Pack) -> set[URIRef]:
    """Return the schemes of the columns that several parties may stand in: those that two columns share."""
    schemes = [column.scheme for column in pack.columns if column.apart and column.scheme is not None]
    return {scheme for scheme in schemes if schemes.count(scheme) > 1}
