"""The HTTP API: a signed token says who acts; commands go to Temporal, reads come from PostgreSQL."""

from settings import PREFIX

__all__ = ["PREFIX", "VERSION"]

VERSION = "1.0.0"
"""Of the API as a contract (semantic versioning), apart from the program's own version."""
