"""Time, size and memory of each download, at the real size or at a larger one.

    python -m tests.exports.measure 100000 /tmp/measured

copies the database that DATABASE_URL names, which must be SQLite, multiplies its deals until there are that many, and
writes every file of them, each in a process of its own. Without a number the register is taken as it is.
"""

import os
import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.multiplied import multiply_sqlite


def write(suffix: str, folder: Path) -> None:
    """Write one file in this process, and print what it took."""
    import django

    django.setup()
    from agreements.exports.writers import FORMATS
    from agreements.selectors.bundles import whole
    from agreements.selectors.edition import edition

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    path = folder / f"deals.{suffix}"
    start, used = time.perf_counter(), time.process_time()
    with path.open("wb") as file:
        FORMATS[suffix].write(whole("deals", edition()), file)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{path.name:14} {path.stat().st_size / 1e6:8.1f} MB  {time.perf_counter() - start:7.1f} s"
        f" ({time.process_time() - used:.1f} s of processor)  peak {peak / 1024:.0f} MB, {before / 1024:.0f} before",
        flush=True,
    )


def main(arguments: list[str]) -> None:
    if arguments[0] == "--one":
        write(arguments[1], Path(arguments[2]))
        return
    folder = Path(arguments[-1])
    folder.mkdir(parents=True, exist_ok=True)
    copied = folder / "register.sqlite3"
    given = os.environ.get("DATABASE_URL", "sqlite:///var/register.sqlite3").removeprefix("sqlite:///")
    with closing(sqlite3.connect(given)) as source, closing(sqlite3.connect(copied)) as target:
        source.backup(target)
    count = multiply_sqlite(copied, int(arguments[0]) if len(arguments) > 1 else 0)
    print(f"{count} deals, database of {copied.stat().st_size / 1e6:.0f} MB", flush=True)
    environment = {
        **os.environ, "DATABASE_URL": f"sqlite:///{copied}", "DJANGO_SETTINGS_MODULE": "rosetta.settings"
    }  # fmt: skip
    for suffix in ("csv", "json", "jsonl", "xlsx", "sqlite", "zip"):
        subprocess.run(
            [sys.executable, "-m", "tests.exports.measure", "--one", suffix, str(folder)], env=environment, check=True
        )


if __name__ == "__main__":
    main(sys.argv[1:])
