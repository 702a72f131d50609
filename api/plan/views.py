"""What changed between two versions of the plan."""

from collections.abc import Mapping, Sequence

from pydantic import Field

from api.http.items import View
from documents.comparison import Op, compare


class ChangeView(View):
    """A stretch of text that both versions have, or one of them only."""

    op: Op
    text: str = Field(examples=["We share all costs."])


class SectionComparisonView(View):
    """One section: same and removed together are its text before, same and added its text after."""

    section: str = Field(examples=["funding"])
    changed: bool = Field(examples=[True])
    changes: list[ChangeView]


class ComparisonView(View):
    """Every section of the plan, in order, in one version beside another."""

    before: int = Field(description="The one version", examples=[2])
    after: int = Field(description="The other", examples=[3])
    sections: list[SectionComparisonView]


def comparison_view(
    of: tuple[int, int], sections: Sequence[str], before: Mapping[str, str], after: Mapping[str, str]
) -> ComparisonView:
    return ComparisonView(
        before=of[0],
        after=of[1],
        sections=[_section(key, before.get(key, ""), after.get(key, "")) for key in sections],
    )


def _section(key: str, before: str, after: str) -> SectionComparisonView:
    changes = [ChangeView(op=change.op, text=change.text) for change in compare(before, after)]
    return SectionComparisonView(section=key, changed=before != after, changes=changes)
