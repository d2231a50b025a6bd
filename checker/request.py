"""What is asked of a check: by which law, on which day, and how the registries are to be read."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checker.resources import DEFAULT_PACK

if TYPE_CHECKING:
    from checker.pack import Pack


@dataclass(frozen=True)
class Request:
    """How registries are to be read and judged."""

    pack: "str | Pack" = DEFAULT_PACK
    """The id of a pack, the folder of one, or a pack already loaded."""
    as_of: date | str | None = None
    """The day on which to judge, a date or an ISO date; today if not given."""
    sheet: str | None = None
    """The name or number of the sheet of a workbook."""
    mapping: Path | None = None
    """A mapping file that a person confirmed."""
    parties: Path | None = None
    """A table of organisations and their roles."""
    onward: bool = True
    """Whether to judge what goes beyond a single exchange: not where the registries hold one side only."""

    @property
    def day(self) -> date:
        """The day on which to judge. Raises ValueError where it does not exist."""
        return date.fromisoformat(self.as_of) if isinstance(self.as_of, str) else self.as_of or date.today()
