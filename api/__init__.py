"""The HTTP service lives here and speaks to the rest of the package through `reviewer.pipeline` only."""
