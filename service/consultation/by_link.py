"""What somebody with a personal link is shown, and what they typed and have not sent yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.blueprint.model import Blueprint
from domain.publication.classification import classification_of
from domain.shared.rules import Shown
from domain.state.programme_state import ProgrammeState
from service.consultation.contribute import read_by_link
from service.resources import Resources
from store import texts
from store.consultation import contributions
from store.consultation.contributions import Contribution
from store.database import Connection
from store.every_phase import programmes
from store.people import link_drafts, links
from store.people.link_drafts import Draft
from store.people.links import Invitation
from store.plan import plans
from store.responses import points
from store.responses.points import Point


@dataclass(frozen=True)
class SectionText:
    """A section of the plan version that a round is about."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class ShownByLink:
    """One organisation's part in one round.

    `said` is what it said last, whoever said it, `done` what was done with its points, and `before` what was
    done with those of the last round before; `texts` has all of that by id. `quoted` is who will read it,
    `language` what the blueprint says that the plan is in, `titles` the plan's sections by their keys.
    """

    invitation: Invitation
    state: ProgrammeState
    sections: tuple[SectionText, ...]
    said: Contribution | None
    done: tuple[Point, ...]
    before: tuple[Point, ...]
    draft: Draft | None
    texts: Mapping[str, str]
    quoted: Shown
    language: str | None
    titles: Mapping[str, str]

    @property
    def may_contribute(self) -> bool:
        return self.invitation.status == "open" and not self.invitation.withdrawn


async def show(resources: Resources, token: str) -> ShownByLink:
    """What the link with `token` is for. Raises `Refusal` once that has ended."""
    async with resources.database() as connection:
        invitation, state = await read_by_link(resources, connection, token)
        said = await contributions.last_of(
            connection, invitation.programme, invitation.consultation, invitation.organisation
        )
        done = await settled_points(connection, invitation, state, invitation.consultation)
        before = await _of_the_round_before(connection, invitation, state)
        wanted = [ref.id for ref in said.sections.values()] if said else []
        wanted += [origin.said.id for point in (*done, *before) for origin in point.origins]
        wanted += [response.reason.id for point in (*done, *before) for response in point.responses]
        blueprint = await programmes.blueprint(connection, invitation.programme)
        return ShownByLink(
            invitation,
            state,
            tuple(await sections_of(connection, invitation, blueprint)),
            said,
            tuple(done),
            tuple(before),
            await link_drafts.find(connection, token),
            await texts.shown(connection, wanted),
            classification_of(f"response-memo-{invitation.consultation}", state),
            blueprint.language,
            {section.key: section.title for section in blueprint.definition.sections},
        )


async def keep_draft(resources: Resources, token: str, fields: str) -> datetime:
    """Keep what was typed until it is sent; when that was. Raises `Refusal` where nothing can be sent."""
    async with resources.database() as connection:
        await read_by_link(resources, connection, token)
        # Whoever types has opened it.
        await links.note_opening(connection, token)
        return await link_drafts.keep(connection, token, fields)


async def forget_draft(resources: Resources, token: str) -> None:
    """Let go of what was typed: it was sent."""
    async with resources.database() as connection:
        await link_drafts.forget(connection, token)


async def settled_points(
    connection: Connection, invitation: Invitation, state: ProgrammeState, consultation: int
) -> list[Point]:
    """The points of the organisation in a round with their responses; none before these are settled."""
    if consultation not in state.definition.settled:
        return []
    of = (invitation.programme, consultation)
    return await points.read(connection, of, organisations=[invitation.organisation])


async def _of_the_round_before(
    connection: Connection, invitation: Invitation, state: ProgrammeState
) -> list[Point]:
    earlier = (number for number in sorted(state.definition.settled) if number < invitation.consultation)
    last = max(earlier, default=None)
    return [] if last is None else await settled_points(connection, invitation, state, last)


async def sections_of(
    connection: Connection, invitation: Invitation, blueprint: Blueprint
) -> list[SectionText]:
    """What the round is about, section by section."""
    version = await plans.version(connection, invitation.programme, invitation.version)
    assert version is not None, "a round is about a version that exists"
    bodies = await texts.shown(connection, [ref.id for ref in version.sections.values()])
    return [
        SectionText(section.key, section.title, bodies[version.sections[section.key].id])
        for section in blueprint.definition.sections
        if section.key in version.sections
    ]
