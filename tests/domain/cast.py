"""Who plays in the domain's tests, each by an id that would be found if it ever showed in a sentence."""

from domain.shared.actors import Actor

OFFICE = Actor(person="id-of-olga", role="office")
PRINCIPAL = Actor(person="id-of-petra", role="principal")
OTHER_PRINCIPAL = Actor(person="id-of-paul", role="principal")
ADMINISTRATOR = Actor(person="id-of-otto", role="administrator")
VERA = Actor(person="id-of-vera", role="participant")
REPRESENTATIVE = Actor(person="id-of-rik", role="representative")

ANNA = Actor(person="id-of-anna", role="candidate")
BRAM = Actor(person="id-of-bram", role="candidate")
CAS = Actor(person="id-of-cas", role="candidate")

KWARTIERMAKER = Actor(person=ANNA.person, role="kwartiermaker")
"""Anna, once she has accepted: the arranged programmes appoint her."""

NEW_KWARTIERMAKER = Actor(person="id-of-kees", role="kwartiermaker")

PANEL = {f"panel-{n}": Actor(person=f"id-of-panellist-{n}", role="panel") for n in (1, 2, 3)}
"""The review panel: who holds each seat."""


def member(body: str, seat: int) -> Actor:
    """Who holds a seat of a deciding body in the small programme."""
    return Actor(person=f"id-of-{body}-member-{seat}", role="member")


EVERY_ROLE = (
    OFFICE,
    PRINCIPAL,
    OTHER_PRINCIPAL,
    ADMINISTRATOR,
    VERA,
    REPRESENTATIVE,
    ANNA,
    BRAM,
    KWARTIERMAKER,
    PANEL["panel-1"],
    member("college", 1),
)
"""One person in each role, and those who have a role in another programme."""
