"""How answers of the API look on a terminal, and as plain text when piped; one module per subject."""
