# mypy: disable-error-code="type-arg, no-any-return, misc"
# Django’s classes take no type arguments at run time, and so the checker knows little of what they return.
"""A form that cannot be saved, as the disk is full or the database only reads, comes back as it was filled in."""

import logging
import time
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from rosetta.outage import SECONDS, is_outage

logger = logging.getLogger(__name__)

# Whoever has waited so many seconds for a save in vain would wait as long again for the form, which reads as much.
_LONGEST = 10.0


class _Unsaved:
    """Says so above the form; what is wrong in it is said as ever."""

    def clean(self) -> Any:
        cleaned = super().clean()
        self.add_error(  # type: ignore[attr-defined]
            None,
            ValidationError(
                gettext(
                    "It cannot be saved now: the database takes nothing at the moment. Nothing that you typed is lost; "
                    "it stands below. Leave this page open and save again in half a minute."
                ),
                code="unsaved",
            ),
        )
        return cleaned


def is_unsaved(request: HttpRequest) -> bool:
    return getattr(request, "is_unsaved", False)


class ComesBackUnsaved(admin.ModelAdmin):
    """Shows the form again where a save fails for no fault of the editor. A lost or slow database shows no form."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        began = time.monotonic()
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Exception as error:
            if request.method != "POST" or not is_outage(error) or time.monotonic() - began > _LONGEST:
                raise
            logger.warning("What an editor sent cannot be saved: %s", error)
        request.is_unsaved = True  # type: ignore[attr-defined]
        # Without the transaction, which already asks to write. Nothing is saved of a form with an error.
        response: HttpResponse = self._changeform_view(  # type: ignore[attr-defined]
            request, *_as_asked(*args, **kwargs)
        )
        response.status_code = 503
        response["Retry-After"] = str(SECONDS)
        return response

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (_Unsaved, form), {}) if is_unsaved(request) else form


def _as_asked(object_id: str | None = None, form_url: str = "", extra_context: Any = None) -> tuple[Any, ...]:
    return object_id, form_url, extra_context
