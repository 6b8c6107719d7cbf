"""A copy in an archive of the web stands beside the original wherever the source does."""

import pytest
from django.test import Client

from agreements.models import Source
from agreements.selectors.exports import cited_sources
from tests import factories

pytestmark = pytest.mark.django_db
COPY = "https://web.archive.org/web/2024/https://www.mofa.go.jp/press/1.html"
LINK = f'<a href="{COPY}" rel="external">'


@pytest.fixture
def archived(db: None) -> Source:
    factories.published_deal()
    factories.sense_citation(factories.sense(factories.term()))
    source = Source.objects.get()
    source.archived_url = COPY
    source.save()
    return source


@pytest.mark.parametrize(("page", "times"), [("/deals/germany-acsa/", 4), ("/ja/terms/security-cooperation/", 1)])
def test_pages_link_to_the_copy(client: Client, archived: Source, page: str, times: int) -> None:
    assert client.get(page).content.decode().count(LINK) == times


@pytest.mark.parametrize("page", ["/deals/germany-acsa/", "/terms/security-cooperation/"])
def test_without_a_copy_nothing_is_said_of_one(client: Client, archived: Source, page: str) -> None:
    Source.objects.update(archived_url="")
    assert "archived copy" not in client.get(page).content.decode()


def test_the_api_and_the_files_have_the_copy(client: Client, archived: Source) -> None:
    (source,) = client.get("/api/v1/deals/germany-acsa").json()["sources"]

    assert source["archived_url"] == COPY
    assert [record["archived_url"] for record in cited_sources(None)] == [COPY]
