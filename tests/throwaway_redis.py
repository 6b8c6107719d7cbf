"""A Redis that lives as long as one test."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

MISSING = "Redis is not here. Get it with: apt-get install redis-server (Debian, Ubuntu), brew install redis (macOS)."


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip(MISSING)
    place = tmp_path / "redis"
    options = ["--port", "0", "--unixsocket", str(place), "--save", "", "--appendonly", "no", "--dir", str(tmp_path)]
    server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 10
        while not place.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        yield f"unix://{place}"
    finally:
        server.terminate()
        server.wait()
