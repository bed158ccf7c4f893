"""Standing here, this file makes `tests/` importable, so that every room's tests can use `samples`."""
