"""What is written in and about a programme, by kind: who may read it is asked of the kind."""

from typing import Literal

# Kinds, not routes: two routes that show the same must not have two answers to who may read it.
Material = Literal[
    "interests",
    "representatives",
    "undelivered",
    "links",
    "silence",
    "contributions",
    "contributions_of_others",
    "responses",
    "unsettled_memo",
    "unsubmitted_version",
    "projects",
]
"""What not everyone may read."""
