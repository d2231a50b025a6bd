"""Where the files that ship with the package are: inside the wheel, or in the checkout."""

from pathlib import Path

DEFAULT_PACK = "iwlz"

_HERE = Path(__file__).resolve().parent


def built_in_packs() -> tuple[Path, ...]:
    """Return the folders of the packs that ship with the package."""
    for root in (_HERE / "_data", _HERE.parent):
        if (root / "ontology" / "pack.ttl").is_file():
            return (root / "ontology",)
    return ()


def rule_examples() -> tuple[Path, ...]:
    """Return the folders that hold the examples of the rules, each rule in a folder named after it."""
    for root in (_HERE / "_data" / "examples", _HERE.parent / "tests"):
        if root.is_dir():
            return tuple(root / name for name in ("rules", "governance", "waivers", "onward"))
    return ()


def report_schema() -> Path:
    """Return the JSON Schema of the report."""
    return _HERE / "reports" / "report.schema.json"


def repair_schema() -> Path:
    """Return the JSON Schema of repairs."""
    return _HERE / "reports" / "repair.schema.json"


def receipt_schema() -> Path:
    """Return the JSON Schema of the manifest of a receipt."""
    return _HERE / "receipt" / "receipt.schema.json"


def dpia_schema() -> Path:
    """Return the JSON Schema of an impact assessment."""
    return _HERE / "reports" / "dpia.schema.json"
