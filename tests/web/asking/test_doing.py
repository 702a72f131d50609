"""Doing an act on a page: what it is about, what one gives with it, what it causes, and what came of it."""

import pytest

from service.asking.acts import by_name
from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor, Shown


async def opened(story: Story, door: FrontDoor, who: str, act: str) -> tuple[Browser, Shown, str]:
    browser = await become(door, story.slug, who)
    at = f"/programmes/{story.slug}/do/{act}"
    return browser, await browser.open(at), at


class TestFromTheFormToTheRegister:
    async def test_nothing_happens_before_its_causes_were_confirmed(
        self, story: Story, door: FrontDoor
    ) -> None:
        browser, form, at = await opened(story, door, "principal", "suspend")
        before = (await story.read())["head"]

        causes = await browser.send(form, at, {"reason": "Elections."})

        assert "The programme was suspended." in causes.words
        assert "What is waited for then: The programme office to resume" in causes.words
        assert (await story.read())["head"] == before

        done = await browser.send(causes, at, {"step": "do"})

        assert "Done: Suspend the programme" in done.words
        assert "Register entry" in done.words
        assert (await story.read())["suspended_on"] is not None

    async def test_sending_it_twice_does_it_once(self, story: Story, door: FrontDoor) -> None:
        browser, form, at = await opened(story, door, "principal", "suspend")
        causes = await browser.send(form, at, {"reason": "Elections."})
        await browser.send(causes, at, {"step": "do"})
        head = (await story.read())["head"]

        again = await browser.send(causes, at, {"step": "do"})

        assert "Done: Suspend the programme" in again.words
        assert (await story.read())["head"] == head

    async def test_whoever_changes_their_mind_finds_what_they_typed(
        self, story: Story, door: FrontDoor
    ) -> None:
        browser, form, at = await opened(story, door, "principal", "suspend")
        causes = await browser.send(form, at, {"reason": "Elections."})

        changed = await browser.send(causes, at, {"step": "change"})

        assert dict(changed.form(at).fields)["reason"] == "Elections."


class TestWhatIsGiven:
    async def test_what_is_missing_is_said_above_the_form_and_at_the_field(
        self, story: Story, door: FrontDoor
    ) -> None:
        browser, form, at = await opened(story, door, "principal", "suspend")

        refused = await browser.send(form, at, {"reason": ""}, status=400)

        assert "One thing is not right yet" in refused.words
        assert "Why: This field is required." in refused.words
        assert refused.words.count("This field is required.") == 2
        assert "#reason" in refused.links

    async def test_somebody_is_named_field_by_field(self, story: Story, door: FrontDoor) -> None:
        browser, form, at = await opened(story, door, "office", "nominate")
        given = {
            "person.name": "Ada Adema",
            "person.email": "ada@example.nl",
            "interests": "None.",
        }

        causes = await browser.send(form, at, given)
        await browser.send(causes, at, {"step": "do"})

        principal = await become(door, story.slug, "principal")
        choose = await principal.open(f"/programmes/{story.slug}/do/choose")
        assert "Ada Adema" in choose.words

    async def test_what_comes_first_is_chosen_in_order(self, story: Story, door: FrontDoor) -> None:
        first, second = await story.nominated("anna"), await story.nominated("bram")
        browser, form, at = await opened(story, door, "principal", "choose")

        fields = [pair for pair in form.form(at).fields if pair[0] != "preference"]
        answer = await browser.http.post(
            at,
            data={**dict(fields), "preference": [second, first], "reason": "Both know the field."},
        )

        assert answer.status_code == 200
        assert Shown(answer).words.index("Name of bram") < Shown(answer).words.index("Name of anna")


class TestWhatItIsAbout:
    async def test_several_things_are_a_choice(self, story: Story, door: FrontDoor) -> None:
        await story.appointed()
        browser, which, at = await opened(story, door, "principal", "move-deadline")
        assert "What is it about?" in which.words

        form = await browser.open(next(link for link in which.links if link.endswith("deadline=term")))
        causes = await browser.send(form, at, {"due": "2028-04-07", "reason": "The holidays come first."})

        assert "Days, now and then" in causes.words
        assert "7 Apr 2028" in causes.words or "Apr 7, 2028" in causes.words

    async def test_what_there_is_not_is_no_page(self, story: Story, door: FrontDoor) -> None:
        browser = await become(door, story.slug, "principal")
        await browser.open(f"/programmes/{story.slug}/do/move-deadline?deadline=nothing", status=404)
        await browser.open(f"/programmes/{story.slug}/do/dance", status=404)


class TestWhoMayNot:
    async def test_whoever_may_not_hears_who_may(self, story: Story, door: FrontDoor) -> None:
        browser = await become(door, story.slug, "anna")
        page = await browser.open(f"/programmes/{story.slug}/do/suspend", status=403)
        assert "office" in page.words

    async def test_what_belongs_to_another_phase_is_said(self, story: Story, door: FrontDoor) -> None:
        browser = await become(door, story.slug, "office")
        page = await browser.open(f"/programmes/{story.slug}/do/cast-ballot", status=409)
        assert "phase" in page.words

    async def test_a_refusal_of_the_rules_keeps_what_was_typed(self, story: Story, door: FrontDoor) -> None:
        await story.appointed()
        browser = await become(door, story.slug, "principal")
        at = f"/programmes/{story.slug}/do/move-deadline"
        form = await browser.open(f"{at}?deadline=term")

        refused = await browser.send(form, at, {"due": "2020-01-06", "reason": "Sooner."}, status=409)

        assert "nl-link" in refused.answer.text
        assert "kw-note--error" in refused.answer.text
        assert dict(refused.form(at).fields)["reason"] == "Sooner."


@pytest.mark.parametrize("act", sorted(by_name()))
async def test_every_act_has_its_page(act: str, story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")

    answer = await browser.http.get(f"/programmes/{story.slug}/do/{act}")

    assert answer.status_code in {200, 403, 409}
    assert "<h1" in answer.text
