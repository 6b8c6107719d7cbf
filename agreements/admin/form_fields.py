"""How the fields of the subject are typed in: dates, lists of lines, texts in two languages, states by character."""

from typing import Any

from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.models import State
from agreements.models.fields import LinesField, PartialDateField


class PartialDateInput(AdminTextInputWidget):
    """A short line for 2024-07-12, 2024-07 or 2024."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "class": "partial-date",
                "size": 12,
                "autocomplete": "off",
                "placeholder": _("2024-07-12, 2024-07 or 2024"),
                **(attrs or {}),
            }
        )


OVERRIDES: dict[Any, dict[str, Any]] = {
    PartialDateField: {"widget": PartialDateInput},
    LinesField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
    models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
}


def states_by_character() -> list[tuple[str, Any]]:
    """Return the choices of a state, grouped under their questions."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for state in State.objects.select_related("character"):
        groups.setdefault(state.character.name, []).append((state.pk, state.label))
    return [("", "---------"), *groups.items()]
