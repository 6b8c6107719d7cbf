"""The site as it is, with the addresses of tests/bench_urls.py."""

from rosetta.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench_urls"
