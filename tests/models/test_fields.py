import json

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.utils import translation

from agreements.models import Deal, Event, Partner, Source
from agreements.models.fields import LinesField, LinesFormField, PartialDateField, PartialDateFormField
from agreements.register.partial_date import PartialDate
from tests import factories


@pytest.mark.parametrize("text", ["2024-07-12", "2024-07", "2024"])
class TestPartialDateKeepsItsPrecision:
    def test_through_a_form(self, text: str) -> None:
        field = PartialDateFormField()
        date = field.clean(f" {text} ")
        assert date == PartialDate.parse(text)
        assert field.prepare_value(date) == text
        assert not field.has_changed(date, text)

    @pytest.mark.django_db
    def test_through_the_database(self, text: str) -> None:
        event = factories.event(factories.deal(), date=text)
        assert Event.objects.get(pk=event.pk).date == PartialDate.parse(text)
        assert Event.objects.filter(date=text).exists()
        assert Event.objects.filter(date=PartialDate.parse(text)).exists()

    @pytest.mark.django_db
    def test_through_a_fixture(self, text: str) -> None:
        event = factories.event(factories.deal(), date=text)
        written = serializers.serialize("json", [event])
        assert json.loads(written)[0]["fields"]["date"] == text
        (read,) = serializers.deserialize("json", written)
        assert read.object.date == PartialDate.parse(text)


@pytest.mark.django_db
def test_the_database_sorts_partial_dates_by_time() -> None:
    deal = factories.deal()
    for date in ("2024-01", "2023-12-31", "2024", "2024-01-01", "2025"):
        factories.event(deal, date=date)
    assert [str(event.date) for event in deal.events.order_by("date")] == [
        "2023-12-31", "2024", "2024-01", "2024-01-01", "2025",
    ]  # fmt: skip
    assert deal.events.filter(date__lt="2024-01").count() == 2


@pytest.mark.django_db
def test_an_empty_date_is_kept_as_none() -> None:
    factories.source("https://www.mod.go.jp/", date="")
    assert Source.objects.get().date is None


@pytest.mark.parametrize("text", ["2024-13", "yesterday", "12 July 2024", "2024-07-12T", "20240712"])
def test_a_form_says_how_a_date_is_typed(text: str) -> None:
    for field in (PartialDateFormField(), PartialDateField()):
        with pytest.raises(ValidationError) as refusal:
            field.clean(text, None) if isinstance(field, PartialDateField) else field.clean(text)
        assert refusal.value.messages == ["Type a date as 2024-07-12, 2024-07 or 2024."]


def test_a_date_that_is_required_and_missing_is_refused() -> None:
    with pytest.raises(ValidationError, match="This field is required"):
        PartialDateFormField().clean("")
    assert PartialDateFormField(required=False).clean("") is None


def test_a_changed_date_is_seen() -> None:
    field = PartialDateFormField()
    assert field.has_changed(PartialDate(2024, 7), "2024-07-12")
    assert field.has_changed(None, "2024")
    assert not field.has_changed(None, "")


def test_a_text_is_read_in_the_language_in_use() -> None:
    partner = Partner(name_en="Germany", name_ja="ドイツ")
    assert partner.name == "Germany"
    with translation.override("ja"):
        assert partner.name == "ドイツ"


def test_a_text_that_is_there_in_one_language_is_shown_in_both() -> None:
    deal = Deal(title_ja="日本国の自衛隊とドイツ軍隊との間の協定")
    assert deal.title == deal.title_ja
    with translation.override("ja"):
        assert Deal(title_en="Agreement").title == "Agreement"


def test_lines_are_typed_one_entry_a_line() -> None:
    field = LinesFormField(required=False)
    assert field.clean(" ROK \n\nSeoul\r\n") == ["ROK", "Seoul"]
    assert field.clean("") == []
    assert field.prepare_value(["ROK", "Seoul"]) == "ROK\nSeoul"
    assert field.has_changed(["ROK"], "ROK\nSeoul")
    assert not field.has_changed(["ROK"], "ROK\r\n")
    assert not field.has_changed(None, "")


@pytest.mark.parametrize("value", ["ROK", [1], [""], {"ROK": 1}])
def test_what_is_no_list_of_texts_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="Give one entry a line"):
        LinesField().clean(value, None)


@pytest.mark.django_db
def test_lines_survive_the_database_and_a_fixture() -> None:
    partner = factories.partner(aliases_ja=["独", "ドイツ連邦共和国"])
    assert Partner.objects.get().aliases_ja == ["独", "ドイツ連邦共和国"]
    (read,) = serializers.deserialize("json", serializers.serialize("json", [partner]))
    assert read.object.aliases_ja == ["独", "ドイツ連邦共和国"]
