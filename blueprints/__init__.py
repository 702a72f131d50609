"""The blueprints that are shipped, and how a blueprint is read and frozen."""

from pathlib import Path

SHIPPED = Path(__file__).parent
"""The folder of the shipped blueprints, one TOML file each."""
