"""Writing on a section without saving it yet: kept for whoever writes, as long as they may."""

from datetime import datetime

from domain.state.judge import must_be_under_way
from domain.state.roles import drafter
from service import audit
from service.callers import Caller, known
from service.plan.forms import NewSection
from service.resources import Resources
from store.plan import section_drafts


async def keep(
    resources: Resources, caller: Caller, slug: str, place: tuple[int, str], form: NewSection
) -> datetime:
    """Keep what `caller` wrote on a section, begun from a version. Raises `Refusal` for who may not write."""
    version, section = place
    async with resources.database() as connection:
        state = await resources.states.of(connection, slug)
        person = await known(connection, slug, caller)
        must_be_under_way(state, "definition")
        audit.note(part=drafter(person.asker, state).actor.role)
        return await section_drafts.keep(connection, slug, person.id, section, version, form.text)


async def forget(resources: Resources, caller: Caller, slug: str, section: str) -> None:
    """Forget it: it was saved, or is not wanted any more."""
    async with resources.database() as connection:
        person = await known(connection, slug, caller)
        await section_drafts.forget(connection, slug, person.id, section)
