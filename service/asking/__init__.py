"""What people may ask: how each act is described, in which kinds of value, and what can be chosen."""
