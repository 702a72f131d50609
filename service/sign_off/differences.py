"""What changed in what lies before a body: from a hash that it had to what it is now."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from documents.register_head import to_compare
from domain.shared.texts import TextRef
from domain.sign_off.contents import RESPONSE_MEMO
from domain.sign_off.history import SubmissionHistory
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised
from service.reading import ReadContext
from store.plan import plans

COVER_NOTE, SECTION = "cover_note", "plan/"


class Compared(NamedTuple):
    """A submission as it was and is: the `texts` of both by their parts, and why it was revised since."""

    before: SubmissionPrepared | SubmissionRevised
    after: SubmissionPrepared | SubmissionRevised
    reasons: list[str]
    texts: tuple[Mapping[str, str], Mapping[str, str]]


async def between(sight: ReadContext, submission: SubmissionHistory, hash_: str | None) -> Compared:
    """From what it held under `hash_`, or before its last revision, to now. Raises `Missing`."""
    # A slice, because what was never revised has one text only, and then nothing differs.
    before = submission.at(hash_) if hash_ else submission.texts[-2:][0]
    after = submission.now
    old, new = await _refs(sight, before.event), await _refs(sight, after.event)
    since = submission.revisions[submission.texts.index(before) :]
    reasons = [revision.event.reason.id for revision in since]
    texts = await sight.texts(*(ref.id for ref in (*old.values(), *new.values())), *reasons)
    return Compared(
        before=before.event,
        after=after.event,
        reasons=[texts[id_] for id_ in reasons],
        texts=(_to_compare(old, texts), _to_compare(new, texts)),
    )


async def _refs(sight: ReadContext, held: SubmissionPrepared | SubmissionRevised) -> Mapping[str, TextRef]:
    """Every text that a body reads: the cover note, the plan's sections (`plan/<key>`), the memos."""
    return {
        COVER_NOTE: held.cover_note,
        **{f"{SECTION}{key}": ref for key, ref in (await sections_of(sight, held.version)).items()},
        **{f"{RESPONSE_MEMO}{number}": memo for number, memo in sorted(held.memos.items())},
    }


async def sections_of(sight: ReadContext, number: int) -> Mapping[str, TextRef]:
    """The sections of a version that went to a body, in the plan's order."""
    version = await plans.version(sight.connection, sight.slug, number)
    assert version is not None, "what goes to a body is a version that was saved"
    in_order: Sequence[str] = sight.state.rules.definition.sections
    return {key: version.sections[key] for key in in_order if key in version.sections}


def _to_compare(refs: Mapping[str, TextRef], texts: Mapping[str, str]) -> dict[str, str]:
    return {part: to_compare(texts[ref.id]) for part, ref in refs.items()}
