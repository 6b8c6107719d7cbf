"""The query layer: what each page, list and file needs, read in a number of queries that never grows."""
