"""A faster engine for what it fully understands; pySHACL stays the judge of record and does all the rest.

The engine is oxigraph, by pyoxigraph: an RDF store with SPARQL in compiled code, which needs no network and no server.
It comes with the extra `fast`; without it `available` says no and nothing else of this package may be imported.
"""

try:
    import pyoxigraph
except ImportError:
    INSTALLED = False
else:
    INSTALLED = bool(pyoxigraph.__version__)
    from checker.judge.fast.engine import Fast
    from checker.judge.fast.terms import Inexact

    __all__ = ["Fast", "Inexact", "available"]


def available() -> bool:
    """Return whether pyoxigraph is installed."""
    return INSTALLED
