"""Confirming what a working session gave: its outcome becomes part of what an organisation says."""

from collections.abc import Callable, Mapping

from domain.shared.messages import N_
from domain.shared.refusals import Forbidden, Refusal

FROM_SESSION = N_("From working session {number}")
"""The heading under which the outcome of a session stands, in the language of the programme."""

Heading = Callable[[int], str]
"""The heading of a session, by its number."""


class SessionNotHeld(Refusal):
    title = N_("The session has no outcome")
    sentence = N_("This session is {status}; there is an outcome once it is recorded.")
    advice = N_("An outcome is there once the session is recorded as held.")
    status_: str


class NotPresent(Forbidden):
    title = N_("Your organisation was not present")
    sentence = N_("Your organisation was not present at this session.")
    advice = N_("Contribute to the consultation in writing.")


def merged(
    own: Mapping[str, str], outcomes: Mapping[int, Mapping[str, str]], heading: Heading
) -> dict[str, str]:
    """What an organisation says after confirming sessions, by section.

    Its `own` text stays on top; below it comes the outcome of each session (by its number), with where it
    comes from. Sections that no session is about are left out: nothing changes in them.
    """
    # A dict, for a set would lose the order of the sessions.
    sections = dict.fromkeys(section for _, said in sorted(outcomes.items()) for section in said)
    return {section: _section(own.get(section, ""), section, outcomes, heading) for section in sections}


def _section(own: str, section: str, outcomes: Mapping[int, Mapping[str, str]], heading: Heading) -> str:
    parts = [own.strip()] if own.strip() else []
    for number, said in sorted(outcomes.items()):
        if said.get(section, "").strip():
            parts.append(f"### {heading(number)}\n\n{said[section].strip()}")
    return "\n\n".join(parts)
