"""What a deployment decides: addresses, keys and how to log. Read once, from the environment."""

from settings.model import Settings, SettingsError

__all__ = ["PREFIX", "Settings", "SettingsError"]

PREFIX = "/v1"
"""What the API's paths begin with, below the public address; every other path is a page's."""
