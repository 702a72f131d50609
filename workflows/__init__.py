"""A programme's way to approval: one workflow per phase, each to be read from top to bottom."""
