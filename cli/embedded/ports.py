"""Ports to listen on."""

import socket

LOOPBACK = "127.0.0.1"


def is_free(port: int, host: str = LOOPBACK) -> bool:
    """Whether a server could listen on this port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as candidate:
        # Servers set this too: a port that only lingers from an earlier run counts as free.
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((host, port))
        except OSError:
            return False
    return True


def free_port(host: str = LOOPBACK) -> int:
    """Return a port that nobody listens on; it may be taken the moment after."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as candidate:
        candidate.bind((host, 0))
        port: int = candidate.getsockname()[1]
    return port


def preferred_or_free(preferred: int | None, host: str = LOOPBACK) -> int:
    """Return the preferred port when it is free, another one otherwise."""
    if preferred and is_free(preferred, host):
        return preferred
    return free_port(host)
