"""A small programme, played by the rules alone: without Temporal, a database or a clock.

`Programme` does what the workflows do: it judges what people ask, appends what follows to a register that
is sealed entry by entry, takes the programme's own steps, and lets days pass with their reminders.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from domain.every_phase import own_steps
from domain.register.entries import GENESIS, Entry, seal
from domain.register.events import Event
from domain.shared.actors import PROGRAMME, Actor
from domain.shared.base import Tolerant
from domain.shared.refusals import Refusal
from domain.shared.rules import AppointmentRules, BodyRules, DefinitionRules, Lead, Rules, Seat, SignOffRules
from domain.shared.support import Answer, Support
from domain.shared.working_days import WorkingDays
from domain.state import deadlines
from domain.state.commands import Command
from domain.state.folding import fold
from domain.state.judge import judge
from domain.state.programme_state import ProgrammeState
from domain.voting.tally import Choice
from tests.domain import asking, world
from tests.domain.cast import OFFICE, PANEL, PRINCIPAL, member

E = TypeVar("E", bound=Tolerant)

START = date(2026, 1, 5)
"""A Monday; the College agrees."""

CALENDAR = WorkingDays(
    timezone="Europe/Amsterdam",
    holidays=frozenset({date(2026, 1, 1), date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 25)}),
)

MANY_STEPS = 50
"""More than a programme ever takes by itself before it waits for people or time."""

SECTIONS = ("goals", "activities", "governance", "funding", "strategy", "annex")
MANDATORY = SECTIONS[:-1]


def every(weeks: int, first: date, times: int = 40) -> tuple[date, ...]:
    """A meeting calendar."""
    return tuple(first + timedelta(weeks=weeks * n) for n in range(times))


def body(key: str = "college", **changes: object) -> BodyRules:
    """A deciding body of three that meets every Thursday; a submission must be in three days before."""
    usual: dict[str, object] = {
        "key": key,
        "seats": tuple(Seat(key=f"{key}-{n}", person=member(key, n).person) for n in (1, 2, 3)),
        "quorum_percent": 50,
        "majority": "simple",
        "meetings": every(1, date(2026, 1, 8)),
        "notice_working_days": 3,
    }
    return BodyRules.model_validate(usual | changes)


def rules(*bodies: BodyRules, max_sent_back: int = 1, panel: int = 3) -> Rules:
    """The rules of a small programme, which only the College decides on unless other `bodies` are given."""
    return Rules(
        calendar=CALENDAR,
        principal=PRINCIPAL.person,
        office=(OFFICE.person,),
        appointment=AppointmentRules(
            nominate=Lead(working_days=5, reminders=(2,)),
            choose=Lead(working_days=5, reminders=(2,)),
            accept=Lead(working_days=5, reminders=(1, 3)),
            term_working_days=60,
        ),
        definition=DefinitionRules(
            consultation=Lead(working_days=10, reminders=(5, 1)),
            draft=Lead(working_days=10, reminders=(3,)),
            review=Lead(working_days=5, reminders=(2,)),
            groups={"gemeente": 3, "marktpartij": 2},
            sections=SECTIONS,
            mandatory_sections=MANDATORY,
            panel=tuple(Seat(key=key, person=actor.person) for key, actor in PANEL.items())[:panel],
            pass_percent=60,
        ),
        sign_off=SignOffRules(
            bodies=bodies or (body(),),
            max_sent_back=max_sent_back,
            plan_meeting=Lead(working_days=5, reminders=(2,)),
            reminders=(2, 1),
        ),
        condition_reminders=(3,),
    )


class Programme:
    """One programme with its register and its clock, which stands at ten in the morning of `today`.

    What the programme does by itself follows at once; not when `by_itself` is False, then `settle` or
    `take` lets it happen.
    """

    def __init__(self, rules_: Rules | None = None, *, today: date = START, by_itself: bool = True) -> None:
        self.beginning = world.beginning(rules_ or rules())
        self.state = self.beginning
        self.register: list[Entry] = []
        self.world = world.MadeUp()
        self.by_itself = by_itself
        self.on(today)
        self._settle_unless_told()

    # --- people ---

    def act(self, *commands: Command) -> list[Event]:
        """Let people act in turn; the events that their commands caused, without what followed."""
        caused: list[Event] = []
        for command in commands:
            events = judge(command, self.state, self.today)
            self.record(events, command.actor, command)
            caused.extend(events)
            self._settle_unless_told()
        return caused

    def refusal(self, command: Command) -> Refusal:
        """How `command` is refused; fails when it is not, or when it changed anything."""
        before = self.state
        try:
            judge(command, self.state, self.today)
        except Refusal as refusal:
            assert self.state == before, "a refused command changes nothing"
            return refusal
        raise AssertionError(f"{command.update} was not refused")

    def contribute(self, group: str, can: Answer = "yes", will: Answer = "yes") -> None:
        """Let another organisation of `group` answer the open consultation."""
        nth = len(self.world.contributions) + 1
        support = Support(can=can, will=will)
        held = self.state.definition.consultation
        assert held is not None
        said = world.Contribution(f"organisation-{nth}", group, support, held.number)
        self.world.contributions.append(said)
        self._settle_unless_told()

    def panel_says(self, *answers: Answer) -> None:
        """Let the first seats of the panel give these answers, to *can* and *will* alike."""
        for seat, answer in zip(self.state.rules.definition.panel, answers, strict=False):
            self.act(asking.review(seat.key, self.state, can=answer, will=answer))

    def members_vote(self, *choices: Choice, first: int = 1) -> None:
        """Let seats of the body whose turn it is vote, from the `first` on; conditions are due in a month."""
        in_a_month = self.today + timedelta(days=30)
        for seat, choice in enumerate(choices, start=first):
            conditions = [asking.condition(in_a_month)] if choice == "for_with_conditions" else []
            self.act(asking.ballot(self.state, seat, choice, conditions=conditions))

    # --- time ---

    @property
    def today(self) -> date:
        return self.state.rules.calendar.day_of(self.now)

    def working_days(self, days: int, after: date | None = None) -> date:
        """The date some working days after today, or after another day."""
        return self.state.rules.calendar.add(after or self.today, days)

    def on(self, day: date) -> None:
        """Make it `day`, as when nothing ran for a while: nobody looked at what passed meanwhile."""
        zone = ZoneInfo(self.state.rules.calendar.timezone)
        self.now = datetime.combine(day, time(10), zone).astimezone(UTC)

    def wait_until(self, day: date) -> None:
        """Let time pass until the morning of `day`, with every reminder and deadline on the way."""
        morning = self.state.rules.calendar.start_of(day)
        while (moment := deadlines.next_moment(self.state)) is not None and moment.at <= morning:
            self.now = max(self.now, moment.at)
            self.meet_deadlines()
            self._settle_unless_told()
        self.on(day)

    def wait(self, working_days: int) -> None:
        self.wait_until(self.working_days(working_days))

    def meet_deadlines(self) -> None:
        """Record what is due by now: deadlines that passed, and one reminder for each that comes near."""
        for own in own_steps.OVER_TIME:
            while (step := own.wanted(self.state, self.now)) is not None:
                self.record(own.played(step, self.state, self.world))

    # --- the programme itself ---

    def settle(self) -> None:
        """Let the programme take every step that it takes by itself; fails when there is no end to them."""
        for _ in range(MANY_STEPS):
            if not (events := self.next_steps()):
                return
            self.record(events)
        raise AssertionError("a step of the programme's own is wanted for ever")

    def next_steps(self) -> Sequence[Event]:
        """What the programme would do next by itself."""
        return own_steps.next_events(self.state, self.now, self.world)

    def take(self, step: Callable[[ProgrammeState], Sequence[Event]]) -> list[Event]:
        """Let the programme take one step of its own."""
        events = list(step(self.state))
        self.record(events)
        return events

    def record(
        self, events: Iterable[Event], actor: Actor = PROGRAMME, command: Command | None = None
    ) -> None:
        """Append `events` to the register, sealed, and stand where they lead."""
        for event in events:
            head = self.state.head
            entry = Entry(
                programme=self.state.slug,
                seq=0,
                at=self.now,
                actor=actor,
                key=command.id if command else f"step-{head.seq + 1}",
                body=command.body if command else "",
                event=event,
                prev=GENESIS,
                hash="",
            )
            self.register.append(seal(head, entry))
            self.state = fold(self.state, self.register[-1:])

    def _settle_unless_told(self) -> None:
        if self.by_itself:
            self.settle()

    # --- what happened ---

    @property
    def kinds(self) -> list[str]:
        """What the register holds, in order."""
        return [entry.event.kind for entry in self.register]

    @property
    def open_deadlines(self) -> dict[str, date]:
        """On which day each open deadline ends, but for the kwartiermaker's term."""
        return {key: deadline.due for key, deadline in self.state.deadlines.items() if key != "term"}

    def since(self, seq: int) -> list[Event]:
        """The events after register entry `seq`."""
        return [entry.event for entry in self.register[seq:]]

    def last(self, kind: type[E]) -> E:
        """The latest event of a kind."""
        return next(e.event for e in reversed(self.register) if isinstance(e.event, kind))
