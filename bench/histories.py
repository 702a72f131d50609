"""How long histories become."""

from temporalio.client import Client


async def events_of(client: Client, id_: str) -> int:
    """The history events of all runs of a workflow id."""
    runs = [run.run_id async for run in client.list_workflows(f"WorkflowId = '{id_}'")]
    histories = [await client.get_workflow_handle(id_, run_id=run).fetch_history() for run in runs]
    return sum(len(history.events) for history in histories)
