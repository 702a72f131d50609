"""What browsers load besides pages: read once, and kept by them for as long as its name is the same."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from domain.shared.messages import N_
from settings import SettingsError

FOLDER = Path(__file__).parents[1] / "static"
MANIFEST = "manifest.json"
BESIDE = {MANIFEST, "LICENCES.txt"}
"""Files without a hash in their name, which may change under it."""
KEPT = "public, max-age=31536000, immutable"
PREFIX = "/static"
COMPRESSED = (".css", ".js", ".svg")


@dataclass(frozen=True)
class File:
    """A file, as it is and as it is sent to whoever takes it compressed."""

    content: bytes
    media_type: str
    compressed: bytes | None

    @classmethod
    def of(cls, name: str, content: bytes) -> "File":
        media_type = guess_type(name)[0] or "application/octet-stream"
        smaller = gzip.compress(content) if name.endswith(COMPRESSED) else None
        return cls(content, media_type, smaller)


class Assets:
    """The built files, with an organisation's `theme` in place of Kwartier's own where there is one.

    Raises `SettingsError` when that cannot be read.
    """

    def __init__(self, theme: Path | None = None) -> None:
        self._names: dict[str, str] = json.loads((FOLDER / MANIFEST).read_text(encoding="utf-8"))
        self._theme = None if theme is None else _read(theme)
        if self._theme is not None:
            self._names["theme.css"] = f"theme-{sha256(self._theme).hexdigest()[:10]}.css"

    def __eq__(self, other: object) -> bool:
        # Pages name addresses only, so that templates made for one are as good for another that has the same.
        return isinstance(other, Assets) and self._names == other._names

    def __hash__(self) -> int:
        return hash(frozenset(self._names.items()))

    def address(self, name: str) -> str:
        """Where the file is that was built as `name`."""
        return f"{PREFIX}/{self._names[name]}"

    @cached_property
    def _files(self) -> Mapping[str, File]:
        files = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.name != MANIFEST}
        if self._theme is not None:
            files[self._names["theme.css"]] = self._theme
        return {name: File.of(name, content) for name, content in files.items()}

    async def serve(self, request: Request) -> Response:
        """Answer with a file; none of them needs a cookie, so none depends on who asks."""
        name: str = request.path_params["name"]
        if (file := self._files.get(name)) is None:
            raise HTTPException(404)
        headers = {"Cache-Control": "no-cache" if name in BESIDE else KEPT, "Vary": "Accept-Encoding"}
        content = file.content
        if file.compressed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            content, headers["Content-Encoding"] = file.compressed, "gzip"
        return Response(content, media_type=file.media_type, headers=headers)


def _read(theme: Path) -> bytes:
    try:
        return theme.read_bytes()
    except OSError as error:
        unreadable = N_("KWARTIER_THEME names {file}, which cannot be read ({error}).")
        raise SettingsError(unreadable.having(file=str(theme), error=error.strerror or "")) from error
