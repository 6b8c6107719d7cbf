from django.template import Context, Template
from django.utils import translation

from agreements.models import Partner, Region


def _options(language: str, **context: object) -> str:
    with translation.override(language):
        return Template("{% load options %}{% options offered chosen %}").render(Context(context))


def test_a_closed_set_is_offered_by_its_values_in_the_page_s_language() -> None:
    written = _options("ja", offered=Region, chosen=("europe",))

    assert written.startswith('<option value="">すべて</option>')
    assert '<option value="europe" selected>欧州</option>' in written
    assert written.count(" selected") == 1


def test_records_are_offered_by_their_slugs_and_their_names_are_text() -> None:
    bold = Partner(slug="bold", name_en="<b>", name_ja="太")

    assert _options("en", offered=[bold], chosen=()) == (
        '<option value="">any</option><option value="bold">&lt;b&gt;</option>'
    )
