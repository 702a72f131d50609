"""The kwartier command, and the embedded services."""
