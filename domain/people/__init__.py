"""Who is in which part of a programme beside its seats: given and taken with a reason."""
