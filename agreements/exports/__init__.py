"""The register as files: tables with a codebook, and a writer for each format. Knows nothing of the database."""
