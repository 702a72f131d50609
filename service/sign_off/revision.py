"""From the texts that somebody sends to what a revision refers to: a text that stays keeps its reference.

Hashes are salted, so what says the same is recognised by its words, and only here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from documents.cover_note import FUNDING, Material, cover_note
from documents.gathering.cover_note import material_for
from documents.register_head import on_head, without_head
from domain.blueprint.model import Blueprint
from domain.shared.texts import TextRef
from domain.sign_off.revise_submission import ReviseSubmission
from domain.sign_off.revised_plan import with_version
from domain.state.programme_state import Submission
from domain.state.sections import must_be_sections
from service.commands import Writing
from service.reading import Sight
from service.sign_off.forms import NewRevision
from store.plan import plans
from words.language import Language
from words.languages import language_of

Known = tuple[TextRef, str]
"""A text that is stored, and what it says."""


@dataclass(frozen=True)
class Current:
    """What lies before the body whose turn it is, with the material for another cover note."""

    submission: Submission
    blueprint: Blueprint
    note: Known
    sections: Mapping[str, Known]
    memos: Mapping[int, Known]
    material: Material

    @property
    def language(self) -> Language:
        return language_of(self.blueprint)


async def current(sight: Sight) -> Current | None:
    """None when nothing lies before a body: then the rules say so."""
    submission = sight.state.sign_off.submission
    if submission is None or submission.cover_note is None:
        return None
    version = await plans.version(sight.connection, sight.slug, submission.version)
    assert version is not None, "what lies before a body is a version that was saved"
    memos = submission.memos
    blueprint = await sight.blueprint()
    texts = await sight.texts(
        submission.cover_note.id,
        *(ref.id for ref in version.sections.values()),
        *(ref.id for ref in memos.values()),
    )
    return Current(
        submission=submission,
        blueprint=blueprint,
        note=(submission.cover_note, texts[submission.cover_note.id]),
        sections={key: (ref, texts[ref.id]) for key, ref in version.sections.items()},
        memos={number: (ref, texts[ref.id]) for number, ref in memos.items()},
        material=await material_for(sight.connection, language_of(blueprint), sight.state, memos),
    )


def command(number: int, request: NewRevision, before: Current | None, writing: Writing) -> ReviseSubmission:
    """The command that asks for the revision."""
    # Before anything is sent: a key that is none may be a text, which no history may hold.
    must_be_sections(request.sections or {}, writing.state)
    known: Mapping[str, Known] = before.sections if before else {}
    given = {key: _kept(text, known.get(key), writing) for key, text in (request.sections or {}).items()}
    sections = {key: ref for key, (ref, _) in known.items()} | given
    changed = any(key not in known or ref != known[key][0] for key, ref in given.items())
    said = {memo.consultation: memo.text for memo in request.response_memos}
    revised = {n: _paper(text, before, before and before.memos.get(n), writing) for n, text in said.items()}
    note = request.cover_note
    if note is None and changed and before is not None:
        note = _written_anew(before, request, sections, revised, writing)
    return ReviseSubmission(
        **writing.stamp,
        submission=number,
        submission_hash=request.submission_hash,
        reason=writing.text(request.reason),
        cover_note=None if note is None else _paper(note, before, before and before.note, writing),
        sections=sections if request.sections is not None else None,
        memos=revised,
    )


def _kept(text: str, known: Known | None, writing: Writing) -> TextRef:
    """What `known` refers to when it says the same, outer blanks left out; otherwise what is stored anew."""
    if known is not None and text.strip() == known[1].strip():
        return known[0]
    return writing.text(text)


def _paper(text: str, before: Current | None, known: Known | None, writing: Writing) -> TextRef:
    """As `_kept`; what is stored anew says which end of the register it follows on."""
    if before is None:
        # Nothing lies before a body: the rule refuses, and this text is never read.
        return writing.text(text)
    if known is not None and without_head(text).strip() == without_head(known[1]).strip():
        return known[0]
    return writing.text(on_head(before.language, text, writing.state.head))


def _written_anew(
    before: Current,
    request: NewRevision,
    sections: Mapping[str, TextRef],
    memos: Mapping[int, TextRef],
    writing: Writing,
) -> str:
    """The cover note as it is generated about the version that `sections` make."""
    state = with_version(writing.state, sections)
    hashes = dict(before.material.memos) | {number: memo.hash for number, memo in memos.items()}
    funding = (request.sections or {}).get(FUNDING, before.material.funding)
    material = before.material._replace(memos=hashes, funding=funding)
    return cover_note(before.language, before.blueprint, state, before.submission.body, material)
