"""One page is asked for, and its server’s word is taken for what it is worth."""

import socket
from ipaddress import ip_address
from time import monotonic

import pytest

from agreements.source_health.asking import Asker, Outcome, is_public
from tests.local_web import Web


def asker(timeout: float = 5) -> Asker:
    return Asker("Tester/1.0", timeout, may_ask=lambda address: address.is_loopback)


@pytest.mark.parametrize(
    ("path", "outcome", "status", "methods"),
    [
        ("/there", Outcome.WORKS, 200, ["HEAD"]),
        ("/204", Outcome.WORKS, 204, ["HEAD"]),
        ("/no-head", Outcome.WORKS, 200, ["HEAD", "GET"]),
        ("/hangs-up-on-head", Outcome.WORKS, 200, ["HEAD", "GET"]),
        ("/for-now", Outcome.WORKS, 200, ["HEAD"]),
        ("/404", Outcome.GONE, 404, ["HEAD", "GET"]),
        ("/410", Outcome.GONE, 410, ["HEAD", "GET"]),
        ("/403", Outcome.REFUSED, 403, ["HEAD", "GET"]),
        ("/429", Outcome.REFUSED, 429, ["HEAD", "GET"]),
        ("/500", Outcome.SILENT, 500, ["HEAD", "GET"]),
        ("/503", Outcome.SILENT, 503, ["HEAD", "GET"]),
    ],
)
def test_a_status_is_understood(web: Web, path: str, outcome: Outcome, status: int, methods: list[str]) -> None:
    answer = asker().ask(web.origin + path)

    assert (answer.outcome, answer.status, answer.was_answered) == (outcome, status, True)
    assert web.methods(path) == methods
    assert web.agents == {"Tester/1.0"}


def test_a_page_that_moved_for_good_is_followed_to_its_end(web: Web) -> None:
    answer = asker().ask(f"{web.origin}/moved-on")

    assert (answer.outcome, answer.moved_to) == (Outcome.MOVED, f"{web.origin}/there/%E7%8B%AC")


def test_a_page_that_moved_to_where_nothing_is_is_gone(web: Web) -> None:
    answer = asker().ask(f"{web.origin}/to-gone")

    assert (answer.outcome, answer.detail, answer.moved_to) == (Outcome.GONE, f"leads to {web.origin}/404", "")


def test_a_ring_of_pages_is_left(web: Web) -> None:
    assert asker().ask(f"{web.origin}/loop").outcome is Outcome.REFUSED
    assert len(web.asked) == 6


@pytest.mark.parametrize("path", ["/inside", "/script", "/to-file"])
def test_a_page_that_leads_inside_or_off_the_web_is_not_followed(web: Web, path: str) -> None:
    answer = asker().ask(web.origin + path)

    assert answer.outcome is Outcome.NOT_ASKED
    assert answer.moved_to == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/there", "http://localhost:{port}/there", "http://[::1]:{port}/there",
        "http://[::ffff:127.0.0.1]:{port}/there", "http://0.0.0.0:{port}/there", "http://2130706433:{port}/there",
        "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://100.64.0.1/", "ftp://example.org/x",
        "file:///etc/passwd", "http:///x", "gopher://127.0.0.1:{port}/_GET",
    ],
)  # fmt: skip
def test_what_is_not_of_the_open_network_is_never_asked(web: Web, url: str) -> None:
    answer = Asker("Tester/1.0", 2).ask(url.format(port=web.origin.rpartition(":")[2]))

    assert answer.outcome is Outcome.NOT_ASKED
    assert web.asked == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("64:ff9b::808:808", True),
        ("192.168.1.1", False), ("172.16.0.1", False), ("127.8.8.8", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("240.0.0.1", False), ("255.255.255.255", False), ("192.0.2.1", False),
        ("fe80::1", False), ("fc00::1", False), ("::", False), ("ff02::1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False), ("2002:a00:1::", False),
    ],
)  # fmt: skip
def test_public_addresses_are_told_from_others(address: str, expected: bool) -> None:
    assert is_public(ip_address(address)) is expected


def test_a_name_is_connected_to_as_it_was_judged(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere the second time it is looked up leads nowhere new."""
    looked_up = []

    def look_up(host: str, port: int, *args: object, **kwargs: object) -> list[object]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *a, **k: look_up(host, *a, **k) if host == "x.example" else real(host, *a, **k),
    )
    port = web.origin.rpartition(":")[2]
    assert asker().ask(f"http://x.example:{port}/there").outcome is Outcome.WORKS

    assert looked_up == ["x.example"]
    assert web.asked[0][2] == f"x.example:{port}"


def test_an_answer_that_trickles_in_is_cut_off(web: Web) -> None:
    start = monotonic()
    answer = asker(timeout=0.4).ask(f"{web.origin}/slow")

    assert (answer.outcome, answer.detail, answer.was_answered) == (Outcome.SILENT, "too late", False)
    assert monotonic() - start < 2


def test_nobody_there_is_no_answer() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    answer = asker().ask(f"http://127.0.0.1:{port}/")

    assert (answer.outcome, answer.status, answer.was_answered) == (Outcome.SILENT, None, False)


def test_a_path_in_japanese_is_asked_for_as_the_web_writes_it(web: Web) -> None:
    assert asker().ask(f"{web.origin}/there/日本?q=独 逸&p=%E7#x").outcome is Outcome.WORKS

    assert web.asked[0][1] == "/there/%E6%97%A5%E6%9C%AC?q=%E7%8B%AC%20%E9%80%B8&p=%E7"
