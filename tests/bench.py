"""How fast the site answers, beside the same server's bare "hello" and beside Datasette with the same rows.

    python -m tests.bench [--seconds 3] [--sizes 0 100000] [--engines sqlite postgresql] [--only list grid …]

makes a register in a temporary folder, multiplies it, serves it as `make serve` does but with one worker of one thread,
and prints a table in Markdown. wrk asks where it is installed, else this program itself. On a machine with other work
the processor's time for a request is the figure to trust, and the times are those of a machine with other work.
"""

import argparse
import http.client
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.multiplied import multiply_postgresql, multiply_sqlite
from tests.pages_list import ROOT
from tests.running_site import WARMED, free_port, site_environment
from tests.throwaway_postgres import programs, running

# An exact version, so that two runs compare the same.
DATASETTE = "datasette==0.65.5"
_TEXT = "Japan and Germany signed an ACSA in Tokyo on Monday, which lets their forces share fuel and ammunition."


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked for. `keeps`: of a site that keeps answers, else of one that makes each anew."""

    name: str
    path: str
    keeps: bool = False
    is_unchanged: bool = False


CASES = (
    Case("hello", "/hello", keeps=True),
    Case("kept page", "/types/acsa/", keeps=True),
    Case("304", "/types/acsa/", keeps=True, is_unchanged=True),
    Case("home", "/"),
    Case("deal", "/deals/germany-acsa/"),
    Case("type", "/types/acsa/"),
    Case("partner", "/partners/germany/"),
    Case("list", "/deals/"),
    Case("filtered list", "/deals/?type=acsa&status=in-force"),
    Case("search", "/search/?q=fuel+Germany"),
    Case("search for one word", "/search/?q=transfer"),
    Case("grid", "/grid/"),
    Case("API list", "/api/v1/deals?page_size=50"),
    Case("decode", f"/decode/?text={quote(_TEXT)}"),
)
OF_DATASETTE = (
    Case("Datasette, page of 50 deals", "/register/agreements_deal?_size=50"),
    Case("Datasette, filtered", "/register/agreements_deal?_size=50&status=in-force&publication=published"),
    Case("Datasette, JSON of 50 deals", "/register/agreements_deal.json?_size=50"),
)
# wrk knows the 95th percentile, but says it to a script only. In microseconds.
_SCRIPT = """\
done = function(summary, latency, requests)
  io.write(string.format("found %d %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(95), summary.errors.status + summary.errors.timeout + summary.errors.read))
end
"""


@dataclass(frozen=True, slots=True)
class Times:
    """Of some seconds of asking: how many, how many went wrong, and milliseconds."""

    requests: int
    failed: int
    per_second: float
    median: float
    late: float


def _asked_by_wrk(port: int, path: str, seconds: int, headers: dict[str, str], script: Path) -> Times:
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    done = subprocess.run(
        ["wrk", "-t1", "-c1", f"-d{seconds}s", "--timeout", "60s", "-s", str(script), *given, f"http://127.0.0.1:{port}{path}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = re.search(r"^found (\d+) (\d+) (\d+) (\d+) (\d+)$", done.stdout, re.MULTILINE)
    if found is None:
        raise SystemExit(f"wrk said nothing that is known here:\n{done.stdout}")
    requests, microseconds, median, late, failed = map(int, found.groups())
    return Times(requests, failed, requests * 1e6 / microseconds, median / 1000, late / 1000)


def _asked_here(port: int, path: str, seconds: int, headers: dict[str, str]) -> Times:
    took: list[float] = []
    failed = 0
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        end = time.perf_counter() + seconds
        while (start := time.perf_counter()) < end:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            failed += response.status >= 400
            took.append((time.perf_counter() - start) * 1000)
    late = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
    return Times(len(took), failed, len(took) * 1000 / sum(took), statistics.median(took), late)


def _get(port: int, path: str, headers: dict[str, str]) -> tuple[int, str]:
    """Return the status of an answer and its tag."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status, response.getheader("ETag") or ""


def _family(pid: int) -> list[int]:
    """Return a process and those that it started, as /proc tells."""
    found = [pid]
    for one in found:
        with suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
    return found


def _processor_seconds(pids: Sequence[int]) -> float:
    total = 0
    for pid in pids:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def _megabytes(pids: Sequence[int]) -> float:
    """Return the memory of the largest of some processes: of a server, its worker."""
    sizes = [0]
    for pid in pids:
        with suppress(OSError):
            found = re.search(r"^VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
            sizes.append(int(found[1]) if found else 0)
    return max(sizes) / 1024


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int
    seconds_to_start: float


@contextmanager
def served(command: Sequence[str], environment: dict[str, str], ready: str, log: Path) -> Iterator[Server]:
    """Start a server and yield it once it answers; `{port}` in the command is its port."""
    port = free_port()
    start = time.perf_counter()
    with log.open("w") as output:
        process = subprocess.Popen(
            [part.replace("{port}", str(port)) for part in command],
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        while True:
            try:
                _get(port, ready, {})
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - start > 60:
                    raise SystemExit(f"The server did not start:\n{log.read_text()}") from None
                time.sleep(0.02)
        yield Server(port, process.pid, time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait(timeout=20)


@dataclass(frozen=True, slots=True)
class Bench:
    folder: Path
    seconds: int
    only: Sequence[str]

    def chosen(self, cases: Sequence[Case]) -> list[Case]:
        return [case for case in cases if not self.only or case.name in self.only]

    def measure(self, server: Server, case: Case, rows: str) -> None:
        """Ask for one thing, and print a line of the table."""
        # Browsers take what is compressed.
        headers = {"Accept-Encoding": "gzip"}
        status, tag = _get(server.port, case.path, headers)
        # An address with a query is kept from the second time on.
        _get(server.port, case.path, headers)
        if status != 200:
            print(f"| {rows} | {case.name} | answers {status} | | | | |", flush=True)
            return
        if case.is_unchanged:
            headers["If-None-Match"] = tag
        pids = _family(server.pid)
        before = _processor_seconds(pids)
        if shutil.which("wrk"):
            times = _asked_by_wrk(server.port, case.path, self.seconds, headers, self.folder / "percentiles.lua")
        else:
            times = _asked_here(server.port, case.path, self.seconds, headers)
        used = (_processor_seconds(pids) - before) * 1000 / max(times.requests, 1)
        wrong = f", {times.failed} failed" if times.failed else ""
        print(
            f"| {rows} | {case.name}{wrong} | {times.per_second:,.0f} | {times.median:.1f} | {times.late:.1f} |"
            f" {used:.2f} | {_megabytes(pids):.0f} |",
            flush=True,
        )

    def site(self, url: str, rows: str) -> None:
        environment = {
            **site_environment(self.folder),
            "DJANGO_SETTINGS_MODULE": "tests.bench_settings",
            "DATABASE_URL": url,
            "SEARCHES_A_MINUTE": "0",
            "DECODES_A_MINUTE": "0",
            "FILES_A_MINUTE": "0",
        }
        command = [
            sys.executable, "manage.py", "serve", "--prepared", "--port", "{port}", "--workers", "1",
        ]  # fmt: skip
        for keeps in (True, False):
            cases = [case for case in self.chosen(CASES) if case.keeps is keeps]
            if not cases:
                continue
            kept = {**environment, "CACHE_MEGABYTES": "32" if keeps else "0"}
            with served(command, kept, "/healthz", self.folder / "site.log") as server:
                print(f"| {rows} | start, in seconds | | {server.seconds_to_start:.1f} | | | |", flush=True)
                time.sleep(WARMED)
                for case in cases:
                    self.measure(server, case, rows)

    def datasette(self, program: Path, database: Path, rows: str) -> None:
        named = self.folder / "of-datasette" / "register.db"
        named.parent.mkdir(exist_ok=True)
        named.unlink(missing_ok=True)
        named.hardlink_to(database)
        command = [str(program), "serve", str(named), "--port", "{port}"]
        with served(command, dict(os.environ), "/-/versions.json", self.folder / "datasette.log") as server:
            print(f"| {rows} | Datasette, start, in seconds | | {server.seconds_to_start:.1f} | | | |", flush=True)
            for case in OF_DATASETTE:
                self.measure(server, case, rows)


def _prepared(folder: Path, url: str) -> None:
    environment = {**site_environment(folder), "DATABASE_URL": url}
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=True, capture_output=True)


def _in_one_file(path: Path) -> None:
    """Put what the write-ahead log holds into the database itself."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _installed(folder: Path) -> Path | None:
    """Install Datasette into an environment that goes with the folder; None where that cannot be done."""
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", DATASETTE], check=True, capture_output=True)
    except subprocess.CalledProcessError as error:
        print(f"Without Datasette, which could not be installed: {error.stderr.decode()[-300:]}", file=sys.stderr)
        return None
    return folder / "bin" / "datasette"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=3, help="for each case (3)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 100_000], help="deals; 0 is the register as it is")
    parser.add_argument("--engines", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    parser.add_argument("--only", nargs="+", choices=[case.name for case in CASES], default=[], metavar="CASE")
    parser.add_argument("--datasette", type=Path, help="the program, where it is installed already")
    parser.add_argument("--no-datasette", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        (folder / "percentiles.lua").write_text(_SCRIPT)
        bench = Bench(folder, asked.seconds, asked.only)
        datasette = None if asked.no_datasette else asked.datasette or _installed(folder / "datasette")
        load = os.getloadavg()
        print(f"{os.cpu_count()} processors, load {load[0]:.1f} at the start, {asked.seconds} s a case.\n")
        print(
            "| rows | what | requests/s | p50 ms | p95 ms | processor ms | worker MB |\n|---|---|--:|--:|--:|--:|--:|"
        )
        for size in asked.sizes:
            for engine in asked.engines:
                _measured(bench, engine, size, datasette)
        print(f"\nLoad {os.getloadavg()[0]:.1f} at the end.")
    return 0


def _measured(bench: Bench, engine: str, size: int, datasette: Path | None) -> None:
    if engine == "sqlite":
        path = bench.folder / f"{size}.sqlite3"
        _prepared(bench.folder, f"sqlite:///{path}")
        count = multiply_sqlite(path, size)
        _in_one_file(path)
        rows = f"{count:,} deals, SQLite"
        bench.site(f"sqlite:///{path}", rows)
        if datasette:
            bench.datasette(datasette, path, rows)
        return
    bin_folder = programs()
    if bin_folder is None:
        print("Without PostgreSQL, which is not installed.", file=sys.stderr)
        return
    with running(bin_folder) as url:
        _prepared(bench.folder, url)
        count = multiply_postgresql(url, size)
        bench.site(url, f"{count:,} deals, PostgreSQL")


if __name__ == "__main__":
    sys.exit(main())
