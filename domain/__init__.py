"""Types and rules of a programme's way to approval: pure, without clock, database or network.

Importing it makes every act known: commands, events and refusals register themselves when their modules are
imported, so that none can be forgotten in a list.
"""

import importlib
import pkgutil

for _module in pkgutil.walk_packages(__path__, f"{__name__}."):
    importlib.import_module(_module.name)
