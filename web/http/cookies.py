"""Cookies: never read by scripts, never sent by other sites' forms, tied to this host where there is TLS."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response


@dataclass(frozen=True)
class Cookies:
    """How cookies are set; `secure` where people reach Kwartier over TLS."""

    secure: bool

    def read(self, request: Request, name: str, *, path: str = "/") -> str | None:
        return request.cookies.get(self._called(name, path)) or None

    def give(
        self, answer: Response, name: str, value: str, *, path: str = "/", seconds: int | None = None
    ) -> None:
        """Let the browser keep `value`: for so many seconds, or until it is closed."""
        answer.set_cookie(
            self._called(name, path),
            value,
            max_age=seconds,
            path=path,
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def take(self, answer: Response, name: str, *, path: str = "/") -> None:
        """Let the browser forget it."""
        answer.delete_cookie(
            self._called(name, path), path=path, secure=self.secure, httponly=True, samesite="lax"
        )

    def _called(self, name: str, path: str) -> str:
        if not self.secure:
            return name
        # Browsers take such a name from this host alone, over TLS; where it is for a path, over TLS.
        return f"__Host-{name}" if path == "/" else f"__Secure-{name}"
