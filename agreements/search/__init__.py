"""Finds records by whatever name a reader knows. Plain Python: names are handed in, and tokens and points come out."""
