"""PostgreSQL and Temporal as child processes, for a machine that has neither."""
