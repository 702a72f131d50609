"""What happened with what somebody said? One call answers it."""

from tests.api.story import Story
from tests.api.visiting import ok, problem


async def test_one_call_tells_what_happened_with_what_an_organisation_said(story: Story) -> None:
    await story.appointed()
    await story.contributed("G1", sections={"funding": "Old words."})
    await story.contributed("G1", sections={"funding": "Share the costs.", "goals": "Aim."})
    for code in ("G2", "M1"):
        await story.contributed(code, sections={"funding": "Share them."})
    await story.until("draft.assembled")
    sections = {"funding": "Costs are shared.", "goals": "Ours."}
    await story.act(story.as_("anna"), "plan-versions", sections=sections)
    about_funding = [
        point["number"]
        for point in (await story.read("/consultations/1/responses"))["items"]
        if point["section"] == "funding"
    ]
    merged = (await story.act(story.as_("anna"), "consultations/1/merges", points=about_funding))["points"][0]
    await story.responded(merged, section="funding", version=2, reason="Widely wanted.")

    traced = ok(await story.office.get(f"{story.at}/trace", organisation="G1", section="funding"))

    assert (traced["name"], traced["group"], traced["section"]) == ("Org G1", "gemeente", "funding")
    first, last = traced["contributions"]
    assert (first["counts"], last["counts"], first["late"], last["late"]) == (False, True, False, False)
    assert (first["sections"], first["points"]) == ({"funding": "Old words."}, [])
    assert last["sections"] == {"funding": "Share the costs."}
    assert [(p["status"], p["became"]) for p in last["points"]] == [("merged", [merged]), ("stands", [])]
    response = last["points"][-1]["responses"][-1]
    assert (response["kind"], response["reason"]) == ("taken_over", "Widely wanted.")
    assert traced["passages"] == [{"section": "funding", "version": 2, "text": "Costs are shared."}]


async def test_without_a_section_all_are_told(story: Story) -> None:
    await story.appointed()
    await story.contributed("G1", sections={"funding": "Share.", "goals": "Aim."})

    traced = ok(await story.office.get(f"{story.at}/trace", organisation="G1"))

    assert traced["contributions"][0]["sections"] == {"funding": "Share.", "goals": "Aim."}


async def test_who_said_nothing_has_an_empty_trace(story: Story) -> None:
    await story.appointed()

    traced = ok(await story.office.get(f"{story.at}/trace", organisation="M1", section="goals"))

    assert (traced["contributions"], traced["passages"]) == ([], [])


async def test_representatives_trace_their_own_without_what_others_said_or_what_is_not_public(
    story: Story,
) -> None:
    await story.saved()
    await story.act(story.as_("anna"), "consultations/1/merges", points=[1, 3])
    await story.responded(4)

    own = ok(await story.representative("G1").get(f"{story.at}/trace", organisation="G1", section="goals"))

    merged = own["contributions"][0]["points"][-1]
    assert ([origin["organisation"] for origin in merged["origins"]], merged["others"]) == (["G1"], 1)
    assert own["passages"] == [{"section": "goals", "version": 2, "text": None}]
    other = await story.representative("G1").get(f"{story.at}/trace", organisation="M1")
    problem(other, 403, "not_readable")


async def test_what_is_unknown_is_said_to_be(story: Story) -> None:
    problem(await story.office.get(f"{story.at}/trace", organisation="X9"), 404, "no_such_organisation")
    odd = await story.office.get(f"{story.at}/trace", organisation="G1", section="weather")
    problem(odd, 404, "no_such_section")
    problem(await story.office.get(f"{story.at}/trace"), 400, "invalid_input")
