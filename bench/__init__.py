"""Benchmarks: each figure beside its comparison, in the same run, on the same servers."""
