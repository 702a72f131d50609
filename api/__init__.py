"""The HTTP API: a signed token says who acts; commands go to Temporal, reads come from PostgreSQL."""

VERSION = "1.0.0"
"""Of the API as a contract (semantic versioning), apart from the program's own version."""

PREFIX = "/v1"
