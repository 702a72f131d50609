"""Guessing tokens and links is slowed: whoever was wrong too often in a minute hears that, and not more.

What counts is counted after it failed, so a good token or link gets through however often others were wrong
from the same address: behind a proxy that is not named in the settings all have one.
"""

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.requests import Request

from api.http.sign_in.tokens import InvalidToken, TokenKeyUnknown, TokenNotSigned, TokenTooLong
from domain.organisations.invitations import NoSuchInvitation
from domain.people.bind_identity import NoSuchSignIn
from domain.shared.messages import N_
from domain.shared.refusals import Refusal


class TooManyGuesses(Refusal):
    status = 429
    title = N_("Too many tokens or links that do not count")
    sentence = N_(
        "Too many tokens or links came from your address that do not count; wait {seconds} seconds."
    )
    advice = N_("Look whether the token or link is complete, and try again after Retry-After seconds.")
    seconds: int


class Guesses:
    """Counts, in this process alone, how often a token or link from an address did not count."""

    def __init__(self, a_minute: int) -> None:
        self._limit = RateLimitItemPerMinute(a_minute)
        # By fixed minutes: what limits keeps for a moving window it never forgets.
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def instead_of(self, refusal: Refusal, request: Request) -> Refusal:
        """What is answered to a request that was refused: the `refusal`, or that there were too many."""
        if not _may_be_a_guess(refusal):
            return refusal
        address = _neighbourhood(request)
        if self._limiter.hit(self._limit, address):
            return refusal
        ends_at = self._limiter.get_window_stats(self._limit, address).reset_time
        return TooManyGuesses(seconds=max(1, math.ceil(ends_at - time.time())))


def _may_be_a_guess(refusal: Refusal) -> bool:
    # Not one that has expired, or is for another service: that was signed, so nobody guessed it.
    unsigned = type(refusal) in {InvalidToken, TokenNotSigned, TokenKeyUnknown, TokenTooLong}
    return unsigned or isinstance(refusal, NoSuchInvitation | NoSuchSignIn)


def _neighbourhood(request: Request) -> str:
    """Where a request comes from; of IPv6 the network, because one subscriber has all addresses in it."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return host
