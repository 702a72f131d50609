"""deploy/temporal/namespace.sh makes the namespace on a real server."""

import os
import subprocess
from pathlib import Path

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client

from cli.embedded.temporal import find_binary

SCRIPT = Path(__file__).parents[2] / "deploy" / "temporal" / "namespace.sh"


def make_namespace(address: str, namespace: str) -> None:
    tools = f"{find_binary().parent}:{os.environ['PATH']}"
    environment = {"PATH": tools, "TEMPORAL_ADDRESS": address, "TEMPORAL_NAMESPACE": namespace}
    subprocess.run(["/bin/sh", SCRIPT], check=True, capture_output=True, env=environment)  # noqa: S603 - ours


async def test_it_makes_the_namespace_and_may_be_repeated(temporal: str, temporal_client: Client) -> None:
    make_namespace(temporal, "deployed")
    make_namespace(temporal, "deployed")

    described = await temporal_client.workflow_service.describe_namespace(
        DescribeNamespaceRequest(namespace="deployed")
    )
    assert described.config.workflow_execution_retention_ttl.ToTimedelta().days == 30
