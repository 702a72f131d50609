"""What Kwartier needs of its Temporal namespace: search attributes, and how long closed runs are kept."""

from datetime import timedelta

from google.protobuf.duration_pb2 import Duration
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest
from temporalio.client import Client

from workflows import operators


async def missing_search_attributes(client: Client) -> list[str]:
    """The names of Kwartier's search attributes that the namespace does not have."""
    answer = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    return [key.name for key in operators.KEYS if key.name not in answer.custom_attributes]


async def prepare(client: Client, retention_days: int) -> None:
    """Add what is missing and set the retention; harmless to repeat.

    Where a hosted Temporal does not allow this, do it with its own tools: then nothing is missing here.
    """
    # Asked first: where nothing is missing, no right to add anything is needed.
    if await missing_search_attributes(client):
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(
                namespace=client.namespace,
                search_attributes={
                    key.name: IndexedValueType.ValueType(int(key.indexed_value_type))
                    for key in operators.KEYS
                },
            )
        )
    retention = Duration()
    retention.FromTimedelta(timedelta(days=retention_days))
    await client.workflow_service.update_namespace(
        UpdateNamespaceRequest(
            namespace=client.namespace,
            config=NamespaceConfig(workflow_execution_retention_ttl=retention),
        )
    )
