"""What whoever reaches PostgreSQL or Temporal may try, past the API."""

from attack import accounts, registers, rows, temporal
from attack.choosing import Choosing
from attack.report import Attempt
from attack.stack import Ground
from tests.store.kept.story import everything_kept


async def attack(ground: Ground, choosing: Choosing) -> list[Attempt]:
    """Change what is kept, past Kwartier, and ask Temporal for what no service signed."""
    # An ended programme in which every table has something to hold.
    kept = await everything_kept(ground.world)
    return [
        *await rows.attack(ground, choosing, kept),
        *await registers.attack(ground, choosing, kept),
        *await temporal.attack(ground, choosing, kept),
        *await accounts.attack(ground),
    ]
