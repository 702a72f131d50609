"""Documents as people sign and keep them: PDF."""
