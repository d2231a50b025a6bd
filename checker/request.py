"""What is asked of a check: by which law, on which day, and how the registries are to be read."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checker.resources import DEFAULT_PACK

if TYPE_CHECKING:
    from checker.pack import Pack


@dataclass(frozen=True)
class Against:
    """What the findings of a check are held against, so that only what is left counts."""

    waivers: Path | None = None
    """A file of findings that were accepted until a day."""
    baseline: Path | None = None
    """An earlier report."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that were named."""
        return tuple(path for path in (self.waivers, self.baseline) if path is not None)


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
    decisions: Path | None = None
    """A register of the decisions that exchanges may lean on."""
    against: Against = field(default_factory=Against)
    """What findings are held against, once they are there."""
    onward: bool = True
    """Whether to judge what goes beyond a single exchange: not where the registries hold one side only."""

    @property
    def day(self) -> date:
        """The day on which to judge. Raises ValueError where it does not exist."""
        return date.fromisoformat(self.as_of) if isinstance(self.as_of, str) else self.as_of or date.today()
