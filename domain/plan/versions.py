"""The versions of the plan: numbered, known by a hash, and carried on from the newest one only."""

from collections.abc import Mapping

from domain.shared.canonical import digest
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState, Version

BASELINE = 0
"""The existing strategy is version 0: what is recalibrated can be compared with it."""


class NotTheNewestVersion(Refusal):
    title = N_("Not the newest version")
    sentence = N_("Only the newest version can be submitted.")
    advice = N_("`details.newest` is the version to submit, or to go on from.")
    newest: int | None


class AlreadySubmitted(Refusal):
    title = N_("Submitted already")
    sentence = N_("This version has been submitted; save a new one first.")
    advice = N_("Save a new version first.")


def version_hash(sections: Mapping[str, TextRef]) -> str:
    """What a plan version is known by: the digest over its sections' hashes."""
    return digest({key: text.hash for key, text in sections.items()})


def filled(sections: Mapping[str, TextRef]) -> tuple[str, ...]:
    """Which of the sections have any text."""
    return tuple(key for key, text in sections.items() if not text.is_empty)


def there_is_no_draft(state: ProgrammeState) -> bool:
    return state.definition.draft is None


def with_draft(state: ProgrammeState, draft: Version) -> ProgrammeState:
    """`state` with another newest version."""
    definition = state.definition.model_copy(update={"draft": draft})
    return state.with_definition(definition).model_copy(update={"version": draft.number})


def with_author(state: ProgrammeState, author: str | None) -> ProgrammeState:
    """`state` in which `author` prepared the plan: even when they write no longer, they do not judge it."""
    authors = dict.fromkeys((*state.definition.authors, *([author] if author else [])))
    return state.with_definition(state.definition.model_copy(update={"authors": tuple(authors)}))
