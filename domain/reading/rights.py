"""Who may read what: a row for each part. Whoever has no part reads nothing.

What somebody wrote or cast themselves is a kind of its own (`own_…`), so that its row is their part's.
`docs/rights.md` is written from this table.
"""

from collections.abc import Collection, Mapping
from typing import get_args

from domain.reading.materials import Material
from domain.reading.parts import ReadingPart
from domain.shared.messages import N_
from domain.shared.refusals import Forbidden


class NotReadable(Forbidden):
    title = N_("Not yours to read")
    sentence = N_("You may not read this: {what}.")
    advice = N_("Ask the programme office when you need to know.")
    what: Material


def _of(*material: Material) -> frozenset[Material]:
    return frozenset(material)


SHARED = _of(
    "standing",
    "register",
    "blueprint",
    "organisations",
    "drafters",
    "parts",
    "plan",
    "sessions",
    "submissions",
    "meetings",
    "mandates",
    "votes",
    "decisions",
    "conditions",
    "settled_memos",
    "published_projects",
    "public_documents",
)
"""What all who take part read."""

PREPARATION = SHARED | _of(
    "confidential_papers",
    "evidence",
    "unsubmitted_version",
    "silence",
    "contributions",
    "responses",
    "unsettled_memo",
    "session_outcomes",
    "projects",
)
"""What those read who prepare the programme."""

LEADING = PREPARATION | _of("interests", "addresses", "representatives", "undelivered", "links")

VOTING = SHARED | _of("confidential_papers", "evidence", "own_running_vote")

EVERYTHING = _of(*get_args(Material))

OWN = _of(
    "own_contributions",
    "own_responses",
    "own_session_outcomes",
    "own_running_vote",
    "ruled_outcomes_of_own_body",
)

READS: Mapping[ReadingPart, frozenset[Material]] = {
    "office": LEADING | _of("ruled_outcomes"),
    "principal": LEADING,
    # Before they accept: enough to know what is asked of them.
    "candidate": _of("standing", "blueprint", "plan", "public_documents"),
    "kwartiermaker": PREPARATION,
    "drafter": PREPARATION,
    "panel": SHARED,
    "member": VOTING | _of("ruled_outcomes_of_own_body"),
    "substitute": VOTING,
    "chair": VOTING | _of("ruled_outcomes_of_own_body"),
    "judge": SHARED | _of("evidence"),
    "representative": SHARED | _of("own_contributions", "own_responses", "own_session_outcomes"),
    # How a programme runs: whoever mends it needs nothing of what people wrote.
    "operator": _of("standing", "register", "blueprint", "parts"),
    # How a seat votes in a running ballot is for nobody else, whatever their part.
    "auditor": EVERYTHING - OWN - _of("running_votes"),
    "everyone": _of("public_documents"),
}


IN_A_PROGRAMME: Collection[ReadingPart] = READS.keys() - {"operator", "auditor", "everyone"}
"""The parts that somebody has in one programme, and not in all."""


def may_read(parts: Collection[ReadingPart], what: Material) -> bool:
    """Whether somebody in these parts may read it."""
    return any(what in READS[part] for part in parts)


def readers_of(what: Material) -> tuple[ReadingPart, ...]:
    """The parts that may read it, in the order of the table."""
    return tuple(part for part, read in READS.items() if what in read)
