"""What a body reads for a meeting, as one document: agenda, and of each item its papers, one after the other.

Pure: `Gathered` is what lay there at one register entry. A supplement is the difference between two of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from documents.chapters import chapters
from documents.comparison import Change, paragraphs, parts, tidied
from documents.decisions import Followed, in_full
from documents.markdown import Node, parse, without_title
from documents.markup import on_one_line, quoted
from documents.open_conditions import open_conditions
from documents.register_head import to_compare
from domain.blueprint.model import Blueprint
from domain.register.entries import Entry
from domain.shared.messages import N_, Message
from domain.shared.requested import Requested
from domain.state.programme_state import Decision, ProgrammeState
from words.language import Language
from words.vocabulary import REQUESTED

NOTE, PLAN, MEMO = "note", "plan", "memo"
DIFFERENT, ADVICE, CONDITIONS = "different", "advice", "conditions"


class Text(NamedTuple):
    """What a paper says, and the hash that the register has of it."""

    hash: str
    text: str


class Plan(NamedTuple):
    """A plan version with its chapters by the keys of their sections."""

    version: int
    hash: str
    sections: Mapping[str, str]


class Advice(NamedTuple):
    """What an earlier body decided or advised, and why."""

    decision: Decision
    reasons: Sequence[str]


class OnTheAgenda(NamedTuple):
    """A submission with all that its body reads; register entry `seq` has the hashes of its papers.

    `seen` is the plan as the body saw it last, none where it sees it for the first time. `reasons` are why it
    was revised, by the entries that say so.
    """

    submission: int
    requested: Requested
    seq: int
    note: Text
    plan: Plan
    memos: Mapping[int, Text]
    seen: Plan | None = None
    reasons: Mapping[int, str] = {}


@dataclass(frozen=True)
class Gathered:
    """All that lay before the meeting of a body from `entry` on, as the state was then."""

    blueprint: Blueprint
    state: ProgrammeState
    body: str
    day: date
    entry: Entry
    items: Sequence[OnTheAgenda]
    advice: Sequence[Advice]
    conditions: Mapping[str, str]
    followed: Followed

    @property
    def body_title(self) -> str:
        return next(body.title for body in self.blueprint.sign_off.bodies if body.key == self.body)


@dataclass(frozen=True)
class Paper:
    """A paper below an item: what it is called, its blocks, and the hash of what it is made from, if any.

    `key` is the same in every edition. Of one that is `elsewhere` only the agenda speaks: it was sent before.
    """

    key: str
    title: str
    blocks: Sequence[Node]
    hash: str = ""
    elsewhere: bool = False


@dataclass(frozen=True)
class Item:
    """An item of the agenda: what is asked, and its papers."""

    title: str
    asks: str
    seq: int
    papers: Sequence[Paper]


@dataclass(frozen=True)
class Pack:
    """The whole, in the order in which it is read; `rows` are what the first page says of it."""

    title: str
    day: str
    rows: Sequence[tuple[str, str]]
    items: Sequence[Item]
    is_supplement: bool = False


def pack(language: Language, gathered: Gathered) -> Pack:
    """All papers of the meeting."""
    say, state = language.say, gathered.state
    return Pack(
        title=gathered.body_title,
        day=language.full_day(gathered.day),
        rows=(
            (say(N_("Programme")), gathered.blueprint.title),
            (say(N_("Papers as of")), _as_of(language, state, gathered.entry)),
        ),
        items=[_item(language, gathered, one) for one in gathered.items],
    )


def supplement(language: Language, before: Gathered, after: Gathered) -> Pack:
    """Only what is new in `after` to whoever has the papers as they were `before`."""
    whole, known = pack(language, after), {one.submission: one for one in before.items}
    items = [
        _new_in(language, item, (before, was), (after, one)) if (was := known.get(one.submission)) else item
        for item, one in zip(whole.items, after.items, strict=True)
    ]
    follows = (language.say(N_("Follows the papers as of")), _as_of(language, before.state, before.entry))
    return replace(whole, rows=(*whole.rows, follows), items=items, is_supplement=True)


def is_new(pack: Pack) -> bool:
    """Whether there is anything in it that was not sent before."""
    return any(not paper.elsewhere for item in pack.items for paper in item.papers)


def _as_of(language: Language, state: ProgrammeState, entry: Entry) -> str:
    day = state.rules.calendar.day_of(entry.at)
    return language.say(N_("{day}, register entry {entry}"), day=day, entry=str(entry.seq))


# --- an item and its papers ---


def _item(language: Language, gathered: Gathered, one: OnTheAgenda) -> Item:
    title = gathered.blueprint.title
    asks = REQUESTED[one.requested].having(title=title, version=str(one.plan.version))
    return Item(title, language.say(asks), one.seq, [*_papers(language, gathered, one)])


def _papers(language: Language, gathered: Gathered, one: OnTheAgenda) -> Iterable[Paper]:
    say, plan = language.say, one.plan
    yield Paper(NOTE, say(N_("Cover note", "document")), of_markdown(one.note.text), one.note.hash)
    title = say(N_("The plan, version {version}"), version=str(plan.version))
    yield Paper(PLAN, title, _plan(gathered.blueprint, plan.sections), plan.hash)
    if one.seen is not None:
        changed = _between(one.seen.sections, plan.sections, _titles(gathered.blueprint))
        title = say(
            N_("What differs from version {version}, which this body saw last"),
            version=str(one.seen.version),
        )
        yield Paper(DIFFERENT, title, changed or _said(language, N_("No chapter reads otherwise.")))
    for number, memo in sorted(one.memos.items()):
        title = say(N_("Response memo {number}"), number=str(number))
        yield Paper(f"{MEMO}{number}", title, of_markdown(memo.text), memo.hash)
    if advice := "\n\n".join(_advice(language, gathered, each) for each in gathered.advice):
        title = say(N_("What earlier bodies decided and advised"))
        yield Paper(ADVICE, title, _below(advice))
    conditions = open_conditions(language, gathered.blueprint, gathered.state, gathered.conditions)
    if conditions:
        # Under its own heading in a cover note; here that is the paper's.
        _, _, listed = conditions.partition("\n\n")
        yield Paper(CONDITIONS, say(N_("Open conditions", "heading")), of_markdown(listed))


def of_markdown(markdown: str) -> list[Node]:
    """A paper's blocks: the same in a pack as by itself."""
    return without_title(parse(markdown))


def _plan(blueprint: Blueprint, sections: Mapping[str, str]) -> list[Node]:
    return _below("\n\n".join(chapters(blueprint, sections)))


def _below(markdown: str) -> list[Node]:
    """The blocks of what begins below the title of its paper, so that its headings are of one level."""
    return of_markdown(f"# -\n\n{markdown}")


def _advice(language: Language, gathered: Gathered, advice: Advice) -> str:
    titles = {body.key: on_one_line(body.title) for body in gathered.blueprint.sign_off.bodies}
    decision = advice.decision
    decided = in_full(language, decision, gathered.state.definition.submitted, gathered.followed)
    reasons = [language.say(N_("The reasons:")), *map(quoted, advice.reasons)] if advice.reasons else []
    return "\n\n".join([f"## {titles[decision.body]}", decided, *reasons])


def _said(language: Language, message: Message) -> list[Node]:
    return [{"kind": "paragraph", "children": [_text(language.say(message))]}]


# --- what changed, and what is new ---


def _between(before: Mapping[str, str], after: Mapping[str, str], titles: Mapping[str, str]) -> list[Node]:
    """Each text that does not say the same under its title, with what was added and removed marked."""
    old, new = ({key: to_compare(text) for key, text in texts.items()} for texts in (before, after))
    return [
        node
        for part in parts(old, new)
        for node in (_heading(titles.get(part.key, part.key)), *_marked(part.changes))
    ]


def _heading(title: str) -> Node:
    return {"kind": "heading", "level": 1, "children": [_text(title)]}


def _text(text: str) -> Node:
    return {"kind": "text", "text": text}


def _marked(changes: Sequence[Change]) -> list[Node]:
    return [
        {"kind": "paragraph", "children": [_as_marked(change) for change in paragraph]}
        for paragraph in paragraphs(tidied(changes))
    ]


def _as_marked(change: Change) -> Node:
    return (
        _text(change.text) if change.op == "same" else {"kind": change.op, "children": [_text(change.text)]}
    )


def _new_in(
    language: Language, item: Item, before: tuple[Gathered, OnTheAgenda], after: tuple[Gathered, OnTheAgenda]
) -> Item:
    """The item with just what is new: what changed and why, and the papers that do not say the same."""
    (then, was), (now, one) = before, after
    had = {paper.key: paper for paper in _papers(language, then, was)}
    papers = [
        paper if paper != had.get(paper.key) else replace(paper, elsewhere=True)
        for paper in item.papers
        # What changed since the body saw it before says less than what changed since the papers were sent.
        if paper.key != DIFFERENT
    ]
    in_part = [_only_changed(language, now.blueprint, was.plan, one.plan, paper) for paper in papers]
    why = [reason for seq, reason in one.reasons.items() if seq > then.entry.seq]
    titles = {paper.key: paper.title for paper in papers} | _titles(now.blueprint)
    changed = [*parse("\n\n".join(map(quoted, why))), *_between(_texts(was), _texts(one), titles)]
    first = [Paper("changed", language.say(N_("What changed, and why")), changed)] if changed else []
    return replace(item, papers=[*first, *in_part])


def _only_changed(language: Language, blueprint: Blueprint, was: Plan, now: Plan, paper: Paper) -> Paper:
    """Of a plan just the chapters that read otherwise: the others were sent before."""
    if paper.key != PLAN or paper.elsewhere:
        return paper
    changed = {key: text for key, text in now.sections.items() if was.sections.get(key) != text}
    title = language.say(
        N_("The plan, version {version}: the chapters that changed"), version=str(now.version)
    )
    return replace(paper, title=title, blocks=_plan(blueprint, changed))


def _titles(blueprint: Blueprint) -> dict[str, str]:
    return {section.key: section.title for section in blueprint.definition.sections}


def _texts(one: OnTheAgenda) -> dict[str, str]:
    memos = {f"{MEMO}{number}": memo.text for number, memo in sorted(one.memos.items())}
    return {NOTE: one.note.text, **one.plan.sections, **memos}
