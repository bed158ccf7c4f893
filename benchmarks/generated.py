"""Documents of any size for benchmarks: the same seed and size give the same text."""

from __future__ import annotations

import random

SYSTEMS = ["ticket shop", "photo feed", "ride dispatcher", "log pipeline", "chat service", "parcel tracker"]
STORES = ["PostgreSQL", "Cassandra", "Redis", "DynamoDB", "MongoDB", "S3"]
PARTS = ["gateway", "order service", "search index", "notification worker", "billing service", "upload service"]
TOPICS = [
    "Requirements",
    "Capacity estimation",
    "High-level design",
    "API",
    "Data model",
    "Scaling",
    "Failure handling",
    "Monitoring",
]
SENTENCES = [
    "The {part} keeps its state in {store} because every read is by key and {n} requests per second need no join.",
    "We expect {n} requests per second at peak and {m} ms at the 99th percentile.",
    "A load balancer spreads the calls over {k} instances of the {part} and drops one that fails its health check.",
    "If {store} is lost the {part} answers from its cache for up to {m} seconds.",
    "Each record takes {m} bytes, so {n} records per day need {k} GB a month.",
    "There is no queue between the {part} and {store}; writes are synchronous.",
    "The {system} is sharded by user id; a hot shard is split and half of its keys move.",
]


def paragraph(rng: random.Random) -> str:
    return " ".join(fill(rng, rng.choice(SENTENCES)) for _ in range(rng.randint(2, 5)))


def fill(rng: random.Random, sentence: str) -> str:
    return sentence.format(
        part=rng.choice(PARTS),
        store=rng.choice(STORES),
        system=rng.choice(SYSTEMS),
        n=f"{rng.randint(1, 90) * 1000:,}",
        m=rng.randint(5, 900),
        k=rng.randint(2, 40),
    )


def listing(rng: random.Random) -> str:
    return "\n".join(f"- {fill(rng, rng.choice(SENTENCES))}" for _ in range(rng.randint(3, 6)))


def table(rng: random.Random) -> str:
    rows = "\n".join(f"| {part} | {rng.choice(STORES)} | {rng.randint(1, 90)} GB |" for part in rng.sample(PARTS, 4))
    return f"| Component | Store | Size |\n|---|---|---|\n{rows}"


def diagram(rng: random.Random) -> str:
    first, second, third = rng.sample(PARTS, 3)
    arrows = f"  users --> lb[Load balancer]\n  lb --> a[{first}]\n  a --> b[{second}]\n  b --> c[({third})]"
    return f"```mermaid\nflowchart LR\n{arrows}\n```"


def document(size_bytes: int, seed: int = 1) -> str:
    """A design document in Markdown of at least `size_bytes` bytes, cut at the end of a block."""
    rng = random.Random(seed)
    blocks = [f"# {rng.choice(SYSTEMS).capitalize()}"]
    size = len(blocks[0])
    while size < size_bytes:
        block = "\n\n".join(
            [f"## {rng.choice(TOPICS)}", paragraph(rng), rng.choice([listing, table, diagram, paragraph])(rng)]
        )
        blocks.append(block)
        size += len(block) + 2
    return "\n\n".join(blocks) + "\n"
