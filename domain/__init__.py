"""Types and rules of a programme's way to approval: pure, without clock, database or network."""
