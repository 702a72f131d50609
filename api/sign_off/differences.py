"""Just what changed in what lies before a body."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import Field

from api.http.items import View
from api.plan.views import ChangeView
from api.sign_off.views import RevisionView
from documents.comparison import compare, excerpt
from documents.register_head import without_head
from domain.shared.texts import TextRef
from domain.sign_off.contents import RESPONSE_MEMO
from domain.sign_off.history import SubmissionHistory
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised
from service.reading import ReadContext
from store.plan import plans


class PartView(View):
    """One text that changed: what was removed and added, with some words of what stayed beside it."""

    part: str = Field(
        description="`cover_note`, `plan/<section>` or `response-memo-<consultation>`",
        examples=["plan/funding"],
    )
    changes: list[ChangeView]


class DifferencesView(View):
    """What changed in a submission from one hash to what it is now; nothing else is repeated."""

    submission: int = Field(examples=[1])
    before: str = Field(description="The hash it had", examples=["5e884898" * 8])
    after: str = Field(description="The hash it has now", examples=["9f86d081" * 8])
    version_before: int = Field(examples=[3])
    version_after: int = Field(examples=[4])
    revisions: list[RevisionView] = Field(description="What happened between the two, oldest first")
    reasons: list[str] = Field(
        description="Why, for each of the revisions", examples=[["A figure was wrong."]]
    )
    parts: list[PartView]


def parts(before: Mapping[str, str], after: Mapping[str, str]) -> list[PartView]:
    """The texts, by their parts, that do not say the same."""
    return [_part(key, before.get(key, ""), after.get(key, "")) for key in _changed(before, after)]


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    keys = dict.fromkeys((*after, *before))
    return [key for key in keys if before.get(key, "") != after.get(key, "")]


def _part(key: str, before: str, after: str) -> PartView:
    shown = excerpt(compare(before, after))
    return PartView(part=key, changes=[ChangeView(op=change.op, text=change.text) for change in shown])


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
    version = await plans.version(sight.connection, sight.slug, held.version)
    assert version is not None, "what goes to a body is a version that was saved"
    in_order: Sequence[str] = sight.state.rules.definition.sections
    return {
        "cover_note": held.cover_note,
        **{f"plan/{key}": version.sections[key] for key in in_order if key in version.sections},
        **{f"{RESPONSE_MEMO}{number}": memo for number, memo in sorted(held.memos.items())},
    }


def _to_compare(refs: Mapping[str, TextRef], texts: Mapping[str, str]) -> dict[str, str]:
    # Neither the end of the register nor that of the last line is a difference to read.
    return {part: f"{without_head(texts[ref.id])}\n\n" for part, ref in refs.items()}
