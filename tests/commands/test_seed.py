import pytest
from django.core.management import call_command

from agreements.fixture_files import load_order
from agreements.models import Deal
from tests import factories


@pytest.mark.register
def test_a_database_that_holds_the_register_is_left_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    before = list(Deal.objects.values())
    call_command("seed")
    assert capsys.readouterr().out == "The database holds a register already; nothing was loaded.\n"
    assert list(Deal.objects.values()) == before


@pytest.mark.register
def test_what_an_editor_changed_is_never_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    deal = Deal.objects.get(slug="germany-acsa")
    deal.summary_en = "An editor’s own words."
    deal.save()
    Deal.objects.get(slug="italy-acsa").delete()
    call_command("seed")
    assert Deal.objects.get(slug="germany-acsa").summary_en == "An editor’s own words."
    assert not Deal.objects.filter(slug="italy-acsa").exists()


@pytest.mark.django_db
def test_one_type_is_enough_to_leave_a_database_alone(capsys: pytest.CaptureFixture[str]) -> None:
    factories.agreement_type()
    call_command("seed")
    assert not Deal.objects.exists()


@pytest.mark.django_db
def test_an_empty_database_gets_the_register_and_a_second_run_changes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("seed")
    count = Deal.objects.count()
    assert capsys.readouterr().out == f"Loaded {count} deals.\n"
    assert count > 300
    before = list(Deal.objects.values())
    call_command("seed")
    assert list(Deal.objects.values()) == before


def test_every_fixture_file_is_there() -> None:
    assert [path.name for path in load_order() if not path.exists()] == []
