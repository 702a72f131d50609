"""Whoever reads a history in Temporal sees which code took each step."""

from pathlib import Path

from temporalio.api.enums.v1 import EventType

from tests.workflows import arranged
from tests.workflows.driving import Begin, of_type
from tests.workflows.running import World
from worker.build import build_id, hash_of


def a_worker_in(folder: Path, code: str, name: str = "rule.py") -> Path:
    (folder / "domain").mkdir(parents=True)
    (folder / "domain" / name).write_text(code)
    return folder


def test_the_same_code_is_the_same_build_wherever_it_stands(tmp_path: Path) -> None:
    one, other = a_worker_in(tmp_path / "one", "LIMIT = 2"), a_worker_in(tmp_path / "other", "LIMIT = 2")

    assert hash_of(one) == hash_of(other)


def test_other_code_or_another_module_is_another_build(tmp_path: Path) -> None:
    one = a_worker_in(tmp_path / "one", "LIMIT = 2")
    changed = a_worker_in(tmp_path / "changed", "LIMIT = 3")
    renamed = a_worker_in(tmp_path / "renamed", "LIMIT = 2", "law.py")

    assert len({hash_of(one), hash_of(changed), hash_of(renamed)}) == 3


async def test_every_step_of_a_history_names_the_build_that_took_it(world: World, begin: Begin) -> None:
    programme = await arranged.asked(await begin())

    history = await programme.handle.fetch_history()

    done = of_type(history.events, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
    assert {task.workflow_task_completed_event_attributes.worker_version.build_id for task in done} == {
        build_id()
    }
