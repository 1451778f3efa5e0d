"""The `positions` program: command line and screens."""
