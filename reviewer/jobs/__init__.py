"""Durable reviews. In: submissions. Out: a row that reaches an end whatever happens to the process, and its events."""
