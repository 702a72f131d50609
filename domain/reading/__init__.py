"""Reading: which material there is, in which parts somebody reads, and what each part may."""
