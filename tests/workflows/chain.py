"""All that Temporal remembers of a programme: the histories of its runs, one after the other."""

from temporalio.client import Client, WorkflowHistory

from workflows.starting import workflow_id


async def chain(client: Client, slug: str) -> list[WorkflowHistory]:
    """The history of every run of a programme, oldest first."""
    id_ = workflow_id(slug)
    run_id = (await client.get_workflow_handle(id_).describe()).run_id
    found: list[WorkflowHistory] = []
    while run_id:
        history = await client.get_workflow_handle(id_, run_id=run_id).fetch_history()
        found.append(history)
        run_id = history.events[0].workflow_execution_started_event_attributes.continued_execution_run_id
    return found[::-1]
