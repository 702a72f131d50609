"""Personal links: who has one speaks for an organisation without an account, while its round is open."""

from uuid import UUID, uuid4

import pytest

from store.people import links
from tests.api.story import Story
from tests.api.visiting import Visitor, ok, problem

RIK = {"name": "Rik", "email": "rik@g1.example", "language": "en"}
SAY = {"can": "yes_if", "will": "yes", "sections": {"goals": "G1 says so."}}


async def linked(story: Story, code: str = "G1", number: int = 1) -> tuple[str, str]:
    """A link for a representative of an organisation, as a letter brings it; the token and their id."""
    who = ok(await story.office.post(f"{story.at}/organisations/{code}/representatives", RIK), 201)
    async with story.pool.acquire() as connection:
        token = await links.create(connection, story.slug, number, UUID(who["id"]))
    return token, who["id"]


async def listed(story: Story) -> list[dict[str, object]]:
    return (await story.read("/consultations/1/links"))["items"]


@pytest.fixture
async def visitor(story: Story) -> Visitor:
    """Somebody without an account; the consultation is open."""
    await story.appointed()
    return story.door.nobody


async def test_a_link_shows_what_one_is_invited_to(story: Story, visitor: Visitor) -> None:
    token, _ = await linked(story)

    seen = ok(await visitor.get(f"/invitations/{token}"))

    assert (seen["programme"], seen["title"]) == (story.slug, "Small programme")
    assert (seen["consultation"], seen["version"], seen["status"]) == (1, 0, "open")
    assert (seen["organisation"], seen["name"], seen["language"]) == ("G1", "Rik", "en")
    assert seen["may_contribute"] is True
    assert seen["said"] is None
    assert seen["sections"][0] == {"key": "goals", "title": "Goals", "text": "The old goals."}


async def test_who_has_a_link_contributes_without_an_account(story: Story, visitor: Visitor) -> None:
    token, _ = await linked(story)
    key = str(uuid4())

    receipt = ok(await visitor.post(f"/invitations/{token}/contributions", SAY, key=key), 201)
    again = ok(await visitor.post(f"/invitations/{token}/contributions", SAY, key=key), 201)
    other = await visitor.post(f"/invitations/{token}/contributions", SAY | {"can": "no"}, key=key)

    assert receipt == again
    problem(other, 409, "idempotency_key_reused")
    [taken] = (await story.read("/consultations/1/contributions"))["items"]
    assert (taken["organisation"], taken["receipt"]) == ("G1", receipt["receipt"])
    said = ok(await visitor.get(f"/invitations/{token}"))["said"]
    assert (said["can"], said["sections"]) == ("yes_if", {"goals": "G1 says so."})


async def test_a_mail_filter_that_follows_every_link_twice_has_opened_none(
    story: Story, visitor: Visitor
) -> None:
    token, id_ = await linked(story)

    for _ in range(2):
        assert (await visitor.http.head(f"/v1/invitations/{token}")).status_code == 200
        ok(await visitor.get(f"/invitations/{token}"))

    [link] = await listed(story)
    assert (link["opened_at"], link["representative"]) == (None, id_)
    [gemeente, *_] = (await story.read("/consultations/1/silence"))["groups"]
    assert gemeente["opened"] == 0
    assert ok(await visitor.get(f"/invitations/{token}"))["may_contribute"] is True
    ok(await visitor.post(f"/invitations/{token}/contributions", SAY), 201)


async def test_the_first_opening_by_somebody_is_noted(story: Story, visitor: Visitor) -> None:
    token, _ = await linked(story)

    first = ok(await visitor.post(f"/invitations/{token}/openings"), 201)
    again = ok(await visitor.post(f"/invitations/{token}/openings"), 201)

    [link] = await listed(story)
    assert first == again == {"opened_at": link["opened_at"]}


async def test_whoever_answers_by_a_link_has_opened_it(story: Story, visitor: Visitor) -> None:
    token, _ = await linked(story)

    ok(await visitor.post(f"/invitations/{token}/contributions", SAY), 201)

    [link] = await listed(story)
    assert link["opened_at"] is not None


async def test_a_newer_letter_replaces_the_link_of_the_one_before(story: Story, visitor: Visitor) -> None:
    older, id_ = await linked(story)
    others, _ = await linked(story, "G2")
    async with story.pool.acquire() as connection:
        newer = await links.create(connection, story.slug, 1, UUID(id_))
        both = ok(await visitor.get(f"/invitations/{older}"))

        await links.replace_older(connection, newer)

    assert both["may_contribute"] is True
    for path in ("openings", "contributions"):
        body = SAY if path == "contributions" else {}
        problem(await visitor.post(f"/invitations/{older}/{path}", body), 404, "no_such_invitation")
    problem(await visitor.get(f"/invitations/{older}"), 404, "no_such_invitation")
    ok(await visitor.get(f"/invitations/{newer}"))
    ok(await visitor.get(f"/invitations/{others}"))


async def test_a_link_ends_with_its_programme(story: Story, visitor: Visitor) -> None:
    token, _ = await linked(story)
    await story.act(story.principal, "withdrawals", reason="Not now.")

    problem(await visitor.get(f"/invitations/{token}"), 410, "invitation_ended")
    problem(await visitor.post(f"/invitations/{token}/openings"), 410, "invitation_ended")
    problem(await visitor.post(f"/invitations/{token}/contributions", SAY), 409, "consultation_closed")


async def test_after_the_round_a_link_only_reads(story: Story, visitor: Visitor) -> None:
    token, _ = await linked(story)
    for code in ("G1", "G2", "M1"):
        await story.contributed(code)
    await story.until("draft.assembled")

    seen = ok(await visitor.get(f"/invitations/{token}"))

    assert (seen["status"], seen["may_contribute"]) == ("closed", False)
    assert seen["said"]["sections"] == {"goals": "G1 says."}
    refused = await visitor.post(f"/invitations/{token}/contributions", SAY)
    problem(refused, 409, "consultation_closed")


async def test_a_withdrawn_organisation_reads_and_says_no_more(story: Story, visitor: Visitor) -> None:
    token, _ = await linked(story)
    await story.act(story.office, "organisation-withdrawals", organisations=["G1"], reason="It merged.")

    assert ok(await visitor.get(f"/invitations/{token}"))["may_contribute"] is False
    problem(await visitor.post(f"/invitations/{token}/contributions", SAY), 403, "not_invited")


async def test_unknown_revoked_and_withdrawn_look_the_same(story: Story, visitor: Visitor) -> None:
    revoked, _ = await linked(story)
    withdrawn, id_ = await linked(story, "G2")
    [link, _] = await listed(story)
    await story.act(story.office, f"consultations/1/links/{link['id']}/revocations")
    await story.act(story.office, f"organisations/G2/representatives/{id_}/withdrawals")

    answers = [
        problem(await visitor.get(f"/invitations/{token}"), 404, "no_such_invitation")
        for token in (revoked, withdrawn, "unknown", "x" * 3000, "%00")
    ]

    assert len({(answer["title"], answer["detail"]) for answer in answers}) == 1
    for token in (revoked, withdrawn, "unknown"):
        said = await visitor.post(f"/invitations/{token}/contributions", SAY)
        problem(said, 404, "no_such_invitation")


async def test_revoking_is_for_the_office_and_takes_all_of_one_person(story: Story, visitor: Visitor) -> None:
    first, id_ = await linked(story)
    async with story.pool.acquire() as connection:
        second = await links.create(connection, story.slug, 1, UUID(id_))
    path = f"{story.at}/consultations/1/links/{(await listed(story))[0]['id']}/revocations"

    problem(await story.principal.post(path), 403, "not_the_office")
    revoked = ok(await story.office.post(path), 201)["items"]
    again = ok(await story.office.post(path), 201)["items"]

    assert len(revoked) == 2
    assert again == revoked
    for token in (first, second):
        problem(await visitor.get(f"/invitations/{token}"), 404, "no_such_invitation")
    problem(await story.door.stranger.get(f"{story.at}/consultations/1/links"), 403, "not_readable")


async def test_the_token_is_kept_nowhere_and_stands_in_no_log_line(
    story: Story, visitor: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    token, _ = await linked(story)

    await visitor.get(f"/invitations/{token}")
    await visitor.post(f"/invitations/{token}/contributions", {"can": "perhaps"})
    await visitor.get(f"/invitations/{token}/nowhere")
    # As a letter's link is copied badly.
    for path in (
        f"/invitation/{token}",
        f"//invitations/{token}",
        f"/{token}",
        f"/invitations/x{token[:-9]}/",
    ):
        await visitor.get(path)

    logged = capsys.readouterr()
    assert "/v1/invitations/***" in logged.out + logged.err
    assert token[:-9] not in logged.out + logged.err
    async with story.pool.acquire() as connection:
        stored = await connection.fetch("SELECT row_to_json(l)::text AS row FROM invitation_links l")
    assert stored
    assert all(token not in row["row"] for row in stored)


async def test_whom_no_letter_reaches_is_shown_to_office_and_principal(
    story: Story, visitor: Visitor
) -> None:
    await linked(story)

    shown = (await story.read("/undelivered", story.principal))["items"]

    assert [(item["why"], item["organisation"]) for item in shown] == [
        ("no_representative", "G2"),
        ("no_representative", "M1"),
    ]
    assert shown[0]["found_at"] is not None
    problem(await story.door.stranger.get(f"{story.at}/undelivered"), 403, "not_readable")


async def test_a_link_shows_what_was_done_with_what_one_said_once_that_is_settled(story: Story) -> None:
    await story.saved()
    token, _ = await linked(story)
    before = ok(await story.door.nobody.get(f"/invitations/{token}"))["points"]

    await story.settled()

    [point] = ok(await story.door.nobody.get(f"/invitations/{token}"))["points"]
    assert before == []
    assert [origin["text"] for origin in point["origins"]] == ["G1 says."]
    assert [(r["kind"], r["reason"]) for r in point["responses"]] == [("taken_over", "It is better.")]


async def test_an_opened_link_counts_as_opened_in_the_report_of_silence(
    story: Story, visitor: Visitor
) -> None:
    token, _ = await linked(story)
    await visitor.post(f"/invitations/{token}/openings")

    groups = {g["group"]: g for g in (await story.read("/consultations/1/silence"))["groups"]}

    gemeente = groups["gemeente"]
    assert (gemeente["invited"], gemeente["opened"], gemeente["answered"], gemeente["silent"]) == (2, 1, 0, 2)
