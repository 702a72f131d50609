"""Saving a version in another form than whole: one section of it, or from a file."""

from domain.plan.save_version import SaveVersion
from domain.state.plan_versions import NoSuchVersion
from domain.state.sections import must_be_sections
from service.asking.acts import AnyRequest
from service.asking.forms import Body
from service.commands import CommandRequest, Writing
from service.plan.forms import NewSection
from service.reading import Sight
from store.plan import plans


class ImportedPlan(Body):
    """What a file comes down to; the version it was made from when it names one."""

    sections: dict[str, str]
    based_on: int | None = None


async def section(sight: Sight, place: tuple[int, str], form: NewSection) -> AnyRequest:
    """What saves one section of a version, by its number and the section's key."""
    number, key = place
    # References only, which nobody is shown: whoever may not save hears that from the command.
    version = await plans.version(sight.connection, sight.slug, number)
    if version is None:
        raise NoSuchVersion(version=number)
    sections = version.sections

    def make(writing: Writing) -> SaveVersion:
        must_be_sections([key], writing.state)
        saved = {**sections, key: writing.text(form.text)}
        return SaveVersion(**writing.stamp, sections=saved, based_on=number)

    return CommandRequest(SaveVersion, make, form, about={"version": number, "section": key})


def whole(plan: ImportedPlan) -> AnyRequest:
    """What saves the plan in a file."""

    def make(writing: Writing) -> SaveVersion:
        sections = {key: writing.text(text) for key, text in plan.sections.items()}
        return SaveVersion(**writing.stamp, sections=sections, based_on=plan.based_on)

    return CommandRequest(SaveVersion, make, plan)
