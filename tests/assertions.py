"""What several tests claim."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from agreements.derived import derived_fields
from agreements.models import Deal
from agreements.register.status import status_periods


def _complaints(check: Callable[[], None]) -> list[str]:
    try:
        check()
    except ValidationError as refusal:
        return refusal.messages
    return []


def assert_refused(record: Model, message: str) -> None:
    """An editor reads the message, and whatever gets past the form is refused by the database."""
    # The form's own word on a field may come first; whoever gets past it reads ours.
    by_the_form = _complaints(record.full_clean)
    assert by_the_form
    assert message in by_the_form + _complaints(record.validate_constraints)
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def assert_in_step(deal: Deal) -> None:
    """All that is stored of a deal's status is what follows from its events and citations as they are now."""
    stored = Deal.objects.get(pk=deal.pk)
    events = [event.as_dated_event() for event in stored.events.all()]
    expected = {**derived_fields(events), "citation_count": stored.citations.count()}
    assert {name: getattr(stored, name) for name in expected} == expected
    assert [(row.status, row.start, row.end, row.standing) for row in stored.periods.order_by("start")] == [
        (period.status.value, period.start, period.end, period.standing.value) for period in status_periods(events)
    ]


def assert_page(response: Any, heading: str, *texts: str, status: int = 200) -> None:
    """A page that is there, with its one heading and these texts."""
    assert response.status_code == status
    body = response.content.decode()
    assert body.count("<h1") == 1
    inside = body.partition("<h1")[2].partition("</h1>")[0]
    assert heading in re.sub("<[^>]*>", "", inside)
    for text in texts:
        assert text in body
