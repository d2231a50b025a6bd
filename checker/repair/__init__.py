"""What would mend an exchange: the changes that a pack declares, tried out and judged by the same shapes."""

from checker.repair.checked import Checked
from checker.repair.repairs import Repairs, repairs

__all__ = ["Checked", "Repairs", "repairs"]
