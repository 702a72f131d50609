"""Sees what a workflow asks for while it is replayed, as it goes onto the wire.

Temporal compares only which commands come, and in which order: what is in them it passes over.
"""

from collections.abc import Iterator

from temporalio import workflow
from temporalio.bridge.proto.activity_result import ActivityResolution
from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_commands import WorkflowCommand
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.converter import SerializationContext, StorageDriverStoreContext
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails, WorkflowRunner

from worker.sandbox import sandbox


class Witness(WorkflowRunner):
    """Runs one workflow as the real worker does, and keeps its commands and what its activities gave."""

    def __init__(self) -> None:
        self.commands: list[WorkflowCommand] = []
        self.given: dict[int, ActivityResolution] = {}
        self._inner = sandbox()

    def commands_of(self, kind: str) -> Iterator[WorkflowCommand]:
        return (command for command in self.commands if command.WhichOneof("variant") == kind)

    def prepare_workflow(self, defn: workflow._Definition) -> None:
        self._inner.prepare_workflow(defn)

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        return _Watched(self._inner.create_instance(det), self)


class _Watched(WorkflowInstance):
    def __init__(self, inner: WorkflowInstance, witness: Witness) -> None:
        self._inner = inner
        self._witness = witness

    def activate(self, act: WorkflowActivation) -> WorkflowActivationCompletion:
        for job in act.jobs:
            if job.HasField("resolve_activity"):
                self._witness.given[job.resolve_activity.seq] = job.resolve_activity.result
        completion = self._inner.activate(act)
        self._witness.commands += completion.successful.commands
        return completion

    def get_serialization_context(self, command_info: object) -> SerializationContext | None:  # noqa: ARG002 - as the SDK asks
        return None

    def get_external_store_context(self, command_info: object) -> StorageDriverStoreContext:  # noqa: ARG002 - as the SDK asks
        return StorageDriverStoreContext(target=None)

    def get_info(self) -> workflow.Info:
        return self._inner.get_info()

    def get_thread_id(self) -> int | None:
        return self._inner.get_thread_id()
