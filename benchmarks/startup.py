"""Start-up time of the package and the command line, as multiples of `python -c pass`.

python -m benchmarks.startup
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path


def best_ms(command: list[str], runs: int = 15) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    reviewer = shutil.which("reviewer", path=str(Path(sys.executable).parent)) or "reviewer"
    bare = best_ms([sys.executable, "-c", "pass"])
    print(f"{'python -c pass':24} {bare:7.1f} ms")
    for name, command in {
        "import reviewer": [sys.executable, "-c", "import reviewer"],
        "reviewer --help": [reviewer, "--help"],
        "reviewer review --help": [reviewer, "review", "--help"],
    }.items():
        taken = best_ms(command)
        print(f"{name:24} {taken:7.1f} ms  {taken / bare:4.1f} x")


if __name__ == "__main__":
    main()
