"""Everything together: the services, the schema, a worker and the API."""

import os
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from cli.embedded.mail import MailServer, start_mail
from cli.embedded.ports import LOOPBACK
from cli.embedded.processes import Child, Processes, ServiceError
from cli.embedded.services import Addresses, Ports, Say, say_moved, services
from cli.instance import Instance, announced
from cli.tokens import (
    AUDIENCE,
    ISSUER,
    command_key,
    command_keys,
    public_keys,
    register_key,
    signing_key,
)
from domain.shared.messages import N_, N_plural
from settings import Settings
from settings.temporal import OWN
from store.migrate import migrate

KWARTIER = (sys.executable, "-P", "-m", "cli.main")


@dataclass(frozen=True)
class Stack:
    """A complete Kwartier: `instance` says where its parts answer.

    `environment` is what its worker was given, `api_environment` what its API was.
    """

    instance: Instance
    environment: Mapping[str, str]
    api_environment: Mapping[str, str]
    processes: Processes
    worker: Child


@asynccontextmanager
async def stack(
    data: Path, settings: Settings, *, say: Say = lambda _: None, ports: Ports | None = None
) -> AsyncGenerator[Stack]:
    """Run everything for as long as the context lasts; `say` hears what happens, a line at a time.

    Raises `ServiceError` when a part does not come up, `MigrationError` when the schema does not fit.
    """
    if "environment" in settings.model_fields_set and settings.environment == "production":
        raise ServiceError(
            N_(
                "This starts a Kwartier for development, with tokens for everyone, but KWARTIER_ENVIRONMENT"
                " says production. Unset it, or run `kwartier worker` and `kwartier api` for a real"
                " deployment."
            )
        )
    ports = ports or Ports()
    async with services(data, settings, say=say, ports=ports) as running:
        applied = await migrate(running.addresses.database.owner)
        migrated = N_plural("Schema: {n} migration applied", "Schema: {n} migrations applied")
        say(migrated.having(n=len(applied)) if applied else N_("Schema: up to date"))
        environment = _environment(settings, running.addresses, data)
        mail = await _start_mail(running.processes, data, settings, say, ports)
        environment |= mail.environment if mail else {}
        say(N_("API: starting"))
        preferred = settings.api_port if "api_port" in settings.model_fields_set else ports.api
        apis = environment | {"KWARTIER_DATABASE": running.addresses.database.api}
        api = await running.processes.start_on_a_port(
            preferred, lambda port: start_api(running.processes, apis, port)
        )
        say_moved(say, N_("the API"), preferred, api)
        url = f"http://{LOOPBACK}:{api}"
        # The links in its letters lead to the API, so that one comes first.
        environment.setdefault("KWARTIER_PUBLIC_URL", url)
        say(N_("Worker: starting"))
        worker = await _start_worker(running.processes, data, environment)
        instance = _instance(settings, running.addresses, url, mail)
        with announced(data, instance):
            yield Stack(instance, environment, apis, running.processes, worker)


def _environment(settings: Settings, addresses: Addresses, data: Path) -> dict[str, str]:
    """Return what a worker or an API needs to know, on top of what we were given ourselves.

    Tokens are those of the data folder's own key, whatever the environment says of others.
    """
    known = {
        "KWARTIER_LOG_FORMAT": "console",
        "KWARTIER_REGISTER_KEY": register_key(data),
        # What stands above are defaults; what stands below holds whatever the environment says.
        **_inherited(settings),
        "KWARTIER_ENVIRONMENT": "development",
        "KWARTIER_DATABASE": addresses.database.worker,
        "KWARTIER_TEMPORAL": addresses.temporal,
        "KWARTIER_NAMESPACE": settings.namespace,
        "KWARTIER_TASK_QUEUE": settings.task_queue,
        "KWARTIER_TOKEN_ISSUER": ISSUER,
        "KWARTIER_TOKEN_AUDIENCE": AUDIENCE,
        "KWARTIER_TOKEN_KEYS": public_keys(signing_key(data)),
        "KWARTIER_COMMAND_KEY": command_key(data),
        "KWARTIER_COMMAND_KEYS": command_keys(data),
    }
    if addresses.temporal_ui:
        known["KWARTIER_TEMPORAL_UI"] = addresses.temporal_ui
    return known


def _inherited(settings: Settings) -> dict[str, str]:
    if "temporal" in settings.model_fields_set:
        return dict(os.environ)
    # Keys and certificates for another server: our own speaks without TLS, and should not be shown them.
    return {name: value for name, value in os.environ.items() if not name.startswith(OWN)}


async def _start_mail(
    processes: Processes, data: Path, settings: Settings, say: Say, ports: Ports
) -> MailServer | None:
    """Start the mail server that delivers nothing, unless the environment names another."""
    if settings.smtp_host:
        say(N_("Mail: {address}, from KWARTIER_SMTP_HOST").having(address=settings.smtp_host))
        return None
    say(N_("Mail: starting"))
    server = await start_mail(processes, data, port=ports.smtp)
    say_moved(say, N_("the mail server"), ports.smtp, server.port)
    return server


async def _start_worker(processes: Processes, data: Path, environment: Mapping[str, str]) -> Child:
    """Start a worker; it touches its ready file when it polls."""
    ready = data / "worker.ready"
    ready.unlink(missing_ok=True)
    command = [*KWARTIER, "worker", "--ready-file", str(ready)]
    # A worker lets running activities end before it goes, for up to twenty seconds.
    child = processes.start("worker", command, env=environment, grace=30)

    async def is_ready() -> bool:
        return ready.exists()

    await processes.wait_until(child, is_ready)
    return child


async def start_api(processes: Processes, environment: Mapping[str, str], port: int) -> int:
    """Start the API and return its port once it says that it is ready."""
    url = f"http://{LOOPBACK}:{port}"
    listen = {"KWARTIER_API_HOST": LOOPBACK, "KWARTIER_API_PORT": str(port)}
    if "KWARTIER_PUBLIC_URL" not in environment:
        listen["KWARTIER_PUBLIC_URL"] = url
    # Requests under way get ten seconds to end.
    child = processes.start("api", [*KWARTIER, "api"], env={**environment, **listen}, grace=20)
    await processes.wait_until(child, lambda: is_ready(url))
    return port


async def is_ready(url: str) -> bool:
    """Whether the API at this address says that it and what it needs are ready."""
    try:
        async with httpx2.AsyncClient(timeout=5, trust_env=False) as client:
            answer = await client.get(f"{url}/v1/health/ready")
    except httpx2.HTTPError:
        return False
    return answer.is_success


def _instance(settings: Settings, addresses: Addresses, api: str, mail: MailServer | None) -> Instance:
    return Instance(
        pid=os.getpid(),
        database=addresses.database.worker,
        migrations_database=addresses.database.owner,
        temporal=addresses.temporal,
        temporal_ui=addresses.temporal_ui,
        namespace=settings.namespace,
        task_queue=settings.task_queue,
        api=api,
        smtp=mail.address if mail else None,
    )
