"""Who has answered a consultation, and who is silent."""

from collections.abc import Sequence

from pydantic import Field

from api.http.items import Page, View
from store.consultation.silence import GroupCount, Invited


class SilentOrganisation(View):
    """An organisation that has not answered."""

    code: str = Field(examples=["GM0014"])
    name: str = Field(examples=["Gemeente Groningen"])
    group: str = Field(examples=["gemeente"])


class GroupSilence(View):
    """How far a group is."""

    group: str = Field(examples=["gemeente"])
    invited: int = Field(examples=[342])
    opened: int = Field(description="Organisations of which somebody opened a personal link", examples=[80])
    answered: int = Field(examples=[57])
    silent: int = Field(examples=[285])


class SilenceView(Page[SilentOrganisation]):
    """How far each group is with a consultation, and who is silent, by code, a page at a time."""

    groups: list[GroupSilence]


def silence_view(counts: Sequence[GroupCount], silent: Sequence[Invited], limit: int) -> SilenceView:
    return SilenceView(
        groups=[_group(count) for count in counts],
        items=[SilentOrganisation(code=o.code, name=o.name, group=o.group) for o in silent],
        next=silent[-1].code if len(silent) == limit else None,
    )


def _group(count: GroupCount) -> GroupSilence:
    return GroupSilence(
        group=count.group,
        invited=count.invited,
        opened=count.opened,
        answered=count.answered,
        silent=count.silent,
    )
