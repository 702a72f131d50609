"""In which language somebody is written to: their own, else the programme's, else Dutch."""

from datetime import timedelta

from domain.blueprint.model import Blueprint
from domain.blueprint.people import Representative
from mail.letters import OFFICE, PRINCIPAL, Escalation, Reminder
from store.organisations import representatives
from store.organisations.representatives import NewRepresentative
from tests.worker.arranged import SERVER, put, text_of
from tests.worker.mailbox import Mailbox
from tests.workflows.blueprints import small
from tests.workflows.driving import Begin
from worker.postman import Postman


def naming(language: str | None, principals: str | None) -> Blueprint:
    """A blueprint in a language, and the language of its principal."""
    blueprint = small()
    people = [
        person.model_copy(update={"language": principals}) if person.key == "principal" else person
        for person in blueprint.people
    ]
    return blueprint.model_copy(update={"language": language, "people": tuple(people)})


async def languages(begin: Begin, mailbox: Mailbox, blueprint: Blueprint) -> list[str]:
    """What the principal and then the office are written to in."""
    programme = await begin(blueprint, start=False)
    await put(
        programme,
        Escalation(to=(PRINCIPAL,), deadline="nominate"),
        Reminder(to=(OFFICE,), deadline="nominate"),
    )
    settings = SERVER.model_copy(update={"smtp_port": mailbox.port})
    await Postman(programme.world.at_work, settings, pause=lambda _: timedelta()).deliver()
    by_reader = {
        str(message["To"]): "en" if text_of(message).startswith("Dear") else "nl" for message in mailbox.taken
    }
    return [
        next(language for reader, language in by_reader.items() if f"{key}@" in reader)
        for key in ("principal", "office")
    ]


async def test_it_is_their_own(begin: Begin, mailbox: Mailbox) -> None:
    assert await languages(begin, mailbox, naming("en", "nl")) == ["nl", "en"]


async def test_it_is_the_programmes_for_who_named_none(begin: Begin, mailbox: Mailbox) -> None:
    assert await languages(begin, mailbox, naming("en", None)) == ["en", "en"]


async def test_it_is_dutch_in_programmes_from_before_there_were_languages(
    begin: Begin, mailbox: Mailbox
) -> None:
    assert await languages(begin, mailbox, naming(None, None)) == ["nl", "nl"]


async def test_it_is_the_programmes_for_who_speaks_for_an_organisation(
    begin: Begin, mailbox: Mailbox
) -> None:
    programme = await begin(naming("en", None), start=False)
    async with programme.world.pool.acquire() as connection:
        added = [
            await representatives.add(connection, programme.slug, NewRepresentative("G1", named))
            for named in (
                Representative(name="Rik", email="rik@g1.example"),
                Representative(name="Eva", email="eva@g1.example", language="nl"),
            )
        ]

    assert [one.language for one in added] == ["en", "nl"]
