"""Marked to go with the last route that asks for these names: see `service.reading`, `api.http.reading`."""

from api.http.reading import Read
from service.reading import ReadContext, Reading

Sight = ReadContext

__all__ = ["Read", "Reading", "Sight"]
