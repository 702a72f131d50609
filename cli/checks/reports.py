"""Where whoever finds a weakness reports it."""

import re
from urllib.parse import urlsplit

from cli.checks.finding import Finding, note, ok
from domain.shared.messages import N_
from settings import Settings

RESERVED = re.compile(r"(^|\.)(example|invalid|test|localhost|example\.(com|net|org))$")
"""Names that nobody can have (RFC 2606): whoever writes there reaches nobody."""


def contact(settings: Settings) -> Finding:
    """Look whether there is an address for reports, and one that can exist."""
    name, given = N_("reports of weaknesses"), settings.security_contact
    mend = N_("Set KWARTIER_SECURITY_CONTACT to an address that somebody reads (SECURITY.md).")
    if not given:
        return note(name, N_("no address: whoever finds a weakness cannot tell you in private"), mend)
    # Of the host only: a page of somebody's may be called anything.
    host = urlsplit(given).hostname or given.rpartition("@")[2].lower()
    if RESERVED.search(host):
        return note(name, N_("{contact} is a placeholder, and reaches nobody").having(contact=given), mend)
    return ok(name, N_("go to {contact}").having(contact=given))
