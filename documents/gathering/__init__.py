"""What documents are made of, gathered from PostgreSQL; the modules beside this folder turn it into text.

Here alone `documents` knows `store`: the store hands out material, and never composes.
"""
