import pytest
from django.test import Client

from tests import factories
from tests.pages.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "told"),
    [("/terms/", "alliance 同盟 どうめい"), ("/ja/terms/", "同盟 どうめい alliance")],
)
def test_how_a_word_is_read_follows_the_japanese_word(client: Client, address: str, told: str) -> None:
    factories.term("alliance", term_ja="同盟", reading="どうめい")

    assert told in text_of(client.get(address))
