"""Who connects to PostgreSQL, and what each of them may: the owner, workers and APIs."""
