"""A Chat Completions server that misbehaves on purpose and each time alike, over real HTTP on the loopback interface.

In a test: `with FaultServer(Behaviour(faults={"unavailable": 0.1})) as server: … server.url …`. By hand:
`python -m tests.fault_server --port 8901 --latency 1 --fault rate_limit=0.05`, then OPENAI_BASE_URL=http://127.0.0.1:8901/v1.
"""

from tests.fault_server.behaviour import FAULTS, Behaviour
from tests.fault_server.server import Call, FaultServer

__all__ = ["FAULTS", "Behaviour", "Call", "FaultServer"]
