"""From the texts that somebody sends to what a revision refers to: a text that stays keeps its reference.

Hashes are salted, so what says the same is recognised by its words, and only here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from api.acting import Writing
from api.readers import Sight
from api.sign_off.requests import NewRevision
from documents.cover_note import FUNDING, Material, cover_note
from documents.passages import on_head, without_head
from domain.blueprint.model import Blueprint
from domain.shared.texts import TextRef
from domain.sign_off.revising import with_version
from domain.state.programme_state import Submission
from domain.state.sections import must_be_sections
from store.every_phase import programmes
from store.plan import plans
from store.sign_off import cover_notes

Known = tuple[TextRef, str]
"""A text that is stored, and what it says."""


@dataclass(frozen=True)
class Current:
    """What lies before the body whose turn it is, with what another cover note would tell."""

    submission: Submission
    blueprint: Blueprint
    note: Known
    sections: Mapping[str, Known]
    memos: Mapping[int, Known]
    material: Material


async def current(sight: Sight) -> Current | None:
    """None when nothing lies before a body: then the rules say so."""
    submission = sight.state.sign_off.submission
    if submission is None or submission.cover_note is None:
        return None
    version = await plans.version(sight.connection, sight.slug, submission.version)
    assert version is not None, "what lies before a body is a version that was saved"
    memos = submission.memos
    bodies = await sight.texts(
        submission.cover_note.id,
        *(ref.id for ref in version.sections.values()),
        *(ref.id for ref in memos.values()),
    )
    return Current(
        submission=submission,
        blueprint=await programmes.blueprint(sight.connection, sight.slug),
        note=(submission.cover_note, bodies[submission.cover_note.id]),
        sections={key: (ref, bodies[ref.id]) for key, ref in version.sections.items()},
        memos={number: (ref, bodies[ref.id]) for number, ref in memos.items()},
        material=await cover_notes.material(sight.connection, sight.state, memos),
    )


def fields(number: int, body: NewRevision, before: Current | None, writing: Writing) -> Mapping[str, object]:
    """The fields of the command that asks for the revision."""
    # Before anything is sent: a key that is none may be a text, which no history may hold.
    must_be_sections(body.sections or {}, writing.state)
    known: Mapping[str, Known] = before.sections if before else {}
    memos: Mapping[int, Known] = before.memos if before else {}
    given = {key: _kept(text, known.get(key), writing) for key, text in (body.sections or {}).items()}
    sections = {key: ref for key, (ref, _) in known.items()} | given
    changed = any(key not in known or ref != known[key][0] for key, ref in given.items())
    said = {memo.consultation: memo.text for memo in body.response_memos}
    revised = {n: _paper(text, memos.get(n), writing) for n, text in said.items()}
    note = body.cover_note
    if note is None and changed and before is not None:
        note = _written_anew(before, body, sections, revised, writing)
    return {
        "submission": number,
        "submission_hash": body.submission_hash,
        "reason": writing.text(body.reason),
        "cover_note": _paper(note, before.note if before else None, writing) if note is not None else None,
        "sections": sections if body.sections is not None else None,
        "memos": revised,
    }


def _kept(text: str, known: Known | None, writing: Writing) -> TextRef:
    """What `known` refers to when it says the same, outer blanks left out; otherwise what is stored anew."""
    if known is not None and text.strip() == known[1].strip():
        return known[0]
    return writing.text(text)


def _paper(text: str, known: Known | None, writing: Writing) -> TextRef:
    """As `_kept`; what is stored anew says which end of the register it follows on."""
    if known is not None and without_head(text).strip() == without_head(known[1]).strip():
        return known[0]
    return writing.text(on_head(text, writing.state.head))


def _written_anew(
    before: Current,
    body: NewRevision,
    sections: Mapping[str, TextRef],
    memos: Mapping[int, TextRef],
    writing: Writing,
) -> str:
    """The cover note as it is generated about the version that `sections` make."""
    state = with_version(writing.state, sections)
    hashes = dict(before.material.memos) | {number: memo.hash for number, memo in memos.items()}
    funding = (body.sections or {}).get(FUNDING, before.material.funding)
    material = before.material._replace(memos=hashes, funding=funding)
    return cover_note(before.blueprint, state, before.submission.body, material)
