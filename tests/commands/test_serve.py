"""What `manage.py serve` refuses; that it serves is tried by every test that asks a running site."""

import socket

import pytest
from django.core.management import CommandError, call_command


def test_a_port_at_which_somebody_listens_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"at http://127\.0\.0\.1:{port}/: Address already in use"):
            call_command("serve", "--prepared", port=port)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port=70000"], "70000 is no port"),
        (["--host=192.0.2.1"], "Nobody can listen at http://192.0.2.1:8000/"),
        (["--host=nowhere.invalid"], "Nobody can listen at http://nowhere.invalid:8000/"),
        (["--workers=0"], "One worker at least"),
    ],
)
def test_what_cannot_be_served_is_said(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("serve", "--prepared", *arguments)
