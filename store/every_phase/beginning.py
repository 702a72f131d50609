"""Beginning a programme: its row and everything that goes with it, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from domain.blueprint.model import Blueprint
from domain.blueprint.people import Person, Representative
from domain.every_phase.waits import Waits
from domain.plan.versions import BASELINE, version_hash
from domain.reading.standings import standing
from domain.shared.canonical import digest
from store import texts
from store.database import Connection
from store.every_phase import programmes
from store.organisations import representatives
from store.people import people, sign_in_links
from store.plan import plans
from store.register import standings


@dataclass(frozen=True)
class Start:
    """A programme to begin from a frozen `blueprint`, asked for by a person under an idempotency key.

    `body` is the hash of what was asked. People get new ids, unless `ids` has one for their subject.
    With `invites` those who answer for it and were named by their address get a link for signing in.
    """

    slug: str
    blueprint: Blueprint
    started_by: people.Person
    key: str
    body: str
    ids: Mapping[str, str] = field(default_factory=dict[str, str])
    invites: bool = False


async def begin(connection: Connection, start: Start) -> bool:
    """Write all that a programme's workflow starts from; False when the slug or the key is taken.

    The existing strategy becomes version 0 of the plan. Runs in the caller's transaction.
    """
    blueprint = start.blueprint
    # People first: the rules, which go into the programme's row, name them by their ids.
    named = [people.Person(p.subject, p.name, p.email, _issuer(start, p)) for p in blueprint.people]
    known = await people.know(connection, start.slug, [*named, *_beside(start)], start.ids)
    agreement = _agreement(blueprint)
    rules = blueprint.rules({person.key: known[person.subject] for person in blueprint.people})
    new = programmes.NewProgramme(
        slug=start.slug,
        blueprint=blueprint,
        rules=rules,
        agreement={
            "blueprint": blueprint.hash(),
            "rules": digest(rules.model_dump(mode="json")),
            "started_by": known[start.started_by.subject],
            **{field: text.ref for field, text in agreement.items()},
        },
        started_by=known[start.started_by.subject],
        key=start.key,
        body=start.body,
    )
    if not await programmes.add(connection, new):
        return False
    # Only once the slug was free: nothing is left of a start that came second.
    await texts.keep(connection, start.slug, agreement.values(), author=None)
    await programmes.add_organisations(connection, start.slug, blueprint)
    await representatives.add_all(connection, start.slug, _representatives(blueprint))
    await _keep_baseline(connection, start.slug, blueprint)
    await _stand(connection, start.slug)
    if start.invites:
        # Others get a link with the first letter that asks something of them; these need not get any.
        them = dict.fromkeys([*(rules.office or ()), rules.principal])
        await sign_in_links.invite(connection, start.slug, them)
    return True


async def _stand(connection: Connection, slug: str) -> None:
    """Let lists show it already before its first entry."""
    state = await programmes.beginning(connection, slug)
    assert state is not None, "it was added a moment ago"
    today = state.rules.calendar.day_of(datetime.now(UTC))
    await standings.begin(connection, slug, standing(Waits(state), today))


def _issuer(start: Start, named: Person) -> str | None:
    """Whose subject somebody in the blueprint is named by; of who starts it, with which account is known."""
    return start.started_by.issuer if named.subject == start.started_by.subject else named.issuer


def _beside(start: Start) -> list[people.Person]:
    """Whoever starts it, where the blueprint does not name them."""
    named = {person.subject for person in start.blueprint.people}
    return [] if start.started_by.subject in named else [start.started_by]


def _representatives(blueprint: Blueprint) -> dict[str, tuple[Representative, ...]]:
    return {
        organisation.code: organisation.representatives
        for group in blueprint.definition.groups
        for organisation in group.organisations
        if organisation.representatives
    }


def _agreement(blueprint: Blueprint) -> dict[str, texts.Text]:
    agreed = blueprint.agreement
    return {
        "report": texts.compose(f"{agreed.source.title} ({agreed.source.reference})"),
        "proposed_by": texts.compose(", ".join(agreed.proposed_by)),
        "agreed_by": texts.compose(agreed.body),
    }


async def _keep_baseline(connection: Connection, slug: str, blueprint: Blueprint) -> None:
    baseline = {section.key: texts.compose(section.baseline) for section in blueprint.definition.sections}
    await texts.keep(connection, slug, baseline.values(), author=None)
    sections = {key: text.ref for key, text in baseline.items()}
    version = plans.PlanVersion(
        number=BASELINE,
        hash=version_hash(sections),
        sections=sections,
        author="",
        # The clock of the API: no workflow runs yet whose clock it could be.
        saved_at=datetime.now(UTC),
    )
    await plans.add(connection, slug, version)
