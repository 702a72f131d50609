"""Reports the story: the programme's date, and what happened on it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby

from rich.rule import Rule
from rich.text import Text

from cli.showing.page import Page
from domain.appointment.accept_assignment import AssignmentAccepted
from domain.blueprint.model import Blueprint
from domain.consultation.close_consultation import ConsultationClosed
from domain.consultation.escalate_silence import SilenceEscalated
from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.plan.answer_principle import PrincipleAnswered
from domain.plan.complete_definition import DefinitionCompleted
from domain.plan.review import ReviewGiven
from domain.register.entries import Entry
from domain.register.events import Event
from domain.register.sealed import SealedEntry, ShownEntry
from domain.shared.messages import N_, Message, N_plural
from domain.sign_off.approve_programme import ProgrammeApproved
from domain.sign_off.cast_ballot import BallotCast
from domain.sign_off.establish_decision import DecisionEstablished
from domain.state.programme_state import Phase
from words.sentences import Names, sentence
from words.vocabulary import PHASES

DayOf = Callable[[ShownEntry], date]
STYLES: dict[type, str] = {
    DeadlinePassed: "yellow",
    SilenceEscalated: "yellow",
    DecisionEstablished: "bold",
    ProgrammeApproved: "bold green",
}
TOGETHER = {
    PrincipleAnswered: N_plural("{n} answer to a design principle.", "{n} answers to the design principles."),
    BallotCast: N_plural("{n} vote cast.", "{n} votes cast."),
    ReviewGiven: N_plural("{n} seat of the review panel answers.", "{n} seats of the review panel answer."),
}
"""What many do at once is one line; what they decided together follows in the next."""


class Narrator:
    """Reports as things happen; `people` are the names by id, and grow with those who join."""

    def __init__(self, page: Page, blueprint: Blueprint) -> None:
        self.people: dict[str, str] = {}
        self.names = Names.of(blueprint.model_dump(mode="json"), self.people)
        self._page = page
        self._smallest = blueprint.definition.smallest_shown
        self._shown: date | None = None
        self._chapters = 0

    def title(self, title: str) -> None:
        self._page.blank()
        self._page.write((title, "bold"))

    def chapter(self, title: Message) -> None:
        # A chapter begins with its date, also where that is the same day.
        self._shown = None
        self._chapters += 1
        said = self._page.say(title)
        heading = Text(f"{self._chapters}. {said[:1].upper()}{said[1:]}", "bold")
        self._page.blank()
        self._page.console.print(Rule(heading, align="left", style="dim"))

    def line(self, today: date, message: Message, style: str = "") -> None:
        """One line of the story; the date is shown when it changes."""
        self._page.line(None if today == self._shown else today, message, style)
        self._shown = today

    def entries(self, new: Iterable[ShownEntry], day_of: DayOf) -> None:
        """What the register says happened."""
        for kind, group in groupby(new, key=_kind):
            entries = list(group)
            if kind in TOGETHER:
                self.line(day_of(entries[-1]), TOGETHER[kind].having(n=len(entries)))
            else:
                self._one_by_one([one for one in entries if isinstance(one, Entry)], kind, day_of)

    def _one_by_one(self, entries: Sequence[Entry], kind: type[Event], day_of: DayOf) -> None:
        for entry in entries:
            self.line(day_of(entry), sentence(entry, self.names), STYLES.get(kind, ""))
            if isinstance(entry.event, ConsultationClosed):
                self._support(day_of(entry), entry.event)
            if (phase := _entered(entry.event)) is not None:
                self.chapter(PHASES[phase])

    def _support(self, today: date, closed: ConsultationClosed) -> None:
        """The two answers of each group, side by side: they are never averaged."""
        counted = N_("{group}: can {can}, will {will} (yes/if/no).")
        for key, support in closed.support.items():
            can, will = (f"{c.yes}/{c.yes_if}/{c.no}" for c in (support.can, support.will))
            self.line(today, counted.having(group=self.names.group(key), can=can, will=will))
        for key in sorted(closed.answered.keys() - closed.support.keys()):
            self._not_shown(today, self.names.group(key), closed.answered[key])

    def _not_shown(self, today: date, group: str, answered: int) -> None:
        """Where few answered, each answer could be read back from the figures."""
        hidden = N_("{group}: {answered} answered, fewer than {smallest}; support is not shown.")
        self.line(today, hidden.having(group=group, answered=answered, smallest=self._smallest))


def _kind(entry: ShownEntry) -> type[Event]:
    # What is sealed is a vote: that one was cast is all there is to say of either.
    return BallotCast if isinstance(entry, SealedEntry) else type(entry.event)


def _entered(event: Event) -> Phase | None:
    """The phase that begins with what happened; what it does by itself follows at once."""
    match event:
        case AssignmentAccepted():
            return "definition"
        case DefinitionCompleted():
            return "sign_off"
        case DecisionEstablished(outcome="sent_back"):
            return "definition"
        case _:
            return None
