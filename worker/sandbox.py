"""What workflows run in: Temporal's sandbox, entered once for each task."""

from dataclasses import dataclass

from temporalio import workflow
from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import SerializationContext, StorageDriverStoreContext
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

# Nothing that changes while it runs may be among them: what is passed through is shared by all runs.
PURE = (
    "domain",
    "pydantic_core",
    "workflows",
)
"""Modules without any state: the workflow sandbox need not load them anew for every run."""


def sandbox() -> SandboxedWorkflowRunner:
    """What workflows run in, and are replayed in."""
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*PURE)
    return _EnteredOncePerTask(restrictions=restrictions)


@dataclass(frozen=True)
class _EnteredOncePerTask(SandboxedWorkflowRunner):
    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        return _WithoutContexts(super().create_instance(det))


class _WithoutContexts(WorkflowInstance):
    """A workflow that is not asked about its payloads.

    The SDK enters the sandbox again for every payload, to ask what it belongs to. Our data converter does
    the same with each, and nothing is stored outside histories; a codec that wants to know needs this gone.
    """

    def __init__(self, inner: WorkflowInstance) -> None:
        self._inner = inner

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        return self._inner.activate(act)

    def get_serialization_context(self, command_info: object) -> SerializationContext | None:  # noqa: ARG002 - as the SDK asks
        return None

    def get_external_store_context(self, command_info: object) -> StorageDriverStoreContext:  # noqa: ARG002 - as the SDK asks
        return StorageDriverStoreContext(target=None)

    def get_info(self) -> workflow.Info:
        return self._inner.get_info()

    def get_thread_id(self) -> int | None:
        return self._inner.get_thread_id()
