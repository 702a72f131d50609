"""What a replayed workflow asked for, held against what its history says was asked for.

A history has the input of ordinary activities and of the next run, the answers of updates, timers and search
attributes: they are compared as JSON. Of a local activity it has the result only, in which the register's
hashes stand for the events: those are computed anew from what the workflow wants recorded now.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from temporalio.api.common.v1 import Payload, Payloads
from temporalio.api.enums.v1 import EventType
from temporalio.api.failure.v1 import Failure
from temporalio.api.history.v1 import HistoryEvent
from temporalio.bridge.proto.workflow_commands import ScheduleLocalActivity
from temporalio.client import WorkflowHistory

from domain.every_phase import own_steps
from domain.register.events import kinds
from domain.shared.canonical import digest
from tests.replay.added import without_added
from tests.replay.witness import Witness
from tests.workflows.driving import of_type

Json = dict[str, Any]

REPEATED = {
    own_steps.REMIND.activity: {"deadline": "deadline", "nth": "nth", "role": "to"},
    own_steps.OPEN_THE_FIRST_CONSULTATION.activity: {
        "number": "consultation",
        "version": "version",
        "due": "due",
    },
    own_steps.CLOSE_THE_CONSULTATION.activity: {"number": "consultation"},
    own_steps.ESCALATE_SILENCE.activity: {"deadline": "deadline", "consultation": "consultation"},
}
"""Which fields of a step the event has as well that its activity makes, and their names there."""

FILLED_IN = {
    "responses.settled": {"points", "answered", "root", "memo"},
    **{kind: {"signed_by"} for kind, event in kinds().items() if event.signed},
}
"""What only an activity can know of an event that a workflow asks for."""


def differences(history: WorkflowHistory, witness: Witness, recorded_by: str) -> list[str]:
    """Where the replayed workflow would have written something else than `recorded_by`, a version, did."""
    seen = _Seen(history, witness, recorded_by)
    return [
        *seen.of_ordinary_activities(),
        *seen.of_local_activities(),
        *seen.of_answers(),
        *seen.of_timers(),
        *seen.of_search_attributes(),
        *seen.of_the_end(),
    ]


class _Seen:
    def __init__(self, history: WorkflowHistory, witness: Witness, recorded_by: str) -> None:
        self._events = history.events
        self._witness = witness
        self._version = recorded_by

    def of_ordinary_activities(self) -> Iterator[str]:
        asked = {
            command.schedule_activity.activity_id: command.schedule_activity
            for command in self._witness.commands_of("schedule_activity")
        }
        for event in self._recorded("ACTIVITY_TASK_SCHEDULED"):
            recorded = event.activity_task_scheduled_event_attributes
            now = asked[recorded.activity_id]
            yield from self._compare(recorded.activity_type.name, now.activity_type, "activity")
            yield from self._compare(_one(recorded.input), _one(now.arguments), "step")

    def of_local_activities(self) -> Iterator[str]:
        markers = [
            marker
            for event in self._recorded("MARKER_RECORDED")
            if (marker := event.marker_recorded_event_attributes).marker_name == "core_local_activity"
        ]
        asked = [
            command.schedule_local_activity
            for command in self._witness.commands_of("schedule_local_activity")
        ]
        assert len(markers) == len(asked), "as many local activities are asked for as were recorded"
        for local in asked:
            given = self._witness.given[local.seq]
            if given.HasField("completed"):
                recorded = cast("Json", _value(given.completed.result))
                yield from self._of_local_activity(local, recorded)

    def _of_local_activity(self, local: ScheduleLocalActivity, recorded: Json) -> Iterator[str]:
        step = cast("Json", _one(local.arguments))
        if recorded["hashes"]:
            yield from self._of_hashes(step, recorded["hashes"])
            return
        mine = [entry for entry in recorded["entries"] if entry["key"] == step["key"]]
        wanted = step.get("events")
        appended = recorded["done"] and not recorded["refused"]
        if wanted is not None and appended and len(wanted) != len(mine):
            yield f"{step['key']}: {len(mine)} events were recorded, now {len(wanted)}"
        prev = step["head"]["hash"]
        for n, entry in enumerate(mine):
            now = _entry(step, n) | {"prev": prev, "hash": entry["hash"]}
            now["event"] = _made_by(local.activity_type, step, entry["event"])
            if wanted and n < len(wanted):
                filled_in = FILLED_IN.get(entry["event"]["kind"], set[str]())
                # An older version had not each of them.
                known = filled_in & entry["event"].keys()
                now["event"] = wanted[n] | {name: entry["event"][name] for name in known}
            yield from self._compare(entry, now, "entry")
            prev = entry["hash"]

    def _of_hashes(self, step: Json, hashes: Sequence[str]) -> Iterator[str]:
        events, prev = without_added(step, "step", self._version)["events"], step["head"]["hash"]
        if len(events) != len(hashes):
            yield f"{step['key']}: {len(hashes)} events were recorded, now {len(events)}"
            return
        for n, (event, hash_) in enumerate(zip(events, hashes, strict=True)):
            entry = _entry(step, n) | {"event": event, "prev": prev}
            if digest(entry) != hash_:
                yield f"entry {entry['seq']}: another one was recorded than {json.dumps(event)}"
            prev = hash_

    def of_answers(self) -> Iterator[str]:
        given = {
            command.update_response.protocol_instance_id: command.update_response
            for command in self._witness.commands_of("update_response")
            if not command.update_response.HasField("accepted")
        }
        accepted = {
            event.event_id: event.workflow_execution_update_accepted_event_attributes.protocol_instance_id
            for event in self._recorded("WORKFLOW_EXECUTION_UPDATE_ACCEPTED")
        }
        for event in self._recorded("WORKFLOW_EXECUTION_UPDATE_COMPLETED"):
            completed = event.workflow_execution_update_completed_event_attributes
            now, recorded = given[accepted[completed.accepted_event_id]], completed.outcome
            yield from self._compare(
                _one(recorded.success) if recorded.HasField("success") else _refusal(recorded.failure),
                _value(now.completed) if now.HasField("completed") else _refusal(now.rejected),
                "answer",
            )

    def of_timers(self) -> Iterator[str]:
        asked = {
            str(command.start_timer.seq): command.start_timer
            for command in self._witness.commands_of("start_timer")
        }
        for event in self._recorded("TIMER_STARTED"):
            recorded = event.timer_started_event_attributes
            now = asked[recorded.timer_id].start_to_fire_timeout
            before, after = recorded.start_to_fire_timeout.ToJsonString(), now.ToJsonString()
            yield from self._compare(before, after, f"timer/{recorded.timer_id}")

    def of_search_attributes(self) -> Iterator[str]:
        asked = self._witness.commands_of("upsert_workflow_search_attributes")
        for event, command in zip(self._recorded("UPSERT_WORKFLOW_SEARCH_ATTRIBUTES"), asked, strict=True):
            recorded = event.upsert_workflow_search_attributes_event_attributes.search_attributes
            now = command.upsert_workflow_search_attributes.search_attributes
            yield from self._compare(
                _values(recorded.indexed_fields), _values(now.indexed_fields), "search_attributes"
            )

    def of_the_end(self) -> Iterator[str]:
        for event in self._recorded("WORKFLOW_EXECUTION_CONTINUED_AS_NEW"):
            recorded = event.workflow_execution_continued_as_new_event_attributes
            (command,) = self._witness.commands_of("continue_as_new_workflow_execution")
            now = command.continue_as_new_workflow_execution
            yield from self._compare(recorded.workflow_type.name, now.workflow_type, "workflow_type")
            yield from self._compare(_one(recorded.input), _one(now.arguments), "state")
            yield from self._compare(
                _values(recorded.search_attributes.indexed_fields),
                _values(now.search_attributes.indexed_fields),
                "search_attributes",
            )
        for event in self._recorded("WORKFLOW_EXECUTION_COMPLETED"):
            recorded = event.workflow_execution_completed_event_attributes
            (command,) = self._witness.commands_of("complete_workflow_execution")
            now = command.complete_workflow_execution
            yield from self._compare(_one(recorded.result), _value(now.result), "ending")

    def _recorded(self, name: str) -> list[HistoryEvent]:
        return list(of_type(self._events, EventType.Value(f"EVENT_TYPE_{name}")))

    def _compare(self, recorded: object, now: object, root: str) -> Iterator[str]:
        return compare(recorded, without_added(now, root, self._version), root)


def _entry(step: Json, n: int) -> Json:
    """What a step says itself of its entry `n`, from 0."""
    place = {name: step[name] for name in ("programme", "at", "actor", "key", "body")}
    return place | {"seq": step["head"]["seq"] + n + 1}


def _made_by(activity: str, step: Json, event: Json) -> Json:
    """An event that an activity made, with what the step that asked for it says now."""
    return event | {theirs: step[ours] for ours, theirs in REPEATED.get(activity, {}).items()}


def compare(recorded: object, now: object, at: str) -> Iterator[str]:
    """Where two JSON values differ."""
    match recorded, now:
        case dict(), dict():
            before, after = cast("Json", recorded), cast("Json", now)
            for key in (*before, *(after.keys() - before.keys())):
                if key not in before or key not in after:
                    yield f"{at}/{key}: {'is new' if key in after else 'is gone'}"
                else:
                    yield from compare(before[key], after[key], f"{at}/{key}")
        case list(), list():
            ours, theirs = cast("list[object]", recorded), cast("list[object]", now)
            if len(ours) != len(theirs):
                yield f"{at}: has {len(theirs)} items, {len(ours)} were recorded"
            for n, (one, other) in enumerate(zip(ours, theirs, strict=False)):
                yield from compare(one, other, f"{at}/{n}")
        case _:
            # 1 and True are equal in Python, and not in JSON.
            if (type(recorded), recorded) != (type(now), now):
                yield f"{at}: {json.dumps(now)} now, {json.dumps(recorded)} was recorded"


def _one(payloads: Payloads | Sequence[Payload]) -> object:
    (payload,) = payloads.payloads if isinstance(payloads, Payloads) else payloads
    return _value(payload)


def _value(payload: Payload) -> object:
    return json.loads(payload.data) if payload.data else None


def _values(fields: Mapping[str, Payload]) -> Json:
    return {name: _value(payload) for name, payload in fields.items()}


def _refusal(failure: Failure) -> Json:
    info = failure.application_failure_info
    details = [_value(payload) for payload in info.details.payloads]
    return {"message": failure.message, "type": info.type, "details": details}
