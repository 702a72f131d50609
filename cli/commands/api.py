"""`kwartier api`: answer HTTP."""

import typer


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(api)


def api() -> None:
    """Run the API until it is told to stop (Ctrl-C or SIGTERM).

    Any number may run at once. It listens on KWARTIER_API_HOST and KWARTIER_API_PORT, and needs PostgreSQL
    (KWARTIER_DATABASE), Temporal (KWARTIER_TEMPORAL), the keys that sign tokens (KWARTIER_TOKEN_ISSUER,
    KWARTIER_TOKEN_KEYS), and one to sign commands (KWARTIER_COMMAND_KEY). While one of the first two is away
    it answers 503.
    """
    # Here, not above: every command would pay for the web framework, half a second and more.
    from cli import serving  # noqa: PLC0415

    serving.serve()
