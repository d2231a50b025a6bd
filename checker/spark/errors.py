"""What Spark says when something is amiss, as one sentence that says what to do."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

from checker.errors import GrondslagError
from checker.spark.executor import SENTENCE

_SENTENCE = re.compile(re.escape(SENTENCE) + r"(\[.*\])")
_PATH = re.compile(r"file:/*(/[^\s\"']+)|\b([a-z][a-z0-9]+://[^\s\"']+)")

Texts = tuple[str, str]

_KNOWN: tuple[tuple[str, Texts], ...] = (
    (
        r"PATH_NOT_FOUND|Path does not exist",
        (
            "Spark vindt {path} niet: noem een bestand of map die de machines van Spark kunnen lezen.",
            "Spark does not find {path}: name a file or folder that the machines of Spark can read.",
        ),
    ),
    (
        r"PATH_ALREADY_EXISTS|already exists",
        (
            "{path} bestaat al, en wordt niet overschreven: noem een map die nog niet bestaat.",
            "{path} exists already, and is not overwritten: name a folder that does not exist yet.",
        ),
    ),
    (
        r"No module named '?checker|No module named '?pyarrow",
        (
            "De machines van Spark hebben Grondslag niet: installeer daar dezelfde versie als hier.",
            "The machines of Spark do not have Grondslag: install the same version there as here.",
        ),
    ),
    (
        r"JAVA_GATEWAY_EXITED|JAVA_HOME|Java gateway process exited|No such file or directory: '?java",
        (
            "Spark start niet, want Java ontbreekt of is te oud: installeer Java 17 of nieuwer, of zet JAVA_HOME.",
            "Spark cannot start, for Java is missing or too old: install Java 17 or later, or set JAVA_HOME.",
        ),
    ),
    (
        r"Python worker (exited unexpectedly|failed to connect)|ExecutorLostFailure|OutOfMemoryError|crashed",
        (
            "Een proces van Spark is weggevallen, meestal door te weinig geheugen; er is niets geschreven. Toets"
            " opnieuw met meer geheugen of met minder processen tegelijk.",
            "A process of Spark died, mostly for lack of memory; nothing was written. Check again with more memory or"
            " with fewer processes at once.",
        ),
    ),
    (
        r"FAILED_READ_FILE|CANNOT_READ_FILE_FOOTER|not a Parquet file|UNABLE_TO_INFER_SCHEMA|Malformed|MALFORMED"
        r"|CSV header does not conform|header column names|Could not read footer|Unable to infer schema|EOFException",
        (
            "Spark kan {path} niet lezen: een bestand is beschadigd, onvolledig of anders van vorm dan de rest; er is"
            " niets geschreven. Maak de export opnieuw.",
            "Spark cannot read {path}: a file is broken, incomplete or of another form than the rest; nothing was"
            " written. Make the export anew.",
        ),
    ),
    (
        r"No space left|Permission denied|Mkdirs failed|AccessControlException",
        (
            "Spark kan {path} niet schrijven of lezen: geef ruimte of rechten, of noem een andere plaats.",
            "Spark cannot write or read {path}: give it room or rights, or name another place.",
        ),
    ),
)


@contextmanager
def clearly(what: str) -> Iterator[None]:
    """Turn what Spark raises about something into GrondslagError."""
    try:
        yield
    except GrondslagError:
        raise
    except Exception as error:
        if not _is_of_spark(error):
            raise
        raise clear(str(error), what) from error


def clear(said: str, what: str) -> GrondslagError:
    """Return what Spark said about something as an error for the user."""
    if match := _SENTENCE.search(said):
        return GrondslagError(*json.loads(match[1]))
    for pattern, (nl, en) in _KNOWN:
        if re.search(pattern, said):
            path = _PATH.search(said)
            named = (path[1] or path[2]).rstrip(".,") if path else what
            return GrondslagError(nl.format(path=named), en.format(path=named))
    first = said.strip().splitlines()[0][:300] if said.strip() else ""
    return GrondslagError(
        f"Spark is gestopt; er is niets geschreven. Spark zegt: {first}",
        f"Spark stopped; nothing was written. Spark says: {first}",
    )


def _is_of_spark(error: Exception) -> bool:
    return type(error).__module__.split(".")[0] in ("pyspark", "py4j") or isinstance(error, OSError)
