"""What people read, in one language at a time. English stands in the code, the others in `locale/`."""
