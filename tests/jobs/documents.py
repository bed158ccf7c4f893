"""Documents for tests of jobs; each number gives another one."""

from __future__ import annotations


def text(number: int = 0) -> bytes:
    """A short design document."""
    return f"""# Ticket shop {number}

## Requirements

People buy up to {number + 2} tickets for a concert. We expect 2,000 requests per second at the start of a sale.
A purchase must not be sold twice. Pages answer within 200 ms at the 99th percentile.

## High-level design

A load balancer spreads requests over four instances of the order service. Orders are kept in PostgreSQL with one
replica that takes over within 30 seconds. A Redis cache holds the list of free seats.

## API

- `POST /v1/orders` reserves seats and returns an order id.
- `GET /v1/orders/{{id}}` shows an order.

## Failure handling

If Redis is lost the order service reads free seats from PostgreSQL. Payments are retried with an idempotency key.
""".encode()
