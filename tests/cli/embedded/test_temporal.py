"""The embedded Temporal: it starts, keeps its workflows, and takes another port when it must."""

import socket
from pathlib import Path

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client, WorkflowExecutionStatus

from cli.embedded.processes import Processes
from cli.embedded.temporal import TemporalOptions, is_healthy, start_temporal


async def test_workflows_are_kept_from_one_start_to_the_next(data: Path) -> None:
    options = TemporalOptions(database=data / "temporal.db", port=None, headless=True)
    async with Processes(data / "logs") as processes:
        server = await start_temporal(processes, options)
        client = await Client.connect(server.address)
        await client.start_workflow("Waits", id="kept", task_queue="nobody")

    async with Processes(data / "logs") as processes:
        server = await start_temporal(processes, options)
        client = await Client.connect(server.address)
        description = await client.get_workflow_handle("kept").describe()

    assert description.workflow_type == "Waits"
    assert description.status is WorkflowExecutionStatus.RUNNING


async def test_its_pages_are_served_beside_it(data: Path) -> None:
    options = TemporalOptions(port=None, ui_port=None)
    async with Processes(data / "logs") as processes:
        server = await start_temporal(processes, options)

        assert server.ui_port
        socket.create_connection(("127.0.0.1", server.ui_port)).close()


async def test_other_ports_are_taken_when_the_preferred_ones_are_in_use(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as first, socket.create_server(("127.0.0.1", 0)) as second:
        port, ui_port = first.getsockname()[1], second.getsockname()[1]
        async with Processes(data / "logs") as processes:
            server = await start_temporal(processes, TemporalOptions(port=port, ui_port=ui_port))

            assert server.port not in {port, ui_port}
            assert server.ui_port not in {port, ui_port, server.port}
            assert await is_healthy(Client.connect(server.address))


async def test_the_namespace_asked_for_is_there_and_another_is_not(data: Path) -> None:
    options = TemporalOptions(port=None, headless=True, namespace="programmes")
    async with Processes(data / "logs") as processes:
        server = await start_temporal(processes, options)
        client = await Client.connect(server.address)
        request = DescribeNamespaceRequest(namespace="programmes")

        assert (await client.workflow_service.describe_namespace(request)).namespace_info.name == "programmes"
        assert not await is_healthy(Client.connect(server.address, namespace="elsewhere"))


async def test_an_address_where_nobody_listens_is_not_healthy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    assert not await is_healthy(Client.connect(f"127.0.0.1:{port}"))
