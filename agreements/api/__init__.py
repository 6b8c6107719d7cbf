"""The register for programs, at /api/v1/: read-only JSON, described by OpenAPI. One module for each resource."""
