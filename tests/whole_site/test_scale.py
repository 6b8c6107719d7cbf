"""What a page reads does not depend on how much there is."""

import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import AgreementType, Citation, Deal, Event, Partner
from tests.pages_list import KINDS, MISSING, in_language
from tests.ten_times import TIMES, make_register_ten_times_as_large

MOST_QUERIES = 12
FILTERED = (
    "/deals/?partner=united-states&status=in-force&sort=status",
    "/deals/?q=agreement+japan&as_of=2020-01-01&region=europe&family=equipment&year_from=2010",
    "/partners/united-states/?as_of=2015-01-01",
    "/types/security-assistance/",
    "/deals/gcap-2022/",
    "/deals/us-security-treaty-1960/",
    "/deals/us-tomahawk-2024/",
)


def _examples() -> Iterator[str]:
    for kind in KINDS:
        yield from kind.example_addresses()
    yield from FILTERED
    yield from MISSING


# Pages that show what is made once for an edition of the register, by the first request: sizes of files, real examples.
MADE_ONCE = ("/data/", "/api/", "/api/examples/")


def _answer_once(client: Client) -> None:
    """Let the process read what it reads once an edition, which no page's own count holds."""
    for address in ("/", "/grid/", "/identify/", "/types/acsa/", "/deals/gcap-2022/", "/ja/deals/gcap-2022/"):
        client.get(address)


def _queries(client: Client, address: str) -> int:
    if address.removeprefix("/ja") in MADE_ONCE:
        client.get(address)
    with CaptureQueriesContext(connection) as found:
        response = client.get(address)
    assert response.status_code in (200, 404), address
    return len(found)


# Not by itself so long, but beside the next long one: files of the whole register are made once for both.
@pytest.mark.long
@pytest.mark.register
def test_every_kind_of_page_takes_at_most_twelve_queries_in_japanese(client: Client) -> None:
    _answer_once(client)
    counts = {address: _queries(client, in_language(address, "ja")) for address in _examples()}

    assert {address: count for address, count in counts.items() if count > MOST_QUERIES} == {}


@pytest.mark.register
def test_every_type_and_many_partners_and_deals_take_at_most_twelve_queries(client: Client) -> None:
    records = [
        *AgreementType.objects.all(),
        *list(Partner.objects.all())[::6],
        *list(Deal.objects.published())[::20],
        # Those of several types and of several partners read most.
        *Deal.objects.published().exclude(also_types=None),
    ]
    _answer_once(client)
    counts = {address: _queries(client, address) for address in {record.get_absolute_url() for record in records}}

    assert len(counts) > 40
    assert {address: count for address, count in counts.items() if count > MOST_QUERIES} == {}


@pytest.mark.long
@pytest.mark.register
def test_every_kind_of_page_takes_at_most_twelve_queries_and_no_more_at_ten_times_the_size(client: Client) -> None:
    sizes = {model: model._default_manager.count() for model in (Deal, Event, Citation, Partner)}
    _answer_once(client)
    first = {address: _queries(client, address) for address in _examples()}
    before = {address: _queries(client, address) for address in first}
    assert {address: count for address, count in first.items() if count > MOST_QUERIES} == {}

    make_register_ten_times_as_large()
    assert {model: model._default_manager.count() for model in sizes} == {
        model: size * TIMES for model, size in sizes.items()
    }
    _answer_once(client)
    after: dict[str, int] = {}
    for address in before.keys() - set(MADE_ONCE):
        # Another test may have asked for the page before, and not for this edition: what is kept of one is read anew.
        client.get(address)
        start = time.perf_counter()
        after[address] = _queries(client, address)
        # Noted, and not tested: it depends on the machine. See it with `pytest -s`.
        print(f"{time.perf_counter() - start:6.2f} s  {after[address]:2} queries  {address}")

    assert after == {address: count for address, count in before.items() if address in after}


# To write every file of ten registers takes a minute; of the small one, no time.
@pytest.mark.usefixtures("small_register")
@pytest.mark.parametrize("address", MADE_ONCE)
def test_a_page_of_what_is_made_once_takes_no_more_queries_at_ten_times_the_size(client: Client, address: str) -> None:
    before = _queries(client, address)
    make_register_ten_times_as_large()

    assert _queries(client, address) == before
