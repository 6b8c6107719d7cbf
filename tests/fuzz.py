"""Requests that nobody would think of: paths, parameters, headers, bodies and methods by chance, the same for a seed.

    python -m tests.fuzz 50000
    python -m tests.fuzz 50000 --seed 7

starts the site with the whole register, asks it so often, and prints each answer that is an error of the site’s own, a
traceback or a hang, with what was asked; then the most queries and the longest time of each route. It ends with 1 if it
found anything.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, RemoteDisconnected
from pathlib import Path
from urllib.parse import quote

from tests.pages_list import FOR_MACHINES, FRAGMENTS, KINDS

# Seconds that no answer may take: a worker that is asked one thing at a time has nothing to wait for.
LONGEST = 10.0
SLUGS = {
    "types": ("acsa", "reciprocal-access", "consultation-pact"),
    "partners": ("germany", "australia", "nato"),
    "deals": ("germany-acsa", "australia-acsa", "uk-raa"),
    "terms": ("acsa", "security-cooperation"),
}
_FILES = (
    "/deals/{}.md", "/types/{}.md", "/partners/{}.md", "/llms.txt", "/calendar.ics", "/partners/{}/calendar.ics",
    "/types/{}/calendar.ics", "/timeline.svg", "/timeline.png", "/map.svg", "/map.png", "/opensearch.xml",
    "/types/{}/map.svg", "/types/{}/partners.svg", "/types/{}/lives.svg", "/types/{}/lives.png",
    "/search/suggest.json", "/data/deals.csv", "/data/deals.json", "/data/grid.csv", "/data/register.zip",
    "/data/sources.jsonl", "/cite.bib", "/deals/{}/cite.ris", "/compare/cite.csl.json", "/grid/cite.bib",
    "/social/deal/{}.png", "/social/page/home.png", "/social/no-such-kind/{}.png", "/favicon.ico", "/metrics",
    "/social/page/grid.png", "/social/page/compare.png", "/social/term/{}.png",
)  # fmt: skip
_API = (
    "", "openapi.json", "types", "types/{}", "partners", "partners/{}", "deals", "deals/{}", "grid", "identify",
    "search", "decode", "no-such-thing",
)  # fmt: skip
_ADMIN = (
    "", "login/", "logout/", "second-factor/", "second-factor/enrol/", "agreements/deal/", "agreements/deal/add/",
    "agreements/deal/1/change/", "agreements/deal/duplicates/", "agreements/source/999999999999999999999/change/",
    "jsi18n/", "autocomplete/", "password_change/", "r/1/1/",
)  # fmt: skip
PATHS = (
    *(kind.path for kind in KINDS),
    *FOR_MACHINES,
    *FRAGMENTS,
    *_FILES,
    *(f"/api/v1/{name}" for name in _API),
    *(f"/admin/{name}" for name in _ADMIN),
    "/static/css/site.css",
)
_METHODS = ("GET",) * 12 + ("HEAD", "POST", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "get", "X")
_NAMES = (
    "type", "family", "partner", "region", "status", "year_from", "year_to", "as_of", "q", "sort", "page", "kind",
    "deal", "about", "text", "subject", "payment", "classified", "ask", "speaker", "limit", "offset", "since", "next",
    "format", "fields", "lang", "csrfmiddlewaretoken", "term", "app_label", "model_name", "field_name", "_popup", "o",
    "e", "p", "type__id__exact", "publication__exact",
)  # fmt: skip
_VALUES = (
    "acsa", "germany", "germany-acsa", "2024", "2024-02-30", "2015-01-01", "in-force", "1", "0", "-1", "99999999999999",
    "1e9", "NaN", "", " ", "ACSA with Germany", "日独ACSA", "\x00", "\ud800", "\u202e", "a" * 3000, "%", "_", "'", '"',
    "' OR 1=1 --", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}",
    "../../etc/passwd", "${7*7}", "javascript:alert(1)", "//elsewhere.example/", "/\\elsewhere.example",
    "a\r\nX-Evil: 1", "]]>", "(" * 200, "-" * 200, "*", '"ACSA" OR', "NEAR(", "type:", "a AND", "１２", "²", "٣", "ﬃ",
    "e\u0301" * 50, "gift,settled", "unsure",
    "updated,-", "[]", "{}", "null", "true",
)  # fmt: skip
_HEADERS = {
    "Accept": ("*/*", "application/json", "text/html;q=x", ","),
    "Accept-Encoding": ("gzip", "br", "gzip;q=0", "identity;q=0, *;q=0", ";;;"),
    "Accept-Language": ("ja", "x" * 500, ",;q="),
    "Authorization": ("Bearer x", "Basic !!!", "Bearer \xff"),
    "Content-Type": ("text/plain", "multipart/form-data", "multipart/form-data; boundary=" + "x" * 300,
                     "application/json; charset=nonsense", "application/x-www-form-urlencoded; charset=utf-16"),
    "Cookie": ("sessionid=x; csrftoken=\xff", "=;=", "sessionid=" + "a" * 3000, "csrftoken=" + "a" * 32),
    "Host": ("elsewhere.example", "127.0.0.1:99999", "[::1", "a b", ""),
    "HX-Boosted": ("true", "maybe"),
    "HX-Current-URL": ("http://[", "javascript:alert(1)"),
    "HX-History-Restore-Request": ("true",),
    "HX-Request": ("true", "false", "\xe9"),
    "HX-Target": ("results", "<b>"),
    "If-Match": ("*", '"x"', 'W/"'),
    "If-Modified-Since": ("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Sat, 31 Feb 9999 99:99:99 GMT", "9" * 400),
    "If-None-Match": ("*", 'W/"x"', '"' * 900, ","),
    "If-Unmodified-Since": ("Thu, 01 Jan 1970 00:00:00 GMT",),
    "Origin": ("null", "https://elsewhere.example"),
    "Range": ("bytes=0-0", "bytes=9-1", "bytes=-" + "9" * 30, "lines=1-2"),
    "Referer": ("\xff", "http://[", "https://elsewhere.example/" + "a" * 2000),
    "Sec-Fetch-Site": ("cross-site", "same-origin", "\xff"),
    "X-Forwarded-For": ("1.2.3.4, evil", "::ffff:1.2.3.4", "\xff" * 50),
    "X-Forwarded-Host": ("elsewhere.example",),
    "X-Forwarded-Proto": ("https", "gopher"),
    "X-HTTP-Method-Override": ("DELETE",),
    "X-Request-ID": ("a" * 20, "a\tb", "../../x"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    # As it goes over the wire, with its query.
    address: str
    headers: dict[str, str]
    body: bytes

    def __str__(self) -> str:
        address = self.address if len(self.address) < 300 else f"{self.address[:300]}… ({len(self.address)})"
        return f"{self.method} {address} {self.headers} {self.body[:120]!r}"


def _encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def _path(chance: random.Random) -> str:
    pattern = chance.choice(PATHS)
    family = pattern.removeprefix("/api/v1").strip("/").partition("/")[0]
    known = SLUGS.get(family, ("germany-acsa",))
    slug = chance.choice(known) if chance.random() < 0.7 else _encoded(chance.choice(_VALUES))
    path = pattern.replace("{}", slug)
    if chance.random() < 0.4 and not pattern.startswith("/api/"):
        path = f"/ja{path}"
    if chance.random() < 0.1:
        path = chance.choice((
            path.rstrip("/"), f"{path}/", path.upper(), f"/{path}", f"{path}{_encoded(chance.choice(_VALUES))}",
            path.replace("/", "/./", 1), path.replace("-", "%2d"), f"{path}%00", f"{path}%ff", path * 20,
        ))  # fmt: skip
    return path or "/"


def _pairs(chance: random.Random) -> str:
    pairs = []
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3, 5, 40))):
        name = chance.choice(_NAMES) if chance.random() < 0.9 else _encoded(chance.choice(_VALUES))
        pairs.append(f"{name}={_encoded(chance.choice(_VALUES))}")
    return chance.choice(("&", "&", "&", ";", "&&")).join(pairs)


def _body(chance: random.Random) -> tuple[str, bytes]:
    """Return a body with a media type that may or may not be its own."""
    form = _pairs(chance).encode()
    field = f'--x\r\nContent-Disposition: form-data; name="{chance.choice(_NAMES)}"\r\n\r\n{chance.randrange(9)}\r\n--x'
    bodies: tuple[tuple[str, bytes], ...] = (
        ("application/x-www-form-urlencoded", form),
        ("application/json", json.dumps({"text": chance.choice(_VALUES), "as_of": chance.choice(_VALUES)}).encode()),
        ("application/json", b"[" * 5000),
        ("application/json", b'{"text": 1' + b"0" * 5000 + b"}"),
        ("application/json", chance.choice((b"", b"null", b"[]", b'{"text":', b"\xff\xfe", b'{"text": NaN}'))),
        ("multipart/form-data; boundary=x", field.encode() + chance.choice((b"--\r\n", b"", b"\r\n\r\n"))),
        ("text/plain", chance.randbytes(chance.choice((0, 1, 100, 5000)))),
    )
    return chance.choice(bodies)


def requests_of(seed: int, number: int) -> Iterator[Request]:
    """Yield so many requests, for one seed always the same."""
    for turn in range(number):
        # Of its own for each, so that one can be asked again without those before it.
        chance = random.Random(f"{seed}:{turn}")
        method = chance.choice(_METHODS)
        query = _pairs(chance)
        headers = {
            name: chance.choice(_HEADERS[name])
            for name in chance.sample(list(_HEADERS), chance.choice((0, 0, 1, 3, 8)))
        }
        body = b""
        if method not in ("GET", "HEAD") or chance.random() < 0.03:
            media_type, body = _body(chance)
            headers.setdefault("Content-Type", media_type)
        yield Request(method, _path(chance) + (f"?{query}" if query else ""), headers, body)


def fault(request: Request, status: int, body: bytes, seconds: float) -> str:
    """Say what is wrong with an answer; nothing, if it is one that may be given."""
    # Nothing is loaded, or no token set: it says so by its status.
    is_told = request.address.partition("?")[0] in ("/readyz", "/metrics")
    if status >= 500 and not is_told:
        return f"status {status}"
    if b"Traceback (most recent call last)" in body:
        return "a traceback"
    if seconds > LONGEST:
        return f"{seconds:.1f} s"
    return ""


def _asked(connection: HTTPConnection, request: Request) -> tuple[int, bytes, int]:
    """Return status, body, and how many queries the answer took."""
    connection.putrequest(
        request.method, request.address, skip_host="Host" in request.headers, skip_accept_encoding=True
    )
    for name, value in request.headers.items():
        connection.putheader(name, value.encode("latin-1"))
    if request.body or request.method not in ("GET", "HEAD"):
        connection.putheader("Content-Length", str(len(request.body)))
    connection.endheaders(request.body or None)
    answer = connection.getresponse()
    return answer.status, answer.read(), int(answer.headers.get("X-Queries", 0))


def _asked_twice(connection: HTTPConnection, request: Request) -> tuple[int, bytes, int]:
    """Ask anew where the server has closed a connection of whose last body it had read nothing."""
    try:
        return _asked(connection, request)
    except (BrokenPipeError, ConnectionResetError, RemoteDisconnected):
        connection.close()
        return _asked(connection, request)


def main(arguments: list[str]) -> int:
    from tests.running_site import prepare, serving

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Ask the site what nobody would.")
    parser.add_argument("number", type=int, help="how many requests")
    parser.add_argument("--seed", type=int, default=1, help="other requests than those of seed 1")
    options = parser.parse_args(arguments)
    faults = 0
    statuses: dict[int, int] = {}
    most: dict[str, tuple[int, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        prepare(var)
        with serving(var, "tests.counted_site:application") as site:
            connection = HTTPConnection(site.removeprefix("http://"), timeout=LONGEST * 2)
            for turn, request in enumerate(requests_of(options.seed, options.number)):
                began = time.perf_counter()
                try:
                    status, body, queries = _asked_twice(connection, request)
                    said = fault(request, status, body, time.perf_counter() - began)
                except (OSError, HTTPException) as error:
                    connection.close()
                    status, queries, said = 0, 0, f"{type(error).__name__}: {error}"
                seconds = time.perf_counter() - began
                statuses[status] = statuses.get(status, 0) + 1
                place = "/".join(request.address.partition("?")[0].removeprefix("/ja").split("/")[:3])[:40]
                before = most.get(place, (0, 0.0))
                most[place] = (max(before[0], queries), max(before[1], seconds))
                if said:
                    faults += 1
                    print(f"{options.seed}:{turn} {said}: {request}", flush=True)
            for log in var.glob("server-*.log"):
                # Hosts that the site does not have are in the log with a traceback, which is Django’s way.
                if "Internal Server Error" in (text := log.read_text(errors="replace")):
                    print(text[text.index("Internal Server Error") :][:4000])
                    faults += 1
    print(f"{options.number} requests, {faults} faults; by status: {dict(sorted(statuses.items()))}")
    for place, (queries, seconds) in sorted(most.items(), key=lambda row: row[1], reverse=True)[:12]:
        print(f"{queries:4} queries {seconds * 1000:7.0f} ms  {place}")
    print(f"longest: {max(seconds for _, seconds in most.values()) * 1000:.0f} ms")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
