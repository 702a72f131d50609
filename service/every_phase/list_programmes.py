"""Lists of programmes: what somebody asks for, the same for every way in."""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from domain.reading.standings import Situation
from domain.state.programme_state import Phase
from service.asking.values import KEY_PATTERN, Day, Key
from service.limits import LONGEST_NAME, one_line
from store.every_phase.standings import FIRST, OPEN, Filter, Place, Sort


def written_place(place: Place, sort: Sort) -> str:
    """Where a page begins, as `after` has it: a slug, and before it what the list is sorted by."""
    return place.slug if sort == "slug" else f"{place.number}.{place.slug}"


AFTER = rf"^(\d{{1,9}}\.)?{KEY_PATTERN.strip('^$')}$|^$"


class Selected(BaseModel):
    """Which programmes somebody asks for, and in which order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phase: Phase | None = Field(default=None, description="Only those in this phase", examples=["definition"])
    situation: Literal["open", "ended"] | Situation | None = Field(
        default=None,
        description="Only those that stand so; open are those that run or are suspended",
        examples=["open"],
    )
    role: Key | None = Field(
        default=None, description="Only those that wait for this role or body", examples=["office"]
    )
    late: bool | None = Field(default=None, description="Only those that are late, or those that are not")
    due_by: Day | None = Field(
        default=None, alias="dueBy", description="Only those with something to be done by then"
    )
    mine: bool = Field(default=False, description="Only those that wait for you")
    search: Annotated[str, StringConstraints(max_length=LONGEST_NAME), AfterValidator(one_line)] = Field(
        default="",
        description="Only those with all of these words in their title, or in names of people with a part",
        examples=["common ground"],
    )
    sort: Sort = Field(default="slug", description="By slug, or by the day that comes first")

    @property
    def filter(self) -> Filter:
        every = get_args(Situation)
        match self.situation:
            case None:
                situations = every
            case "open":
                situations = OPEN
            case "ended":
                situations = tuple(one for one in every if one not in OPEN)
            case one:
                situations = (one,)
        return Filter(
            situations=situations,
            phase=self.phase,
            role=self.role,
            late=self.late,
            due_by=self.due_by,
            search=self.search,
            mine=self.mine,
        )


class WantedProgrammes(Selected):
    """Which programmes a list shows, in which order, and from where on."""

    after: str = Field(
        default="", max_length=80, pattern=AFTER, description="What `next` said of the page before"
    )
    limit: int = Field(default=50, ge=1, le=1000, description="How many at most", examples=[50])

    @property
    def place(self) -> Place:
        number, _, slug = self.after.rpartition(".")
        return Place(int(number or FIRST.number), slug)
