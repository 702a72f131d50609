"""Starting a programme's first workflow, once and only once."""

from datetime import UTC, datetime

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from domain.state.programme_state import WORKFLOW_OF, ProgrammeState
from workflows.operators import search_attributes


def workflow_id(slug: str) -> str:
    """The one workflow id of a programme, through all its phases."""
    return f"programme/{slug}"


async def start(client: Client, beginning: ProgrammeState, task_queue: str) -> bool:
    """Start the workflow of a programme at its beginning; False when it was started before.

    Safe to repeat: a running one is left alone, and a finished one never starts again.
    """
    try:
        handle = await client.start_workflow(
            WORKFLOW_OF[beginning.phase],
            beginning,
            id=workflow_id(beginning.slug),
            task_queue=task_queue,
            # By default a finished one could start again, and its programme would begin anew.
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
            search_attributes=search_attributes(
                beginning,
                datetime.now(UTC),  # noqa: TID251 - outside any workflow
            ),
            static_summary=f"Programme {beginning.slug}",
        )
    except WorkflowAlreadyStartedError:
        return False
    return handle.first_execution_run_id is not None
