"""Tells the story: the programme's date, a Dutch line, and the same in English beside it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.rule import Rule
from rich.text import Text

from cli.columns import beside, remark
from cli.sentences import Names, sentence
from cli.words import PHASES, Words, count
from domain.appointment.accept_assignment import AssignmentAccepted
from domain.blueprint.model import Blueprint
from domain.consultation.close_consultation import ConsultationClosed
from domain.consultation.escalate_silence import SilenceEscalated
from domain.register.entries import Entry
from domain.register.events import Event
from domain.state.programme_state import Phase
from domain.vocabulary.events import DeadlinePassed, DefinitionCompleted, PrincipleAnswered, ReviewGiven
from domain.vocabulary.events_of_sign_off import BallotCast, DecisionEstablished, ProgrammeApproved

DayOf = Callable[[Entry], date]
STYLES: dict[type, str] = {
    DeadlinePassed: "yellow",
    SilenceEscalated: "yellow",
    DecisionEstablished: "bold",
    ProgrammeApproved: "bold green",
}
TOGETHER = {
    PrincipleAnswered: (
        Words("antwoord op een ontwerpprincipe.", "answer to a design principle."),
        Words("antwoorden op de ontwerpprincipes.", "answers to the design principles."),
    ),
    BallotCast: (
        Words("stem uitgebracht.", "vote cast."),
        Words("stemmen uitgebracht.", "votes cast."),
    ),
    ReviewGiven: (
        Words("zetel van het toetspanel antwoordt.", "seat of the review panel answers."),
        Words("zetels van het toetspanel antwoorden.", "seats of the review panel answer."),
    ),
}
"""What many do at once is one line; what they decided together follows in the next."""


class Narrator:
    """Prints as things happen; `people` are the names by id, and grow with those who join."""

    def __init__(self, console: Console, blueprint: Blueprint) -> None:
        self.console = console
        self.people: dict[str, str] = {}
        self.names = Names.of(blueprint.model_dump(mode="json"), self.people)
        self._smallest = blueprint.definition.smallest_shown
        self._shown: date | None = None
        self._chapters = 0

    def title(self, title: str) -> None:
        self.console.print()
        self.console.print(f"[bold]{escape(title)}[/]")

    def chapter(self, words: Words) -> None:
        self._shown = None
        self._chapters += 1
        self.console.print()
        nl, en = words.capitalised()
        beside = f" / {en}" if en != nl else ""
        heading = Text.assemble((f"{self._chapters}. {nl}", "bold"), (beside, "dim"))
        self.console.print(Rule(heading, align="left", style="dim"))

    def line(self, today: date, words: Words, style: str = "") -> None:
        """One line of the story; the date is shown when it changes."""
        shown = "" if today == self._shown else today.isoformat()
        self._shown = today
        beside(self.console, shown, words, style)

    def plain(self, words: Words) -> None:
        """A remark outside the story's time."""
        remark(self.console, words.nl)
        remark(self.console, words.en, "dim")

    def entries(self, new: Iterable[Entry], day_of: DayOf) -> None:
        """What the register says happened."""
        for kind, group in groupby(new, key=lambda entry: type(entry.event)):
            entries = list(group)
            if kind in TOGETHER:
                self.line(day_of(entries[-1]), count(len(entries), *TOGETHER[kind]))
            else:
                self._one_by_one(entries, kind, day_of)

    def _one_by_one(self, entries: Sequence[Entry], kind: type[Event], day_of: DayOf) -> None:
        for entry in entries:
            self.line(day_of(entry), sentence(entry, self.names), STYLES.get(kind, ""))
            if isinstance(entry.event, ConsultationClosed):
                self._support(day_of(entry), entry.event)
            if (phase := _entered(entry.event)) is not None:
                self.chapter(PHASES[phase])

    def _support(self, today: date, closed: ConsultationClosed) -> None:
        """The two answers of each group, side by side: they are never averaged."""
        for key, support in closed.support.items():
            group, can, will = self.names.group(key), support.can, support.will
            nl = f"kunnen {can.yes}/{can.yes_if}/{can.no}, willen {will.yes}/{will.yes_if}/{will.no}"
            en = f"can {can.yes}/{can.yes_if}/{can.no}, will {will.yes}/{will.yes_if}/{will.no}"
            self.line(today, Words(f"{group}: {nl} (ja/mits/nee).", f"{group}: {en} (yes/if/no)."))
        for key in sorted(closed.answered.keys() - closed.support.keys()):
            self._not_shown(today, self.names.group(key), closed.answered[key])

    def _not_shown(self, today: date, group: str, answered: int) -> None:
        """Where few answered, each answer could be read back from the figures."""
        nl = f"{group}: {answered} geantwoord, minder dan {self._smallest}; draagvlak wordt niet getoond."
        en = f"{group}: {answered} answered, fewer than {self._smallest}; support is not shown."
        self.line(today, Words(nl, en))


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
