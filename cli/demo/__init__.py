"""The demonstration: one programme from proposal to approved, reported as it happens, phase by phase."""
