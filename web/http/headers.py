"""The headers of every page: nothing is loaded, framed or sent anywhere but here."""

from collections.abc import Mapping

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Without exceptions: what somebody typed could never run, whatever mistake let it out as HTML."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    # Pages depend on who asks, and hold names and texts.
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Addresses of links are secrets: no other site hears of them, nor does a log of ours.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
