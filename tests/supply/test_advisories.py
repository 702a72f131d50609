"""Advisories: a report is compared with the lock, and silence counts only from who knows something."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from supply import advisories, lock
from supply.advisories import CONTROL, judge
from supply.lock import ROOT, Pin
from supply.tool import Answer
from supply.verdict import Outcome

SIX = Pin("six", "1.17.0", ("sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274",))
JINJA = Pin("jinja2", "3.1.6", ())

# As pip-audit 2.10.1 wrote them.
KNOWN = {"id": "PYSEC-2021-142", "fix_versions": ["5.4"], "aliases": ["CVE-2020-14343"]}
CONTROLLED: dict[str, Any] = {"name": "pyyaml", "version": "5.3.1", "vulns": [KNOWN]}
CLEAN: dict[str, Any] = {"name": "six", "version": "1.17.0", "vulns": []}
UNREACHABLE = """\
Traceback (most recent call last):
  File "requests/adapters.py", line 729, in send
    raise ConnectionError(e, request=request)
requests.exceptions.ConnectionError: HTTPSConnectionPool(host='osv.example', port=443): Max retries exceeded
"""
SKIPPED = "ERROR:pip_audit._cli:six: Dependency not found on PyPI and could not be audited: six (1.17.0)\n"


def report(*packages: dict[str, Any], code: int = 1) -> Answer:
    return Answer(code, json.dumps({"dependencies": packages, "fixes": []}), "")


def test_nothing_is_known_when_every_package_was_looked_at_and_the_control_was_recognised() -> None:
    verdict = judge(report(CLEAN, CONTROLLED), [SIX])

    assert (verdict.outcome, verdict.looked_at) == (Outcome.NOTHING_KNOWN, 1)


def test_a_weakness_is_named_with_its_package_and_the_version_that_mends_it() -> None:
    weak = {"name": "Jinja2", "version": "3.1.6", "vulns": [KNOWN]}

    verdict = judge(report(weak, CONTROLLED), [JINJA])

    assert verdict.outcome is Outcome.FOUND
    assert verdict.found == ("jinja2 3.1.6: PYSEC-2021-142, CVE-2020-14343; mended in 5.4",)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(1, "", UNREACHABLE), "Max retries exceeded"),
        (Answer(1, "", SKIPPED), "could not be audited: six"),
        (Answer(None, "", "pip-audit did not end within 300 seconds"), "did not end"),
        (Answer(0, "No known vulnerabilities found", ""), "No known"),
        (Answer(0, "", ""), "exit code 0"),
        (Answer(0, "{}", ""), "no report"),
        (report(CONTROLLED), "not looked at: six 1.17.0"),
        (report({**CLEAN, "version": "1.16.0"}, CONTROLLED), "not looked at: six 1.17.0"),
        (report({"name": "six", "skip_reason": "not found"}, CONTROLLED), "not looked at: six 1.17.0"),
        (report(CLEAN, {**CONTROLLED, "vulns": []}, code=0), "knows nothing about pyyaml"),
        (report(CLEAN, code=0), "knows nothing about pyyaml"),
        (report(CLEAN, CONTROLLED, code=0), "ended with 0"),
        (report(CLEAN, CONTROLLED, code=139), "ended with 139"),
    ],
)
def test_whatever_else_it_answers_is_not_done_and_says_why(answer: Answer, why: str) -> None:
    verdict = judge(answer, [SIX])

    assert verdict.outcome is Outcome.NOT_DONE
    assert any(why in reason for reason in verdict.not_done)


def test_an_empty_lock_is_not_done() -> None:
    assert judge(report(CONTROLLED), []).outcome is Outcome.NOT_DONE
    assert advisories.ask([]).outcome is Outcome.NOT_DONE


def test_versions_of_a_package_that_differ_by_system_are_asked_about_one_after_the_other() -> None:
    older, newer = Pin("deprecated", "1.3.1", ()), Pin("deprecated", "3.0.1", ())

    assert advisories.runs([older, newer, SIX]) == [[older, SIX], [newer]]


def test_the_control_is_nothing_that_production_runs() -> None:
    pins = lock.read(lock.PRODUCTION.read_text(encoding="utf-8"))

    assert CONTROL.name not in {pin.name for pin in pins}


# --- pip-audit itself ---


def test_with_no_way_out_the_command_says_that_nothing_was_done() -> None:
    nowhere = {**os.environ, "HTTPS_PROXY": "http://127.0.0.1:1", "NO_PROXY": "", "no_proxy": "", "PATH": ""}

    answer = subprocess.run(
        [sys.executable, "-m", "supply.audit"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=nowhere,
    )

    assert answer.returncode == Outcome.NOT_DONE
    assert "Advisories: 0 of " in answer.stdout
    assert "ADVISORIES WERE NOT CHECKED" in answer.stdout
    assert "IMAGES WERE NOT CHECKED" in answer.stdout
    assert "Nothing is known" not in answer.stdout


WEAK_PYYAML = {
    "id": "PYSEC-2021-142",
    "aliases": ["CVE-2020-14343"],
    "summary": "Improper input validation in PyYAML",
    "modified": "2024-10-01T00:00:00Z",
    "affected": [
        {
            "package": {"name": "pyyaml", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "5.4"}]}],
        }
    ],
}


class Service(BaseHTTPRequestHandler):
    """An advisory service as OSV describes it; what is asked below /silent is told nothing."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        knows = self.path == "/knows" and asked["package"]["name"] == "pyyaml"
        body = json.dumps({"vulns": [WEAK_PYYAML]} if knows else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "outcome"), [("knows", Outcome.NOTHING_KNOWN), ("silent", Outcome.NOT_DONE)]
)
def test_a_service_that_knows_of_no_weakness_at_all_is_not_believed(
    service: str, path: str, outcome: Outcome
) -> None:
    verdict = advisories.ask([SIX], osv=f"{service}/{path}")

    assert (verdict.outcome, verdict.looked_at) == (outcome, 1), verdict
