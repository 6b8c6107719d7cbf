"""Requests by chance are answered, by few queries; `python -m tests.fuzz 50000` asks a running site."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.fuzz import fault, requests_of

# The first text that a process decodes makes it read the register, which takes some ninety.
MOST_QUERIES = 120


@pytest.mark.usefixtures("small_register")
def test_nothing_that_is_asked_by_chance_breaks_the_site() -> None:
    client = Client(raise_request_exception=False)
    faults, most = [], 0
    for turn, request in enumerate(requests_of(seed=6, number=300)):
        headers = {name: value for name, value in request.headers.items() if name != "Content-Type"}
        media_type = request.headers.get("Content-Type", "application/octet-stream")
        began = time.process_time()
        with CaptureQueriesContext(connection) as queries:
            response = client.generic(request.method, request.address, request.body, media_type, headers=headers)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        most = max(most, len(queries))
        if said := fault(request, response.status_code, body, time.process_time() - began):
            faults.append(f"{turn} {said}: {request}")

    assert not faults
    assert most <= MOST_QUERIES
