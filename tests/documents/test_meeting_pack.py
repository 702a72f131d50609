"""The papers of a meeting: in order, once, marked in words, and each as it is by itself."""

from dataclasses import replace
from datetime import date

from documents import pdf
from documents.cover_note import cover_note
from documents.decisions import NOTHING_FOLLOWED
from documents.markdown import Node
from documents.meeting_pack import (
    Advice,
    Gathered,
    OnTheAgenda,
    Pack,
    Plan,
    Text,
    is_new,
    of_markdown,
    pack,
    supplement,
)
from domain.register.entries import Head
from domain.state.programme_state import Decision
from tests.documents.arranged import DUTCH, blueprint, two_bodies
from tests.documents.reading import pages_of, text_of
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH

NOTE = "# Cover note\n\n## Funding asked\n\nTen."
PLAN = Plan(2, "b" * 64, {"goals": "What we want.", "funding": "Ten *euro*."})
BEFORE = Plan(1, "a" * 64, {"goals": "What we want.", "funding": "Nine *euro*."})
LIES = OnTheAgenda(1, "approve", 3, Text("c" * 64, NOTE), PLAN, {1: Text("d" * 64, "# Memo\n\nAll said.")})


def gathered(*items: OnTheAgenda) -> Gathered:
    programme = two_bodies()
    entry = programme.register[-1]
    return Gathered(
        blueprint=blueprint(),
        state=programme.state,
        body="board",
        day=date(2026, 5, 7),
        entry=entry,
        items=items or (LIES,),
        advice=(),
        conditions={},
        followed=NOTHING_FOLLOWED,
    )


def later(before: Gathered, *items: OnTheAgenda) -> Gathered:
    entry = before.entry.model_copy(update={"seq": before.entry.seq + 1})
    return replace(before, entry=entry, items=items or before.items)


def titles(made: Pack) -> list[str]:
    return [paper.title for item in made.items for paper in item.papers]


def printed(made: Pack, of: Gathered, language: Language = ENGLISH) -> bytes:
    head = Head(seq=of.entry.seq, hash=of.entry.hash)
    return pdf.render_pack(language, made, pdf.Facts(None, head, of.entry.at, "College"))


class TestThePack:
    def test_each_item_has_its_papers_in_the_order_in_which_they_are_read(self) -> None:
        seen = LIES._replace(seen=BEFORE)

        assert titles(pack(ENGLISH, gathered(seen))) == [
            "Cover note",
            "The plan, version 2",
            "What differs from version 1, which this body saw last",
            "Response memo 1",
        ]

    def test_a_paper_is_in_it_as_it_is_by_itself(self) -> None:
        [item] = pack(ENGLISH, gathered()).items

        assert list(item.papers[0].blocks) == of_markdown(NOTE)

    def test_what_was_added_and_removed_is_marked_in_words_as_well(self) -> None:
        of = gathered(LIES._replace(seen=BEFORE))

        said = text_of(printed(pack(ENGLISH, of), of))

        assert "[removed] Nine [added] Ten" in said

    def test_chapters_that_say_the_same_are_not_compared(self) -> None:
        made = pack(ENGLISH, gathered(LIES._replace(seen=BEFORE)))

        assert headings(made.items[0].papers[2].blocks) == ["funding"]

    def test_what_earlier_bodies_said_is_there_with_their_reasons(self) -> None:
        of = gathered()
        tally = {
            "seats": 3,
            "in_favour": 3,
            "with_conditions": 0,
            "against": 0,
            "send_back": 0,
            "abstained": 0,
        }
        decided = Decision.model_validate(
            {
                "submission": 1,
                "body": "college",
                "outcome": "advised_for",
                "tally": tally,
                "meeting": "2026-04-02",
            }
        )
        of = replace(of, advice=[Advice(decided, ["It is well thought out."])])

        said = text_of(printed(pack(ENGLISH, of), of))

        assert "What earlier bodies decided and advised" in said
        assert "Advises in favour at the meeting of 2 April 2026" in said
        assert "It is well thought out." in said

    def test_pages_are_numbered_through_and_the_agenda_says_where_each_paper_begins(self) -> None:
        of = gathered()

        pages = pages_of(printed(pack(ENGLISH, of), of))

        assert "1b The plan, version 2 4" in pages[1]
        assert pages[3].startswith("1b The plan, version 2")
        for number, page in enumerate(pages, start=1):
            assert f"page {number} of {len(pages)}" in page

    def test_the_same_gives_the_same_bytes(self) -> None:
        of = gathered(LIES._replace(seen=BEFORE))

        assert printed(pack(ENGLISH, of), of) == printed(pack(ENGLISH, of), of)

    def test_many_memos_have_letters_enough(self) -> None:
        of = gathered(LIES._replace(memos={n: Text("e" * 64, "Said.") for n in range(1, 30)}))

        assert "1ae Response memo 29" in text_of(printed(pack(ENGLISH, of), of))

    def test_in_dutch_all_of_it_is_dutch(self) -> None:
        of = gathered(LIES._replace(seen=BEFORE))

        said = text_of(printed(pack(DUTCH, of), of, DUTCH))

        assert "Wat deze vergadering van u vraagt" in said
        assert "[vervallen] Nine [toegevoegd] Ten" in said
        assert "pagina 1 van" in said

    def test_no_word_of_it_is_outside_of_the_catalogues(self) -> None:
        lies = LIES._replace(note=Text("c" * 64, "Noted."), plan=Plan(2, "b" * 64, {"goals": "2027"}))
        lies = lies._replace(seen=Plan(1, "a" * 64, {"goals": "2026"}), memos={1: Text("d" * 64, "Told.")})
        of = gathered(lies)

        said = text_of(printed(pack(PSEUDO, of), of, PSEUDO))

        known = (
            "Noted.",
            "Now.",
            "Then.",
            "Told.",
            "The Board",
            "Common Ground",
            "goals",
            of.entry.hash,
            *"abcd",
        )
        assert outside(said, *known, *(letter * 64 for letter in "bcd")) == []


class TestTheSupplement:
    def test_a_paper_that_stayed_is_named_and_not_repeated(self) -> None:
        before = gathered()
        noted = LIES._replace(
            note=Text("f" * 64, NOTE.replace("Ten", "Twelve")), seq=4, reasons={99: "Dearer."}
        )

        made = supplement(ENGLISH, before, later(before, noted))

        assert titles(made) == [
            "What changed, and why",
            "Cover note",
            "The plan, version 2",
            "Response memo 1",
        ]
        assert [paper.elsewhere for paper in made.items[0].papers] == [False, False, True, True]
        assert "All said." not in text_of(printed(made, before))
        assert "Dearer." in text_of(printed(made, before))

    def test_of_a_plan_only_the_chapters_that_changed(self) -> None:
        before = gathered(LIES._replace(plan=BEFORE))

        made = supplement(ENGLISH, before, later(before, LIES))

        assert "The plan, version 2: the chapters that changed" in titles(made)
        assert "What we want." not in text_of(printed(made, before))

    def test_what_is_there_already_is_nothing_new(self) -> None:
        before = gathered()

        assert not is_new(supplement(ENGLISH, before, later(before)))

    def test_a_submission_that_is_new_is_there_as_a_whole(self) -> None:
        before = gathered()

        made = supplement(ENGLISH, before, later(before, LIES._replace(submission=2)))

        assert not any(paper.elsewhere for item in made.items for paper in item.papers)


def headings(blocks: object) -> list[str]:
    nodes: list[Node] = list(blocks)  # type: ignore[call-overload]
    return [node["children"][0]["text"] for node in nodes if node["kind"] == "heading"]


def test_a_note_as_it_is_really_written_fits_in() -> None:
    programme = two_bodies()
    note = cover_note(DUTCH, blueprint(), programme.state, "board")
    of = gathered(LIES._replace(note=Text("c" * 64, note)))

    assert f"registerregel {programme.state.head.seq}" in text_of(printed(pack(DUTCH, of), of, DUTCH))
