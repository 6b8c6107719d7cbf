"""What Lighthouse says of ten kinds of page on a slow phone, and whether it is good enough.

    python -m tests.browser.audit [--runs 3] [--only home deal ...] [--lighthouse COMMAND]

starts a site by itself, as `make serve` would run it, and asks Lighthouse (which npx fetches) for its opinion with
the machine's own Chromium. Prints the medians as a table and fails where a page falls short.
"""

import argparse
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.browser.conftest import ARGUMENTS, MISSING, chromium
from tests.pages_list import in_language
from tests.running_site import WARMED, prepare, serving

# An exact version, so that a new rule of Lighthouse's does not fail what passed yesterday.
LIGHTHOUSE = "npx --yes lighthouse@12.8.2"
NO_NPX = "NOT AUDITED: there is no npx here. Get it with: apt-get install npm (Debian)."

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST_SCORE = 99
# Milliseconds, under Lighthouse's own throttling: a slow phone on slow 4G.
MOST_LARGEST_PAINT = 1200

# Name, address in English, language: of each kind the fullest page, since that is the slowest.
PAGES = (
    ("home", "/", "en"),
    ("type", "/types/acsa/", "ja"),
    ("partner", "/partners/united-states/", "ja"),
    ("deal_list", "/deals/", "en"),
    ("deal", "/deals/germany-acsa/", "en"),
    ("grid", "/grid/", "ja"),
    ("map", "/map/", "en"),
    ("timeline", "/timeline/", "ja"),
    ("identify", "/identify/", "en"),
    ("term", "/terms/acsa/", "ja"),
)


@dataclass(frozen=True, slots=True)
class Audit:
    """What one run says: scores of 100, times in milliseconds, and bytes as they went over the wire."""

    scores: dict[str, float]
    first_paint: float
    largest_paint: float
    shift: float
    blocked: float
    size: float


def read(report: dict[str, Any]) -> Audit:
    """Read Lighthouse's report. A category without a score, as after an error, counts as nothing."""

    def value(name: str) -> float:
        return float(report["audits"][name].get("numericValue") or 0)

    return Audit(
        {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES},
        value("first-contentful-paint"),
        value("largest-contentful-paint"),
        value("cumulative-layout-shift"),
        value("total-blocking-time"),
        value("total-byte-weight"),
    )


def median(runs: Sequence[Audit]) -> Audit:
    """Return the median of each figure by itself."""

    def middle(name: str) -> float:
        return statistics.median(getattr(run, name) for run in runs)

    return Audit(
        {name: statistics.median(run.scores[name] for run in runs) for name in CATEGORIES},
        middle("first_paint"),
        middle("largest_paint"),
        middle("shift"),
        middle("blocked"),
        middle("size"),
    )


def shortcomings(audit: Audit) -> list[str]:
    """Return in words in what a page falls short; nothing where it is good enough."""
    found = [f"{name} {score:g}" for name, score in audit.scores.items() if score < LEAST_SCORE]
    if audit.largest_paint >= MOST_LARGEST_PAINT:
        found.append(f"largest paint {audit.largest_paint / 1000:.2f} s")
    if audit.shift > 0:
        found.append(f"layout shift {audit.shift:.3f}")
    return found


# Now and then the browser gives Lighthouse no trace of a page, and the next time it does.
_TRIES = 3


def _run(command: Sequence[str], browser: str, address: str, tries: int = _TRIES) -> Audit:
    flags = " ".join(ARGUMENTS)
    done = subprocess.run(
        [
            *command, address, "--quiet", "--output=json", "--throttling-method=simulate",
            f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}",
        ],
        env={**os.environ, "CHROME_PATH": browser},
        capture_output=True,
        text=True,
    )  # fmt: skip
    if done.returncode and tries > 1:
        return _run(command, browser, address, tries - 1)
    if done.returncode:
        raise SystemExit(f"Lighthouse failed at {address}:\n{done.stderr}")
    return read(json.loads(done.stdout))


def _warm(address: str) -> None:
    """Ask once, so that the first run does not measure what a worker reads once in its life."""
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.netloc, timeout=60)) as connection:
        connection.request("GET", parts.path)
        connection.getresponse().read()


def _table(found: Sequence[tuple[str, Audit]]) -> str:
    heads = ["page", "perf", "a11y", "best", "seo", "FCP s", "LCP s", "CLS", "TBT ms", "kB"]
    rows = [
        [
            name,
            *(f"{audit.scores[category]:g}" for category in CATEGORIES),
            f"{audit.first_paint / 1000:.2f}",
            f"{audit.largest_paint / 1000:.2f}",
            f"{audit.shift:.3f}",
            f"{audit.blocked:.0f}",
            f"{audit.size / 1000:.1f}",
        ]
        for name, audit in found
    ]
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in [heads, *rows]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Ask Lighthouse about ten kinds of page.")
    parser.add_argument("--runs", type=int, default=3, help="runs a page, of which the median counts")
    parser.add_argument("--only", nargs="*", choices=[name for name, _address, _language in PAGES], default=None)
    parser.add_argument("--lighthouse", default=LIGHTHOUSE, help="the command that runs Lighthouse")
    options = parser.parse_args()
    command = shlex.split(options.lighthouse)
    browser = chromium()
    if browser is None or shutil.which(command[0]) is None:
        print(MISSING if browser is None else NO_NPX, file=sys.stderr)
        return 1
    found = []
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        with serving(Path(folder)) as site:
            time.sleep(WARMED)
            for name, path, language in PAGES:
                if options.only and name not in options.only:
                    continue
                address = site + in_language(path, language)
                _warm(address)
                print(f"Asking about {address.removeprefix(site)} …", file=sys.stderr)
                found.append((name, median([_run(command, browser, address) for _ in range(options.runs)])))
    print(_table(found))
    failed = [f"{name}: {', '.join(short)}" for name, audit in found if (short := shortcomings(audit))]
    print("\n".join(["", "Not good enough:", *failed] if failed else ["", "Good enough."]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
