"""Attacks on a running Kwartier of their own: what was tried, and what got through."""
