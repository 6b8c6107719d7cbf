"""Words of the concordance where a page’s text first has them."""

import re

import pytest
from django.test import Client

from agreements.models import Partner, Speaker
from tests import factories

pytestmark = pytest.mark.django_db

MARK = re.compile(r'<a class="term" href="([^"]+)" title="([^"]*)">([^<]+)</a>')


def marks(client: Client, address: str) -> list[tuple[str, ...]]:
    return MARK.findall(client.get(address).content.decode())


@pytest.fixture
def alliance() -> None:
    term = factories.term("alliance", term_en="Alliance", term_ja="同盟", reading="どうめい")
    of_germany = factories.partner()
    for position, (speaker, partner, language, text) in enumerate(
        [
            (Speaker.ARTICLE, None, "en", "a habit"),
            (Speaker.PARTNER_GOVERNMENT, of_germany, "en", "NATO & only it"),
            (Speaker.JAPAN_GOVERNMENT, None, "ja", "the one of 1960"),
        ],
        1,
    ):
        factories.sense(
            term,
            position=position,
            speaker=speaker,
            partner=partner,
            language=language,
            definition_en=text,
            definition_ja=f"{text}の訳",
        )


@pytest.mark.usefixtures("alliance")
def test_a_word_is_marked_where_it_first_stands_on_a_deal_s_page(client: Client) -> None:
    factories.published_deal(in_practice_en="No alliance.", summary_en="This alliance is <none>.")

    assert marks(client, "/deals/germany-acsa/") == [
        ("/terms/alliance/#sense-2", "A partner’s government: NATO &amp; only it", "alliance")
    ]
    assert "This alliance is &lt;none&gt;." in client.get("/deals/germany-acsa/").content.decode()


@pytest.mark.usefixtures("alliance")
def test_a_japanese_text_has_the_sense_of_japan_s_government_and_the_reading(client: Client) -> None:
    factories.published_deal(in_practice_ja="同盟ではない。")

    ((address, title, words),) = marks(client, "/ja/deals/germany-acsa/")

    assert (address, words) == ("/ja/terms/alliance/#sense-3", "同盟")
    assert title.startswith("（どうめい）")
    assert title.endswith("：the one of 1960の訳")


@pytest.mark.usefixtures("alliance")
def test_types_and_accounts_of_partners_have_their_words_marked(client: Client) -> None:
    factories.agreement_type(plain_en=["An alliance it is not."], why_en="Alliances differ.")
    Partner.objects.update(account_en="Two alliances.")
    factories.published_deal(partners=(Partner.objects.get(),))

    # Of no partner: Japan’s own sense.
    assert [(address, words) for address, _title, words in marks(client, "/types/acsa/")] == [
        ("/terms/alliance/#sense-3", "alliance")
    ]
    assert [words for _address, _title, words in marks(client, "/partners/germany/")] == ["alliances"]
    assert marks(client, "/partners/germany/?as_of=2015") == []


def test_a_page_of_a_register_without_words_marks_none(client: Client) -> None:
    factories.published_deal(in_practice_en="No alliance.")

    assert marks(client, "/deals/germany-acsa/") == []


@pytest.mark.usefixtures("alliance")
def test_the_article_s_words_have_its_sense_or_are_not_marked(client: Client) -> None:
    treaty = factories.term("treaty", term_en="Treaty", term_ja="条約")
    factories.sense(treaty, speaker=Speaker.US_GOVERNMENT)
    text = "The article calls it an “alliance” by treaty. It is a treaty."
    factories.agreement_type(article_en=text, article_ja="記事はこれを「同盟」と呼ぶ。")

    page = client.get("/types/acsa/").content.decode()

    assert [(address, words) for address, _title, words in MARK.findall(page)] == [
        ("/terms/alliance/#sense-1", "alliance"),
        ("/terms/treaty/#sense-1", "treaty"),
    ]
    assert "by treaty. It is a <a" in page
    assert [address for address, _title, _words in marks(client, "/ja/types/acsa/")] == ["/ja/terms/alliance/#sense-1"]
