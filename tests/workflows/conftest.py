"""Running programmes, for every test here."""

from tests.workflows.fixtures import begin, idle_world, pool, prepared_client, workers, world

__all__ = ["begin", "idle_world", "pool", "prepared_client", "workers", "world"]
