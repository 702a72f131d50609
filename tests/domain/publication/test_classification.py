"""What is public, confidential or draft."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.publication.classification import (
    KINDS,
    classification_of,
    classification_of_memo,
    classification_of_version,
    kind_of,
)
from domain.publication.classify_document import DocumentClassified
from domain.shared.actors import Actor
from domain.shared.rules import PublicationRules, Rules
from tests.domain import asking
from tests.domain.arranged import appointed, approved, drafted, rejected, under_review
from tests.domain.cast import EVERY_ROLE
from tests.domain.programmes import Programme, rules

BLUEPRINT = PublicationRules(programme="public", cover_note="confidential", response_memo="public")


def with_publication(publication: PublicationRules = BLUEPRINT) -> Rules:
    return rules().model_copy(update={"publication": publication})


def shown(programme: Programme, *names: str) -> list[str]:
    return [classification_of(name, programme.state) for name in names]


class TestWhatTheBlueprintSays:
    def test_it_holds_for_every_document_of_a_kind_in_both_formats(self) -> None:
        programme = appointed(with_publication())

        assert shown(programme, "programme.md", "programme.pdf", "programme") == ["public"] * 3
        assert shown(programme, "cover-note-1.md", "cover-note-12.pdf") == ["confidential"] * 2
        assert shown(programme, "response-memo-1.md", "response-memo-3.pdf") == ["public"] * 2

    def test_where_it_says_nothing_only_the_programme_is_public(self) -> None:
        names = ("programme.md", "cover-note-1.md", "response-memo-1.md")
        assert shown(appointed(), *names) == ["public", "confidential", "confidential"]

    def test_what_is_of_no_known_kind_is_confidential(self) -> None:
        assert shown(appointed(with_publication()), "minutes.md", "programme-2.md") == ["confidential"] * 2


class TestWhatTheOfficeSays:
    def test_of_one_document_it_goes_before_the_blueprint_in_both_formats(self) -> None:
        programme = appointed(with_publication())

        events = programme.act(asking.classify("response-memo-1.pdf", "confidential"))

        reason = asking.text("It was announced so.")
        said = DocumentClassified(name="response-memo-1", classification="confidential", reason=reason)
        assert events == [said]
        names = ("response-memo-1.md", "response-memo-1.pdf", "response-memo-2.md")
        assert shown(programme, *names) == ["confidential", "confidential", "public"]

    def test_of_a_kind_it_holds_for_documents_that_do_not_exist_yet(self) -> None:
        programme = appointed(with_publication())
        programme.act(asking.classify("cover-note", "public"))
        assert shown(programme, "cover-note-1.md", "cover-note-7.pdf") == ["public", "public"]

    def test_of_one_document_it_goes_before_what_is_said_of_its_kind_whichever_comes_last(self) -> None:
        programme = appointed(with_publication())
        programme.act(
            asking.classify("cover-note-1", "confidential"),
            asking.classify("cover-note", "public"),
        )
        assert shown(programme, "cover-note-1.md", "cover-note-2.md") == ["confidential", "public"]

    def test_the_last_thing_that_is_said_of_a_document_counts(self) -> None:
        programme = appointed()
        programme.act(asking.classify("programme", "confidential"), asking.classify("programme", "public"))
        assert shown(programme, "programme.md") == ["public"]

    def test_the_same_twice_is_refused(self) -> None:
        programme = appointed()
        programme.act(asking.classify("programme", "confidential"))
        refusal = programme.refusal(asking.classify("programme.md", "confidential"))
        assert (refusal.code, refusal.details) == (
            "classified_already",
            {"name": "programme", "classification": "confidential"},
        )

    @pytest.mark.parametrize("name", ["minutes", "programme-1", "cover-note-0", "response-memo-", ""])
    def test_of_what_is_never_a_document_it_is_refused(self, name: str) -> None:
        refusal = appointed().refusal(asking.classify(name))
        assert refusal.code == "no_such_document"
        assert refusal.details == {"name": name, "kinds": ["cover-note", "programme", "response-memo"]}

    @pytest.mark.parametrize("by", [actor for actor in EVERY_ROLE if actor.role != "office"])
    def test_nobody_else_says_so(self, by: Actor) -> None:
        command = asking.classify().model_copy(update={"actor": by})
        assert appointed().refusal(command).code == "not_the_office"

    def test_after_the_end_nothing_about_it_changes(self) -> None:
        assert approved().refusal(asking.classify("programme", "confidential")).code == "programme_ended"


class TestDrafts:
    def test_a_version_on_its_way_is_a_draft(self) -> None:
        programme = under_review(with_publication())
        assert classification_of_version(1, programme.state) == "draft"
        assert classification_of_version(0, programme.state) == "confidential"

    def test_the_version_that_was_approved_is_what_the_programme_is(self) -> None:
        state = approved(with_publication()).state
        assert [classification_of_version(number, state) for number in (1, 2)] == ["public", "draft"]

    def test_a_version_that_was_rejected_stays_a_draft(self) -> None:
        assert classification_of_version(1, rejected(with_publication()).state) == "draft"

    def test_a_response_memo_is_one_until_its_responses_are_settled(self) -> None:
        programme = drafted(with_publication())
        before = classification_of_memo(1, programme.state)
        programme.act(asking.settle_responses())
        assert (before, classification_of_memo(1, programme.state)) == ("draft", "public")


NAMES = st.sampled_from(["programme", *KINDS, *(f"{kind}-{n}" for kind in KINDS for n in (1, 2))])


@given(said=st.lists(st.tuples(NAMES, st.sampled_from(("public", "confidential"))), max_size=8), name=NAMES)
def test_the_most_special_and_then_the_last_thing_said_counts(said: list[tuple[str, str]], name: str) -> None:
    programme = appointed(with_publication())
    for about, classification in said:
        command = asking.classify(about).model_copy(update={"classification": classification})
        if kind_of(about) is not None and programme.state.classifications.get(about) != classification:
            programme.act(command)

    found = classification_of(f"{name}.md", programme.state)

    kind = kind_of(name)
    if kind is None:
        assert found == "confidential"
        return
    of_kind = next(key for key, known in KINDS.items() if known == kind)
    own = [c for about, c in said if about == name]
    general = [c for about, c in said if about == of_kind]
    assert found == [getattr(BLUEPRINT, kind), *general, *own][-1]
