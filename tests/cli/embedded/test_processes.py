"""Child processes: watched while they run, stopped in order, never left behind."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from cli.embedded.processes import Child, Processes, ServiceError

PATIENT = "import signal, sys; print('ready', flush=True); signal.pause()"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + PATIENT
WITH_A_CHILD = (
    "import subprocess, sys; print(subprocess.Popen(['sleep', '1000']).pid, flush=True);" + STUBBORN
)


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


async def has_written(child: Child, text: str) -> bool:
    return text in child.last_lines()


async def start(processes: Processes, name: str, program: str, *, grace: float = 10) -> Child:
    child = processes.start(name, python(program), grace=grace)
    await processes.wait_until(child, lambda: has_written(child, "ready"))
    return child


async def test_children_are_stopped_in_reverse_order(tmp_path: Path) -> None:
    says_when = (
        "import signal, sys, pathlib, time; print('ready', flush=True); signal.sigwait([signal.SIGTERM]);"
        "open({path!r}, 'a').write({name!r} + ' ')"
    )
    order = tmp_path / "order"
    async with Processes(tmp_path) as processes:
        for name in ("first", "second", "third"):
            block = "import signal; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM]);"
            await start(processes, name, block + says_when.format(path=str(order), name=name))

    assert order.read_text().split() == ["third", "second", "first"]


async def test_one_that_ignores_its_signal_is_killed_with_its_own_children(tmp_path: Path) -> None:
    async with Processes(tmp_path) as processes:
        child = await start(processes, "stubborn", WITH_A_CHILD, grace=0.2)
        grandchild = int(child.last_lines().split()[0])

    assert child.process.returncode == -signal.SIGKILL
    assert is_gone(grandchild)


async def test_an_early_death_names_the_log_and_shows_its_last_lines(tmp_path: Path) -> None:
    async with Processes(tmp_path) as processes:
        processes.start("broken", python("print('no such file: plan.odt'); raise SystemExit(3)"))

        with pytest.raises(ServiceError) as caught:
            await processes.watch()

    message = str(caught.value)
    assert "broken ended with exit code 3" in message
    assert str(tmp_path / "broken.log") in message
    assert "no such file: plan.odt" in message


async def test_a_death_by_signal_is_told_by_its_name(tmp_path: Path) -> None:
    async with Processes(tmp_path) as processes:
        child = await start(processes, "patient", PATIENT)
        child.process.kill()

        with pytest.raises(ServiceError, match="patient was killed by SIGKILL"):
            await processes.watch()


async def test_waiting_for_one_ends_when_another_dies(tmp_path: Path) -> None:
    async with Processes(tmp_path) as processes:
        waiting = await start(processes, "waiting", PATIENT)
        processes.start("dying", python("raise SystemExit(1)"))

        with pytest.raises(ServiceError, match="dying ended"):
            await processes.wait_until(waiting, lambda: has_written(waiting, "never"))


async def test_one_that_is_not_ready_in_time_is_reported(tmp_path: Path) -> None:
    async with Processes(tmp_path) as processes:
        child = await start(processes, "slow", PATIENT)

        with pytest.raises(ServiceError, match="slow was not ready within 0 seconds"):
            await processes.wait_until(child, lambda: has_written(child, "never"), seconds=0.1)


async def test_only_lines_of_this_run_are_shown(tmp_path: Path) -> None:
    (tmp_path / "worker.log").write_text("yesterday's trouble\n")

    async with Processes(tmp_path) as processes:
        child = await start(processes, "worker", PATIENT)

        assert child.last_lines() == "ready"
    assert "yesterday" in (tmp_path / "worker.log").read_text()


async def test_a_command_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    async with Processes(tmp_path) as processes:
        with pytest.raises(ServiceError, match="nowhere cannot be started"):
            processes.start("nowhere", [tmp_path / "nowhere"])


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_when_the_parent_is_ended_its_children_end_too(tmp_path: Path, how: signal.Signals) -> None:
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.cli.embedded.parent_of_two", str(tmp_path)),
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert parent.stdout
    pids = [int(pid) for pid in (await parent.stdout.readline()).split()]
    family = [psutil.Process(pid) for pid in pids]
    assert len(family) == 3

    parent.send_signal(how)

    await parent.wait()
    await asyncio.to_thread(psutil.wait_procs, family, timeout=20)
    assert all(is_gone(pid) for pid in pids)


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


async def test_ctrl_c_in_the_terminal_reaches_neither_children_nor_guardian(tmp_path: Path) -> None:
    async with Processes(tmp_path) as processes:
        child = await start(processes, "patient", PATIENT)

        assert processes.guardian_pid
        assert os.getsid(0) not in {os.getsid(child.pid), os.getsid(processes.guardian_pid)}
