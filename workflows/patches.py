"""Changes that runs begun before replay without (`workflow.patched`): each name stands in their histories."""

KEYS_OF_PEOPLE = "keys-of-people"
"""A person's key may have the form of a step's, and is not taken for one."""

ANSWERED_BY_THE_REGISTER = "answered-by-the-register"
"""A command that the register knows is answered, also when the rules would refuse it by now."""
