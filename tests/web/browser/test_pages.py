"""Every page, in every width and language: no barrier that a machine can find, nothing beside the window, and
nothing that the content policy had to stop."""

from collections.abc import Awaitable, Callable, Mapping

import docx
import pytest
from playwright.async_api import Browser, FilePayload

from tests.api.story import Story, told
from tests.files.test_word import saved
from tests.web.answer.test_answer import at, linked
from tests.web.browser.chromium import WIDTHS, Visit, visit
from tests.web.public.test_public import open_about_responses
from tests.web.visiting import FrontDoor
from tests.workflows.blueprints import small
from tests.workflows.running import World

SAID = "Not without **money**.\n\n1. From whom?\n2. Until when?"

Opened = Callable[[Story, Visit], Awaitable[None]]


async def start(_: Story, visited: Visit) -> None:
    await visited.open("/")


async def no_such_page(_: Story, visited: Visit) -> None:
    await visited.open("/nothing")


async def become_anybody(_: Story, visited: Visit) -> None:
    await visited.open("/development/sign-in")


async def signed_out(story: Story, visited: Visit) -> None:
    await become_anybody(story, visited)
    await visited.page.locator("button[value=starter]").click()
    await visited.open("/")
    await visited.page.locator("form[action='/sign-out'] button").click()


async def answer(story: Story, visited: Visit) -> None:
    await visited.open(f"/i/{await linked(story)}")


async def answer_with_mistakes(story: Story, visited: Visit) -> None:
    await answer(story, visited)
    await visited.page.locator("#send button").click()


async def receipt(story: Story, visited: Visit) -> None:
    await answer(story, visited)
    await visited.page.locator("[name=can][value=yes_if]").check()
    await visited.page.locator("[name=will][value=yes]").check()
    # It is open where something was said of it before.
    await visited.page.locator("details:has(textarea)").first.evaluate("(one) => { one.open = true; }")
    await visited.page.locator("textarea").first.fill(SAID)
    await visited.page.locator("#send button").click()
    await visited.page.wait_for_url("**/receipt")


async def answer_again(story: Story, visited: Visit) -> None:
    await receipt(story, visited)
    await visited.page.locator("main a.nl-button").click()


async def somebody_else(story: Story, visited: Visit) -> None:
    await answer(story, visited)
    await visited.page.locator("a[href$=somebody-else]").click()


async def suspended(story: Story, visited: Visit) -> None:
    await receipt(story, visited)
    here = visited.page.url.removesuffix("/receipt")
    await story.act(story.principal, "suspensions", reason="Elections.")
    await visited.page.goto(here)
    await story.act(story.principal, "resumptions", reason="Over.")


async def link_not_opened(story: Story, visited: Visit) -> None:
    await visited.open(at(await linked(story)))


async def public(story: Story, visited: Visit) -> None:
    await visited.open(f"/public/{story.slug}")


async def public_checked(story: Story, visited: Visit) -> None:
    await public(story, visited)
    file = FilePayload(name="programme.pdf", mimeType="application/pdf", buffer=b"another")
    await visited.page.locator("input[type=file]").set_input_files(file)
    await visited.page.locator("form[enctype] button").click()


async def my_work(story: Story, visited: Visit) -> None:
    await visited.become("office")
    await visited.open("/my-work")


async def programmes(story: Story, visited: Visit) -> None:
    await visited.become("office")
    await visited.open("/programmes")


async def agenda(story: Story, visited: Visit) -> None:
    await visited.become("office")
    await visited.open("/agenda")


async def nothing_is_mine(story: Story, visited: Visit) -> None:
    await visited.become("bram")
    await visited.open("/agenda?mine=true")


async def no_programme_yet(_: Story, visited: Visit) -> None:
    await visited.open("/development/sign-in")
    await visited.page.locator("button[value=starter]").click()
    await visited.open("/programmes")


async def new_programme(_: Story, visited: Visit) -> None:
    await visited.open("/development/sign-in")
    await visited.page.locator("button[value=starter]").click()
    await visited.open("/programmes/new")


async def new_programme_without_a_blueprint(story: Story, visited: Visit) -> None:
    await new_programme(story, visited)
    await visited.page.locator("form.kw-form .nl-button--primary").click()


async def new_people(story: Story, visited: Visit) -> None:
    await new_programme(story, visited)
    await visited.page.locator("[name=blueprint][value=water-board]").check()
    await visited.page.locator("form.kw-form .nl-button--primary").click()


async def new_people_with_mistakes(story: Story, visited: Visit) -> None:
    await new_people(story, visited)
    await visited.page.locator("[name='people.0.email']").fill("no@address")
    await visited.page.locator("#slug").fill("to-come")
    await visited.page.locator("form.kw-form .nl-button--primary").click()


async def new_calendar(story: Story, visited: Visit) -> None:
    await new_people(story, visited)
    await visited.page.locator("#slug").fill("to-come")
    await visited.page.locator("form.kw-form .nl-button--primary").click()


async def ticking(_: Story, visited: Visit) -> None:
    await visited.become("office")
    await visited.open("/programmes?role=representative")
    await visited.page.locator("[name=programme]").first.check()


async def reminding_several(story: Story, visited: Visit) -> None:
    if (
        await story.pool.fetchval("SELECT count(*) FROM representatives WHERE programme = $1", story.slug)
        == 0
    ):
        await linked(story)
    await ticking(story, visited)
    await visited.page.locator("form#remind button").click()
    await visited.page.wait_for_url("**/reminders")


async def reminding_none(_: Story, visited: Visit) -> None:
    await visited.become("office")
    await visited.open("/programmes")
    await visited.page.locator("form#remind button").click()
    await visited.page.wait_for_url("**/reminders")


async def reminded(story: Story, visited: Visit) -> None:
    await reminding_several(story, visited)
    confirm = visited.page.locator("main form .nl-button--primary")
    if await confirm.count():
        await confirm.click()
        await visited.page.wait_for_url("**/reminders?**")
    else:
        # Once a day: in the next width and language it is passed over, and says so.
        await visited.open(f"/reminders?key=another&programme={story.slug}")


async def reminding_again(story: Story, visited: Visit) -> None:
    await reminded(story, visited)
    await reminding_several(story, visited)


async def saving(_: Story, visited: Visit) -> None:
    await visited.become("office")
    await visited.open("/programmes?role=representative")
    fold = visited.page.locator("details", has=visited.page.locator("form[action='/selections']"))
    if await fold.count():
        await fold.locator("summary").click()


async def selection_saved(story: Story, visited: Visit) -> None:
    await saving(story, visited)
    name = visited.page.locator("form[action='/selections'] [name=name]")
    if await name.count():
        await name.fill("Waiting for organisations")
        await visited.page.locator("form[action='/selections'] button").click()


async def selections(story: Story, visited: Visit) -> None:
    await selection_saved(story, visited)
    await visited.open("/selections")


async def selections_with_mistakes(story: Story, visited: Visit) -> None:
    await selections(story, visited)
    await visited.page.locator("section [name=name]").first.fill("")
    await visited.page.locator("section .nl-button--secondary").first.click()
    await visited.page.locator("[data-errors]").wait_for()


async def no_programme_is_like_this(story: Story, visited: Visit) -> None:
    await visited.become("office")
    await visited.open("/programmes?search=nothing+like+it&phase=definition")


async def programme(story: Story, visited: Visit) -> None:
    await visited.become("office")
    await visited.open(f"/programmes/{story.slug}")


def of_the_office(path: str) -> Opened:
    """A page of the programme that needs nothing but to be opened."""

    async def opened(story: Story, visited: Visit) -> None:
        await visited.become("office")
        await visited.open(f"/programmes/{story.slug}{path}")

    return opened


async def register(story: Story, visited: Visit) -> None:
    await visited.become("office")
    await visited.open(f"/programmes/{story.slug}/register")


async def do(story: Story, visited: Visit, act: str) -> None:
    await visited.become("principal")
    await visited.open(f"/programmes/{story.slug}/do/{act}")


async def choose_what_about(story: Story, visited: Visit) -> None:
    await do(story, visited, "move-deadline")


async def fill_in(story: Story, visited: Visit) -> None:
    await do(story, visited, "move-deadline?deadline=term")


async def fill_in_with_mistakes(story: Story, visited: Visit) -> None:
    await fill_in(story, visited)
    await visited.page.locator("form.kw-form button").click()


async def fill_in_somebody(story: Story, visited: Visit) -> None:
    await visited.become("office")
    await visited.open(f"/programmes/{story.slug}/do/give-mandate")


async def confirm(story: Story, visited: Visit) -> None:
    await fill_in(story, visited)
    await visited.page.locator("#due").fill("2028-04-07")
    await visited.page.locator("#reason").fill("The decision is expected later.")
    await visited.page.locator("form.kw-form button").click()


async def consultation(story: Story, visited: Visit) -> None:
    await visited.become("office")
    await visited.open(f"/programmes/{story.slug}/consultations/1")


async def reminding(story: Story, visited: Visit) -> None:
    await consultation(story, visited)
    await visited.page.locator("form[action$='/reminders'] .nl-button--primary").click()
    await visited.page.wait_for_url("**/reminders")


async def deciding(story: Story, visited: Visit) -> None:
    await visited.become("college-1")
    await visited.open(f"/programmes/{story.slug}/submissions/1")


async def deciding_under_conditions(story: Story, visited: Visit) -> None:
    await deciding(story, visited)
    await visited.page.locator("[value=for_with_conditions]").check()


async def deciding_with_mistakes(story: Story, visited: Visit) -> None:
    await deciding_under_conditions(story, visited)
    await visited.page.locator("#vote .nl-button--primary").click()
    await visited.page.locator("[data-errors]").wait_for()


async def decided(story: Story, visited: Visit) -> None:
    await deciding(story, visited)


async def as_the_kwartiermaker(visited: Visit) -> None:
    await visited.open("/development/sign-in")
    await visited.page.get_by_role("button", name="Name of anna").first.click()


def by_the_kwartiermaker(place: str) -> Opened:
    """A page below the programme, as the kwartiermaker has it."""

    async def opened(story: Story, visited: Visit) -> None:
        await as_the_kwartiermaker(visited)
        await visited.open(f"/programmes/{story.slug}/{place}")

    return opened


async def give_in_word(story: Story, visited: Visit, content: bytes) -> None:
    await by_the_kwartiermaker("plan/docx")(story, visited)
    file = FilePayload(name="plan.docx", mimeType="application/octet-stream", buffer=content)
    await visited.page.locator("input[type=file]").set_input_files(file)
    await visited.page.locator("form[enctype] button").click()


async def plan_in_word(story: Story, visited: Visit) -> None:
    document = docx.Document()
    for section in story.blueprint.definition.sections:
        document.add_heading(section.title, 1)
        document.add_paragraph(f"What we write about {section.key}, in Word.")
    await give_in_word(story, visited, saved(document))


async def no_plan_in_word(story: Story, visited: Visit) -> None:
    document = docx.Document()
    document.add_heading("Our dreams", 1)
    await give_in_word(story, visited, saved(document))


async def cover_note_in_word(story: Story, visited: Visit) -> None:
    await of_the_office("/submissions/1/docx")(story, visited)
    document = docx.Document()
    document.add_paragraph("Another note, in Word.")
    file = FilePayload(name="note.docx", mimeType="application/octet-stream", buffer=saved(document))
    await visited.page.locator("input[type=file]").set_input_files(file)
    await visited.page.locator("form[enctype] button").click()


async def point_with_mistakes(story: Story, visited: Visit) -> None:
    await by_the_kwartiermaker("consultations/1/points/4")(story, visited)
    await visited.page.locator("form.kw-stack .nl-button--primary").click()
    await visited.page.locator("[data-errors]").wait_for()


async def section_changed(story: Story, visited: Visit) -> None:
    await by_the_kwartiermaker("plan/sections/funding")(story, visited)
    await visited.page.locator("#text").fill(
        "Paid together in the first three years. Who joins later pays no more."
    )
    await visited.page.locator("[value=look]").click()
    await visited.page.locator("#changes").wait_for()


async def reviewing(story: Story, visited: Visit) -> None:
    await visited.open("/development/sign-in")
    await visited.page.get_by_role("button", name="Name of panel-1").first.click()
    await visited.open(f"/programmes/{story.slug}/review/2")


async def answers_in_a_file(story: Story, visited: Visit) -> None:
    await by_the_kwartiermaker("consultations/1/points")(story, visited)
    content = (
        b"point,answer,where,version,reason\n1,not,,,It comes later.\n4,partly,goals,2,As far as it goes.\n"
    )
    file = FilePayload(name="answers.csv", mimeType="text/csv", buffer=content)
    await visited.page.locator("input[type=file]").set_input_files(file)
    await visited.page.locator("form[enctype] button").click()


async def meeting(story: Story, visited: Visit) -> None:
    await visited.become("college-1")
    found = (await story.read("/meetings"))["items"]
    day = next(one["day"] for one in found if one["agenda"])
    await visited.open(f"/programmes/{story.slug}/meetings/college/{day}")


PAGES: Mapping[str, Opened] = {
    "start": start,
    "no-such-page": no_such_page,
    "become-anybody": become_anybody,
    "signed-out": signed_out,
    "answer": answer,
    "answer-with-mistakes": answer_with_mistakes,
    "receipt": receipt,
    "answer-again": answer_again,
    "somebody-else": somebody_else,
    "suspended": suspended,
    "link-not-opened": link_not_opened,
    "consultation": consultation,
    "reminding": reminding,
    "my-work": my_work,
    "programmes": programmes,
    "programme": programme,
    "register": register,
    "consultations": of_the_office("/consultations"),
    "participants": of_the_office("/participants"),
    "no-organisation-is-like-this": of_the_office("/participants?search=nothing+like+it"),
    "projects": of_the_office("/projects"),
    "decisions": of_the_office("/decisions"),
    "choose-what-about": choose_what_about,
    "fill-in": fill_in,
    "fill-in-with-mistakes": fill_in_with_mistakes,
    "fill-in-somebody": fill_in_somebody,
    "confirm": confirm,
    "no-programme-is-like-this": no_programme_is_like_this,
    "no-programme-yet": no_programme_yet,
    "ticking": ticking,
    "reminding-several": reminding_several,
    "reminding-none": reminding_none,
    "reminded": reminded,
    "reminding-again": reminding_again,
    "saving": saving,
    "saved": selection_saved,
    "selections": selections,
    "selections-with-mistakes": selections_with_mistakes,
    "agenda": agenda,
    "new-programme": new_programme,
    "new-programme-without-a-blueprint": new_programme_without_a_blueprint,
    "new-people": new_people,
    "new-people-with-mistakes": new_people_with_mistakes,
    "new-calendar": new_calendar,
    "nothing-is-mine": nothing_is_mine,
}


BEFORE_THE_COLLEGE: Mapping[str, Opened] = {
    "consultation-closed": consultation,
    "deciding": deciding,
    "deciding-under-conditions": deciding_under_conditions,
    "deciding-with-mistakes": deciding_with_mistakes,
    "projects-placed": of_the_office("/projects"),
    "decisions-to-come": of_the_office("/decisions"),
    "meeting": meeting,
    "cover-note-in-word": of_the_office("/submissions/1/docx"),
    "cover-note-in-word-compared": cover_note_in_word,
}
WHILE_WRITING: Mapping[str, Opened] = {
    "plan": by_the_kwartiermaker("plan"),
    "plan-compared": by_the_kwartiermaker("plan/1/compare/2"),
    "section": by_the_kwartiermaker("plan/sections/funding"),
    "section-changed": section_changed,
    "principles": by_the_kwartiermaker("plan/principles"),
    "plan-in-word": by_the_kwartiermaker("plan/docx"),
    "answers-in-word": by_the_kwartiermaker("consultations/1/answers/docx"),
    "plan-in-word-compared": plan_in_word,
    "plan-in-word-with-problems": no_plan_in_word,
    "points": by_the_kwartiermaker("consultations/1/points"),
    "points-answered": by_the_kwartiermaker("consultations/1/points?answered=yes"),
    "no-point-is-like-this": by_the_kwartiermaker("consultations/1/points?text=nothing+like+it"),
    "point": by_the_kwartiermaker("consultations/1/points/4"),
    "point-answered": by_the_kwartiermaker("consultations/1/points/1"),
    "point-with-mistakes": point_with_mistakes,
    "answers-in-a-file": answers_in_a_file,
}
OF_APPROVED: Mapping[str, Opened] = {
    "public": public,
    "public-checked": public_checked,
    "decided": decided,
    "decisions-taken": of_the_office("/decisions"),
    "meeting-decided": meeting,
}


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_has_no_barrier_in_any_width_and_language(
    name: str, story: Story, browser: Browser, base: str
) -> None:
    await story.appointed()

    assert await barriers(name, PAGES[name], story, browser, base) == {}


async def test_nor_has_a_page_about_what_lies_before_a_body(
    story: Story, browser: Browser, base: str
) -> None:
    await story.before_the_college()

    for name, opened in BEFORE_THE_COLLEGE.items():
        assert await barriers(name, opened, story, browser, base) == {}
        async with visit(browser, base) as visited:
            await opened(story, visited)
            assert await visited.page.locator(".nl-button--primary:visible").count() <= 1

    # Once they voted: first what was received, and after a revision just what changed.
    await story.voted("for")
    assert await barriers("voted", deciding, story, browser, base) == {}
    hash_ = (await story.read("/submissions/1"))["hash"]
    change = {"submission_hash": hash_, "cover_note": "Another **note**.", "reason": "A figure was wrong."}
    await story.act(story.office, "submissions/1/revisions", **change)
    assert await barriers("vote-voided", deciding, story, browser, base) == {}
    assert await barriers("meeting-revised", meeting, story, browser, base) == {}


async def test_nor_has_a_page_on_which_the_plan_is_written(
    door: FrontDoor, world: World, browser: Browser, base: str
) -> None:
    principles = [{"key": "open", "title": "Open"}, {"key": "once", "title": "Recorded once"}]
    async with told(world, Story(door, small(definition={"principles": principles}))) as story:
        await written_on(story)
        await look_at(WHILE_WRITING, story, browser, base)


async def test_nor_has_a_page_on_which_it_is_reviewed(story: Story, browser: Browser, base: str) -> None:
    await story.submitted()
    await look_at({"review": reviewing}, story, browser, base)


async def look_at(pages: Mapping[str, Opened], story: Story, browser: Browser, base: str) -> None:
    """No barrier on any of these pages, and one primary button at most."""
    for name, opened in pages.items():
        assert await barriers(name, opened, story, browser, base) == {}
        async with visit(browser, base) as visited:
            await opened(story, visited)
            assert await visited.page.locator(".nl-button--primary:visible").count() <= 1


async def written_on(story: Story) -> None:
    """What was said is partly answered, and the plan has a second version that people wrote."""
    await story.appointed()
    said = {
        "goals": "Begin with two chains that run already, and finish those before new ones come.",
        "funding": "Say who pays for the upkeep after the first three years.",
    }
    for code in ("G1", "G2", "M1"):
        await story.contributed(code, sections=said | {"governance": f"A seat for {code}, **please**."})
    await story.until("draft.assembled")
    sections = {
        "goals": "The programme wants three things.\n\n1. A change is in use within six months.\n"
        "2. Data is asked for at its source.\n3. A part can be replaced without the rest.",
        "activities": "First two chains that run already.",
        "governance": "One principal for the whole.",
        "funding": "Paid together in the first three years.",
        "strategy": "Five layers, from the data on.",
    }
    goals = ["A change is in use within six months", "Data is asked for at its source"]
    await story.act(story.as_("anna"), "plan-versions", sections=sections, goals=goals)
    reason = "The first two chains come first now, and nothing new begins before they are finished."
    await story.responded(1, reason=reason)
    await story.responded(2, kind="not_taken_over", section=None, version=None, reason="Not now.")


async def test_the_vote_stands_within_the_first_screen(story: Story, browser: Browser, base: str) -> None:
    await story.before_the_college()
    async with visit(browser, base) as visited:
        await deciding(story, visited)
        button = await visited.page.locator("#vote .nl-button--primary").bounding_box()

    assert button is not None
    assert button["y"] + button["height"] <= 800


async def test_nor_has_a_page_of_an_approved_programme(
    door: FrontDoor, world: World, browser: Browser, base: str
) -> None:
    async with told(world, Story(door, open_about_responses())) as story:
        await story.before_the_college()
        await story.voted("for", "for", "for")
        await story.until("programme.published")

        for name, opened in OF_APPROVED.items():
            assert await barriers(name, opened, story, browser, base) == {}


async def barriers(name: str, opened: Opened, story: Story, browser: Browser, base: str) -> dict[str, object]:
    """What is wrong with a page, by language, width and kind."""
    found: dict[str, object] = {}
    for language in ("nl", "en"):
        for width in WIDTHS:
            async with visit(browser, base, width=width, language=language) as visited:
                await opened(story, visited)
                await visited.picture(f"{name}-{language}-{width}")
                assert await visited.page.locator("h1").count() == 1
                found |= {
                    f"{language} {width} {what}": wrong
                    for what, wrong in {
                        "axe": await visited.barriers(),
                        "sideways": await visited.sideways(),
                        "cut": await visited.cut_when_spaced(),
                    }.items()
                    if wrong
                }
    return found


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_has_at_most_one_primary_button(
    name: str, story: Story, browser: Browser, base: str
) -> None:
    await story.appointed()
    async with visit(browser, base) as visited:
        await PAGES[name](story, visited)

        assert await visited.page.locator(".nl-button--primary:visible").count() <= 1
