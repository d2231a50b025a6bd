"""From bytes to text, in the encodings that spreadsheets and register tools write."""

import codecs

from checker.errors import GrondslagError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # The mark of UTF-32 begins with that of UTF-16, so it goes first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_BINARY = bytes(set(range(32)) - set(b"\t\n\r\v\f"))
"""Control characters that no text holds."""


def decode(data: bytes, name: str) -> str:
    """Return the text in a file: UTF-8, UTF-16 or, where it cannot be either, the Windows encoding cp1252.

    Raises GrondslagError where it is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _no_nul(_marked(data, encoding, name), name)
    if plain := _plain_utf16(data):
        return plain
    try:
        return _no_nul(data.decode(), name)
    except UnicodeDecodeError as error:
        return _windows(data, error.start, name)


def _marked(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        known = encoding.removesuffix("-sig").upper()
        before = data[: error.start].decode(encoding, "replace")
        raise _not_text(name, before.count("\n") + 1, known) from error


def _plain_utf16(data: bytes) -> str | None:
    """Return the text of UTF-16 without a mark: every other byte of Latin text is zero then."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most = 0.7 * len(sample) / 2
    encoding = "utf-16-le" if odd >= most and not even else "utf-16-be" if even >= most and not odd else None
    try:
        text = data.decode(encoding) if encoding else "\0"
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _windows(data: bytes, start: int, name: str) -> str:
    """Return the text of cp1252, which is what "CSV" without more means in Excel on a Dutch Windows.

    Not latin-1: that accepts every byte, so it would read a damaged or binary file without a word, and it turns the
    euro sign, dashes and curly quotation marks of Windows into control characters.
    """
    line = data.count(b"\n", 0, start) + 1
    readable = data.decode("utf-8", "replace")
    broken = readable.count("\N{REPLACEMENT CHARACTER}")
    whole = len(readable) - len(readable.encode("ascii", "ignore")) - broken
    # More whole characters of UTF-8 than broken ones do not come about by chance in cp1252: that is damaged UTF-8.
    if whole > broken or len(data.translate(None, _BINARY)) < len(data):
        raise _not_text(name, line, "UTF-8")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _not_text(name, data.count(b"\n", 0, error.start) + 1, "UTF-8") from error


def _no_nul(text: str, name: str) -> str:
    if (at := text.find("\0")) >= 0:
        row = text.count("\n", 0, at) + 1
        raise GrondslagError(
            f"{name}, regel {row}: bevat een NUL-teken, dus dit is geen tekstbestand of het is beschadigd; sla het"
            " register opnieuw op als CSV UTF-8 of als .xlsx.",
            f"{name}, line {row}: holds a NUL character, so this is no text file or it is damaged; save the registry"
            " anew as CSV UTF-8 or as .xlsx.",
        )
    return text


def _not_text(name: str, line: int, encoding: str) -> GrondslagError:
    return GrondslagError(
        f"{name}, regel {line}: geen {encoding}; sla het bestand op als CSV UTF-8.",
        f"{name}, line {line}: not {encoding}; save the file as CSV UTF-8.",
    )
