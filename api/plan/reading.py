"""Reading a version of the plan: whether it is there, and whether the reader may see it."""

from domain.plan.versions import BASELINE
from domain.state.plan_versions import NoSuchVersion
from service.reading import ReadContext, Sight
from store.plan import plans


async def must_exist(sight: Sight, number: int) -> plans.PlanVersion:
    """The version `number`, whoever reads. Raises `NoSuchVersion`."""
    version = await plans.version(sight.connection, sight.slug, number)
    if version is None:
        raise NoSuchVersion(version=number)
    return version


async def must_read_version(sight: ReadContext, number: int) -> plans.PlanVersion:
    """The version `number`, which the reader may see: what was not submitted is for whoever prepares it."""
    version = await must_exist(sight, number)
    is_public = number == BASELINE or version.submitted_at is not None
    sight.reader.must("plan" if is_public else "unsubmitted_version")
    return version
