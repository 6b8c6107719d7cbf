"""Records as a fresh register holds them, and what editors do to them on a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Model

from agreements.admin.revisions import record_loaded_state
from agreements.admin.wholes import WHOLES
from agreements.loading import take_as_gathered
from agreements.models import Deal
from tests import factories

Record = TypeVar("Record", bound=Model)
TOKYO = ZoneInfo("Asia/Tokyo")


def forget_history() -> None:
    """Leave the register as fixtures do, which load without history."""
    for whole in WHOLES.values():
        for model in (whole.model, *whole.parts):
            model.history.all().delete()  # type: ignore[attr-defined]
        # These stay behind, and would be told of the next history that gets the number of theirs.
        for name, _ in whole.several.values():
            apps.get_model("agreements", name)._default_manager.all().delete()
    take_as_gathered()


def loaded_deal() -> Deal:
    """Return the ACSA with Germany in a register of its own, as fixtures load it."""
    factories.register()
    deal: Deal = factories.published_deal()
    forget_history()
    return deal


@contextmanager
def edit(clock: Any, record: Record, day: str, hour: int = 10) -> Iterator[Record]:
    """Edit a record on a day in Tokyo as the admin does: how it stood is kept first."""
    moment = datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=TOKYO)
    clock.move_to(moment, tick=False)
    record_loaded_state(record, moment)
    yield type(record)._default_manager.get(pk=record.pk)
