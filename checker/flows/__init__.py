"""What is judged beyond a single exchange: data that a party received and passes on.

The rules look over a whole registry, and yet few different things are asked. Exchanges are reduced to flows (who gives
which data to whom, for what, from which day), each told once, and to onward transfers (one category of data of an
exchange, its sender and purpose, and how the exchange itself was judged). SHACL judges each different transfer beside
the flows; its answers are joined to every exchange. Which columns, outcomes and shapes take part, the pack declares.
"""

from checker.flows.beyond import Beyond, with_flows
from checker.flows.flows import Flows
from checker.flows.parts import Seen, Viewer, day, judging, reported

__all__ = ["Beyond", "Flows", "Seen", "Viewer", "day", "judging", "reported", "with_flows"]
