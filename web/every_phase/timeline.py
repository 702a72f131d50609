"""The timeline of a programme as it is drawn, and as the table that says the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from domain.every_phase.outlook import StepKey
from domain.every_phase.timeline import Certainty, Meets, Span, Timeline
from domain.shared.messages import N_, Message
from domain.state.programme_state import Phase
from words.language import Language
from words.vocabulary import PHASES

WIDTH, LEFT, RIGHT = 1000, 220, 980
ROW, TOP = 30, 24
BAR = 18
PER_CHARACTER = 7
"""About what a character takes at the size of the labels."""
PER_STRONG = 8
"""The same where it is strong."""
GAP = 12
HALF = 7
"""Of a diamond, from its middle to its side."""

WHAT: Mapping[StepKey | Phase, Message] = {
    "nominate": N_("nomination", "step"),
    "choose": N_("choice", "step"),
    "accept": N_("answer", "step"),
    "draft": N_("answering and writing", "step"),
    "review": N_("review by the panel", "step"),
    "meeting": N_("meeting", "step"),
    "establish": N_("establishing the outcome", "step"),
    "consultation": N_("consultation", "step"),
    "appointment": PHASES["appointment"],
    "definition": PHASES["definition"],
    "sign_off": PHASES["sign_off"],
    "conditions": PHASES["conditions"],
}
ROUND = N_("consultation {n}", "step")
STATES: Mapping[Certainty, Message] = {
    "done": N_("done", "timeline"),
    "now": N_("now", "timeline"),
    "expected": N_("expected", "timeline"),
}


class Bar(NamedTuple):
    """A bar, with its words inside or beside it."""

    x: int
    y: int
    width: int
    certainty: Certainty
    text: str
    text_x: int
    inside: bool


class Diamond(NamedTuple):
    """A meeting; with words where something is decided there."""

    x: int
    y: int
    decides: bool
    text: str

    @property
    def text_x(self) -> int:
        return words_of(self)[0]


def words_of(diamond: Diamond) -> tuple[int, int]:
    """From where until where the words beside a diamond stand: after it, or at the right edge before it."""
    width = len(diamond.text) * PER_STRONG
    after = diamond.x + HALF + 4
    first = after if after + width < WIDTH else diamond.x - HALF - 4 - width
    return first, first + width


class Label(NamedTuple):
    """What a row is, or which month begins where."""

    x: int
    y: int
    text: str


class Line(NamedTuple):
    """A row of the table: what, from when, until when, and whether it was."""

    what: str
    first: str
    last: str
    state: str


class Drawn(NamedTuple):
    """All that is drawn, `height` high; the assignment ends at `term`, where it is known."""

    height: int
    bars: Sequence[Bar]
    diamonds: Sequence[Diamond]
    rows: Sequence[Label]
    months: Sequence[Label]
    today: Label
    term: Label | None
    lines: Sequence[Line]
    warnings: Sequence[str]


def drawn(found: Timeline, bodies: Mapping[str, str], today: date, language: Language) -> Drawn:
    """What a timeline looks like; `bodies` has what they are called."""
    return _Drawing(found, bodies, today, language).drawn()


class _Drawing:
    """Places what there is on rows, from top to bottom."""

    def __init__(self, found: Timeline, bodies: Mapping[str, str], today: date, language: Language) -> None:
        self._found = found
        self._bodies = bodies
        self._today = today
        self._language = language
        first, last = found.days
        self._first = min(first, today)
        self._days = max((max(last, today) - self._first).days, 1)

    def drawn(self) -> Drawn:
        phases = self._bars(self._found.phases, TOP)
        steps = self._stacked(self._found.steps, TOP + ROW)
        y = max([bar.y for bar in (*phases, *steps)]) + ROW
        say = self._language.say
        rows = [Label(0, TOP + BAR - 4, say(N_("Phases", "timeline")))]
        if steps:
            rows.append(Label(0, TOP + ROW + BAR - 4, say(N_("Steps", "timeline"))))
        diamonds: list[Diamond] = []
        for key in dict.fromkeys(one.body for one in self._found.meetings if one.decides):
            title = self._bodies.get(key, key)
            met = [one for one in self._found.meetings if one.body == key and self._shows(one.day)]
            if met:
                rows.append(Label(0, y + BAR - 4, title))
                diamonds += self._diamonds(met, y + BAR // 2)
                y += ROW
        term = None
        if self._found.term is not None:
            text = say(N_("the assignment ends on {day}"), day=self._brief(self._found.term))
            rows.append(Label(0, y + BAR - 4, say(N_("Assignment", "timeline"))))
            term = Label(self._x(self._found.term), y + BAR // 2, text)
            y += ROW
        today = say(N_("today, {day}"), day=self._brief(self._today))
        return Drawn(
            height=y + ROW,
            bars=[*phases, *steps],
            diamonds=diamonds,
            rows=rows,
            months=list(self._months()),
            today=Label(self._x(self._today), y + 8, today),
            term=term,
            lines=list(self._lines()),
            warnings=[say(warning) for warning in self._found.warnings],
        )

    def _x(self, day: date) -> int:
        done = min(max((day - self._first).days, 0), self._days)
        return LEFT + (RIGHT - LEFT) * done // self._days

    def _shows(self, day: date) -> bool:
        return self._first <= day <= self._first + timedelta(days=self._days)

    def _brief(self, day: date) -> str:
        return self._language.brief_day(day, self._today)

    def _bar(self, span: Span, y: int) -> Bar:
        x, text = self._x(span.first), self._what(span)
        width = max(self._x(span.last) - x, 3)
        inside = len(text) * PER_CHARACTER + GAP < width
        return Bar(x, y, width, span.certainty, text, x + 6 if inside else x + width + 5, inside)

    def _bars(self, spans: Iterable[Span], y: int) -> list[Bar]:
        """All on one row; words that do not fit inside stay away, as the next bar stands there."""
        bars = [self._bar(span, y) for span in spans]
        return [bar if bar.inside or bar is bars[-1] else bar._replace(text="") for bar in bars]

    def _stacked(self, spans: Iterable[Span], y: int) -> list[Bar]:
        """Each on the first row on which it and its words have room."""
        ends: list[int] = []
        bars: list[Bar] = []
        for span in spans:
            bar = self._bar(span, y)
            words_end = bar.text_x + len(bar.text) * PER_CHARACTER
            if not bar.inside and words_end > WIDTH:
                # At the right edge they stand before the bar.
                bar = bar._replace(text_x=max(bar.x - len(bar.text) * PER_CHARACTER - 5, 0))
            begins, end = min(bar.x, bar.text_x), max(bar.x + bar.width, min(words_end, WIDTH))
            row = next((n for n, taken in enumerate(ends) if taken + GAP <= begins), len(ends))
            ends[row : row + 1] = [end]
            bars.append(bar._replace(y=y + row * ROW))
        return bars

    def _diamonds(self, met: Iterable[Meets], y: int) -> list[Diamond]:
        placed = [
            Diamond(self._x(one.day), y, one.decides, self._brief(one.day) if one.decides else "")
            for one in met
        ]
        # Where a body meets each week, the day on which it decides would stand across its other meetings.
        taken = [words_of(one) for one in placed if one.text]
        return [
            one
            for one in placed
            if one.text or not any(first < one.x + HALF and one.x - HALF < last for first, last in taken)
        ]

    def _months(self) -> Iterator[Label]:
        # Of long programmes not every month has room for its name.
        every = max(self._days // 30 // 8 + 1, 1)
        day, nth = self._first.replace(day=1), 0
        while day <= self._first + timedelta(days=self._days):
            if day >= self._first and nth % every == 0:
                x, name = self._x(day), self._language.month(day)
                yield Label(x, TOP - 10, name if x + len(name) * PER_CHARACTER < WIDTH else "")
            day, nth = (day + timedelta(days=32)).replace(day=1), nth + 1

    def _what(self, span: Span) -> str:
        say = self._language.say
        if span.what == "consultation" and span.about is not None:
            return say(ROUND, n=str(span.about))
        return say(WHAT[span.what])

    def _lines(self) -> Iterator[Line]:
        for span in (*self._found.phases, *self._found.steps):
            state = self._language.say(STATES[span.certainty])
            what = self._what(span)
            yield Line(what[:1].upper() + what[1:], self._brief(span.first), self._brief(span.last), state)
        for one in self._found.meetings:
            if one.decides:
                what = self._language.say(
                    N_("meeting of {body}", "step"), body=self._bodies.get(one.body, one.body)
                )
                state = self._language.say(STATES[one.certainty])
                day = self._brief(one.day)
                yield Line(what[:1].upper() + what[1:], day, day, state)
