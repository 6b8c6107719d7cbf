"""What a browser is told about the site’s own safety, on pages and on what is there for other sites."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings

from rosetta import environment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/ja/", "/decode/", "/admin/login/", "/nothing-here/"])
def test_pages_are_closed_to_other_sites(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/api/v1/types", "/timeline.svg", "/robots.txt"])
def test_what_is_for_other_sites_is_open_to_them(client: Client, address: str) -> None:
    assert client.get(address)["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "address", ["/nothing/", "/deals/none/", "/ja/deals/none.md", "/api/v1/deals/none", "/api/v1/x"]
)
def test_what_is_not_there_is_asked_for_again(client: Client, address: str) -> None:
    response = client.get(address)

    assert (response.status_code, response["Cache-Control"]) == (404, "public, no-cache")


def test_security_txt_says_where_to_tell_of_a_weakness(client: Client, today: Any) -> None:
    address = "/.well-known/security.txt"
    assert client.get(address).status_code == 404
    with override_settings(SECURITY_CONTACT="mailto:security@example.org"):
        response = client.get(address)
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:security@example.org"
    assert lines["Canonical"] == "http://testserver/.well-known/security.txt"
    left = datetime.fromisoformat(lines["Expires"]) - datetime.now(UTC)
    assert 300 < left.days < 366


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("", ""),
        ("a@example.org", "mailto:a@example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/security", "https://example.org/security"),
    ],
)
def test_a_contact_is_an_address(monkeypatch: pytest.MonkeyPatch, given: str, found: str) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", given)
    assert environment.contact("SECURITY_CONTACT") == found


@pytest.mark.parametrize("given", ["somebody", "http://example.org", "a@example.org\nContact: mailto:b@example.org"])
def test_what_is_no_contact_stops_the_start(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SECURITY_CONTACT", given)
    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT is"):
        environment.contact("SECURITY_CONTACT")
