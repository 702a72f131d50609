"""Is what is kept what was said? Everything that is stored, held against the register, row by row.

Nothing is composed, set or decided again, and nothing is mended: each row that differs is named.
"""
