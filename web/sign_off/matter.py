"""What is asked of a body, in short and in full, and what is new to whoever saw it before."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from documents.comparison import Paragraph
from documents.register_head import to_compare
from domain.reading.documents import material_of_document
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.texts import TextRef
from domain.sign_off.cast_ballot import BallotCast
from domain.sign_off.history import sections_of
from domain.sign_off.submissions import the_body_has_not_decided
from service.sign_off import differences, reading
from web.consultation.support import OfGroup, last_closed, of_round
from web.sign_off.changes import by_part, section_of
from web.sign_off.looked import Looked
from words.vocabulary import REQUESTED
from words.vocabulary import parts as parts_in_words


@dataclass(frozen=True)
class ChangedText:
    """A text that reads otherwise, and how."""

    title: str
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True)
class Revised:
    """What changed since somebody read or voted; `voted_on` is the day of a vote that counts no more."""

    voted_on: str
    reasons: Sequence[str]
    texts: Sequence[ChangedText]


@dataclass(frozen=True)
class Earlier:
    """What differs from the version that the body saw last."""

    before: int
    after: int
    of: int
    outcome_was_back: bool
    sections: Sequence[ChangedText]


@dataclass(frozen=True)
class Short:
    """The matter in short."""

    round: int
    groups: Sequence[OfGroup]
    smallest: int
    convinced: int
    panel: int
    points: int
    kinds: Mapping[str, int]


@dataclass(frozen=True)
class Papers:
    """The papers in full, as far as they are the reader's to read; each was held against the register."""

    note: str | None
    plan: Sequence[tuple[str, str]]
    memos: Sequence[tuple[int, str]]


def requested(looked: Looked) -> str:
    """What the body is asked."""
    now = looked.now
    return looked.language.say(
        REQUESTED[now.requested], title=looked.blueprint.title, version=str(now.version)
    )


async def revised(looked: Looked, since: str | None) -> Revised | None:
    """What changed: since a vote of the reader that is void now, else since the text of the hash `since`."""
    reader, voted_on = looked.sight.reader, ""
    if looked.under_way is not None and reader.id in looked.submission.voided:
        voted_on, vote = _last_vote(looked, reader.id or "")
        since = vote.submission_hash
    known = {text.event.hash for text in looked.submission.texts}
    if since == looked.now.hash or since not in known or not reader.may("confidential_papers"):
        return None
    compared = await differences.between(looked.sight, looked.submission, since)
    found = await looked.resources.workshop.do(by_part, *map(dict, compared.texts))
    return Revised(voted_on, compared.reasons, [ChangedText(_title(looked, key), how) for key, how in found])


def _last_vote(looked: Looked, person: str) -> tuple[str, BallotCast]:
    """The last vote on the submission by somebody, or in their place, and its day."""
    return next(
        (looked.day_of(entry), entry.event)
        for entry in reversed(looked.register)
        if isinstance(entry.event, BallotCast)
        and entry.event.submission == looked.number
        and person in {entry.actor.person, entry.event.for_person}
    )


def _title(looked: Looked, key: str) -> str:
    section = section_of(key)
    if section is not None:
        return looked.section_titles.get(section, section)
    [named] = parts_in_words([key])
    said = looked.language.say(named)
    return said[:1].upper() + said[1:]


async def short(looked: Looked) -> Short:
    """Support in the last closed round, what the panel said, and what was done with the points."""
    state, last = looked.state, last_closed(looked.state)
    titles = {group.key: group.title for group in looked.blueprint.definition.groups}
    review = state.definition.review
    answers = review.answers.values() if review is not None else ()
    kinds = _kinds(looked)
    return Short(
        round=last.number if last is not None else 0,
        groups=of_round(last, titles) if last is not None else (),
        smallest=state.rules.definition.smallest_shown,
        convinced=sum("no" not in {answer.can, answer.will} for answer in answers),
        panel=len(state.panel),
        points=sum(kinds.values()),
        kinds=kinds,
    )


def _kinds(looked: Looked) -> Counter[str]:
    """How often each kind of response was given, in all consultations whose responses are settled."""
    found: Counter[str] = Counter()
    for entry in looked.register:
        if isinstance(entry.event, ResponsesSettled):
            found.update(entry.event.answered)
    return found


def _answered(looked: Looked) -> list[tuple[TextRef, TextRef]]:
    points = looked.state.definition.points.values() if the_body_has_not_decided(looked.state) else ()
    return [(point.text, point.answer) for point in points if point.answer is not None]


async def sent_back(looked: Looked) -> list[tuple[str, str]]:
    """What bodies missed before, each with what this version does with it."""
    points = _answered(looked)
    found = await looked.sight.texts(*(ref.id for pair in points for ref in pair))
    return [(found[text.id], found[answer.id]) for text, answer in points]


async def earlier(looked: Looked) -> Earlier | None:
    """What differs from the version that this body saw last; None where it sees it for the first time."""
    last = looked.history.seen_before(looked.number)
    if last is None or last.now.event.version == looked.now.version:
        return None
    versions = (last.now.event.version, looked.now.version)
    old, new = (sections_of(looked.register, version) for version in versions)
    found = await looked.sight.documents([*old.values(), *new.values()])
    changed = await looked.resources.workshop.do(by_part, _texts(old, found), _texts(new, found))
    return Earlier(
        before=versions[0],
        after=versions[1],
        of=len(new),
        outcome_was_back=last.sent_back,
        sections=[ChangedText(looked.section_titles.get(key, key), how) for key, how in changed],
    )


def _texts(refs: Mapping[str, TextRef], found: Mapping[str, str]) -> dict[str, str]:
    return {key: to_compare(found[ref.id]) for key, ref in refs.items()}


def ids_of(looked: Looked) -> Iterator[str]:
    """The ids of all texts that are needed to show it."""
    last = looked.history.seen_before(looked.number)
    if last is not None:
        yield from (ref.id for ref in sections_of(looked.register, last.now.event.version).values())
    note, plan, memos = _papers(looked)
    yield from (ref.id for ref in (*plan.values(), *memos.values()))
    yield from (ref.id for pair in _answered(looked) for ref in pair)
    if note is not None:
        yield note.id


def _papers(looked: Looked) -> tuple[TextRef | None, Mapping[str, TextRef], Mapping[int, TextRef]]:
    """The cover note, the plan and the memos, as far as they are for the reader."""
    now, reader = looked.now, looked.sight.reader
    note = now.cover_note if reading.may_read_the_note(looked.sight, looked.number) else None
    memos = {
        number: ref
        for number, ref in sorted(now.memos.items())
        if reader.may(material_of_document(f"response-memo-{number}", looked.state))
    }
    return note, sections_of(looked.register, now.version), memos


async def papers(looked: Looked) -> Papers:
    """The papers. Raises `DocumentDoesNotHold` where one is not what the register has the hash of."""
    note, plan, memos = _papers(looked)
    refs = [*plan.values(), *memos.values(), *([note] if note is not None else [])]
    found = await looked.sight.documents(refs)
    return Papers(
        note=None if note is None else found[note.id],
        plan=[(title, found[plan[key].id]) for key, title in looked.section_titles.items() if key in plan],
        memos=[(number, found[ref.id]) for number, ref in memos.items()],
    )
