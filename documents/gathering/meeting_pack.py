"""What lay before a meeting from a register entry on, read from what the register has the hashes of."""

from collections.abc import Mapping, Sequence

from documents.decisions import Followed
from documents.gathering import typed
from documents.meeting_pack import Advice, Gathered, OnTheAgenda, Plan, Text
from domain.register.entries import Entry
from domain.shared.texts import TextRef
from domain.sign_off import history
from domain.sign_off.agenda import Item, Meeting
from domain.sign_off.editions import meeting_at
from domain.sign_off.history import History
from domain.state.folding import fold
from domain.state.programme_state import Decision, ProgrammeState
from store.database import Connection
from store.every_phase import programmes
from words.languages import language_of


async def gather(
    connection: Connection, slug: str, entries: Sequence[Entry], meeting: Meeting, edition: Entry
) -> Gathered:
    """The papers of `meeting` in an edition; nothing that came after it plays a part.

    Raises `DocumentDoesNotHold` where a text is not what the register has the hash of.
    """
    blueprint = await programmes.blueprint(connection, slug)
    beginning = await programmes.beginning(connection, slug)
    assert beginning is not None
    known = [entry for entry in entries if entry.seq <= edition.seq]
    state, past = fold(beginning, known), history.of(known)
    # A plan that was sent back may come to the very same meeting again: what was decided lies there no more.
    on_it = meeting_at(state, known, meeting.body, meeting.day).items
    items = [item for item in on_it if item.outcome is None]
    advised = _advised(state, meeting.body)
    conditions = {key: one.set.text for key, one in state.conditions.items() if one.is_open}
    corrections = [correction.text for decision in advised for correction in decision.corrections]
    refs = [
        *(ref for item in items for ref in _refs(known, past, item)),
        *(reason for decision in advised for reason in decision.reasons),
        *conditions.values(),
        *corrections,
    ]
    said = await typed.read(connection, language_of(blueprint), refs)
    return Gathered(
        blueprint=blueprint,
        state=state,
        body=meeting.body,
        day=meeting.day,
        entry=edition,
        items=[_on_the_agenda(known, past, item, said) for item in items],
        advice=[Advice(decision, [said[ref.id] for ref in decision.reasons]) for decision in advised],
        conditions={key: said[ref.id] for key, ref in conditions.items()},
        followed=Followed(corrections={ref.id: said[ref.id] for ref in corrections}),
    )


def _advised(state: ProgrammeState, body: str) -> list[Decision]:
    """What other bodies said of the plan as it is on its way: what was sent back is past."""
    said: list[Decision] = []
    for decision in state.sign_off.decisions:
        if decision.outcome == "sent_back":
            said = []
        elif decision.body != body:
            said.append(decision)
    return said


def _refs(entries: Sequence[Entry], past: History, item: Item) -> list[TextRef]:
    """Every text about an item."""
    now, seen = item.submission, past.seen_before(item.submission.submission)
    versions = [now.version, *([seen.now.event.version] if seen is not None else [])]
    return [
        now.cover_note,
        *now.memos.values(),
        *(ref for version in versions for ref in history.sections_of(entries, version).values()),
        *_reasons(past, item).values(),
    ]


def _reasons(past: History, item: Item) -> dict[int, TextRef]:
    revisions = past.submission(item.submission.submission).revisions
    return {revision.entry.seq: revision.event.reason for revision in revisions}


def _on_the_agenda(
    entries: Sequence[Entry], past: History, item: Item, said: Mapping[str, str]
) -> OnTheAgenda:
    now = item.submission
    submission = past.submission(now.submission)
    [lies] = [text for text in submission.texts if text.event.hash == now.hash]
    seen = past.seen_before(now.submission)
    return OnTheAgenda(
        submission=now.submission,
        requested=now.requested,
        seq=lies.entry.seq,
        note=_text(now.cover_note, said),
        plan=_plan(entries, (now.version, now.version_hash), said),
        memos={number: _text(ref, said) for number, ref in now.memos.items()},
        seen=None
        if seen is None or seen.now.event.version == now.version
        else _plan(entries, (seen.now.event.version, seen.now.event.version_hash), said),
        reasons={seq: said[ref.id] for seq, ref in _reasons(past, item).items()},
    )


def _text(ref: TextRef, said: Mapping[str, str]) -> Text:
    return Text(ref.hash, said[ref.id])


def _plan(entries: Sequence[Entry], version: tuple[int, str], said: Mapping[str, str]) -> Plan:
    sections = history.sections_of(entries, version[0])
    return Plan(*version, {key: said[ref.id] for key, ref in sections.items()})
