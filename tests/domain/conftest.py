"""How much hypothesis tries: the same examples every time, so that a red test is red for everyone.

`HYPOTHESIS_PROFILE=explore` tries other examples on each run, and more of them.
"""

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None, max_examples=60)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
