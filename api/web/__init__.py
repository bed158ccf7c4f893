"""The page that people use in a browser, and the router that serves it."""
