"""The demonstration: one programme from proposal to approved, told while it happens. One module per phase."""
