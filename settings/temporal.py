"""How Temporal is reached: at our own address, with TLS and keys as Temporal's own tools read them."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from temporalio.client import Client, Plugin
from temporalio.converter import DataConverter
from temporalio.envconfig import ClientConfigProfile
from temporalio.runtime import Runtime

from domain.shared.messages import N_
from settings.model import Settings, SettingsError

OWN = "TEMPORAL_"
"""What Temporal's variables begin with: TEMPORAL_TLS_SERVER_CA_CERT_PATH, TEMPORAL_API_KEY and others."""

FILE = f"{OWN}CONFIG_FILE"


async def connect(
    settings: Settings,
    *,
    data_converter: DataConverter = DataConverter.default,
    plugins: Sequence[Plugin] = (),
    runtime: Runtime | None = None,
    lazy: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> Client:
    """Connect to Temporal, or when it is first used where `lazy`.

    TLS, client certificates, API keys and metadata are those of the variables that begin with TEMPORAL_, or
    of the file that TEMPORAL_CONFIG_FILE names: see `temporalio.envconfig`. Raises `SettingsError` when what
    they name cannot be read, and RuntimeError when nobody answers.
    """
    return await Client.connect(
        settings.temporal,
        namespace=settings.namespace,
        data_converter=data_converter,
        plugins=plugins,
        runtime=runtime,
        lazy=lazy,
        **_transport(environ),
    )


def _transport(environ: Mapping[str, str]) -> dict[str, Any]:
    file = environ.get(FILE)
    try:
        # Only a file that is named: the one in somebody's home is about another server.
        profile = ClientConfigProfile.load(
            config_source=None if file is None else Path(file).read_bytes(),
            disable_file=file is None,
            override_env_vars={name: value for name, value in environ.items() if name.startswith(OWN)},
        )
        given = profile.to_client_connect_config()
    except (OSError, ValueError, RuntimeError) as error:
        unreadable = N_("What the variables that begin with {own} name cannot be read: {error}.")
        raise SettingsError(unreadable.having(own=OWN, error=str(error))) from error
    return {name: value for name, value in given.items() if name not in {"target_host", "namespace"}}
