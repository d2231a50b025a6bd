"""Which form a result takes: the one that is asked for, or that the name of its file tells."""

from pathlib import Path

from checker.cli.output import to_standard_output
from checker.errors import GrondslagError

SUFFIXES = {"html": (".html", ".htm"), "md": (".md", ".markdown"), "markdown": (".md", ".markdown"),
            "csv": (".csv",), "xlsx": (".xlsx",), "json": (".json",), "ttl": (".ttl",), "docx": (".docx",),
            "text": (".txt",)}  # fmt: skip


def form_of(form: str | None, output: Path | None, forms: tuple[str, ...], needs_end: bool = False) -> str:
    """Return the form asked for, else the one that the name of the file tells, else the first.

    A name without an end takes the first too, unless one is needed. An end that is none of these forms raises
    GrondslagError.
    """
    if form is not None or output is None or to_standard_output(output) or not (needs_end or output.suffix):
        return form or forms[0]
    told = next((one for one in forms if output.suffix.lower() in SUFFIXES[one]), None)
    if told is None:
        known = ", ".join(SUFFIXES[one][0] for one in forms)
        raise GrondslagError(
            f"{output}: het einde van de naam zegt niet welke vorm het wordt; noem die met --format, of kies uit"
            f" {known}.",
            f"{output}: the end of the name does not tell which form it takes; name it by --format, or choose from"
            f" {known}.",
        )
    return told
