"""A sample plug-in for the design reviewer."""
