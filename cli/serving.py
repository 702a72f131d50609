"""Serving the API and the pages: settings looked at, an address taken, HTTP answered until told to stop."""

import asyncio
import contextlib
import gc
import socket
from collections.abc import Generator

import uvicorn
import uvloop

from api.http.hurrying import Hurried
from api.http.sign_in.tokens import trusted
from cli.errors import CommandError
from cli.front import create
from cli.running import run
from domain.shared.messages import N_
from service.resources import command_key
from settings import Settings, SettingsError
from settings.logging import configure_logging

TIME_TO_FINISH = 10
"""Seconds that requests under way get when the API is told to stop."""


def serve() -> None:
    """Answer HTTP as the settings say, until SIGINT or SIGTERM.

    Raises `UnusableKeysError` where nobody could sign in, `SettingsError` where no worker would do what is
    asked, and `CommandError` where the address is not to be had.
    """
    settings = Settings()
    configure_logging(settings)
    # Before listening: where nobody can sign in, it should not seem to run.
    trusted(settings)
    if command_key(settings) is None:
        raise SettingsError(
            N_(
                "No worker would carry out what is asked here. Set KWARTIER_COMMAND_KEY to an Ed25519 key"
                " (docs/operations.md, Signed commands)."
            )
        )
    with _listening(settings) as listener:
        run(_serve(settings, listener), loop_factory=uvloop.new_event_loop)


def _listening(settings: Settings) -> socket.socket:
    host, port = settings.api_host, settings.api_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        cannot = N_(
            "Cannot listen on {host} port {port} ({error}). Set KWARTIER_API_HOST and KWARTIER_API_PORT"
            " to an address of this machine and a free port."
        )
        raise CommandError(cannot.having(host=host, port=str(port), error=error.strerror or "")) from error


class _Server(uvicorn.Server):
    """Leaves signals to `run`, which ends every command the same way."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def keep_what_is_here() -> None:
    """Let Python never again look through what a process consists of, which goes with it.

    It would do so every now and then, for a sixth of a second in which nobody is answered.
    """
    gc.collect()
    gc.freeze()


async def _serve(settings: Settings, listener: socket.socket) -> None:
    front = create(settings)
    keep_what_is_here()
    config = uvicorn.Config(
        front,
        http=Hurried,
        # Whose word is taken for where a request comes from: the audit log and limits on guessing go by it.
        forwarded_allow_ips=settings.trusted_proxies,
        log_config=None,
        access_log=False,  # the API writes a line itself, with the ids of the request
        server_header=False,
        # By default uvicorn also serves an application that has none; ours cannot work without.
        lifespan="on",
        timeout_graceful_shutdown=TIME_TO_FINISH,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve([listener]))
    try:
        # Told to stop, it lets requests under way end; cancelled, it would break them off.
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise
    if not server.started:
        raise CommandError(N_("The API could not start; the log lines above say why."))
