"""The Spark session: the one that is active, or a new one that is quiet and keeps to this machine."""

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import GrondslagError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local"


def session(master: str) -> "SparkSession":
    """Return the active session, or a new one on a master.

    Raises GrondslagError where PySpark or Java is missing.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise GrondslagError(
            'Voor toetsen met Spark ontbreekt PySpark: installeer het met pip install "grondslag[spark]".',
            'To check with Spark, PySpark is missing: install it by pip install "grondslag[spark]".',
        ) from error
    active = SparkSession.getActiveSession()
    if active is not None:
        return active
    builder = SparkSession.builder.appName("grondslag").master(master)
    # Instants are read in one time zone wherever the check runs, and there is no page to look at.
    builder = builder.config("spark.sql.session.timeZone", "UTC").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    logging.getLogger("DataFrameQueryContextLogger").setLevel(logging.CRITICAL + 1)
    # What PySpark has to say of versions is nothing that a user of this command can act upon.
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    if master.startswith(LOCAL):
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        # The processes of this machine use the Python that runs here, and not the first on the path.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with _quietly():
        return builder.getOrCreate()


@contextmanager
def _quietly() -> Iterator[None]:
    """Have Java and the processes it starts write nothing between what the user reads: an error comes as a sentence."""
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
