"""What a deployment decides: addresses, keys and how to log. Read once, from the environment."""

from settings.model import Settings, SettingsError

__all__ = ["Settings", "SettingsError"]
