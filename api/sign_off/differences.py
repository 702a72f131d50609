"""Just what changed in what lies before a body."""

from collections.abc import Mapping

from pydantic import Field

from api.http.items import View
from api.plan.views import ChangeView
from api.sign_off.views import RevisionView
from documents import comparison


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
    return [
        PartView(
            part=part.key, changes=[ChangeView(op=change.op, text=change.text) for change in part.changes]
        )
        for part in comparison.parts(before, after)
    ]
